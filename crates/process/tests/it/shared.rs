//! A process being run by a test, with the fold of its effects beside it.

use chrono::{DateTime, TimeDelta, Utc};
use process::{
    Condition, Definition, Draft, Effect, Event, Flow, Instance, Lane, Node, NodeKind, OpenWork, StepError, Task, Variables, step,
};

pub(crate) fn noon() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(12)
}

pub(crate) fn node(key: &str, kind: NodeKind) -> Node {
    Node { key: key.into(), name: key.into(), kind }
}

pub(crate) fn task(key: &str) -> Node {
    let outcomes = ["done", "again"].into_iter().collect();
    let task = Task { lane: "specialist".into(), role: "processing_officer".into(), limit: None, outcomes, output: "".into() };
    node(key, NodeKind::Task(task))
}

pub(crate) fn when(text: &str) -> Condition {
    text.parse().unwrap()
}

pub(crate) fn draft(nodes: Vec<Node>, flows: Vec<Flow>) -> Draft {
    Draft {
        key: "test".into(),
        version: 1,
        name: "Test".into(),
        lanes: vec![Lane { key: "specialist".into(), name: "S".into() }],
        nodes,
        flows,
    }
}

/// `start` and `end` around the given nodes.
pub(crate) fn framed(nodes: Vec<Node>, flows: Vec<Flow>) -> Draft {
    let nodes = [node("start", NodeKind::Start)].into_iter().chain(nodes).chain([node("end", NodeKind::End)]).collect();
    draft(nodes, flows)
}

pub(crate) struct Running<'a> {
    pub(crate) definition: &'a Definition,
    pub(crate) instance: Instance,
    pub(crate) work: OpenWork,
    pub(crate) now: DateTime<Utc>,
}

impl<'a> Running<'a> {
    pub(crate) fn start(definition: &'a Definition, variables: Variables) -> Self {
        let mut running = Self { definition, instance: Instance::new(definition), work: OpenWork::default(), now: noon() };
        running.take(Event::Start { variables }).unwrap();
        running
    }

    /// Takes the event, checks that the step is repeatable and that the fold of effects is the state.
    pub(crate) fn take(&mut self, event: Event) -> Result<Vec<Effect>, StepError> {
        let first = step(self.definition, &self.instance, event.clone(), self.now);
        assert_eq!(first, step(self.definition, &self.instance, event, self.now), "not deterministic");
        let (instance, effects) = first?;
        effects.iter().for_each(|effect| self.work.apply(effect));
        assert_eq!(self.work, instance.open_work(self.definition), "the fold of effects is not the state");
        self.instance = instance;
        Ok(effects)
    }

    pub(crate) fn complete(&mut self, task: &str, outcome: &str) -> Vec<Effect> {
        self.complete_with(task, outcome, Variables::new())
    }

    pub(crate) fn complete_with(&mut self, task: &str, outcome: &str, variables: Variables) -> Vec<Effect> {
        let event = Event::TaskCompleted { task: task.into(), outcome: outcome.into(), variables };
        self.take(event).unwrap_or_else(|error| panic!("{task}: {error}"))
    }

    pub(crate) fn tasks(&self) -> Vec<String> {
        self.work.tasks.iter().map(ToString::to_string).collect()
    }

    pub(crate) fn ended(&self) -> bool {
        self.work.completed.is_some()
    }
}
