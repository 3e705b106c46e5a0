//! The aggregate and its fold.

use chrono::{DateTime, Utc};
use kernel::code::{DossierCode, ProcedureCode};
use kernel::id::{AccountId, ContentId, DossierId, OfficeId, TaskId};
use process::Instance;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::event::{ResultPaper, Step};
use super::{Channel, DossierClock, Event, IntakeClock, Outcome, ReturnWay, State, Task};

/// What a dossier begins with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// The procedure asked for.
    pub procedure: ProcedureCode,
    /// The version of the procedure in force that day; the dossier keeps it to its end.
    pub procedure_version: i32,
    /// The name of the procedure that day.
    pub procedure_name: String,
    /// The internal process and its version.
    pub process: String,
    /// How the request came in.
    pub channel: Channel,
    /// The one-stop shop that receives and hands back.
    pub receiving_office: OfficeId,
    /// The office that solves.
    pub solving_office: OfficeId,
    /// The applicant's account, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant: Option<AccountId>,
    /// First version of the content.
    pub content: ContentId,
    /// SHA-256 of it, in hexadecimal.
    pub content_sha256: String,
    /// How the applicant wants the result.
    pub return_way: ReturnWay,
}

/// When a supplement was asked for: before the dossier was received or while it was in work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplementStage {
    /// By the one-stop shop, before receipt.
    Intake,
    /// By the solving office, inside the limit of the law (Decree 61/2018 art. 19.4).
    Appraisal,
}

/// One missing or wrong thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementItem {
    /// The paper or field that is meant.
    pub subject: String,
    /// What is wrong with it and what would be right.
    pub reason: String,
}

/// A request for completion (form 02): once, with reasons, complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// When in the life of the dossier.
    pub stage: SupplementStage,
    /// Everything that is missing.
    pub items: Vec<SupplementItem>,
    /// The rule it rests on.
    pub legal_basis: String,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Who asked.
    pub asked_by: AccountId,
    /// When the applicant answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplied_at: Option<DateTime<Utc>>,
}

/// A decision and its paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Granted or refused.
    pub outcome: Outcome,
    /// Reasons; required for a refusal.
    pub reason: String,
    /// Who decided.
    pub decided_by: AccountId,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// `early`, `on_time` or `late`, against the due date in force.
    pub timeliness: String,
    /// The result paper.
    pub paper: ResultPaper,
}

/// A dossier. Equal, at every moment, to the fold of its journal entries (invariant 2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    /// Identifier.
    pub id: DossierId,
    /// Number of events so far; every write names the version it was decided on.
    pub version: i32,
    /// Legal state.
    pub state: State,
    /// Code, once received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<DossierCode>,
    /// What it began with.
    pub opening: Opening,
    /// The one office that owns it now.
    pub owner_office: OfficeId,
    /// Current version of the content.
    pub content: ContentId,
    /// When it was handed in.
    pub submitted_at: DateTime<Utc>,
    /// When it was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<DateTime<Utc>>,
    /// By when the one-stop shop has to answer, before receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intake: Option<IntakeClock>,
    /// The legal clock, since receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<DossierClock>,
    /// The internal process, since receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process: Option<Instance>,
    /// Open work.
    pub tasks: Vec<Task>,
    /// The supplement request, if there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplement: Option<Supplement>,
    /// The decision, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// When it was closed for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
}

/// The journal of a dossier does not make sense.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum FoldError {
    /// The first entry does not begin a dossier.
    #[error("the first event does not begin a dossier")]
    NoBeginning,
    /// A dossier begins twice.
    #[error("event {0} begins a dossier that has already begun")]
    SecondBeginning(i32),
    /// The state machine forbids the step.
    #[error("event {version} would take the dossier from {from} to {to}")]
    ForbiddenTransition {
        /// Number of the event.
        version: i32,
        /// State before.
        from: &'static str,
        /// State it would lead to.
        to: &'static str,
    },
    /// An event names a task that is not open.
    #[error("event {0} names a task that is not open")]
    UnknownTask(i32),
}

impl Dossier {
    /// Begins a dossier with its first event.
    ///
    /// # Errors
    /// When the event is not one that begins a dossier.
    pub fn begin(id: DossierId, event: &Event, at: DateTime<Utc>) -> Result<Self, FoldError> {
        let opening = match event {
            Event::Submitted { opening, .. } | Event::Received { opening: Some(opening), .. } => (**opening).clone(),
            _ => return Err(FoldError::NoBeginning),
        };
        let mut dossier = Self {
            id,
            version: 0,
            state: State::New,
            code: None,
            owner_office: opening.receiving_office,
            content: opening.content,
            submitted_at: at,
            received_at: None,
            intake: None,
            clock: None,
            process: None,
            tasks: Vec::new(),
            supplement: None,
            decision: None,
            closed_at: None,
            opening,
        };
        dossier.apply_checked(event, at)?;
        Ok(dossier)
    }

    /// Takes one more event.
    ///
    /// # Errors
    /// When the event does not fit the state the dossier is in; the dossier is then unusable and must be dropped.
    pub fn apply(&mut self, event: &Event, at: DateTime<Utc>) -> Result<(), FoldError> {
        if matches!(event, Event::Submitted { .. } | Event::Received { opening: Some(_), .. }) {
            return Err(FoldError::SecondBeginning(self.version + 1));
        }
        self.apply_checked(event, at)
    }

