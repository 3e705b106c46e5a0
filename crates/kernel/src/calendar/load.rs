//! Calendars from the tables of a country pack.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use serde::Deserialize;

use super::error::CalendarDataError;
use super::timetable::{Pattern, Session, Timetable, weekday_position};
use super::zone::Zone;
use super::{Calendar, Calendars, SpecialDay};

const HOLIDAYS: &str = "holidays.csv";
const WEEKS: &str = "weeks.csv";

/// Names of the days in `weeks.csv`; the last is a day worked instead of another one.
const DAY_NAMES: [&str; 8] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "swap"];
const SWAP: usize = 7;
/// Position of the pattern without sessions.
const CLOSED: usize = 8;

#[derive(Deserialize)]
struct HolidayRow {
    date: String,
    name: String,
    kind: String,
    status: String,
}

#[derive(Deserialize)]
struct WeekRow {
    calendar: String,
    zone: String,
    day: String,
    opens: String,
    closes: String,
    working_day: String,
}

/// The week of one calendar while its rows are read.
struct Week {
    zone: Zone,
    patterns: Vec<Pattern>,
}

pub(super) fn calendars(holidays: &str, weeks: &str) -> Result<Calendars, CalendarDataError> {
    let special = Arc::new(special_days(holidays)?);
    let (first, last) = span(&special)?;
    let by_id = read_weeks(weeks)?
        .into_iter()
        .map(|(id, week)| {
            let table = Timetable::new(first, last, week.patterns, |date| pattern_of(&special, date));
            (id.clone(), Calendar { id, zone: week.zone, table, special: Arc::clone(&special), before: None })
        })
        .collect();
    Ok(Calendars { by_id, ..Calendars::default() })
}

/// A holiday is closed even for an office that works Saturdays; a swapped day is worked in full.
fn pattern_of(special: &BTreeMap<NaiveDate, SpecialDay>, date: NaiveDate) -> usize {
    match special.get(&date) {
        Some(day) if day.worked => SWAP,
        Some(_) => CLOSED,
        None => weekday_position(date),
    }
}

/// Whole years: a year is only known when its holidays are.
fn span(special: &BTreeMap<NaiveDate, SpecialDay>) -> Result<(NaiveDate, NaiveDate), CalendarDataError> {
    let years = special.first_key_value().zip(special.last_key_value()).map(|((first, _), (last, _))| (first.year(), last.year()));
    years
        .and_then(|(first, last)| NaiveDate::from_ymd_opt(first, 1, 1).zip(NaiveDate::from_ymd_opt(last, 12, 31)))
        .ok_or_else(|| fault(HOLIDAYS, 1, "there is no holiday in it, so no year is known".to_owned()))
}

fn special_days(holidays: &str) -> Result<BTreeMap<NaiveDate, SpecialDay>, CalendarDataError> {
    let mut days = BTreeMap::new();
    for (row, read) in rows::<HolidayRow>(HOLIDAYS, holidays)? {
        let date = NaiveDate::from_str(&read.date)
            .map_err(|_| fault(HOLIDAYS, row, format!("date: {} is not a date such as 2026-09-02", read.date)))?;
        let worked = match read.kind.as_str() {
            "holiday" => false,
            "swap_working_day" => true,
            other => return Err(fault(HOLIDAYS, row, format!("kind: {other} is neither holiday nor swap_working_day"))),
        };
        let announced = match read.status.as_str() {
            "official" => true,
            "official-to-confirm" | "estimated" => false,
            other => return Err(fault(HOLIDAYS, row, format!("status: {other} is not official, official-to-confirm or estimated"))),
        };
        if days.insert(date, SpecialDay { name: read.name, worked, announced }).is_some() {
            return Err(fault(HOLIDAYS, row, format!("date: {date} is there twice")));
        }
    }
    Ok(days)
}

