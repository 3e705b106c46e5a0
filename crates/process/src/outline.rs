//! The process as rows: what every drawing must also be.

use serde::Serialize;

use crate::bits::Bits;
use crate::definition::{Definition, forward_order};
use crate::draft::{Node, NodeKind};
use crate::graph::{Graph, GraphNode, Kind, NodeIndex, Wait};
use crate::instance::Instance;
use crate::name::Name;
use crate::work_time::WorkTime;

/// How far a step has come in an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Completed at least once and not open now.
    Done,
    /// Waits now.
    Current,
    /// Not reached yet.
    Ahead,
}

/// A way from one step to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// The condition under which it is taken, in the condition language; `None` when always or otherwise.
    pub condition: Option<String>,
    /// Key of the step or end it leads to.
    pub to: Name,
}

/// One step of the process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outline {
    /// Key of the step.
    pub key: Name,
    /// Label for people.
    pub name: Name,
    /// `task`, `service`, `timer` or `message`.
    pub kind: &'static str,
    /// Key of the lane; empty when the step is not a task.
    pub lane: Name,
    /// Role that may do it; empty when the step is not a task.
    pub role: Name,
    /// Working time given to it.
    pub limit: Option<WorkTime>,
    /// What it produces.
    pub output: Name,
    /// How far it has come.
    pub state: StepState,
    /// Where it leads, gateways already passed.
    pub ways: Vec<Way>,
}

/// Every waiting step in the order of the work, with its state in `instance`.
#[must_use]
pub fn outline(definition: &Definition, instance: Option<&Instance>) -> Vec<Outline> {
    let graph = definition.graph();
    let nodes = forward_order(graph).into_iter().filter_map(|index| graph.node(index));
    nodes.filter_map(|node| row(definition, instance, node)).collect()
}

/// The state of `node` in `instance`.
pub(crate) fn state(instance: Option<&Instance>, node: &GraphNode) -> StepState {
    let Some(instance) = instance else { return StepState::Ahead };
    if node.place.is_some() && instance.tokens.iter().any(|token| Some(token.place) == node.place) {
        StepState::Current
    } else if instance.has_done(node.index) {
        StepState::Done
    } else {
        StepState::Ahead
    }
}

fn row(definition: &Definition, instance: Option<&Instance>, node: &GraphNode) -> Option<Outline> {
    let Kind::Wait(wait) = &node.kind else { return None };
    let task = definition.task(&node.key).and_then(task_of);
    Some(Outline {
        key: node.key.clone(),
        name: node.name.clone(),
        kind: kind_code(wait),
        lane: task.map(|task| task.lane.clone()).unwrap_or_default(),
        role: task.map(|task| task.role.clone()).unwrap_or_default(),
        limit: task.and_then(|task| task.limit),
        output: task.map(|task| task.output.clone()).unwrap_or_default(),
        state: state(instance, node),
        ways: ways(definition.graph(), node),
    })
}

fn task_of(node: &Node) -> Option<&crate::draft::Task> {
    if let NodeKind::Task(task) = &node.kind { Some(task) } else { None }
}

fn kind_code(wait: &Wait) -> &'static str {
    match wait {
        Wait::Task { .. } => "task",
        Wait::Service { .. } => "service",
        Wait::Timer { .. } => "timer",
        Wait::Message { .. } => "message",
    }
}

fn ways(graph: &Graph, node: &GraphNode) -> Vec<Way> {
    let mut ways = Vec::new();
    let mut seen = Bits::default();
    let mut open: Vec<(NodeIndex, Option<String>)> = next_of(graph, node.index, None);
    open.reverse();
    while let Some((index, condition)) = open.pop() {
        let Some(next) = graph.node(index).filter(|_| seen.insert(index.at())) else { continue };
        let rests = matches!(next.kind, Kind::Wait(_)) || matches!(next.kind, Kind::End) && next.scope.is_none();
        if rests {
            ways.push(Way { condition, to: next.key.clone() });
        } else {
            open.extend(next_of(graph, index, condition.as_deref()).into_iter().rev());
        }
    }
    ways
}

/// The nodes behind `index`, each with the conditions met so far.
fn next_of(graph: &Graph, index: NodeIndex, before: Option<&str>) -> Vec<(NodeIndex, Option<String>)> {
    let flows = graph.node(index).map(|node| node.outgoing.as_slice()).unwrap_or_default();
    let flows: Vec<_> = flows.iter().filter_map(|flow| graph.flow(*flow)).collect();
    if flows.is_empty() || graph.successors(index).iter().ne(flows.iter().map(|flow| &flow.to)) {
        return graph.successors(index).into_iter().map(|next| (next, before.map(String::from))).collect();
    }
    let condition = |own: Option<String>| match (before, own) {
        (Some(before), Some(own)) => Some(format!("{before} and {own}")),
        (before, own) => own.or_else(|| before.map(String::from)),
    };
    flows.into_iter().map(|flow| (flow.to, condition(flow.condition.as_ref().map(ToString::to_string)))).collect()
}
