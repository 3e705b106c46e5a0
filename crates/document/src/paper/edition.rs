//! Which edition of the official forms holds on a day: number, title and legal basis are data, for the circulars renumber their forms.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::PaperKind;

/// One form in one edition, as a row of `papers/editions.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Which of our papers it is.
    form: String,
    /// The year of the circular.
    pub edition: u16,
    /// Its number in the circular, such as `06`.
    pub number: String,
    /// Its title there.
    pub title: String,
    /// First day it is used.
    pub valid_from: NaiveDate,
    /// First day it is no longer used.
    pub valid_to: Option<NaiveDate>,
    /// The circular.
    pub legal_basis: String,
}

static EDITIONS: LazyLock<Vec<Edition>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(include_str!("../../papers/editions.csv").as_bytes());
    // A row that cannot be read is found by the test below, which reads every row; a paper then goes without a number.
    reader.deserialize().flatten().collect()
});

impl Edition {
    /// The edition of a paper on `day`; nothing for papers no circular prescribes, and for days before the first.
    #[must_use]
    pub fn of(kind: PaperKind, day: NaiveDate) -> Option<&'static Self> {
        let form = kind.form()?;
        EDITIONS.iter().find(|edition| edition.form == form && edition.holds_on(day))
    }

    fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day < end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_row_is_read_and_no_two_hold_on_one_day() {
        assert_eq!(EDITIONS.len(), include_str!("../../papers/editions.csv").lines().count() - 1);
        for one in EDITIONS.iter() {
            let same = EDITIONS.iter().filter(|other| other.form == one.form && other.holds_on(one.valid_from)).count();
            assert_eq!(same, 1, "{} {}", one.form, one.edition);
            assert!(!one.legal_basis.is_empty() && one.number.len() == 2, "{} {}", one.form, one.edition);
        }
    }

    #[test]
    fn the_day_of_a_paper_chooses_its_number() {
        let number = |kind, date| Edition::of(kind, day(date)).map(|edition| edition.number.as_str());
        for (kind, date, expected) in [
            (PaperKind::Control, "2025-09-14", Some("05")),
            (PaperKind::Control, "2025-09-15", Some("06")),
            (PaperKind::Book, "2024-01-02", Some("06")),
            (PaperKind::Book, "2026-11-25", Some("07")),
            (PaperKind::Stop, "2025-09-14", None),
            (PaperKind::Stop, "2026-11-25", Some("05")),
            (PaperKind::Slip, "2018-11-22", None),
            (PaperKind::Result, "2026-11-25", None),
        ] {
            assert_eq!(number(kind, date), expected, "{kind:?} on {date}");
        }
    }
}
