//! A workload for `motcua bench process`. The caller measures the time: nothing here reads a clock.

use chrono::{DateTime, Utc};

use crate::definition::Definition;
use crate::engine::{StepError, Walk};
use crate::event::{Effect, Event, OpenWork};
use crate::instance::Instance;
use crate::name::Name;
use crate::table::{RowError, compile_csv};
use crate::value::{Value, Variables};

/// A supplement loop, a choice and three parallel consultations.
const TABLE: &str = include_str!("../../../data/vn/processes/three_consultations.csv");

/// Instances of a procedure with a supplement loop, a choice and three parallel consultations, driven from start to end.
#[derive(Debug)]
pub struct Workload {
    definition: Definition,
    now: DateTime<Utc>,
}

/// What a workload did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// Nodes passed by tokens: events, tasks and gateways.
    pub visits: u64,
    /// Steps made.
    pub steps: u64,
    /// Instances that completed.
    pub completed: u64,
}

impl Workload {
    /// Compiles the table of the country pack.
    ///
    /// # Errors
    /// The errors of that table; none as long as the pack passes its check.
    pub fn new() -> Result<Self, Vec<RowError>> {
        let definition = compile_csv(TABLE)?.named("three_consultations", 1, "three_consultations");
        Ok(Self { definition, now: DateTime::UNIX_EPOCH })
    }

    /// The process that is run.
    #[must_use]
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// Runs `instances` processes to their end: one in four asks for a supplement, one in three is refused.
    ///
    /// # Errors
    /// A [`StepError`] would be a fault of the engine.
    pub fn run(&self, instances: u32) -> Result<Report, StepError> {
        let mut report = Report::default();
        for number in 0..instances {
            self.one(number, &mut report)?;
        }
        Ok(report)
    }

    /// Bytes of `instances` live instances, held in the middle of their consultations, divided by their number.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn bytes_per_instance(&self, instances: u32) -> Result<usize, StepError> {
        let mut held = Vec::new();
        for _ in 0..instances.max(1) {
            let mut report = Report::default();
            let mut open = OpenWork::default();
            let mut instance = Instance::new(&self.definition);
            self.take(&mut instance, Event::Start { variables: facts() }, &mut open, &mut report)?;
            let appraised = Event::TaskCompleted { task: "appraise".into(), outcome: "consult".into(), variables: Variables::new() };
            self.take(&mut instance, appraised, &mut open, &mut report)?;
            held.push(instance);
        }
        let bytes: usize = held.iter().map(Instance::bytes).sum();
        Ok(bytes / held.len().max(1))
    }

    fn one(&self, number: u32, report: &mut Report) -> Result<(), StepError> {
        let mut open = OpenWork::default();
        let mut instance = Instance::new(&self.definition);
        let mut appraisals = 0;
        self.take(&mut instance, Event::Start { variables: facts() }, &mut open, report)?;
        while let Some(event) = next_event(&open, number, &mut appraisals) {
            self.take(&mut instance, event, &mut open, report)?;
        }
        report.completed += u64::from(open.completed.is_some());
        Ok(())
    }

    fn take(&self, instance: &mut Instance, event: Event, open: &mut OpenWork, report: &mut Report) -> Result<(), StepError> {
        // The same work as `step`, which does not count: the state before it is copied, not changed in place.
        let mut walk = Walk::new(self.definition.graph(), instance.clone(), self.now);
        walk.take(event)?;
        walk.effects.iter().for_each(|effect: &Effect| open.apply(effect));
        report.visits += walk.visits;
        report.steps += 1;
        *instance = walk.instance;
        Ok(())
    }
}

fn facts() -> Variables {
    Variables::new().with("area", Value::from(250))
}

/// What an office would do next.
fn next_event(open: &OpenWork, number: u32, appraisals: &mut u32) -> Option<Event> {
    if let Some(message) = open.messages.values().next() {
        return Some(Event::MessageReceived { message: message.clone(), variables: Variables::new() });
    }
    let task = open.tasks.first()?.clone();
    let outcome = match task.as_str() {
        "appraise" => {
            *appraisals += 1;
            if *appraisals == 1 && number.is_multiple_of(4) { "request_supplement" } else { "consult" }
        }
        "decide" if number.is_multiple_of(3) => "refuse",
        "decide" => "approve",
        _ => "done",
    };
    Some(Event::TaskCompleted { task, outcome: Name::from(outcome), variables: Variables::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instance_of_the_workload_completes() {
        let workload = Workload::new().unwrap();
        let report = workload.run(24).unwrap();
        assert_eq!(report.completed, 24);
        assert!(report.visits > report.steps, "{report:?}");
    }

    #[test]
    fn a_live_instance_is_small() {
        let bytes = Workload::new().unwrap().bytes_per_instance(10).unwrap();
        assert!(bytes < 512, "{bytes} bytes");
    }
}
