//! Taking, finishing, giving back and sending back work.

use chrono::{DateTime, Duration, Utc};
use kernel::id::{AccountId, TaskId};
use process::{Definition, Event as ProcessEvent, Instance, Name, Variables};

use super::process::Desk;
use crate::error::{Refusal, UseCaseError, optional, required};
use crate::model::{Dossier, Event, State, Task};

/// A claim holds this long; working on the task renews it. An officer who falls ill blocks nobody for longer than half a day.
const LEASE: Duration = Duration::hours(4);

/// Key of the step that decides, in every internal process.
pub(crate) const DECISION_STEP: &str = "decide";

/// An officer takes a task that nobody holds (or renews an own claim).
pub(crate) fn claim(dossier: &Dossier, task: TaskId, actor: AccountId, now: DateTime<Utc>) -> Result<Event, Refusal> {
    let open = dossier.task(task).ok_or(Refusal::TaskNotFound)?;
    match open.held_by(now) {
        Some(holder) if holder != actor => Err(Refusal::HeldByAnother),
        _ => Ok(Event::TaskClaimed { task, holder: actor, lease_until: now + LEASE }),
    }
}

/// An officer gives a task back to the office.
pub(crate) fn release(dossier: &Dossier, task: TaskId, actor: AccountId) -> Result<Event, Refusal> {
    let open = dossier.task(task).ok_or(Refusal::TaskNotFound)?;
    if open.holder == Some(actor) { Ok(Event::TaskReleased { task }) } else { Err(Refusal::NotHeld) }
}

/// The head gives a task to an officer: until it is given on, not for the time of a claim.
pub(crate) fn assign(dossier: &Dossier, task: TaskId, holder: AccountId, reason: &str) -> Result<Event, UseCaseError> {
    let open = dossier.task(task).ok_or(Refusal::TaskNotFound)?;
    if open.holder == Some(holder) && open.lease_until.is_none() {
        return Err(Refusal::NothingChanged.into());
    }
    Ok(Event::TaskAssigned { task, holder, reason: optional("reason", reason, 1000)? })
}

/// An officer's words for the colleagues.
pub(crate) fn note(words: &str) -> Result<Event, UseCaseError> {
    Ok(Event::Noted { note: required("note", words, 4000)? })
}

/// The solving office has the papers.
pub(crate) fn transferred(dossier: &Dossier) -> Result<Event, UseCaseError> {
    match &dossier.transfer {
        Some(transfer) if transfer.done_at.is_none() && !dossier.state.is_final() => Ok(Event::Transferred),
        _ => Err(Refusal::WrongState { state: dossier.state.code() }.into()),
    }
}

/// How a step was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Completion {
    /// The task.
    pub(crate) task: TaskId,
    /// One of its outcomes.
    pub(crate) outcome: String,
    /// Words for the next officer.
    pub(crate) note: String,
    /// Facts for the process, such as which offices to consult.
    pub(crate) variables: Variables,
}

/// Completes a step. Claims it first when nobody holds it, so that the journal always knows who did it.
pub(crate) fn complete(desk: &Desk<'_>, dossier: &Dossier, actor: AccountId, done: Completion) -> Result<Vec<Event>, UseCaseError> {
    let open = workable(dossier, done.task, actor, desk.now)?;
    if open.key == DECISION_STEP && done.outcome != "return_to_appraisal" {
        return Err(Refusal::DecisionStep.into());
    }
    if !open.outcomes.contains(&done.outcome) {
        return Err(Refusal::UnknownOutcome(done.outcome).into());
    }
    let note = optional("note", &done.note, 4000)?;
    let event = ProcessEvent::TaskCompleted {
        task: Name::from(open.key.as_str()),
        outcome: Name::from(done.outcome.as_str()),
        variables: done.variables,
    };
    let mut step = desk.step(dossier, event)?;
    if dossier.decision.is_some() {
        desk.open_return(dossier, &mut step);
    }
    let completed = Event::TaskCompleted { task: done.task, key: open.key.clone(), outcome: done.outcome, note, step };
    with_claim(open, actor, desk.now, completed)
}

/// Sends the work back to the step before, with a reason.
pub(crate) fn send_back(
    desk: &Desk<'_>,
    dossier: &Dossier,
    actor: AccountId,
    task: TaskId,
    reason: &str,
) -> Result<Vec<Event>, UseCaseError> {
    let open = workable(dossier, task, actor, desk.now)?;
    let reason = required("reason", reason, 4000)?;
    let instance = dossier.process.as_ref().ok_or(Refusal::NoEarlierStep)?;
    let (from, to) = (Name::from(open.key.as_str()), earlier_step(desk.definition, instance, &open.key).ok_or(Refusal::NoEarlierStep)?);
    let step = desk.step(dossier, ProcessEvent::TaskReturned { task: from, to })?;
    with_claim(open, actor, desk.now, Event::TaskSentBack { task, key: open.key.clone(), reason, step })
}

/// The nearest step before `key` that was done and to which its officer may send the work back.
fn earlier_step(definition: &Definition, instance: &Instance, key: &str) -> Option<Name> {
    let tasks = definition.tasks();
    let earlier = tasks.iter().map(|task| &task.key).take_while(|task| task.as_str() != key);
    earlier.filter(|task| definition.may_return(key, task.as_str()) && instance.was_done(definition, task.as_str())).last().cloned()
}

/// The open task, when the actor may work on it now: the clock does not stand still and nobody else holds it. After the decision only what
/// remains of the internal process is worked on, such as writing the register.
pub(super) fn workable(dossier: &Dossier, task: TaskId, actor: AccountId, now: DateTime<Utc>) -> Result<&Task, Refusal> {
    if !matches!(dossier.state, State::Received | State::InProcess | State::Decided) {
        return Err(Refusal::WrongState { state: dossier.state.code() });
    }
    let open = dossier.task(task).ok_or(Refusal::TaskNotFound)?;
    match open.held_by(now) {
        Some(holder) if holder != actor => Err(Refusal::HeldByAnother),
        _ if !open.is_process_step() => Err(Refusal::WrongState { state: dossier.state.code() }),
        _ => Ok(open),
    }
}

/// Puts a claim before `event` unless the actor holds the task already.
pub(super) fn with_claim(open: &Task, actor: AccountId, now: DateTime<Utc>, event: Event) -> Result<Vec<Event>, UseCaseError> {
    let held = open.held_by(now) == Some(actor);
    let claim = Event::TaskClaimed { task: open.id, holder: actor, lease_until: now + LEASE };
    Ok(if held { vec![event] } else { vec![claim, event] })
}
