//! Deciding and handing over (rules A7, A8, A15).

use chrono::{DateTime, Utc};
use kernel::calendar::{Calendar, ClockEvent};
use kernel::id::{AccountId, TaskId};
use process::{Event as ProcessEvent, Name, Variables};

use super::clock::{LATE, after, running, timeliness_code};
use super::process::Desk;
use super::work::{DECISION_STEP, with_claim, workable};
use crate::error::{Refusal, UseCaseError, optional, required};
use crate::model::{Decision, Dossier, DossierClock, Event, Outcome, ResultPaper, ReturnWay, State, Task};

/// What the head decided and the paper that says so.
#[derive(Debug, Clone)]
pub(crate) struct DecisionFacts {
    /// The decision task.
    pub(crate) task: TaskId,
    /// Granted or refused.
    pub(crate) outcome: Outcome,
    /// Reasons; required for a refusal.
    pub(crate) reason: String,
    /// The result, numbered in the same transaction.
    pub(crate) paper: ResultPaper,
}

/// Is the actor's task the decision, and may it be decided now? Asked before the paper is made.
pub(crate) fn decidable(dossier: &Dossier, task: TaskId, actor: AccountId, now: DateTime<Utc>) -> Result<(), Refusal> {
    let open = workable(dossier, task, actor, now)?;
    if dossier.waiting_stop().is_some() {
        return Err(Refusal::StopWaiting);
    }
    if open.key == DECISION_STEP { Ok(()) } else { Err(Refusal::NotDecisionStep) }
}

/// Decides: the clock ends. When nothing else is left to do, the result waits to be handed over.
pub(crate) fn decide(desk: &Desk<'_>, dossier: &Dossier, actor: AccountId, facts: DecisionFacts) -> Result<Vec<Event>, UseCaseError> {
    decidable(dossier, facts.task, actor, desk.now)?;
    let open = workable(dossier, facts.task, actor, desk.now)?;
    let reason = match facts.outcome {
        Outcome::Approved => optional("reason", &facts.reason, 4000)?,
        Outcome::Refused => required("reason", &facts.reason, 4000)?,
    };
    let (clock, timeliness) = finish(desk.calendar, dossier, desk.now)?;
    let outcome = if facts.outcome == Outcome::Approved { "approve" } else { "refuse" };
    let event =
        ProcessEvent::TaskCompleted { task: Name::from(DECISION_STEP), outcome: Name::from(outcome), variables: Variables::default() };
    let mut step = desk.step(dossier, event)?;
    desk.open_return(dossier, &mut step);
    let decision = Decision {
        outcome: facts.outcome,
        reason,
        decided_by: Some(actor),
        decided_at: desk.now,
        timeliness: timeliness.to_owned(),
        paper: facts.paper,
    };
    let decided = Event::Decided { task: facts.task, decision: Box::new(decision), clock: Box::new(clock), step };
    with_claim(open, actor, desk.now, decided)
}

/// Hands the result over; the dossier is closed.
pub(crate) fn hand_over(dossier: &Dossier, way: ReturnWay, receiver: &str) -> Result<Event, Refusal> {
    if dossier.state != State::Decided {
        return Err(Refusal::WrongState { state: dossier.state.code() });
    }
    if !dossier.tasks.iter().any(|task| task.key == Task::RETURN) {
        return Err(Refusal::WorkOpen);
    }
    let receiver = match way {
        ReturnWay::Online => optional("receiver", receiver, 200)?,
        ReturnWay::Counter | ReturnWay::Post => required("receiver", receiver, 200)?,
    };
    Ok(Event::Returned { way, receiver })
}

/// The finished clock and how the dossier stood. Asking twice for a supplement counts as late whatever the clock says (rules A7).
fn finish(calendar: &Calendar, dossier: &Dossier, now: DateTime<Utc>) -> Result<(DossierClock, &'static str), UseCaseError> {
    let (clock, answer) = after(calendar, running(dossier)?, ClockEvent::finished(now))?;
    let outcome = answer.outcome.ok_or_else(|| UseCaseError::Calendar("a finished clock without an outcome".to_owned()))?;
    Ok((clock, if dossier.supplements_asked() > 1 { LATE } else { timeliness_code(outcome) }))
}
