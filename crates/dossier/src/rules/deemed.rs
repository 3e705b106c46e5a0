//! A decision by silence: the limit passed, and the law of the procedure says what that means.

use chrono::{DateTime, Utc};
use kernel::calendar::ClockEvent;
use process::Event as ProcessEvent;

use super::clock::{after, running};
use super::process::Desk;
use crate::error::{Refusal, UseCaseError};
use crate::model::{Decision, Dossier, Event, Outcome, ResultPaper, State};

/// Has the limit of the dossier passed in silence at `now`?
pub(crate) fn is_silent(dossier: &Dossier, now: DateTime<Utc>) -> bool {
    matches!(dossier.state, State::Received | State::InProcess) && dossier.due().is_some_and(|due| due < now)
}

/// What the silence of the office means: the work ends, the result says so. The office was late.
pub(crate) fn deem(
    desk: &Desk<'_>,
    dossier: &Dossier,
    (outcome, reason): (Outcome, String),
    legal_basis: &str,
    paper: ResultPaper,
) -> Result<Event, UseCaseError> {
    if !is_silent(dossier, desk.now) {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    let clock = after(desk.calendar, running(dossier)?, ClockEvent::finished(desk.now))?.0;
    let mut step = desk.step(dossier, ProcessEvent::Cancel)?;
    step.closed = dossier.tasks.iter().map(|task| task.id).collect();
    desk.open_return(dossier, &mut step);
    let decision = Decision { outcome, reason, decided_by: None, decided_at: desk.now, timeliness: super::clock::LATE.to_owned(), paper };
    Ok(Event::Deemed { decision: Box::new(decision), clock: Box::new(clock), step, legal_basis: legal_basis.to_owned() })
}
