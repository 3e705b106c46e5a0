//! The legal calendar: when an office works, when an answer is due, and why (`deadlines.md`; rules A4–A10).
//!
//! Pure arithmetic over data of the country pack. Where the law leaves room the reading is a flag of the case, never hidden in code.

mod case;
mod clock;
mod count;
mod error;
mod explain;
mod load;
mod month;
mod timetable;
mod zone;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, DurationRound, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

pub use case::{ClockAnswer, ClockCase, ClockEvent, ClockEventKind, ClockState, Outcome, SupplementRule};
pub use error::{CalendarDataError, CalendarError};
pub use explain::{Explanation, ExplanationStep, Rule, SkipReason, SkippedDay};
pub use month::DayMark;

use crate::limit::Limit;
use timetable::Timetable;
use zone::Zone;

/// Why a day that would be worked is not, or the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDay {
    /// The name it is known by, such as "Quốc khánh".
    pub name: String,
    /// Whether it is worked instead of another day.
    pub worked: bool,
    /// Whether the authority has announced it; otherwise it is reckoned from the law and may still change.
    pub announced: bool,
}

/// The working time of one kind of office.
#[derive(Debug, Clone)]
pub struct Calendar {
    id: String,
    zone: Zone,
    table: Timetable,
    special: Arc<BTreeMap<NaiveDate, SpecialDay>>,
}

impl Calendar {
    /// Its name in the pack, such as `standard`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// First and last day for which working time is known.
    #[must_use]
    pub fn span(&self) -> (NaiveDate, NaiveDate) {
        self.table.span()
    }

    /// Office time.
    #[must_use]
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        // Whole minutes everywhere (`deadlines.md`): 16:59:59 is still 16:59.
        let local = self.zone.local(at);
        local.duration_trunc(TimeDelta::minutes(1)).unwrap_or(local)
    }

    /// The instant at which the office's clock shows `local`.
    #[must_use]
    pub fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        self.zone.instant(local)
    }

    /// Seconds by which the office's clock is ahead of UTC at `at`.
    #[must_use]
    pub fn offset_seconds(&self, at: DateTime<Utc>) -> i32 {
        self.zone.offset_seconds(at)
    }

    /// The due date of a request that arrived at `received_at` and met no event.
    ///
    /// # Errors
    /// [`CalendarError::Outside`] when the data does not reach that far.
    pub fn due(&self, received_at: DateTime<Utc>, limit: Limit) -> Result<DateTime<Utc>, CalendarError> {
        let clamped = self.table.clamp(self.local(received_at))?;
        Ok(self.instant(count::due(&self.table, clamped, limit)?))
    }

    /// Everything the clock says about a case.
    ///
    /// # Errors
    /// [`CalendarError`] when the data is too short or the events cannot have happened in this order.
    pub fn answer(&self, case: &ClockCase) -> Result<ClockAnswer, CalendarError> {
        clock::follow(self, case, |_| {})
    }

    /// The same with the reasons: the steps from the arrival to the due date.
    ///
    /// # Errors
    /// As [`Calendar::answer`].
    pub fn explain(&self, case: &ClockCase) -> Result<Explanation, CalendarError> {
        explain::explain(self, case)
    }

    /// Whether the day counts as a working day.
    ///
    /// # Errors
    /// [`CalendarError::Outside`].
    pub fn is_working_day(&self, date: NaiveDate) -> Result<bool, CalendarError> {
        self.table.is_working_day(date)
    }

    /// The hours an office is open on a day, in order, in office time; none on a day off. Each includes its first minute and not its end.
    ///
    /// # Errors
    /// [`CalendarError::Outside`].
    pub fn hours(&self, date: NaiveDate) -> Result<Vec<(NaiveTime, NaiveTime)>, CalendarError> {
        self.table.hours(date)
    }

    /// First working instant at or after `at`.
    ///
    /// # Errors
    /// [`CalendarError::Outside`].
    pub fn working_instant(&self, at: DateTime<Utc>) -> Result<DateTime<Utc>, CalendarError> {
        Ok(self.instant(self.table.clamp(self.local(at))?))
    }

    /// Working days after `from` up to and including `to`; negative when `to` lies before.
    ///
    /// # Errors
    /// [`CalendarError::Outside`].
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> Result<i64, CalendarError> {
        self.table.working_days_between(from, to)
    }

    /// Working minutes from `from` to `to`; negative when `to` lies before.
    ///
    /// # Errors
    /// [`CalendarError::Outside`].
    pub fn working_minutes_between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<i64, CalendarError> {
        Ok(i64::from(self.table.worked(self.local(to))?) - i64::from(self.table.worked(self.local(from))?))
    }

    /// What is special about a day, if anything is.
    #[must_use]
    pub fn special_day(&self, date: NaiveDate) -> Option<&SpecialDay> {
        self.special.get(&date)
    }
}

/// The calendars of a pack by name.
#[derive(Debug, Clone, Default)]
pub struct Calendars {
    by_id: HashMap<String, Calendar>,
}

impl Calendars {
    /// Reads `holidays.csv` (date, name, kind, status, source) and `weeks.csv` (calendar, zone, day, opens, closes, working_day, source).
    ///
    /// # Errors
    /// [`CalendarDataError`] names the first row that is wrong.
    pub fn from_csv(holidays: &str, weeks: &str) -> Result<Self, CalendarDataError> {
        load::calendars(holidays, weeks)
    }

    /// The calendar with this name.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Calendar> {
        self.by_id.get(id)
    }

    /// The names, in order.
    #[must_use]
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.by_id.keys().map(String::as_str).collect();
        ids.sort_unstable();
        ids
    }
}
