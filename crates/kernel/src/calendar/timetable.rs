//! Working time in office time, day by day. Built once, so that every question is a look-up.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::error::CalendarError;

/// Minutes since midnight.
pub(super) type Minute = u32;

/// Hours in which an office works without a break. It includes its first minute and not its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Session {
    pub(super) opens: Minute,
    pub(super) closes: Minute,
}

/// What one kind of day looks like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pattern {
    /// In order, without overlap.
    pub(super) sessions: Vec<Session>,
    /// Whether the day counts as a working *day*; hours count wherever there is a session.
    pub(super) working_day: bool,
}

impl Pattern {
    pub(super) fn minutes(&self) -> Minute {
        self.sessions.iter().map(|session| session.closes - session.opens).sum()
    }

    fn opening(&self) -> Option<Minute> {
        self.sessions.first().map(|session| session.opens)
    }

    fn closing(&self) -> Option<Minute> {
        self.sessions.last().map(|session| session.closes)
    }

    /// First working minute at or after `minute`.
    fn clamp(&self, minute: Minute) -> Option<Minute> {
        self.sessions.iter().find(|session| minute < session.closes).map(|session| minute.max(session.opens))
    }

    /// Working minutes before `minute`.
    fn minutes_before(&self, minute: Minute) -> Minute {
        self.sessions.iter().map(|session| minute.clamp(session.opens, session.closes) - session.opens).sum()
    }

    /// The minute at which `worked` minutes (above zero, at most the day's) are used up.
    fn minute_after(&self, mut worked: Minute) -> Option<Minute> {
        for session in &self.sessions {
            let length = session.closes - session.opens;
            if worked <= length {
                return Some(session.opens + worked);
            }
            worked -= length;
        }
        None
    }
}

#[derive(Debug, Clone, Copy)]
struct Day {
    pattern: usize,
    /// Working minutes of all days before.
    minutes_before: u32,
    /// Working days before.
    working_days_before: u32,
}

/// The working time of every day from `first`.
#[derive(Debug, Clone)]
pub(super) struct Timetable {
    first: NaiveDate,
    patterns: Vec<Pattern>,
    days: Vec<Day>,
    working_days: Vec<NaiveDate>,
}

impl Timetable {
    /// `pattern_of` gives the position in `patterns` of each day from `first` to `last`.
    pub(super) fn new(first: NaiveDate, last: NaiveDate, patterns: Vec<Pattern>, pattern_of: impl Fn(NaiveDate) -> usize) -> Self {
        let mut table = Self { first, patterns, days: Vec::new(), working_days: Vec::new() };
        let mut minutes_before = 0;
        for date in first.iter_days().take_while(|date| *date <= last) {
            let pattern = pattern_of(date);
            let working_days_before = u32::try_from(table.working_days.len()).unwrap_or(u32::MAX);
            table.days.push(Day { pattern, minutes_before, working_days_before });
            if let Some(pattern) = table.patterns.get(pattern) {
                minutes_before += pattern.minutes();
                if pattern.working_day {
                    table.working_days.push(date);
                }
            }
        }
        table
    }

    /// First and last day known.
    pub(super) fn span(&self) -> (NaiveDate, NaiveDate) {
        let days = u64::try_from(self.days.len()).unwrap_or(0);
        (self.first, self.first + Days::new(days.saturating_sub(1)))
    }

    fn outside(&self, day: NaiveDate) -> CalendarError {
        let (first, last) = self.span();
        CalendarError::Outside { day, first, last }
    }

    fn beyond(&self) -> CalendarError {
        self.outside(self.span().1 + Days::new(1))
    }

    fn day(&self, date: NaiveDate) -> Result<Day, CalendarError> {
        let offset = usize::try_from((date - self.first).num_days()).map_err(|_| self.outside(date))?;
        self.days.get(offset).copied().ok_or_else(|| self.outside(date))
    }

    fn pattern(&self, date: NaiveDate) -> Result<&Pattern, CalendarError> {
        self.patterns.get(self.day(date)?.pattern).ok_or_else(|| self.outside(date))
    }

    pub(super) fn is_working_day(&self, date: NaiveDate) -> Result<bool, CalendarError> {
        Ok(self.pattern(date)?.working_day)
    }

    /// Opening and closing of each session of the day, on a working day or not.
    pub(super) fn hours(&self, date: NaiveDate) -> Result<Vec<(NaiveTime, NaiveTime)>, CalendarError> {
        let time = |minute| moment(date, minute).time();
        Ok(self.pattern(date)?.sessions.iter().map(|session| (time(session.opens), time(session.closes))).collect())
    }

    /// Minutes that can be worked on the day, on a working day or not.
    pub(super) fn minutes_of(&self, date: NaiveDate) -> Result<Minute, CalendarError> {
        Ok(self.pattern(date)?.minutes())
    }

