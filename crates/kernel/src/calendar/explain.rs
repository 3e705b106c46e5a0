//! Why a due date is what it is: the steps in order, each with its rule, its legal basis and the days it passed over.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::Serialize;

use super::Calendar;
use super::case::{ClockAnswer, ClockCase, Outcome};
use super::clock::{ExtensionFault, Turn, follow};
use super::count::SAME_DAY_UNTIL;
use super::error::CalendarError;
use super::month::{DayMark, marks};
use crate::limit::{Limit, LimitUnit};

/// One rule that was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Arrived in working hours.
    ReceivedInHours,
    /// Arrived outside working hours: counts as received at the next opening.
    ReceivedOutsideHours,
    /// Whole working days, the day of receipt not counted.
    CountWorkingDays,
    /// Half a working day, as four working hours.
    CountHalfDay,
    /// Working hours.
    CountWorkingHours,
    /// Days of the calendar.
    CountCalendarDays,
    /// Months of the calendar.
    CountMonths,
    /// The last day is not worked: the next working day.
    MovedToWorkingDay,
    /// Received by 15:00: the same day.
    SameDay,
    /// Received after 15:00: the end of the next working day.
    NextDay,
    /// Handed on at the opening of the next working day.
    NextMorning,
    /// The clock stopped.
    Stopped,
    /// The clock stopped, but only after the due date.
    StoppedLate,
    /// The whole limit is counted anew.
    Restarted,
    /// What was left is counted on.
    Resumed,
    /// A later date was granted.
    ExtensionAccepted,
    /// A second extension is not granted.
    ExtensionAgain,
    /// Asked for later than the working day before the due date.
    ExtensionTooLate,
    /// The date asked for is not later.
    ExtensionNotLater,
    /// Ended on a day before the due day.
    FinishedEarly,
    /// Ended on the due day.
    FinishedOnTime,
    /// Ended late.
    FinishedLate,
}

impl Rule {
    /// Number of the law and article the rule comes from, as the gazette writes it; empty where it is arithmetic.
    #[must_use]
    pub const fn legal_basis(self) -> &'static str {
        match self {
            Self::ReceivedInHours | Self::ReceivedOutsideHours | Self::CountWorkingDays => "91/2015/QH13, 147",
            Self::CountCalendarDays | Self::CountMonths | Self::MovedToWorkingDay => "91/2015/QH13, 148",
            Self::SameDay | Self::NextDay | Self::NextMorning => "61/2018/NĐ-CP, 18",
            Self::Stopped | Self::StoppedLate | Self::Restarted | Self::Resumed => "61/2018/NĐ-CP, 19.4",
            Self::ExtensionAccepted | Self::ExtensionAgain | Self::ExtensionTooLate | Self::ExtensionNotLater => "61/2018/NĐ-CP, 19.9",
            Self::CountHalfDay | Self::CountWorkingHours | Self::FinishedEarly | Self::FinishedOnTime | Self::FinishedLate => "",
        }
    }

    /// Stable code, as written in JSON.
    #[must_use]
    pub fn code(self) -> String {
        serde_json::to_value(self).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// Why a day was passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum SkipReason {
    /// The office does not work on this day of the week, or only for hours that make no working day.
    Weekend,
    /// A holiday.
    Holiday {
        /// Its name.
        name: String,
        /// Whether the authority has announced it; otherwise it may still change.
        announced: bool,
    },
}

/// A day that was passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkippedDay {
    /// Which.
    pub date: NaiveDate,
    /// Why.
    #[serde(flatten)]
    pub reason: SkipReason,
}

/// One step from the arrival to the due date.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplanationStep {
    /// What was applied.
    pub rule: Rule,
    /// From when.
    pub from: DateTime<Utc>,
    /// What it led to.
    pub to: DateTime<Utc>,
    /// Days, hours or months counted, or working minutes left, when the step counts.
    pub amount: Option<f64>,
    /// Days passed over.
    pub skipped: Vec<SkippedDay>,
}

/// An answer with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The answer.
    pub answer: ClockAnswer,
    /// The steps in order.
    pub steps: Vec<ExplanationStep>,
    /// Every day from the arrival to the end, and what it was.
    pub days: Vec<(NaiveDate, DayMark)>,
}

pub(super) fn explain(calendar: &Calendar, case: &ClockCase) -> Result<Explanation, CalendarError> {
    let mut turns = Vec::new();
    let answer = follow(calendar, case, |turn| turns.push(turn))?;
    let mut teller = Teller { calendar, limit: case.limit, steps: Vec::new() };
    for turn in &turns {
        teller.tell(case, turn)?;
    }
    Ok(Explanation { answer, steps: teller.steps, days: marks(calendar, case, &turns)? })
}

struct Teller<'a> {
    calendar: &'a Calendar,
    limit: Limit,
    steps: Vec<ExplanationStep>,
}