    /// The fold of a whole journal.
    ///
    /// # Errors
    /// See [`FoldError`].
    pub fn fold<'a>(id: DossierId, events: impl IntoIterator<Item = (&'a Event, DateTime<Utc>)>) -> Result<Self, FoldError> {
        let mut events = events.into_iter();
        let (first, at) = events.next().ok_or(FoldError::NoBeginning)?;
        let mut dossier = Self::begin(id, first, at)?;
        for (event, at) in events {
            dossier.apply(event, at)?;
        }
        Ok(dossier)
    }

    /// The open task with this identifier.
    #[must_use]
    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// Does the legal clock (or the wait for intake) stand still?
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        matches!(self.state, State::SupplementRequested | State::FinancialRequested)
    }

    /// The instant by which somebody has to act, if the clock runs.
    #[must_use]
    pub fn due(&self) -> Option<DateTime<Utc>> {
        if self.is_stopped() {
            return None;
        }
        match &self.clock {
            Some(clock) => clock.due,
            None => self.intake.as_ref().map(|intake| intake.answer_due),
        }
    }

    /// Offices that take part: they received it, solve it, own it or have open work on it.
    #[must_use]
    pub fn offices(&self) -> Vec<OfficeId> {
        let mut offices = vec![self.opening.receiving_office, self.owner_office];
        if self.received_at.is_some() {
            offices.push(self.opening.solving_office);
        }
        offices.extend(self.tasks.iter().map(|task| task.office));
        offices.sort_unstable();
        offices.dedup();
        offices
    }

    fn apply_checked(&mut self, event: &Event, at: DateTime<Utc>) -> Result<(), FoldError> {
        self.version += 1;
        match event {
            Event::Submitted { intake, task, .. } => {
                self.intake = Some(intake.clone());
                self.tasks.push(task.clone());
            }
            Event::Received { code, clock, step, .. } => self.receive(code, clock, step, at)?,
            Event::NotAccepted { .. } => self.close(State::NotAccepted, at)?,
            Event::Withdrawn { .. } => self.close(State::Withdrawn, at)?,
            Event::Returned { .. } => self.close(State::Returned, at)?,
            Event::SupplementRequested { supplement, clock } => {
                self.become_state(State::SupplementRequested)?;
                self.supplement = Some(supplement.clone());
                self.replace_clock(clock.as_deref());
            }
            Event::Supplemented { content, clock, intake, .. } => self.supplement(*content, clock.as_deref(), intake.as_ref(), at)?,
            Event::TaskClaimed { task, holder, lease_until } => self.claim(*task, *holder, *lease_until)?,
            Event::TaskReleased { task } => {
                let task = self.open_task(*task)?;
                (task.holder, task.lease_until) = (None, None);
            }
            Event::TaskCompleted { task, step, .. } | Event::TaskSentBack { task, step, .. } => {
                self.open_task(*task)?;
                self.take_step(step);
            }
            Event::Decided { task, decision, clock, step } => self.decide(*task, decision, clock, step)?,
        }
        Ok(())
    }

    fn receive(&mut self, code: &DossierCode, clock: &DossierClock, step: &Step, at: DateTime<Utc>) -> Result<(), FoldError> {
        self.become_state(State::Received)?;
        self.code = Some(code.clone());
        self.clock = Some(clock.clone());
        self.received_at = Some(at);
        self.intake = None;
        self.owner_office = self.opening.solving_office;
        self.tasks.clear();
        self.take_step(step);
        Ok(())
    }

    fn supplement(
        &mut self,
        content: ContentId,
        clock: Option<&DossierClock>,
        intake: Option<&IntakeClock>,
        at: DateTime<Utc>,
    ) -> Result<(), FoldError> {
        self.become_state(if self.received_at.is_some() { State::InProcess } else { State::New })?;
        self.content = content;
        self.replace_clock(clock);
        if let Some(intake) = intake {
            self.intake = Some(intake.clone());
        }
        if let Some(supplement) = &mut self.supplement {
            supplement.supplied_at = Some(at);
        }
        Ok(())
    }

    fn claim(&mut self, task: TaskId, holder: AccountId, lease_until: DateTime<Utc>) -> Result<(), FoldError> {
        let task = self.open_task(task)?;
        (task.holder, task.lease_until) = (Some(holder), Some(lease_until));
        if self.state == State::Received {
            self.become_state(State::InProcess)?;
        }
        Ok(())
    }

    fn decide(&mut self, task: TaskId, decision: &Decision, clock: &DossierClock, step: &Step) -> Result<(), FoldError> {
        self.open_task(task)?;
        self.become_state(State::Decided)?;
        self.decision = Some(decision.clone());
        self.clock = Some(clock.clone());
        self.owner_office = self.opening.receiving_office;
        self.take_step(step);
        Ok(())
    }

    fn close(&mut self, state: State, at: DateTime<Utc>) -> Result<(), FoldError> {
        self.become_state(state)?;
        self.tasks.clear();
        self.intake = None;
        self.closed_at = Some(at);
        Ok(())
    }

    fn become_state(&mut self, next: State) -> Result<(), FoldError> {
        if !self.state.may_become(next) {
            return Err(FoldError::ForbiddenTransition { version: self.version, from: self.state.code(), to: next.code() });
        }
        self.state = next;
        Ok(())
    }

    fn open_task(&mut self, id: TaskId) -> Result<&mut Task, FoldError> {
        let version = self.version;
        self.tasks.iter_mut().find(|task| task.id == id).ok_or(FoldError::UnknownTask(version))
    }

    fn replace_clock(&mut self, clock: Option<&DossierClock>) {
        if let Some(clock) = clock {
            self.clock = Some(clock.clone());
        }
    }

    fn take_step(&mut self, step: &Step) {
        self.process = Some(step.instance.clone());
        self.tasks.retain(|task| !step.closed.contains(&task.id));
        self.tasks.extend(step.opened.iter().cloned());
    }
}
