//! The indexed form of a definition: nodes, flows and resting places addressed by checked numbers.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::bits::Bits;
use crate::condition::Condition;
use crate::draft::{OnFailure, TimerRule};
use crate::name::{Name, Names};
use crate::work_time::WorkTime;

macro_rules! indexes {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub(crate) struct $name(u16);

        impl $name {
            /// The index of the element that will be pushed next on a list of `length`; `None` when the list is full.
            pub(crate) fn next(length: usize) -> Option<Self> {
                u16::try_from(length).ok().map(Self)
            }

            pub(crate) fn at(self) -> usize {
                usize::from(self.0)
            }
        }
    )+};
}

indexes! {
    /// A node.
    NodeIndex,
    /// A flow.
    FlowIndex,
    /// A place where a token can rest: a waiting node, or one side of a join.
    PlaceIndex,
    /// A sub-process.
    ScopeIndex,
}

/// The lane of a task: known, or named by a variable of the instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TaskLane {
    Fixed(Name),
    Variable(Name),
}

/// A node at which a token rests until an event moves it.
#[derive(Debug, Clone)]
pub(crate) enum Wait {
    Task { lane: TaskLane, role: Name, limit: Option<WorkTime>, outcomes: Names },
    Service { operation: Name, on_failure: OnFailure },
    Timer { rule: TimerRule },
    Message { message: Name },
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Start,
    End,
    Wait(Wait),
    Exclusive,
    Parallel,
    Inclusive,
    SubProcess { scope: ScopeIndex },
}

#[derive(Debug, Clone)]
pub(crate) struct GraphNode {
    pub(crate) index: NodeIndex,
    pub(crate) key: Name,
    pub(crate) name: Name,
    pub(crate) kind: Kind,
    pub(crate) incoming: Vec<FlowIndex>,
    pub(crate) outgoing: Vec<FlowIndex>,
    /// Where a token rests at this node: waiting nodes and the ends of sub-processes.
    pub(crate) place: Option<PlaceIndex>,
    pub(crate) scope: Option<ScopeIndex>,
}

impl GraphNode {
    pub(crate) fn is_task(&self) -> bool {
        matches!(self.kind, Kind::Wait(Wait::Task { .. }))
    }

    /// Whether it waits for several incoming tokens.
    pub(crate) fn is_join(&self) -> bool {
        matches!(self.kind, Kind::Parallel | Kind::Inclusive) && self.incoming.len() > 1
    }

    /// Whether it decides between several outgoing flows.
    pub(crate) fn chooses(&self) -> bool {
        matches!(self.kind, Kind::Exclusive | Kind::Inclusive) && self.outgoing.len() > 1
    }
}

#[derive(Debug, Clone)]
pub(crate) struct GraphFlow {
    pub(crate) from: NodeIndex,
    pub(crate) to: NodeIndex,
    pub(crate) condition: Option<Condition>,
    pub(crate) default: bool,
    /// Where a token waits for the other sides, when the flow enters a join.
    pub(crate) place: Option<PlaceIndex>,
}

/// A sub-process.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// The node that stands for it one level up.
    pub(crate) node: NodeIndex,
    pub(crate) start: Option<NodeIndex>,
    pub(crate) parent: Option<ScopeIndex>,
    /// Places of its end events.
    pub(crate) ends: Bits,
    /// All its places, those of inner sub-processes included.
    pub(crate) inside: Bits,
}

/// A join that waits for whatever can still come.
#[derive(Debug, Clone)]
pub(crate) struct InclusiveJoin {
    pub(crate) node: NodeIndex,
    /// Places of its own incoming flows.
    pub(crate) own: Bits,
    /// Places from which a token can still arrive.
    pub(crate) upstream: Bits,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<GraphNode>,
    pub(crate) flows: Vec<GraphFlow>,
    /// The node each place belongs to.
    pub(crate) places: Vec<NodeIndex>,
    /// Parents before children.
    pub(crate) scopes: Vec<Scope>,
    pub(crate) start: Option<NodeIndex>,
    /// The variable that holds the last outcome; shared so that setting it copies no text.
    pub(crate) outcome: Name,
    pub(crate) by_key: HashMap<Name, NodeIndex>,
    pub(crate) inclusive_joins: Vec<InclusiveJoin>,
    /// Which task may send the work back to which.
    pub(crate) returns: BTreeSet<(NodeIndex, NodeIndex)>,
    /// For each place, the places that can be occupied at the same time.
    pub(crate) beside: Vec<Bits>,
    /// Every state the process can be in: the places of its tokens, in order.
    pub(crate) states: HashSet<Vec<PlaceIndex>>,
}

impl Graph {
    pub(crate) fn node(&self, index: NodeIndex) -> Option<&GraphNode> {
        self.nodes.get(index.at())
    }

    pub(crate) fn flow(&self, index: FlowIndex) -> Option<&GraphFlow> {
        self.flows.get(index.at())
    }

    pub(crate) fn scope(&self, index: ScopeIndex) -> Option<&Scope> {
        self.scopes.get(index.at())
    }

    pub(crate) fn node_at(&self, place: PlaceIndex) -> Option<&GraphNode> {
        self.places.get(place.at()).and_then(|node| self.node(*node))
    }

    pub(crate) fn node_by_key(&self, key: &str) -> Option<&GraphNode> {
        self.by_key.get(key).and_then(|index| self.node(*index))
    }

    /// Adds a place of `node`; `None` when there are too many.
    pub(crate) fn add_place(&mut self, node: NodeIndex) -> Option<PlaceIndex> {
        let index = PlaceIndex::next(self.places.len())?;
        self.places.push(node);
        Some(index)
    }

    /// Nodes a token at `index` can come to next; into and out of sub-processes as the token goes.
    pub(crate) fn successors(&self, index: NodeIndex) -> Vec<NodeIndex> {
        let Some(node) = self.node(index) else { return Vec::new() };
        match (&node.kind, node.scope) {
            (Kind::SubProcess { scope }, _) => self.scope(*scope).and_then(|scope| scope.start).into_iter().collect(),
            (Kind::End, Some(scope)) => self.scope(scope).map(|scope| self.targets(scope.node)).unwrap_or_default(),
            _ => self.targets(index),
        }
    }

    fn targets(&self, index: NodeIndex) -> Vec<NodeIndex> {
        let flows = self.node(index).map(|node| node.outgoing.as_slice()).unwrap_or_default();
        flows.iter().filter_map(|flow| self.flow(*flow)).map(|flow| flow.to).collect()
    }

    /// Every node reachable from `from` (itself included) without going on from `barrier`.
    pub(crate) fn reachable(&self, from: impl IntoIterator<Item = NodeIndex>, barrier: Option<NodeIndex>) -> Bits {
        let mut seen = Bits::default();
        let mut open: Vec<NodeIndex> = from.into_iter().collect();
        while let Some(index) = open.pop() {
            if seen.insert(index.at()) && Some(index) != barrier {
                open.extend(self.successors(index));
            }
        }
        seen
    }
}