fn read_weeks(weeks: &str) -> Result<HashMap<String, Week>, CalendarDataError> {
    let mut by_id: HashMap<String, Week> = HashMap::new();
    for (row, read) in rows::<WeekRow>(WEEKS, weeks)? {
        let zone =
            Zone::named(&read.zone).ok_or_else(|| fault(WEEKS, row, format!("zone: {} is not a time zone known here", read.zone)))?;
        let week = by_id.entry(read.calendar.clone()).or_insert_with(|| Week { zone, patterns: vec![Pattern::default(); CLOSED + 1] });
        add_session(week, row, &read)?;
    }
    Ok(by_id)
}

fn add_session(week: &mut Week, row: u64, read: &WeekRow) -> Result<(), CalendarDataError> {
    let position = DAY_NAMES.iter().position(|name| *name == read.day);
    let pattern = position
        .and_then(|position| week.patterns.get_mut(position))
        .ok_or_else(|| fault(WEEKS, row, format!("day: {} is none of {}", read.day, DAY_NAMES.join(", "))))?;
    let session = Session { opens: minute(row, "opens", &read.opens)?, closes: minute(row, "closes", &read.closes)? };
    let after_the_last = pattern.sessions.last().is_none_or(|last| last.closes <= session.opens);
    if session.opens >= session.closes || !after_the_last {
        return Err(fault(WEEKS, row, "opens: a session begins after the one before it and before it closes".to_owned()));
    }
    pattern.sessions.push(session);
    pattern.working_day = match read.working_day.as_str() {
        "yes" => true,
        "no" => false,
        other => return Err(fault(WEEKS, row, format!("working_day: {other} is neither yes nor no"))),
    };
    Ok(())
}

fn minute(row: u64, column: &str, text: &str) -> Result<u32, CalendarDataError> {
    NaiveTime::parse_from_str(text, "%H:%M")
        .map(|time| time.hour() * 60 + time.minute())
        .map_err(|_| fault(WEEKS, row, format!("{column}: {text} is not a time such as 07:30")))
}

fn rows<Row: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<Vec<(u64, Row)>, CalendarDataError> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut rows = Vec::new();
    for (number, row) in (2..).zip(reader.deserialize()) {
        rows.push((number, row.map_err(|error| fault(file, number, error.to_string()))?));
    }
    Ok(rows)
}

const fn fault(file: &'static str, row: u64, problem: String) -> CalendarDataError {
    CalendarDataError { file, row, problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "date,name,kind,status,source\n";
    const WEEK_HEAD: &str = "calendar,zone,day,opens,closes,working_day,source\n";
    const DAY: &str = "2026-09-02,Quốc khánh,holiday,official,law\n";

    #[test]
    fn a_wrong_row_is_named() {
        let good_week = format!("{WEEK_HEAD}a,Asia/Ho_Chi_Minh,monday,07:30,11:30,yes,x\n");
        let cases = [
            (format!("{HEAD}2026-13-01,x,holiday,official,x\n"), good_week.clone(), HOLIDAYS, 2, "date"),
            (format!("{HEAD}{DAY}{DAY}"), good_week.clone(), HOLIDAYS, 3, "twice"),
            (format!("{HEAD}2026-09-02,x,feast,official,x\n"), good_week.clone(), HOLIDAYS, 2, "kind"),
            (HEAD.to_owned(), good_week.clone(), HOLIDAYS, 1, "no holiday"),
            (format!("{HEAD}{DAY}"), format!("{WEEK_HEAD}a,Asia/Nowhere,monday,07:30,11:30,yes,x\n"), WEEKS, 2, "zone"),
            (format!("{HEAD}{DAY}"), format!("{WEEK_HEAD}a,Asia/Ho_Chi_Minh,monday,11:30,07:30,yes,x\n"), WEEKS, 2, "opens"),
            (format!("{HEAD}{DAY}"), format!("{good_week}a,Asia/Ho_Chi_Minh,moonday,07:30,11:30,yes,x\n"), WEEKS, 3, "day"),
        ];
        for (holidays, weeks, file, row, part) in cases {
            let error = Calendars::from_csv(&holidays, &weeks).unwrap_err();
            assert_eq!((error.file, error.row), (file, row), "{error}");
            assert!(error.problem.contains(part), "{error}");
        }
    }
}
