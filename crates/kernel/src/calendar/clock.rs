//! The clock of a case: started, stopped, started again, extended, ended.

use chrono::NaiveDateTime;

use super::Calendar;
use super::case::{ClockAnswer, ClockCase, ClockEvent, ClockEventKind, ClockState, Outcome, SupplementRule};
use super::count;
use super::error::CalendarError;

/// Why an extension was not granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExtensionFault {
    /// One was granted before.
    Again,
    /// Asked later than the working day before the due date.
    TooLate,
    /// The new date is not later.
    NotLater,
}

/// What one event did, for the explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Started { clamped: NaiveDateTime, due: NaiveDateTime },
    Stopped { at: NaiveDateTime, after_due: bool, remaining: Option<u32> },
    Restarted { at: NaiveDateTime, clamped: NaiveDateTime, due: NaiveDateTime },
    Resumed { at: NaiveDateTime, clamped: NaiveDateTime, minutes: u32, due: NaiveDateTime },
    Extended { at: NaiveDateTime, due: NaiveDateTime },
    NotExtended { at: NaiveDateTime, fault: ExtensionFault },
    Finished { at: NaiveDateTime, due: NaiveDateTime, outcome: Outcome },
}

/// What the clock waits for while it stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Supplement { remaining: u32 },
    Payment { remaining: u32 },
}

/// The clock after the events seen so far, in office time.
#[derive(Debug)]
struct Hands<'a> {
    calendar: &'a Calendar,
    case: &'a ClockCase,
    due: NaiveDateTime,
    stop: Option<Stop>,
    stopped_late: bool,
    answer: ClockAnswer,
}

/// Follows a case through its events, telling `heard` what each did.
pub(super) fn follow(calendar: &Calendar, case: &ClockCase, mut heard: impl FnMut(Turn)) -> Result<ClockAnswer, CalendarError> {
    let clamped = calendar.table.clamp(calendar.local(case.received_at))?;
    let due = count::due(&calendar.table, clamped, case.limit)?;
    heard(Turn::Started { clamped, due });
    let mut hands = Hands { calendar, case, due, stop: None, stopped_late: false, answer: begun(calendar, clamped, due) };
    let mut last = case.received_at;
    for (position, event) in case.events.iter().enumerate() {
        let follows = event.at >= last && hands.answer.outcome.is_none();
        last = event.at;
        let turn = if follows { hands.turn(event)? } else { None };
        heard(turn.ok_or(CalendarError::Order { position })?);
    }
    Ok(hands.answer())
}

fn begun(calendar: &Calendar, clamped: NaiveDateTime, due: NaiveDateTime) -> ClockAnswer {
    let due = calendar.instant(due);
    ClockAnswer {
        clamped: calendar.instant(clamped),
        receipt_day: clamped.date(),
        initial_due: due,
        due: Some(due),
        clock: ClockState::Running,
        remaining_minutes: Vec::new(),
        original_due: None,
        extensions_accepted: Vec::new(),
        outcome: None,
    }
}

