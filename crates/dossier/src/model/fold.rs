//! The fold: how each event changes the dossier.

use chrono::{DateTime, Utc};
use kernel::code::DossierCode;
use kernel::id::{AccountId, ContentId, DossierId, TaskId};
use thiserror::Error;

use super::event::Step;
use super::{Consultation, ConsultationState, Decision, Dossier, DossierClock, Event, IntakeClock, State, Task, Transfer};

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
            transfer: None,
            supplement: None,
            earlier_supplements: Vec::new(),
            payments: Vec::new(),
            extension: None,
            stop: None,
            consultations: Vec::new(),
            helpers: Vec::new(),
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

    fn apply_checked(&mut self, event: &Event, at: DateTime<Utc>) -> Result<(), FoldError> {
        self.version += 1;
        match event {
            Event::Submitted { intake, task, .. } => {
                self.intake = Some(intake.clone());
                self.open(task);
            }
            Event::Received { code, clock, step, transfer_due, .. } => {
                self.receive(code, clock, step, at)?;
                self.transfer = transfer_due.map(|due| Transfer { due, done_at: None });
            }
            Event::NotAccepted { .. } => self.close(State::NotAccepted, at)?,
            Event::Withdrawn { .. } => self.close(State::Withdrawn, at)?,
            Event::Returned { .. } => self.close(State::Returned, at)?,
            Event::Stopped { .. } => self.close(State::Stopped, at)?,
            Event::SupplementRequested { .. }
            | Event::Supplemented { .. }
            | Event::PaymentRequested { .. }
            | Event::PaymentFulfilled { .. }
            | Event::Extended { .. } => self.turn_clock(event, at)?,
            Event::Decided { task, decision, clock, step } => {
                self.open_task(*task)?;
                self.decide(decision, clock, step, at)?;
            }
            Event::Deemed { decision, clock, step, .. } => self.decide(decision, clock, step, at)?,
            Event::StopAsked { stop } => self.stop = Some(stop.clone()),
            Event::StopTakenBack => self.stop = None,
            Event::Corrected { content, .. } => self.content = *content,
            Event::Transferred => self.transferred(at),
            Event::Noted { .. } => {}
            _ => self.work(event, at)?,
        }
        Ok(())
    }

    /// Events that stop, start or move the clock.
    fn turn_clock(&mut self, event: &Event, at: DateTime<Utc>) -> Result<(), FoldError> {
        match event {
            Event::SupplementRequested { supplement, clock } => {
                self.become_state(State::SupplementRequested)?;
                self.earlier_supplements.extend(self.supplement.replace(supplement.clone()));
                self.replace_clock(clock.as_deref());
            }
            Event::Supplemented { content, clock, intake, .. } => self.supplement(*content, clock.as_deref(), intake.as_ref(), at)?,
            Event::PaymentRequested { payment, clock } => {
                self.become_state(State::FinancialRequested)?;
                self.payments.push(payment.clone());
                self.clock = Some((**clock).clone());
            }
            Event::PaymentFulfilled { proof, clock } => {
                self.become_state(State::InProcess)?;
                if let Some(payment) = self.payments.last_mut() {
                    payment.fulfilled_at = Some(at);
                    payment.proof.clone_from(proof);
                }
                self.clock = Some((**clock).clone());
            }
            Event::Extended { extension, clock } => {
                self.extension = Some(extension.clone());
                self.clock = Some((**clock).clone());
            }
            _ => {}
        }
        Ok(())
    }

    /// Events about the work of officers.
    fn work(&mut self, event: &Event, at: DateTime<Utc>) -> Result<(), FoldError> {
        match event {
            Event::TaskClaimed { task, holder, lease_until } => self.take(*task, *holder, Some(*lease_until))?,
            Event::TaskAssigned { task, holder, .. } => self.take(*task, *holder, None)?,
            Event::TaskReleased { task } => {
                let task = self.open_task(*task)?;
                (task.holder, task.lease_until) = (None, None);
            }
            Event::TaskCompleted { task, step, .. } | Event::TaskSentBack { task, step, .. } => {
                self.open_task(*task)?;
                self.take_step(step);
            }
            Event::ConsultationAsked { consultation, work } => {
                self.consultations.push(consultation.clone());
                self.open(work);
            }
            Event::ConsultationAnswered { task, answer } => {
                let asked = self.end_consultation(*task, at)?;
                asked.state = ConsultationState::Answered;
                asked.answer.clone_from(answer);
            }
            Event::ConsultationLapsed { task, silence_basis } => {
                let asked = self.end_consultation(*task, at)?;
                asked.state = ConsultationState::Silent;
                asked.silence_basis.clone_from(silence_basis);
            }
            _ => {}
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

    /// A task gets a holder: for a while when it was claimed, until it is given on when it was assigned.
    fn take(&mut self, task: TaskId, holder: AccountId, lease_until: Option<DateTime<Utc>>) -> Result<(), FoldError> {
        let task = self.open_task(task)?;
        (task.holder, task.lease_until) = (Some(holder), lease_until);
        if task.is_process_step() && self.state == State::Received {
            self.become_state(State::InProcess)?;
        }
        Ok(())
    }

    /// Closes the work of the office that was asked.
    fn end_consultation(&mut self, task: TaskId, at: DateTime<Utc>) -> Result<&mut Consultation, FoldError> {
        self.open_task(task)?;
        self.tasks.retain(|open| open.id != task);
        let version = self.version;
        let asked = self.consultations.iter_mut().find(|asked| asked.task == task).ok_or(FoldError::UnknownTask(version))?;
        asked.ended_at = Some(at);
        Ok(asked)
    }

    /// What other offices have not answered by now is no longer needed.
    fn drop_consultations(&mut self, at: DateTime<Utc>) {
        self.tasks.retain(|task| task.key != Task::CONSULTATION);
        for consultation in self.consultations.iter_mut().filter(|consultation| consultation.state == ConsultationState::Waiting) {
            consultation.state = ConsultationState::Dropped;
            consultation.ended_at = Some(at);
        }
    }

    fn transferred(&mut self, at: DateTime<Utc>) {
        if let Some(transfer) = &mut self.transfer {
            transfer.done_at = Some(at);
        }
    }

    fn decide(&mut self, decision: &Decision, clock: &DossierClock, step: &Step, at: DateTime<Utc>) -> Result<(), FoldError> {
        self.become_state(State::Decided)?;
        self.decision = Some(decision.clone());
        self.clock = Some(clock.clone());
        self.owner_office = self.opening.receiving_office;
        self.drop_consultations(at);
        self.take_step(step);
        Ok(())
    }

    fn close(&mut self, state: State, at: DateTime<Utc>) -> Result<(), FoldError> {
        self.become_state(state)?;
        self.drop_consultations(at);
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
        step.opened.iter().for_each(|task| self.open(task));
    }

    fn open(&mut self, task: &Task) {
        let known = [self.opening.receiving_office, self.opening.solving_office];
        if !known.contains(&task.office) && !self.helpers.contains(&task.office) {
            self.helpers.push(task.office);
        }
        self.tasks.push(task.clone());
    }
}