impl Teller<'_> {
    fn tell(&mut self, case: &ClockCase, turn: &Turn) -> Result<(), CalendarError> {
        match *turn {
            Turn::Started { clamped, due } => {
                let received = self.calendar.local(case.received_at);
                let rule = if received == clamped { Rule::ReceivedInHours } else { Rule::ReceivedOutsideHours };
                let closed = self.closed_days(received.date(), clamped.date());
                self.step(rule, (received, clamped), None, closed);
                self.count(clamped, due)?;
            }
            Turn::Stopped { at, after_due, remaining } => {
                let rule = if after_due { Rule::StoppedLate } else { Rule::Stopped };
                self.step(rule, (at, at), remaining.map(f64::from), Vec::new());
            }
            Turn::Restarted { at, clamped, due } => {
                self.step(Rule::Restarted, (at, clamped), None, Vec::new());
                self.count(clamped, due)?;
            }
            Turn::Resumed { at: _, clamped, minutes, due } => {
                let skipped = self.skipped(clamped.date(), due.date());
                self.step(Rule::Resumed, (clamped, due), Some(f64::from(minutes)), skipped);
            }
            Turn::Extended { at, due } => self.step(Rule::ExtensionAccepted, (at, due), None, Vec::new()),
            Turn::NotExtended { at, fault } => self.step(extension_rule(fault), (at, at), None, Vec::new()),
            Turn::Finished { at, due, outcome } => self.step(outcome_rule(outcome), (at, due), None, Vec::new()),
        }
        Ok(())
    }

    /// The steps from a working instant to the due date of the limit.
    fn count(&mut self, clamped: NaiveDateTime, due: NaiveDateTime) -> Result<(), CalendarError> {
        match self.limit.unit() {
            LimitUnit::WorkingDay => self.count_working_days(clamped, due),
            LimitUnit::WorkingHour => {
                let skipped = self.skipped(clamped.date(), due.date());
                self.step(Rule::CountWorkingHours, (clamped, due), self.limit.value(), skipped);
                Ok(())
            }
            LimitUnit::CalendarDay => {
                let last = self.calendar.table.plus_days(clamped.date(), self.limit.amount())?;
                self.count_dates(Rule::CountCalendarDays, clamped, last, due);
                Ok(())
            }
            LimitUnit::Month => {
                let last = self.calendar.table.plus_months(clamped.date(), self.limit.amount())?;
                self.count_dates(Rule::CountMonths, clamped, last, due);
                Ok(())
            }
            unit => {
                let rule = match unit {
                    _ if clamped.time() <= SAME_DAY_UNTIL => Rule::SameDay,
                    LimitUnit::Transfer => Rule::NextMorning,
                    _ => Rule::NextDay,
                };
                let skipped = self.skipped(clamped.date(), due.date());
                self.step(rule, (clamped, due), None, skipped);
                Ok(())
            }
        }
    }

    fn count_working_days(&mut self, clamped: NaiveDateTime, due: NaiveDateTime) -> Result<(), CalendarError> {
        let (days, half) = (self.limit.amount() / 2, self.limit.amount() % 2);
        let mut reached = clamped;
        if days > 0 {
            let table = &self.calendar.table;
            reached = table.closing(table.working_day_after(clamped.date(), days)?)?;
            let skipped = self.skipped(clamped.date(), reached.date());
            self.step(Rule::CountWorkingDays, (clamped, reached), Some(f64::from(days)), skipped);
        }
        if half > 0 {
            let skipped = self.skipped(reached.date(), due.date());
            self.step(Rule::CountHalfDay, (reached, due), Some(0.5), skipped);
        }
        Ok(())
    }

    fn count_dates(&mut self, rule: Rule, clamped: NaiveDateTime, last: NaiveDate, due: NaiveDateTime) {
        let reached = last.and_time(due.time());
        self.step(rule, (clamped, reached), self.limit.value(), Vec::new());
        if reached != due {
            let skipped = std::iter::once(last).chain(days_between(last, due.date())).filter_map(|date| self.skip(date)).collect();
            self.step(Rule::MovedToWorkingDay, (reached, due), None, skipped);
        }
    }

    /// Days strictly between that are no working days.
    fn skipped(&self, from: NaiveDate, to: NaiveDate) -> Vec<SkippedDay> {
        days_between(from, to).filter_map(|date| self.skip(date)).collect()
    }

    /// Days from `from` up to the day before `to` on which nobody works.
    fn closed_days(&self, from: NaiveDate, to: NaiveDate) -> Vec<SkippedDay> {
        let closed = |date: &NaiveDate| self.calendar.table.minutes_of(*date).is_ok_and(|minutes| minutes == 0);
        from.iter_days().take_while(|date| *date < to).filter(closed).filter_map(|date| self.skip(date)).collect()
    }

    fn skip(&self, date: NaiveDate) -> Option<SkippedDay> {
        skip_reason(self.calendar, date).map(|reason| SkippedDay { date, reason })
    }

    fn step(&mut self, rule: Rule, span: (NaiveDateTime, NaiveDateTime), amount: Option<f64>, skipped: Vec<SkippedDay>) {
        let (from, to) = (self.calendar.instant(span.0), self.calendar.instant(span.1));
        self.steps.push(ExplanationStep { rule, from, to, amount, skipped });
    }
}

/// Why a day is no working day; nothing when it is one.
pub(super) fn skip_reason(calendar: &Calendar, date: NaiveDate) -> Option<SkipReason> {
    if calendar.table.is_working_day(date).unwrap_or(true) {
        return None;
    }
    Some(match calendar.special_day(date) {
        Some(day) => SkipReason::Holiday { name: day.name.clone(), announced: day.announced },
        None => SkipReason::Weekend,
    })
}

fn days_between(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().skip(1).take_while(move |date| *date < to)
}

const fn extension_rule(fault: ExtensionFault) -> Rule {
    match fault {
        ExtensionFault::Again => Rule::ExtensionAgain,
        ExtensionFault::TooLate => Rule::ExtensionTooLate,
        ExtensionFault::NotLater => Rule::ExtensionNotLater,
    }
}

const fn outcome_rule(outcome: Outcome) -> Rule {
    match outcome {
        Outcome::Early => Rule::FinishedEarly,
        Outcome::OnTime => Rule::FinishedOnTime,
        Outcome::Late => Rule::FinishedLate,
    }
}