impl Hands<'_> {
    /// Takes one event; nothing when it cannot happen now.
    fn turn(&mut self, event: &ClockEvent) -> Result<Option<Turn>, CalendarError> {
        let at = self.calendar.local(event.at);
        match (&event.kind, self.stop) {
            (ClockEventKind::SupplementRequested, None) => self.stop_for_supplement(at).map(Some),
            (ClockEventKind::FinancialRequested, None) => self.stop_for_payment(at).map(Some),
            (ClockEventKind::SupplementSupplied, Some(Stop::Supplement { remaining })) => match self.case.supplement_rule {
                SupplementRule::Restart => self.restart(at).map(Some),
                SupplementRule::Resume => self.resume(at, remaining).map(Some),
            },
            (ClockEventKind::FinancialFulfilled, Some(Stop::Payment { remaining })) => self.resume(at, remaining).map(Some),
            (ClockEventKind::ExtensionRequested { new_due }, _) => self.extend(at, self.calendar.local(*new_due)).map(Some),
            (ClockEventKind::Finished, _) => Ok(Some(self.finish(at))),
            _ => Ok(None),
        }
    }

    fn stop_for_supplement(&mut self, at: NaiveDateTime) -> Result<Turn, CalendarError> {
        let remaining = self.remaining(at)?;
        self.stop = Some(Stop::Supplement { remaining });
        let resumes = self.case.supplement_rule == SupplementRule::Resume;
        Ok(self.stopped(at, resumes.then_some(remaining)))
    }

    fn stop_for_payment(&mut self, at: NaiveDateTime) -> Result<Turn, CalendarError> {
        let remaining = self.remaining(at)?;
        self.stop = Some(Stop::Payment { remaining });
        Ok(self.stopped(at, Some(remaining)))
    }

    /// A stop after the due date does not whitewash: the dossier stays late.
    fn stopped(&mut self, at: NaiveDateTime, remaining: Option<u32>) -> Turn {
        let after_due = at > self.due;
        self.stopped_late |= after_due;
        self.answer.remaining_minutes.extend(remaining);
        Turn::Stopped { at, after_due, remaining }
    }

    /// Working minutes from `at` to the due date; none when it has passed.
    fn remaining(&self, at: NaiveDateTime) -> Result<u32, CalendarError> {
        let table = &self.calendar.table;
        Ok(table.worked(self.due)?.saturating_sub(table.worked(at)?))
    }

    fn restart(&mut self, at: NaiveDateTime) -> Result<Turn, CalendarError> {
        let clamped = self.calendar.table.clamp(at)?;
        self.due = count::due(&self.calendar.table, clamped, self.case.limit)?;
        self.stop = None;
        Ok(Turn::Restarted { at, clamped, due: self.due })
    }

    fn resume(&mut self, at: NaiveDateTime, minutes: u32) -> Result<Turn, CalendarError> {
        let clamped = self.calendar.table.clamp(at)?;
        self.due = self.calendar.table.after_working_minutes(clamped, minutes)?;
        self.stop = None;
        Ok(Turn::Resumed { at, clamped, minutes, due: self.due })
    }

    fn extend(&mut self, at: NaiveDateTime, new_due: NaiveDateTime) -> Result<Turn, CalendarError> {
        let fault = self.extension_fault(at, new_due)?;
        self.answer.original_due.get_or_insert(self.calendar.instant(self.due));
        self.answer.extensions_accepted.push(fault.is_none());
        if let Some(fault) = fault {
            return Ok(Turn::NotExtended { at, fault });
        }
        self.due = new_due;
        Ok(Turn::Extended { at, due: new_due })
    }

    fn extension_fault(&self, at: NaiveDateTime, new_due: NaiveDateTime) -> Result<Option<ExtensionFault>, CalendarError> {
        let last_day = self.calendar.table.working_day_before(self.due.date())?;
        Ok(if self.answer.extensions_accepted.contains(&true) {
            Some(ExtensionFault::Again)
        } else if last_day.is_none_or(|last_day| at.date() > last_day) {
            Some(ExtensionFault::TooLate)
        } else {
            (new_due <= self.due).then_some(ExtensionFault::NotLater)
        })
    }

    fn finish(&mut self, at: NaiveDateTime) -> Turn {
        let outcome = if self.stopped_late || at > self.due {
            Outcome::Late
        } else if at.date() < self.due.date() {
            Outcome::Early
        } else {
            Outcome::OnTime
        };
        self.answer.outcome = Some(outcome);
        Turn::Finished { at, due: self.due, outcome }
    }

    fn answer(mut self) -> ClockAnswer {
        let stopped = self.stop.is_some();
        self.answer.clock = if stopped { ClockState::Stopped } else { ClockState::Running };
        self.answer.due = (!stopped).then(|| self.calendar.instant(self.due));
        self.answer
    }
}
