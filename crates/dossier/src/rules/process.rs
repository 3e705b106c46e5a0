//! From the effects of the internal process to work for offices.

use chrono::{DateTime, Utc};
use kernel::calendar::Calendar;
use kernel::id::{OfficeId, TaskId};
use kernel::limit::Limit;
use process::{Definition, Effect, Event, Instance, Name, Variables, WorkTime, step};

use crate::error::UseCaseError;
use crate::model::{Dossier, Step, Task};

/// Which office stands behind a lane of the internal process. Resolved when a task opens, never frozen in the instance.
pub(crate) trait Lanes {
    /// The office of `lane`, when it names one.
    fn office(&self, lane: &str) -> Option<OfficeId>;
}

/// What decisions about work need to know.
pub(crate) struct Desk<'a> {
    pub(crate) now: DateTime<Utc>,
    pub(crate) calendar: &'a Calendar,
    pub(crate) definition: &'a Definition,
    pub(crate) lanes: &'a dyn Lanes,
    pub(crate) new_task: &'a dyn Fn() -> TaskId,
}

impl Desk<'_> {
    /// Begins the internal process of a dossier that is due at `due`.
    pub(super) fn begin(&self, due: Option<DateTime<Utc>>) -> Result<Step, UseCaseError> {
        let instance = Instance::new(self.definition);
        self.advance(&instance, &[], due, Event::Start { variables: Variables::default() })
    }

    /// Takes the dossier's process one event further.
    pub(super) fn step(&self, dossier: &Dossier, event: Event) -> Result<Step, UseCaseError> {
        let instance = dossier.process.as_ref().ok_or_else(|| UseCaseError::Process("the process has not begun".to_owned()))?;
        self.advance(instance, &dossier.tasks, dossier.due(), event)
    }

    fn advance(&self, instance: &Instance, open: &[Task], due: Option<DateTime<Utc>>, event: Event) -> Result<Step, UseCaseError> {
        let (instance, effects) =
            step(self.definition, instance, event, self.now).map_err(|error| UseCaseError::Process(error.to_string()))?;
        let mut taken = Step { instance, opened: Vec::new(), closed: Vec::new() };
        for effect in effects {
            match effect {
                Effect::TaskOpened { task, name, lane, role, limit, outcomes } => {
                    let outcomes = outcomes.iter().map(ToString::to_string).collect();
                    taken.opened.push(self.open(&task, &name, (&lane, &role), (limit, due), outcomes)?);
                }
                Effect::TaskClosed { task, .. } => close(&mut taken, open, &task),
                // A dossier that waits for what nobody carries out would wait for ever: better that the step is not taken at all.
                Effect::ServiceRequested { service: step, .. } | Effect::TimerSet { timer: step, .. } => {
                    return Err(UseCaseError::Process(format!("nothing on this node carries out the step {step:?}")));
                }
                _ => {}
            }
        }
        Ok(taken)
    }

    fn open(
        &self,
        key: &Name,
        name: &Name,
        who: (&Name, &Name),
        time: (Option<WorkTime>, Option<DateTime<Utc>>),
        outcomes: Vec<String>,
    ) -> Result<Task, UseCaseError> {
        let (lane, role) = who;
        let office = self.lanes.office(lane).ok_or_else(|| UseCaseError::Process(format!("no office stands behind the lane {lane}")))?;
        Ok(Task {
            id: (self.new_task)(),
            key: key.to_string(),
            name: name.to_string(),
            office,
            role: role.to_string(),
            opened_at: self.now,
            due_at: self.step_due(time.0, time.1),
            holder: None,
            lease_until: None,
            outcomes,
        })
    }

    /// Opens the work of handing the result over, once the internal process has nothing left to do.
    pub(super) fn open_return(&self, dossier: &Dossier, step: &mut Step) {
        if step.instance.is_over() {
            step.opened.push(Task {
                id: (self.new_task)(),
                key: Task::RETURN.to_owned(),
                name: Task::RETURN.to_owned(),
                office: dossier.opening.receiving_office,
                role: "intake_officer".to_owned(),
                opened_at: self.now,
                due_at: None,
                holder: None,
                lease_until: None,
                outcomes: Vec::new(),
            });
        }
    }

    /// A step is due when its working time has passed, and never after the dossier itself.
    fn step_due(&self, time: Option<WorkTime>, dossier_due: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
        let limit = Limit::working_minutes(time?.minutes());
        let step_due = self.calendar.due(self.now, limit).ok()?;
        Some(dossier_due.map_or(step_due, |due| due.min(step_due)))
    }
}

/// A task that opened in this very step and closed again never existed for anybody.
fn close(taken: &mut Step, open: &[Task], key: &Name) {
    if let Some(position) = taken.opened.iter().position(|task| task.key == key.as_str()) {
        taken.opened.remove(position);
    } else {
        taken.closed.extend(open.iter().filter(|task| task.key == key.as_str()).map(|task| task.id));
    }
}
