//! Apology with a new date (rules A9; Decree 61/2018 art. 19.9; form 04).

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use kernel::calendar::{Calendar, ClockEvent};
use kernel::id::AccountId;
use kernel::limit::{Limit, LimitUnit};

use super::clock::{after, running};
use crate::error::{Refusal, UseCaseError, required};
use crate::model::{Dossier, Event, Extension, State};

/// The head apologises and promises a new day: once. Asked later than the working day before the due date it is recorded and told all the same,
/// but the limit in force does not move.
pub(crate) fn extend(
    calendar: &Calendar,
    dossier: &Dossier,
    (reason, day): (&str, NaiveDate),
    signed_by: AccountId,
    now: DateTime<Utc>,
) -> Result<Event, UseCaseError> {
    if !matches!(dossier.state, State::Received | State::InProcess) {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    if dossier.extension.is_some() {
        return Err(Refusal::AlreadyExtended.into());
    }
    let clock = running(dossier)?;
    let previous_due = clock.due.ok_or(Refusal::WrongState { state: dossier.state.code() })?;
    let new_due = closing(calendar, day)?;
    if new_due <= previous_due.max(now) {
        return Err(Refusal::WrongForm { field: "new_due" }.into());
    }
    let reason = required("reason", reason, 2000)?;
    let (clock, answer) = after(calendar, clock, ClockEvent::extension_requested(now, new_due))?;
    let late = answer.extensions_accepted.last() != Some(&true);
    let extension = Extension { reason, previous_due, new_due, late, asked_at: now, signed_by };
    Ok(Event::Extended { extension, clock: Box::new(clock) })
}

/// Closing time of that day, or of the next working day.
fn closing(calendar: &Calendar, day: NaiveDate) -> Result<DateTime<Utc>, UseCaseError> {
    let same_day = Limit::new(None, LimitUnit::SameDay).map_err(|error| UseCaseError::Calendar(error.to_string()))?;
    Ok(calendar.due(calendar.instant(day.and_time(NaiveTime::MIN)), same_day).map_err(|_| Refusal::OutsideCalendar)?)
}
