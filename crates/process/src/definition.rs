//! A checked process, ready to run.

use serde::{Deserialize, Serialize};

use crate::compile;
use crate::draft::{Draft, Lane, Node, NodeKind};
use crate::flaw::Flaw;
use crate::graph::{Graph, NodeIndex};
use crate::name::Name;
use crate::soundness;
use crate::structure;
use crate::work_time::WorkTime;

/// A sound process in its indexed form. Written and read as its [`Draft`]; reading checks it again.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
pub struct Definition {
    draft: Draft,
    graph: Graph,
    fingerprint: u64,
    longest: WorkTime,
}

/// A draft that was read but is not sound.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the process is not sound: {}", list(.0))]
pub struct Unsound(pub Vec<Flaw>);

fn list(flaws: &[Flaw]) -> String {
    flaws.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Checks `draft` without keeping the result.
///
/// # Errors
/// Every [`Flaw`] of the first stage that finds any: names and references, then shape, then tokens.
pub fn validate(draft: &Draft) -> Result<(), Vec<Flaw>> {
    checked_graph(draft).map(drop)
}

fn checked_graph(draft: &Draft) -> Result<Graph, Vec<Flaw>> {
    let mut graph = compile::graph(draft)?;
    let flaws = structure::flaws(&graph);
    if !flaws.is_empty() {
        return Err(flaws);
    }
    soundness::check(&mut graph)?;
    Ok(graph)
}

impl Definition {
    /// Checks `draft` and makes it ready to run. Do this once per version: the check visits every state of the process.
    ///
    /// # Errors
    /// As [`validate`].
    pub fn compile(draft: Draft) -> Result<Self, Vec<Flaw>> {
        let graph = checked_graph(&draft)?;
        let fingerprint = fingerprint(&draft);
        let longest = longest_way(&draft, &graph);
        Ok(Self { draft, graph, fingerprint, longest })
    }

    /// The same process under another key, version and title. Tables do not carry these themselves.
    #[must_use]
    pub fn named(mut self, key: impl Into<Name>, version: u32, name: impl Into<Name>) -> Self {
        self.draft.key = key.into();
        self.draft.version = version;
        self.draft.name = name.into();
        self.fingerprint = fingerprint(&self.draft);
        self
    }

    /// Which process this is.
    #[must_use]
    pub fn key(&self) -> &Name {
        &self.draft.key
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.draft.version
    }

    /// Its title for people.
    #[must_use]
    pub fn name(&self) -> &Name {
        &self.draft.name
    }

    /// Its lanes in drawing order.
    #[must_use]
    pub fn lanes(&self) -> &[Lane] {
        &self.draft.lanes
    }

    /// The plain picture it was made from.
    #[must_use]
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// A number that differs between any two definitions; instances carry it.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Every user task, in the order in which the process was written, sub-processes included.
    #[must_use]
    pub fn tasks(&self) -> Vec<&Node> {
        let mut tasks = Vec::new();
        collect_tasks(&self.draft.nodes, &mut tasks);
        tasks
    }

    /// The task under `key`.
    #[must_use]
    pub fn task(&self, key: &str) -> Option<&Node> {
        self.tasks().into_iter().find(|node| node.key.as_str() == key)
    }

    /// Whether a person at `task` may send the work back to `to`, provided `to` was completed before.
    #[must_use]
    pub fn may_return(&self, task: &str, to: &str) -> bool {
        let pair = self.graph.node_by_key(task).zip(self.graph.node_by_key(to));
        pair.is_some_and(|(task, to)| self.graph.returns.contains(&(task.index, to.index)))
    }

    /// The working time of the longest way from start to end: steps after each other are added, of parallel or alternative steps the longest
    /// counts (rules.md A12), loops count once.
    #[must_use]
    pub fn table_time(&self) -> WorkTime {
        self.longest
    }

    /// [`Self::table_time`] in working hours, to compare with the limit of a procedure.
    #[must_use]
    pub fn table_hours(&self) -> f64 {
        self.longest.hours()
    }

    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }
}

impl PartialEq for Definition {
    fn eq(&self, other: &Self) -> bool {
        self.draft == other.draft
    }
}

impl Eq for Definition {}

impl TryFrom<Draft> for Definition {
    type Error = Unsound;

    fn try_from(draft: Draft) -> Result<Self, Unsound> {
        Self::compile(draft).map_err(Unsound)
    }
}

impl From<Definition> for Draft {
    fn from(definition: Definition) -> Self {
        definition.draft
    }
}

fn collect_tasks<'a>(nodes: &'a [Node], tasks: &mut Vec<&'a Node>) {
    for node in nodes {
        match &node.kind {
            NodeKind::Task(_) => tasks.push(node),
            NodeKind::SubProcess { nodes, .. } => collect_tasks(nodes, tasks),
            _ => {}
        }
    }
}

/// FNV-1a over the written form: stable between programs, so that stored instances stay readable.
fn fingerprint(draft: &Draft) -> u64 {
    let written = serde_json::to_vec(draft).unwrap_or_default();
    written.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Longest way through the graph without its backward flows.
fn longest_way(draft: &Draft, graph: &Graph) -> WorkTime {
    let mut tasks = Vec::new();
    collect_tasks(&draft.nodes, &mut tasks);
    let mut own = vec![WorkTime::default(); graph.nodes.len()];
    for node in tasks {
        if let (NodeKind::Task(task), Some(held)) = (&node.kind, graph.node_by_key(&node.key))
            && let Some(time) = own.get_mut(held.index.at())
        {
            *time = task.limit.unwrap_or_default();
        }
    }
    let order = forward_order(graph);
    let mut best = own.clone();
    for index in order.iter().rev() {
        let rank = |node: &NodeIndex| order.iter().position(|other| other == node);
        let ahead = graph.successors(*index).into_iter().filter(|next| rank(next) > rank(index));
        let longest = ahead.filter_map(|next| best.get(next.at()).copied()).max().unwrap_or_default();
        let here = own.get(index.at()).copied().unwrap_or_default();
        if let Some(time) = best.get_mut(index.at()) {
            *time = here.plus(longest);
        }
    }
    graph.start.and_then(|start| best.get(start.at()).copied()).unwrap_or_default()
}

/// Nodes so that every flow that does not close a loop leads forward: a depth-first search, last finished first.
pub(crate) fn forward_order(graph: &Graph) -> Vec<NodeIndex> {
    let mut seen = crate::bits::Bits::default();
    let mut order = Vec::with_capacity(graph.nodes.len());
    let mut open: Vec<(NodeIndex, Vec<NodeIndex>)> = Vec::new();
    if let Some(start) = graph.start {
        seen.insert(start.at());
        open.push((start, graph.successors(start)));
    }
    while let Some((index, waiting)) = open.last_mut() {
        match waiting.pop() {
            Some(next) if seen.insert(next.at()) => open.push((next, graph.successors(next))),
            Some(_) => {}
            None => {
                order.push(*index);
                open.pop();
            }
        }
    }
    order.reverse();
    order
}