    /// First working instant at or after `at`.
    pub(super) fn clamp(&self, at: NaiveDateTime) -> Result<NaiveDateTime, CalendarError> {
        if let Some(minute) = self.pattern(at.date())?.clamp(minute_of(at)) {
            return Ok(moment(at.date(), minute));
        }
        let mut date = at.date();
        loop {
            date = date.succ_opt().ok_or_else(|| self.beyond())?;
            if let Some(minute) = self.pattern(date)?.opening() {
                return Ok(moment(date, minute));
            }
        }
    }

    /// End of the last session of a day that has one.
    pub(super) fn closing(&self, date: NaiveDate) -> Result<NaiveDateTime, CalendarError> {
        let closing = self.pattern(date)?.closing().ok_or_else(|| self.outside(date))?;
        Ok(moment(date, closing))
    }

    /// Start of the first session of a day that has one.
    pub(super) fn opening(&self, date: NaiveDate) -> Result<NaiveDateTime, CalendarError> {
        let opening = self.pattern(date)?.opening().ok_or_else(|| self.outside(date))?;
        Ok(moment(date, opening))
    }

    /// The day itself when it is a working day, else the next one.
    pub(super) fn working_day_from(&self, date: NaiveDate) -> Result<NaiveDate, CalendarError> {
        self.nth_working_day(self.day(date)?.working_days_before)
    }

    /// The n-th working day after `date`, which itself is never counted; `n` from 1.
    pub(super) fn working_day_after(&self, date: NaiveDate, n: u32) -> Result<NaiveDate, CalendarError> {
        let day = self.day(date)?;
        let counted = u32::from(self.is_working_day(date)?);
        self.nth_working_day((day.working_days_before + counted).saturating_add(n.saturating_sub(1)))
    }

    /// The last working day before `date`, if the data reaches it.
    pub(super) fn working_day_before(&self, date: NaiveDate) -> Result<Option<NaiveDate>, CalendarError> {
        let before = self.day(date)?.working_days_before;
        Ok(before.checked_sub(1).and_then(|position| self.nth_working_day(position).ok()))
    }

    fn nth_working_day(&self, position: u32) -> Result<NaiveDate, CalendarError> {
        usize::try_from(position).ok().and_then(|position| self.working_days.get(position)).copied().ok_or_else(|| self.beyond())
    }

    /// Working days in the days after `from` up to and including `to`; negative when `to` lies before.
    pub(super) fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> Result<i64, CalendarError> {
        Ok(self.working_days_through(to)? - self.working_days_through(from)?)
    }

    fn working_days_through(&self, date: NaiveDate) -> Result<i64, CalendarError> {
        Ok(i64::from(self.day(date)?.working_days_before) + i64::from(self.is_working_day(date)?))
    }

    /// Working minutes since the first day known.
    pub(super) fn worked(&self, at: NaiveDateTime) -> Result<u32, CalendarError> {
        Ok(self.day(at.date())?.minutes_before + self.pattern(at.date())?.minutes_before(minute_of(at)))
    }

    /// The instant at which `minutes` of working time have passed since `from`; `from` itself when there are none.
    pub(super) fn after_working_minutes(&self, from: NaiveDateTime, minutes: u32) -> Result<NaiveDateTime, CalendarError> {
        if minutes == 0 {
            return Ok(from);
        }
        let total = self.worked(from)?.checked_add(minutes).ok_or_else(|| self.beyond())?;
        // The last day that begins before the time is used up: a limit used up exactly at a closing ends there.
        let position = self.days.partition_point(|day| day.minutes_before < total).saturating_sub(1);
        let date = self.first + Days::new(u64::try_from(position).unwrap_or(u64::MAX));
        let day = self.day(date)?;
        let minute = self.pattern(date)?.minute_after(total - day.minutes_before).ok_or_else(|| self.beyond())?;
        Ok(moment(date, minute))
    }

    /// Closing time of the day, or of the next working day when it is none.
    pub(super) fn closing_from(&self, date: NaiveDate) -> Result<NaiveDateTime, CalendarError> {
        self.closing(self.working_day_from(date)?)
    }

    /// `days` after `date`, as a date the calendar knows.
    pub(super) fn plus_days(&self, date: NaiveDate, days: u32) -> Result<NaiveDate, CalendarError> {
        date.checked_add_days(Days::new(days.into())).ok_or_else(|| self.beyond())
    }

    /// Same day of the month `months` later, or that month's last day.
    pub(super) fn plus_months(&self, date: NaiveDate, months: u32) -> Result<NaiveDate, CalendarError> {
        date.checked_add_months(Months::new(months)).ok_or_else(|| self.beyond())
    }
}

/// Whole minutes since midnight; seconds are dropped (`deadlines.md`: whole minutes).
fn minute_of(at: NaiveDateTime) -> Minute {
    at.hour() * 60 + at.minute()
}

fn moment(date: NaiveDate, minute: Minute) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN) + chrono::Duration::minutes(minute.into())
}

/// Position of a weekday in a week that begins on Monday.
pub(super) fn weekday_position(date: NaiveDate) -> usize {
    usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0)
}
