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
use std::sync::{Arc, PoisonError, RwLock};

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
    /// What was known before an instant: cases of before are counted by it, so that a promised day stays.
    before: Option<Arc<(DateTime<Utc>, Calendar)>>,
}

impl Calendar {
    /// The calendar as it was known at `at`.
    #[must_use]
    pub fn known_at(&self, at: DateTime<Utc>) -> &Self {
        let mut calendar = self;
        while let Some(before) = calendar.before.as_deref().filter(|(since, _)| at < *since) {
            calendar = &before.1;
        }
        calendar
    }

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
        self.as_promised(received_at, |calendar| calendar.due_by_own(received_at, limit))
    }

    fn due_by_own(&self, received_at: DateTime<Utc>, limit: Limit) -> Result<DateTime<Utc>, CalendarError> {
        let clamped = self.table.clamp(self.local(received_at))?;
        Ok(self.instant(count::due(&self.table, clamped, limit)?))
    }

    /// Everything the clock says about a case.
    ///
    /// # Errors
    /// [`CalendarError`] when the data is too short or the events cannot have happened in this order.
    pub fn answer(&self, case: &ClockCase) -> Result<ClockAnswer, CalendarError> {
        self.as_promised(case.received_at, |calendar| clock::follow(calendar, case, |_| {}))
    }

    /// Asks the calendar that was known at `received_at`; where its data end too early, this one.
    fn as_promised<T>(&self, received_at: DateTime<Utc>, ask: impl Fn(&Self) -> Result<T, CalendarError>) -> Result<T, CalendarError> {
        match ask(self.known_at(received_at)) {
            Err(error) if error.is_outside_calendar() && self.before.is_some() => ask(self),
            answer => answer,
        }
    }

    /// The same with the reasons: the steps from the arrival to the due date.
    ///
    /// # Errors
    /// As [`Calendar::answer`].
    pub fn explain(&self, case: &ClockCase) -> Result<Explanation, CalendarError> {
        self.as_promised(case.received_at, |calendar| explain::explain(calendar, case))
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

    /// The instant at which `per_cent` of the working time from `from` to `until` has passed; `from`, or the first working instant after it,
    /// when there is no working time between them.
    ///
    /// # Errors
    /// [`CalendarError::Outside`].
    pub fn share_passed(&self, from: DateTime<Utc>, until: DateTime<Utc>, per_cent: u8) -> Result<DateTime<Utc>, CalendarError> {
        let start = self.table.clamp(self.local(from))?;
        let whole = self.table.worked(self.local(until))?.saturating_sub(self.table.worked(start)?);
        let minutes = u64::from(whole) * u64::from(per_cent.min(100)) / 100;
        let minutes = u32::try_from(minutes).unwrap_or(whole);
        Ok(self.instant(self.table.after_working_minutes(start, minutes)?))
    }

    /// What is special about a day, if anything is.
    #[must_use]
    pub fn special_day(&self, date: NaiveDate) -> Option<&SpecialDay> {
        self.special.get(&date)
    }
}

type ById = HashMap<String, Calendar>;

/// Working calendars by name. Those of the pack at first; [`Calendars::replace`] puts others in their place for everybody who shares them.
#[derive(Debug, Default)]
pub struct Calendars {
    by_id: ById,
    /// A replacement lives as long as the program, so that whoever holds a calendar may go on with it: changes are a few a year.
    replaced: RwLock<Option<&'static ById>>,
}

impl Clone for Calendars {
    fn clone(&self) -> Self {
        Self { by_id: self.current().clone(), replaced: RwLock::default() }
    }
}

impl Calendars {
    /// Reads `holidays.csv` (date, name, kind, status, source) and `weeks.csv` (calendar, zone, day, opens, closes, working_day, source).
    ///
    /// # Errors
    /// [`CalendarDataError`] names the first row that is wrong.
    pub fn from_csv(holidays: &str, weeks: &str) -> Result<Self, CalendarDataError> {
        load::calendars(holidays, weeks)
    }

    fn current(&self) -> &ById {
        (*self.replaced.read().unwrap_or_else(PoisonError::into_inner)).unwrap_or(&self.by_id)
    }

    /// These calendars, known since `since`; until then `before` was.
    #[must_use]
    pub fn after(self, before: &Self, since: DateTime<Utc>) -> Self {
        let known = before.current();
        let join = |(id, mut calendar): (String, Calendar)| {
            calendar.before = known.get(&id).map(|before| Arc::new((since, before.clone())));
            (id, calendar)
        };
        Self { by_id: self.by_id.into_iter().map(join).collect(), replaced: RwLock::default() }
    }

    /// Puts `next` in the place of what is shared here.
    pub fn replace(&self, next: Self) {
        let next: &'static ById = Box::leak(Box::new(next.by_id));
        *self.replaced.write().unwrap_or_else(PoisonError::into_inner) = Some(next);
    }

    /// The calendar with this name.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Calendar> {
        self.current().get(id)
    }

    /// The names, in order.
    #[must_use]
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.current().keys().map(String::as_str).collect();
        ids.sort_unstable();
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::LimitUnit;

    const WEEK: &str = "calendar,zone,day,opens,closes,working_day,source\n";

    fn calendars(holidays: &str) -> Calendars {
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday"]
            .map(|day| format!("standard,Asia/Ho_Chi_Minh,{day},08:00,16:00,yes,x\n"));
        Calendars::from_csv(
            &format!("date,name,kind,status,source\n2026-01-01,Tết,holiday,official,x\n{holidays}"),
            &format!("{WEEK}{}", days.concat()),
        )
        .unwrap()
    }

    #[test]
    fn what_was_received_before_a_change_keeps_its_day_and_what_comes_after_does_not() {
        let shared = calendars("");
        let change: DateTime<Utc> = "2026-11-25T02:00:00Z".parse().unwrap();
        let held = shared.get("standard").unwrap().clone();
        shared.replace(calendars("2026-11-27,Nghỉ,holiday,official,x\n").after(&shared, change));
        let due = |at: &str| {
            shared
                .get("standard")
                .unwrap()
                .due(at.parse().unwrap(), Limit::whole(3, LimitUnit::WorkingDay))
                .unwrap()
                .date_naive()
                .to_string()
        };
        assert_eq!(due("2026-11-25T01:59:00Z"), "2026-11-30", "promised before: the day stays");
        assert_eq!(due("2026-11-25T02:01:00Z"), "2026-12-01");
        assert_eq!(
            held.due("2026-11-25T02:01:00Z".parse().unwrap(), Limit::whole(3, LimitUnit::WorkingDay)).unwrap().date_naive().to_string(),
            "2026-11-30"
        );
        assert_eq!(shared.clone().ids(), ["standard"]);
    }

    #[test]
    fn a_case_of_before_reaches_into_years_that_were_known_later() {
        let shared = calendars("");
        shared.replace(calendars("2027-01-01,Tết,holiday,official,x\n").after(&shared, "2026-12-20T00:00:00Z".parse().unwrap()));
        let due = shared.get("standard").unwrap().due("2026-12-18T02:00:00Z".parse().unwrap(), Limit::whole(20, LimitUnit::WorkingDay));
        assert_eq!(due.map(|due| due.date_naive().to_string()), Ok("2027-01-18".to_owned()));
    }
}
