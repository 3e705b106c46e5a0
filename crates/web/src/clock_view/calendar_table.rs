//! The days from receipt to due date as weeks from Monday to Sunday.

use chrono::{Datelike, Days, NaiveDate};

use crate::format;
use crate::i18n::{Language, Value, t, t_with};

/// What a day was for the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayMark {
    /// Outside the span, or a day on which nothing happened.
    Plain,
    /// Handed in outside working hours.
    HandedIn,
    /// The day of receipt, which is not counted, or of a complete supplement.
    Received,
    /// The n-th counted day.
    Counted(u32),
    /// Counted as the n-th, then dropped because the count began anew.
    Dropped(u32),
    /// The clock stood still.
    Stopped,
    /// A day off; the name of the holiday, or empty for a weekend.
    Off(String),
    /// The due day, with its number when days were counted.
    Due(Option<u32>),
}

impl DayMark {
    /// The end of the style class.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::HandedIn | Self::Received => "received",
            Self::Counted(_) => "counted",
            Self::Dropped(_) => "dropped",
            Self::Stopped => "stopped",
            Self::Off(_) => "off",
            Self::Due(_) => "due",
        }
    }

    /// Whether its number is struck through.
    #[must_use]
    pub const fn is_dropped(&self) -> bool {
        matches!(self, Self::Dropped(_))
    }

    fn word(&self, language: Language) -> String {
        match self {
            Self::Counted(number) | Self::Dropped(number) | Self::Due(Some(number)) => number.to_string(),
            Self::HandedIn => t(language, "web-calendar-handed-in"),
            Self::Received => t(language, "web-calendar-received"),
            Self::Stopped => t(language, "web-calendar-stopped"),
            Self::Off(name) if !name.is_empty() => t(language, "web-calendar-holiday"),
            Self::Plain | Self::Off(_) | Self::Due(None) => String::new(),
        }
    }

    /// What a screen reader adds: colour and hatching say it to the others.
    fn spoken(&self, language: Language) -> String {
        match self {
            Self::Plain | Self::HandedIn | Self::Received | Self::Stopped => String::new(),
            Self::Counted(_) => t(language, "web-calendar-legend-counted"),
            Self::Dropped(_) => t(language, "web-calendar-legend-dropped"),
            Self::Off(name) if name.is_empty() => t(language, "web-calendar-legend-off"),
            Self::Off(name) => name.clone(),
            Self::Due(_) => t(language, "web-calendar-legend-due"),
        }
    }
}

/// One cell; a cell without a number is outside the span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    /// Day of the month, with the month on its first day: "1/12".
    pub number: String,
    /// The count or the word below it.
    pub word: String,
    /// What screen readers say in addition.
    pub spoken: String,
    /// What the day was.
    pub mark: DayMark,
    /// Whether it is today.
    pub today: bool,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarHead {
    /// "T2".
    pub short: String,
    /// "thứ Hai".
    pub name: String,
}

/// One entry of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendEntry {
    /// End of the style class of the swatch.
    pub class: &'static str,
    /// Words.
    pub label: String,
}

/// The calendar of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarTable {
    /// Caption of the table.
    pub caption: String,
    /// Seven heads from Monday.
    pub heads: Vec<CalendarHead>,
    /// Weeks of seven cells.
    pub weeks: Vec<Vec<CalendarDay>>,
    /// Only the marks that occur.
    pub legend: Vec<LegendEntry>,
}

impl CalendarTable {
    /// The table of `days` (consecutive, in order), with a ring round `today` when it is among them.
    #[must_use]
    pub fn new(language: Language, days: &[(NaiveDate, DayMark)], today: NaiveDate) -> Self {
        Self {
            caption: t(language, "web-calendar-caption"),
            heads: heads(language),
            weeks: weeks(language, days, today),
            legend: legend(language, days, today),
        }
    }
}

