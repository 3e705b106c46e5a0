//! What a browser sent with a form whose fields are not known beforehand, such as the rows of a table.

use chrono::NaiveDate;
use kernel::text::nfc;

use crate::form::TypedDate;

/// Names and typed texts in the order of the form; texts are NFC, with one kind of line end, and carry no characters that nobody types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent(Vec<(String, String)>);

impl Sent {
    /// From the pairs of a form.
    #[must_use]
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().map(|(name, text)| (name, cleaned(&text))).collect())
    }

    /// The text of a field without spaces around it; empty when it was not sent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.trim())
    }

    /// Whether the field was sent at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Every text sent under a name, as boxes send them.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, text)| text.trim())
    }

    /// The filled lines of a text area, without spaces around them.
    #[must_use]
    pub fn lines(&self, name: &str) -> Vec<String> {
        self.text(name).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// The numbers `n` for which a field `<name>-<n>` was sent, in the order of the form and no more than `most`.
    #[must_use]
    pub fn rows(&self, name: &str, most: usize) -> Vec<usize> {
        let number = |(known, _): &(String, String)| known.strip_prefix(name)?.strip_prefix('-')?.parse().ok();
        self.0.iter().filter_map(number).take(most).collect()
    }

    /// A date typed in three parts, as `fields.html::date` sends it.
    #[must_use]
    pub fn date(&self, name: &str) -> TypedDate {
        let part = |end: &str| self.text(&format!("{name}-{end}")).to_owned();
        TypedDate { day: part("day"), month: part("month"), year: part("year"), faulty: String::new() }
    }
}

impl TypedDate {
    /// The date as three texts.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self {
            day: date.format("%-d").to_string(),
            month: date.format("%-m").to_string(),
            year: date.format("%Y").to_string(),
            faulty: String::new(),
        }
    }

    /// The day that was typed, when there is one of that name.
    #[must_use]
    pub fn read(&self) -> Option<NaiveDate> {
        let year = self.year.parse().ok().filter(|year| (1900..=2200).contains(year))?;
        NaiveDate::from_ymd_opt(year, self.month.parse().ok()?, self.day.parse().ok()?)
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.day.is_empty() && self.month.is_empty() && self.year.is_empty()
    }

    /// The same, marked as wrong.
    #[must_use]
    pub fn marked(mut self) -> Self {
        "day month year".clone_into(&mut self.faulty);
        self
    }
}

/// Line ends of one kind, no control characters: what is stored is what people see.
fn cleaned(text: &str) -> String {
    nfc(&text.replace("\r\n", "\n")).chars().filter(|letter| *letter == '\n' || *letter == '\t' || !letter.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        Sent::new(pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn rows_lines_and_boxes_are_found() {
        let sent = sent(&[
            ("name-0", "a"),
            ("name-7", "b"),
            ("name-x", "c"),
            ("nameless-1", "d"),
            ("box", "1"),
            ("box", " 2 "),
            ("many", " x\r\n\r\n y "),
        ]);
        assert_eq!(sent.rows("name", 10), [0, 7]);
        assert_eq!(sent.rows("name", 1), [0]);
        assert_eq!(sent.all("box").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(sent.lines("many"), ["x", "y"]);
        assert!(sent.has("name-0") && !sent.has("name"));
    }

    #[test]
    fn what_nobody_types_is_dropped_and_letters_are_composed() {
        let sent = sent(&[("a", "\u{0}Ti\u{65}\u{302}\u{301}ng\u{7}")]);
        assert_eq!(sent.text("a"), "Tiếng");
    }

    #[test]
    fn a_date_is_a_day_that_exists() {
        for (day, month, year, expected) in [
            ("25", "11", "2026", Some("2026-11-25")),
            ("31", "11", "2026", None),
            ("", "", "", None),
            ("1", "1", "99999", None),
            ("a", "1", "2026", None),
        ] {
            let sent = sent(&[("d-day", day), ("d-month", month), ("d-year", year)]);
            assert_eq!(sent.date("d").read().map(|date| date.to_string()).as_deref(), expected, "{day}/{month}/{year}");
        }
        let date = "2026-01-05".parse().unwrap();
        assert_eq!(TypedDate::of(date).read(), Some(date));
    }
}
