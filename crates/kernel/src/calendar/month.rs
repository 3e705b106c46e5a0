//! What every day from the arrival to the end was for the clock, for the month view.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::Calendar;
use super::case::ClockCase;
use super::clock::Turn;
use super::error::CalendarError;
use super::explain::{SkipReason, skip_reason};
use crate::limit::LimitUnit;

/// What a day was for the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayMark {
    /// Nothing happened on it.
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

/// Marks every day of a case.
pub(super) fn marks(calendar: &Calendar, case: &ClockCase, turns: &[Turn]) -> Result<Vec<(NaiveDate, DayMark)>, CalendarError> {
    let handed_in = calendar.local(case.received_at).date();
    let mut sheet =
        Sheet { calendar, every_day: counts_every_day(case), marks: BTreeMap::new(), counted: 0, standing_since: None, due: handed_in };
    sheet.marks.insert(handed_in, DayMark::HandedIn);
    for turn in turns {
        sheet.turn(turn)?;
    }
    Ok(sheet.finish(handed_in))
}

const fn counts_every_day(case: &ClockCase) -> bool {
    matches!(case.limit.unit(), LimitUnit::CalendarDay | LimitUnit::Month)
}

struct Sheet<'a> {
    calendar: &'a Calendar,
    every_day: bool,
    marks: BTreeMap<NaiveDate, DayMark>,
    counted: u32,
    standing_since: Option<NaiveDate>,
    due: NaiveDate,
}

impl Sheet<'_> {
    fn turn(&mut self, turn: &Turn) -> Result<(), CalendarError> {
        match *turn {
            Turn::Started { clamped, due } => self.receive_and_count(clamped, due)?,
            Turn::Stopped { at, .. } => self.stop(at.date()),
            Turn::Restarted { clamped, due, .. } => {
                self.stand_until(clamped.date());
                self.drop_counted();
                self.receive_and_count(clamped, due)?;
            }
            Turn::Resumed { clamped, due, .. } => {
                self.stand_until(clamped.date());
                self.receive_and_count(clamped, due)?;
            }
            Turn::Extended { due, .. } => self.count(self.due, due.date())?,
            Turn::NotExtended { .. } | Turn::Finished { .. } => {}
        }
        Ok(())
    }

    fn receive_and_count(&mut self, clamped: NaiveDateTime, due: NaiveDateTime) -> Result<(), CalendarError> {
        self.marks.insert(clamped.date(), DayMark::Received);
        self.count(clamped.date(), due.date())
    }

    /// Counts the days after `from` up to `to`.
    fn count(&mut self, from: NaiveDate, to: NaiveDate) -> Result<(), CalendarError> {
        for date in from.iter_days().skip(1).take_while(|date| *date <= to) {
            if self.every_day || self.calendar.is_working_day(date)? {
                self.counted += 1;
                self.marks.insert(date, DayMark::Counted(self.counted));
            }
        }
        self.due = to;
        Ok(())
    }

    /// Days after the stop were counted in vain.
    fn stop(&mut self, day: NaiveDate) {
        let later: Vec<NaiveDate> = self.marks.range(day..).map(|(date, _)| *date).filter(|date| *date > day).collect();
        for date in later {
            if let Some(DayMark::Counted(_)) = self.marks.remove(&date) {
                self.counted = self.counted.saturating_sub(1);
            }
        }
        self.standing_since = Some(day);
    }

    fn stand_until(&mut self, day: NaiveDate) {
        if let Some(since) = self.standing_since.take() {
            for date in since.iter_days().skip(1).take_while(|date| *date < day) {
                self.marks.insert(date, DayMark::Stopped);
            }
        }
    }

    fn drop_counted(&mut self) {
        for mark in self.marks.values_mut() {
            if let DayMark::Counted(number) = mark {
                *mark = DayMark::Dropped(*number);
            }
        }
        self.counted = 0;
    }

    fn finish(mut self, first: NaiveDate) -> Vec<(NaiveDate, DayMark)> {
        if let Some(since) = self.standing_since {
            // Nobody knows how long it will stand: the day of the stop ends the sheet.
            self.marks.entry(since).or_insert(DayMark::Stopped);
        } else {
            let number = match self.marks.get(&self.due) {
                Some(DayMark::Counted(number)) => Some(*number),
                _ => None,
            };
            self.marks.insert(self.due, DayMark::Due(number));
        }
        let last = self.marks.last_key_value().map_or(first, |(date, _)| *date);
        first.iter_days().take_while(|date| *date <= last).map(|date| (date, self.mark(date))).collect()
    }

    fn mark(&self, date: NaiveDate) -> DayMark {
        self.marks.get(&date).cloned().unwrap_or_else(|| match skip_reason(self.calendar, date) {
            Some(SkipReason::Holiday { name, .. }) => DayMark::Off(name),
            Some(SkipReason::Weekend) => DayMark::Off(String::new()),
            None => DayMark::Plain,
        })
    }
}
