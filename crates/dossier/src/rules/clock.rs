//! Starting, stopping and finishing the legal clock. All arithmetic is `kernel::calendar`'s.

use chrono::{DateTime, Utc};
use kernel::calendar::{Calendar, ClockAnswer, ClockCase, ClockEvent, Outcome as Timeliness, SupplementRule};
use kernel::limit::{Limit, LimitUnit};

use crate::error::{Refusal, UseCaseError};
use crate::model::{Dossier, DossierClock};

/// What a procedure promises: its limit and where the limit is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The limit.
    pub limit: Limit,
    /// How the clock goes on after a supplement.
    pub supplement_rule: SupplementRule,
    /// Legal basis of the limit.
    pub legal_basis: String,
}

/// Starts the clock of a dossier received at `received_at`.
///
/// # Errors
/// [`Refusal::OutsideCalendar`] when the calendar data does not reach the due date.
pub(crate) fn promise(calendar: &Calendar, promise: &Promise, received_at: DateTime<Utc>) -> Result<DossierClock, UseCaseError> {
    let case = ClockCase {
        calendar: calendar.id().to_owned(),
        received_at,
        limit: promise.limit,
        supplement_rule: promise.supplement_rule,
        events: Vec::new(),
    };
    let answer = answer(calendar, &case)?;
    Ok(DossierClock { case, legal_basis: promise.legal_basis.clone(), original_due: answer.initial_due, due: answer.due })
}

/// The clock after one more event, with the answer the calendar gives.
pub(super) fn after(calendar: &Calendar, clock: &DossierClock, event: ClockEvent) -> Result<(DossierClock, ClockAnswer), UseCaseError> {
    let mut next = clock.clone();
    next.case.events.push(event);
    let answer = answer(calendar, &next.case)?;
    next.due = answer.due;
    Ok((next, answer))
}

/// The clock of a received dossier.
pub(super) fn running(dossier: &Dossier) -> Result<&DossierClock, Refusal> {
    dossier.clock.as_ref().ok_or(Refusal::WrongState { state: dossier.state.code() })
}

/// By when papers that came at `at` must be at the solving office (rules A4).
pub(super) fn transfer_due(calendar: &Calendar, at: DateTime<Utc>) -> Result<DateTime<Utc>, UseCaseError> {
    let limit = Limit::new(None, LimitUnit::Transfer).map_err(|error| UseCaseError::Calendar(error.to_string()))?;
    Ok(calendar.due(at, limit).map_err(|_| Refusal::OutsideCalendar)?)
}

/// Stable code of lateness.
pub(super) const LATE: &str = "late";

/// Stable code of a timeliness.
pub(super) const fn timeliness_code(outcome: Timeliness) -> &'static str {
    match outcome {
        Timeliness::Early => "early",
        Timeliness::OnTime => "on_time",
        Timeliness::Late => LATE,
    }
}

fn answer(calendar: &Calendar, case: &ClockCase) -> Result<ClockAnswer, UseCaseError> {
    calendar.answer(case).map_err(|error| {
        if error.is_outside_calendar() { Refusal::OutsideCalendar.into() } else { UseCaseError::Calendar(error.to_string()) }
    })
}
