//! One change, and how changes are laid over the tables of the pack.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::calendar::{CalendarDataError, Calendars};
use serde::{Deserialize, Serialize};

use super::check;
use super::store::Stored;

/// What a day becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Off.
    Holiday,
    /// Worked instead of another day.
    SwapWorkingDay,
    /// What the week says, whatever the pack said.
    Ordinary,
}

impl DayKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Holiday, Self::SwapWorkingDay, Self::Ordinary];

    /// The code in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Holiday => "holiday",
            Self::SwapWorkingDay => "swap_working_day",
            Self::Ordinary => "ordinary",
        }
    }
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayChange {
    /// The day.
    pub date: NaiveDate,
    /// What it becomes.
    pub kind: DayKind,
    /// The name it is known by.
    pub name: String,
}

/// A row of `weeks.csv`: one session of one day of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekRow {
    /// Name of the calendar.
    pub calendar: String,
    /// Time zone.
    pub zone: String,
    /// `monday` … `sunday`, or `swap` for a day worked instead of another.
    pub day: String,
    /// `07:30`.
    pub opens: String,
    /// `11:30`.
    pub closes: String,
    /// `yes` when the day counts as a working day.
    pub working_day: String,
    /// Where it comes from.
    pub source: String,
}

/// What one act changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Days.
    #[serde(default)]
    pub days: Vec<DayChange>,
    /// All weekly hours of the calendars they name.
    #[serde(default)]
    pub weeks: Vec<WeekRow>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct HolidayRow {
    date: String,
    name: String,
    kind: String,
    status: String,
    source: String,
}

/// The calendar of now, with those of before each change and each undoing behind it.
pub(super) fn lay_over(pack: &(String, String), changes: &[Stored]) -> Result<Calendars, CalendarDataError> {
    let mut turns: Vec<DateTime<Utc>> = changes.iter().flat_map(|change| [Some(change.made_at), change.undone_at]).flatten().collect();
    turns.sort_unstable();
    turns.dedup();
    let mut calendars = check(pack)?;
    for turn in turns {
        let standing = changes.iter().filter(|change| change.made_at <= turn && change.undone_at.is_none_or(|undone| turn < undone));
        calendars = check(&files(pack, standing.map(|change| &change.content)))?.after(&calendars, turn);
    }
    Ok(calendars)
}

/// The tables of the pack with the changes laid over them in order.
pub(super) fn files<'a>(pack: &(String, String), changes: impl Iterator<Item = &'a Change>) -> (String, String) {
    let (mut days, mut weeks) = (read_days(&pack.0), read::<WeekRow>(&pack.1));
    for change in changes {
        for day in &change.days {
            if day.kind == DayKind::Ordinary {
                days.remove(&day.date.to_string());
            } else {
                days.insert(day.date.to_string(), row_of(day));
            }
        }
        weeks.retain(|row| !change.weeks.iter().any(|new| new.calendar == row.calendar));
        weeks.extend(change.weeks.iter().cloned());
    }
    (written(days.values()), written(weeks.iter()))
}

fn row_of(day: &DayChange) -> HolidayRow {
    HolidayRow {
        date: day.date.to_string(),
        name: day.name.clone(),
        kind: day.kind.code().to_owned(),
        status: "official".to_owned(),
        source: "node".to_owned(),
    }
}

fn read_days(text: &str) -> BTreeMap<String, HolidayRow> {
    read::<HolidayRow>(text).into_iter().map(|row| (row.date.clone(), row)).collect()
}

/// Rows that can be read; those of the pack were checked when it was loaded.
pub(super) fn read<Row: for<'de> Deserialize<'de>>(text: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().filter_map(Result::ok).collect()
}

fn written<Row: Serialize>(rows: impl Iterator<Item = Row>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail.
        let _ = writer.serialize(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The days of a table in the format of the pack, as changes.
///
/// # Errors
/// The first row that is wrong.
pub(super) fn days_of_file(text: &str) -> Result<Vec<DayChange>, CalendarDataError> {
    // The weeks do not matter here: the table is read once as a calendar, so that every mistake is named by its row.
    Calendars::from_csv(text, "calendar,zone,day,opens,closes,working_day,source\n")?;
    let change = |row: HolidayRow| {
        let kind = if row.kind == "holiday" { DayKind::Holiday } else { DayKind::SwapWorkingDay };
        row.date.parse().ok().map(|date| DayChange { date, kind, name: row.name })
    };
    Ok(read::<HolidayRow>(text).into_iter().filter_map(change).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack() -> (String, String) {
        let read = |name: &str| std::fs::read_to_string(format!("{}/../../data/vn/calendars/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        (read("holidays.csv"), read("weeks.csv"))
    }

    fn day(date: &str, kind: DayKind) -> Change {
        Change { days: vec![DayChange { date: date.parse().unwrap(), kind, name: "Thử".into() }], weeks: vec![] }
    }

    fn is_working(files: &(String, String), date: &str) -> bool {
        check(files).unwrap().get("standard").unwrap().is_working_day(date.parse().unwrap()).unwrap()
    }

    #[test]
    fn days_win_over_the_pack_and_later_changes_over_earlier_ones() {
        let pack = pack();
        assert!(is_working(&pack, "2026-11-27") && !is_working(&pack, "2026-11-28") && !is_working(&pack, "2026-09-02"));
        let (off, swapped, ordinary) =
            (day("2026-11-27", DayKind::Holiday), day("2026-11-28", DayKind::SwapWorkingDay), day("2026-09-02", DayKind::Ordinary));
        let changed = files(&pack, [&off, &swapped, &ordinary].into_iter());
        assert!(!is_working(&changed, "2026-11-27") && is_working(&changed, "2026-11-28") && is_working(&changed, "2026-09-02"));
        let again = files(&pack, [&off, &day("2026-11-27", DayKind::Ordinary)].into_iter());
        assert!(is_working(&again, "2026-11-27"));
    }

    #[test]
    fn weeks_of_a_calendar_are_replaced_as_a_whole() {
        let pack = pack();
        let mut weeks: Vec<WeekRow> = read::<WeekRow>(&pack.1).into_iter().filter(|row| row.calendar == "standard").collect();
        weeks.retain(|row| row.day != "friday");
        let changed = files(&pack, std::iter::once(&Change { days: vec![], weeks }));
        assert!(!is_working(&changed, "2026-11-27"), "no hours on Fridays");
        assert!(check(&changed).unwrap().ids().len() == check(&pack).unwrap().ids().len());
    }

    #[test]
    fn a_file_of_days_is_read_and_the_wrong_row_is_named() {
        let head = "date,name,kind,status,source\n";
        assert_eq!(days_of_file(&format!("{head}2027-02-08,Tết,holiday,official,x\n")).unwrap().len(), 1);
        let wrong = days_of_file(&format!("{head}2027-02-08,Tết,holiday,official,x\n2027-13-01,x,holiday,official,x\n")).unwrap_err();
        assert_eq!(wrong.row, 3);
        assert!(days_of_file("").is_err() && days_of_file("\u{0}\u{1}").is_err());
    }
}