fn heads(language: Language) -> Vec<CalendarHead> {
    // Any Monday serves: 6 January 2025 is one.
    let monday = NaiveDate::from_ymd_opt(2025, 1, 6).unwrap_or_default();
    (0..7)
        .map(|offset| monday + Days::new(offset))
        .map(|day| CalendarHead { short: format::weekday_short(language, day), name: format::weekday(language, day) })
        .collect()
}

fn weeks(language: Language, days: &[(NaiveDate, DayMark)], today: NaiveDate) -> Vec<Vec<CalendarDay>> {
    let lead = days.first().map_or(0, |(first, _)| first.weekday().num_days_from_monday());
    let mut cells: Vec<CalendarDay> = (0..lead).map(|_| outside()).collect();
    cells.extend(days.iter().map(|(date, mark)| cell(language, *date, mark, today)));
    while !cells.len().is_multiple_of(7) {
        cells.push(outside());
    }
    cells.chunks(7).map(<[CalendarDay]>::to_vec).collect()
}

const fn outside() -> CalendarDay {
    CalendarDay { number: String::new(), word: String::new(), spoken: String::new(), mark: DayMark::Plain, today: false }
}

fn cell(language: Language, date: NaiveDate, mark: &DayMark, today: NaiveDate) -> CalendarDay {
    let number = match (date.day(), mark) {
        (1, _) | (_, DayMark::Due(_)) => {
            let values = [("day", Value::from(date.day().to_string())), ("month", Value::from(date.month().to_string()))];
            t_with(language, "web-calendar-day-month", &values)
        }
        (day, _) => day.to_string(),
    };
    CalendarDay {
        number,
        word: mark.word(language),
        spoken: spoken(language, mark, date == today),
        mark: mark.clone(),
        today: date == today,
    }
}

fn spoken(language: Language, mark: &DayMark, today: bool) -> String {
    let mark = mark.spoken(language);
    match (today, mark.is_empty()) {
        (false, _) => mark,
        (true, true) => t(language, "web-calendar-legend-today"),
        (true, false) => format!("{mark}, {}", t(language, "web-calendar-legend-today")),
    }
}

fn legend(language: Language, days: &[(NaiveDate, DayMark)], today: NaiveDate) -> Vec<LegendEntry> {
    let known = [
        ("counted", "web-calendar-legend-counted"),
        ("dropped", "web-calendar-legend-dropped"),
        ("stopped", "web-calendar-legend-stopped"),
        ("off", "web-calendar-legend-off"),
        ("due", "web-calendar-legend-due"),
    ];
    let mut entries: Vec<LegendEntry> = known
        .into_iter()
        .filter(|(class, _)| days.iter().any(|(_, mark)| mark.class() == *class))
        .map(|(class, key)| LegendEntry { class, label: t(language, key) })
        .collect();
    if days.iter().any(|(date, _)| *date == today) {
        entries.push(LegendEntry { class: "today", label: t(language, "web-calendar-legend-today") });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn november(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn weeks_begin_on_monday_and_are_full() {
        let days: Vec<_> = (20..=30).map(|day| (november(day), DayMark::Counted(day - 19))).collect();
        let table = CalendarTable::new(Language::Vi, &days, november(25));
        assert_eq!(table.weeks.len(), 3);
        assert!(table.weeks.iter().all(|week| week.len() == 7));
        let (first, today) = (&table.weeks[0][4], &table.weeks[1][2]);
        assert_eq!((first.number.as_str(), first.word.as_str()), ("20", "1"));
        assert!(today.today && !first.today);
        assert_eq!(table.weeks[0][3].number, "");
        assert_eq!(table.legend.iter().map(|entry| entry.class).collect::<Vec<_>>(), ["counted", "today"]);
    }

    #[test]
    fn the_first_of_a_month_and_the_due_day_name_the_month() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let days = [(day, DayMark::Counted(6)), (day + Days::new(1), DayMark::Due(Some(7)))];
        let table = CalendarTable::new(Language::Vi, &days, day);
        let numbers: Vec<&str> = table.weeks[0].iter().map(|day| day.number.as_str()).filter(|number| !number.is_empty()).collect();
        assert_eq!(numbers, ["1/12", "2/12"]);
    }
}
