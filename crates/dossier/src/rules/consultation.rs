//! Asking other offices for their opinion (Decree 61/2018 art. 19.5; rules A12).

use chrono::{DateTime, Utc};
use kernel::id::{AccountId, OfficeId, TaskId};
use kernel::limit::{Limit, LimitUnit};

use super::process::Desk;
use crate::error::{Refusal, UseCaseError, required};
use crate::model::{Consultation, ConsultationState, Dossier, Event, State, Task};

/// Most offices one dossier may wait for at a time.
const AT_ONCE: usize = 10;
/// Longest time an office is given, in working days.
const LONGEST_DAYS: u16 = 60;

/// What is asked of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// The office.
    pub(crate) office: OfficeId,
    /// What is asked.
    pub(crate) text: String,
    /// Working days it is given.
    pub(crate) days: u16,
}

/// Asks another office. Its time is counted apart; the dossier's clock runs on.
pub(crate) fn consult(desk: &Desk<'_>, dossier: &Dossier, question: &Question, asked_by: AccountId) -> Result<Event, UseCaseError> {
    if !matches!(dossier.state, State::Received | State::InProcess) {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    let waiting = || dossier.consultations.iter().filter(|asked| asked.state == ConsultationState::Waiting);
    if question.office == dossier.opening.solving_office || waiting().any(|asked| asked.office == question.office) {
        return Err(Refusal::AlreadyConsulted.into());
    }
    if waiting().count() >= AT_ONCE {
        return Err(Refusal::TooLong { field: "consult", limit: AT_ONCE }.into());
    }
    if !(1..=LONGEST_DAYS).contains(&question.days) {
        return Err(Refusal::WrongForm { field: "days" }.into());
    }
    let limit = Limit::whole(question.days, LimitUnit::WorkingDay);
    let due_at = desk.calendar.due(desk.now, limit).map_err(|_| Refusal::OutsideCalendar)?;
    let work = Task {
        id: (desk.new_task)(),
        key: Task::CONSULTATION.to_owned(),
        name: Task::CONSULTATION.to_owned(),
        office: question.office,
        role: "processing_officer".to_owned(),
        opened_at: desk.now,
        due_at: Some(due_at),
        holder: None,
        lease_until: None,
        outcomes: Vec::new(),
    };
    let consultation = Consultation {
        task: work.id,
        office: question.office,
        question: required("question", &question.text, 4000)?,
        due_at,
        asked_at: desk.now,
        asked_by,
        state: ConsultationState::Waiting,
        answer: String::new(),
        silence_basis: String::new(),
        ended_at: None,
    };
    Ok(Event::ConsultationAsked { consultation, work })
}

/// The other office answers.
pub(crate) fn answer(
    dossier: &Dossier,
    task: TaskId,
    text: &str,
    actor: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<Event>, UseCaseError> {
    let open = dossier.task(task).filter(|open| open.key == Task::CONSULTATION).ok_or(Refusal::TaskNotFound)?;
    if open.held_by(now).is_some_and(|holder| holder != actor) {
        return Err(Refusal::HeldByAnother.into());
    }
    let answered = Event::ConsultationAnswered { task, answer: required("answer", text, 4000)? };
    super::work::with_claim(open, actor, now, answered)
}

/// The opinions whose time has passed at `now`. `silence_basis` is the rule that takes silence for consent, if there is one.
pub(crate) fn lapsed(dossier: &Dossier, silence_basis: &str, now: DateTime<Utc>) -> Vec<Event> {
    let silent = |asked: &&Consultation| asked.state == ConsultationState::Waiting && asked.due_at < now;
    let lapsed = |asked: &Consultation| Event::ConsultationLapsed { task: asked.task, silence_basis: silence_basis.to_owned() };
    dossier.consultations.iter().filter(silent).map(lapsed).collect()
}
