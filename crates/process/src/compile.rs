//! From a draft to its indexed form. Finds what is wrong with names and references; shape and tokens are checked afterwards.

use crate::draft::{Draft, Flow, Lane, Node, NodeKind};
use crate::flaw::Flaw;
use crate::graph::{FlowIndex, Graph, GraphFlow, GraphNode, InclusiveJoin, Kind, NodeIndex, Scope, ScopeIndex, TaskLane, Wait};
use crate::name::Name;

/// Limits that keep every index small and every check quick.
const MOST_NODES: usize = 2000;
const MOST_FLOWS: usize = 8000;

/// The variable that holds the outcome of the task or service completed last.
pub(crate) const OUTCOME: &str = "outcome";

/// Builds the graph of `draft`.
pub(crate) fn graph(draft: &Draft) -> Result<Graph, Vec<Flaw>> {
    let mut builder = Builder { lanes: &draft.lanes, graph: Graph { outcome: OUTCOME.into(), ..Graph::default() }, flaws: Vec::new() };
    builder.check_lanes();
    builder.graph.start = builder.level(&draft.key, &draft.nodes, &draft.flows, None);
    builder.add_places();
    builder.add_inclusive_joins();
    if builder.flaws.is_empty() { Ok(builder.graph) } else { Err(builder.flaws) }
}

/// The variable named by a lane such as `{consult_1_office}`.
pub(crate) fn lane_variable(lane: &str) -> Option<&str> {
    lane.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).filter(|name| !name.is_empty())
}

struct Builder<'a> {
    lanes: &'a [Lane],
    graph: Graph,
    flaws: Vec<Flaw>,
}

impl Builder<'_> {
    fn check_lanes(&mut self) {
        for (position, lane) in self.lanes.iter().enumerate() {
            if self.lanes.iter().take(position).any(|earlier| earlier.key == lane.key) {
                self.flaws.push(Flaw::KeyTwice { key: lane.key.clone() });
            }
        }
    }

    /// Adds one level of nodes and flows; gives its start.
    fn level(&mut self, key: &Name, nodes: &[Node], flows: &[Flow], scope: Option<ScopeIndex>) -> Option<NodeIndex> {
        let mut level = Vec::with_capacity(nodes.len());
        for node in nodes {
            level.extend(self.node(node, scope));
        }
        for flow in flows {
            self.flow(flow, &level);
        }
        let starts: Vec<NodeIndex> =
            level.into_iter().filter(|index| self.graph.node(*index).is_some_and(|node| matches!(node.kind, Kind::Start))).collect();
        match starts.as_slice() {
            [start] => Some(*start),
            _ => {
                self.flaws.push(Flaw::StartCount { level: key.clone(), found: starts.len() });
                None
            }
        }
    }

    fn node(&mut self, node: &Node, scope: Option<ScopeIndex>) -> Option<NodeIndex> {
        if node.key.trim().is_empty() {
            self.flaws.push(Flaw::KeyMissing);
            return None;
        }
        if self.graph.by_key.contains_key(&node.key) {
            self.flaws.push(Flaw::KeyTwice { key: node.key.clone() });
            return None;
        }
        let index = NodeIndex::next(self.graph.nodes.len()).filter(|index| index.at() < MOST_NODES);
        let Some(index) = index else {
            self.too_large();
            return None;
        };
        self.graph.by_key.insert(node.key.clone(), index);
        self.graph.nodes.push(GraphNode {
            index,
            key: node.key.clone(),
            name: node.name.clone(),
            kind: Kind::Start,
            incoming: Vec::new(),
            outgoing: Vec::new(),
            place: None,
            scope,
        });
        let kind = self.kind(node, index, scope);
        if let (Some(kind), Some(held)) = (kind, self.graph.nodes.get_mut(index.at())) {
            held.kind = kind;
        }
        Some(index)
    }

    fn too_large(&mut self) {
        if !self.flaws.contains(&Flaw::TooLarge) {
            self.flaws.push(Flaw::TooLarge);
        }
    }

    fn kind(&mut self, node: &Node, index: NodeIndex, scope: Option<ScopeIndex>) -> Option<Kind> {
        Some(match &node.kind {
            NodeKind::Start => Kind::Start,
            NodeKind::End => Kind::End,
            NodeKind::Exclusive => Kind::Exclusive,
            NodeKind::Parallel => Kind::Parallel,
            NodeKind::Inclusive => Kind::Inclusive,
            NodeKind::Timer { rule } => Kind::Wait(Wait::Timer { rule: rule.clone() }),
            NodeKind::Message { message } => Kind::Wait(Wait::Message { message: message.clone() }),
            NodeKind::Service { operation, on_failure } => {
                Kind::Wait(Wait::Service { operation: operation.clone(), on_failure: *on_failure })
            }
            NodeKind::Task(_) => Kind::Wait(self.task(node)?),
            NodeKind::SubProcess { nodes, flows } => self.sub_process(node, (nodes, flows), index, scope)?,
        })
    }

    fn task(&mut self, node: &Node) -> Option<Wait> {
        let NodeKind::Task(task) = &node.kind else { return None };
        if !self.lanes.iter().any(|lane| lane.key == task.lane) {
            self.flaws.push(Flaw::LaneUnknown { task: node.key.clone(), lane: task.lane.clone() });
        }
        let repeated = task
            .outcomes
            .iter()
            .enumerate()
            .any(|(position, outcome)| task.outcomes.iter().take(position).any(|earlier| earlier == outcome));
        if task.outcomes.is_empty() || repeated {
            self.flaws.push(Flaw::Outcomes { task: node.key.clone() });
        }
        let lane = lane_variable(&task.lane).map_or_else(|| TaskLane::Fixed(task.lane.clone()), |name| TaskLane::Variable(name.into()));
        Some(Wait::Task { lane, role: task.role.clone(), limit: task.limit, outcomes: task.outcomes.clone() })
    }

    fn sub_process(&mut self, node: &Node, inner: (&[Node], &[Flow]), index: NodeIndex, parent: Option<ScopeIndex>) -> Option<Kind> {
        let scope = ScopeIndex::next(self.graph.scopes.len())?;
        let empty = Scope { node: index, start: None, parent, ends: crate::bits::Bits::default(), inside: crate::bits::Bits::default() };
        self.graph.scopes.push(empty);
        let start = self.level(&node.key, inner.0, inner.1, Some(scope));
        if let Some(held) = self.graph.scopes.get_mut(scope.at()) {
            held.start = start;
        }
        Some(Kind::SubProcess { scope })
    }

    fn flow(&mut self, flow: &Flow, level: &[NodeIndex]) {
        let find = |key: &Name| self.graph.by_key.get(key).copied().filter(|index| level.contains(index));
        let (Some(from), Some(to)) = (find(&flow.from), find(&flow.to)) else {
            self.flaws.push(Flaw::FlowUnknown { from: flow.from.clone(), to: flow.to.clone() });
            return;
        };
        let twice = self
            .graph
            .node(from)
            .is_some_and(|node| node.outgoing.iter().filter_map(|index| self.graph.flow(*index)).any(|earlier| earlier.to == to));
        if twice {
            self.flaws.push(Flaw::FlowTwice { from: flow.from.clone(), to: flow.to.clone() });
            return;
        }
        let Some(index) = FlowIndex::next(self.graph.flows.len()).filter(|index| index.at() < MOST_FLOWS) else {
            self.too_large();
            return;
        };
        self.graph.flows.push(GraphFlow { from, to, condition: flow.condition.clone(), default: flow.default, place: None });
        if let Some(node) = self.graph.nodes.get_mut(from.at()) {
            node.outgoing.push(index);
        }
        if let Some(node) = self.graph.nodes.get_mut(to.at()) {
            node.incoming.push(index);
        }
    }

    fn add_places(&mut self) {
        let resting: Vec<NodeIndex> = self
            .graph
            .nodes
            .iter()
            .filter(|node| matches!(node.kind, Kind::Wait(_)) || matches!(node.kind, Kind::End) && node.scope.is_some())
            .map(|node| node.index)
            .collect();
        for index in resting {
            let place = self.graph.add_place(index);
            if let Some(node) = self.graph.nodes.get_mut(index.at()) {
                node.place = place;
            }
        }
        for position in 0..self.graph.flows.len() {
            let target = self.graph.flows.get(position).and_then(|flow| self.graph.node(flow.to));
            if let Some(join) = target.filter(|node| node.is_join()).map(|node| node.index) {
                let place = self.graph.add_place(join);
                if let Some(flow) = self.graph.flows.get_mut(position) {
                    flow.place = place;
                }
            }
        }
        self.add_scope_places();
    }

    fn add_scope_places(&mut self) {
        for place in 0..self.graph.places.len() {
            let node = self.graph.places.get(place).and_then(|index| self.graph.node(*index));
            let Some((mut scope, is_end)) = node.map(|node| (node.scope, matches!(node.kind, Kind::End))) else { continue };
            if let Some(held) = scope.filter(|_| is_end).and_then(|index| self.graph.scopes.get_mut(index.at())) {
                held.ends.insert(place);
            }
            while let Some(held) = scope.and_then(|index| self.graph.scopes.get_mut(index.at())) {
                held.inside.insert(place);
                scope = held.parent;
            }
        }
    }

    fn add_inclusive_joins(&mut self) {
        let joins: Vec<NodeIndex> =
            self.graph.nodes.iter().filter(|node| matches!(node.kind, Kind::Inclusive) && node.is_join()).map(|node| node.index).collect();
        self.graph.inclusive_joins = joins.into_iter().map(|join| inclusive_join(&self.graph, join)).collect();
    }
}

fn inclusive_join(graph: &Graph, join: NodeIndex) -> InclusiveJoin {
    let mut own = crate::bits::Bits::default();
    let mut upstream = crate::bits::Bits::default();
    for (place, holder) in graph.places.iter().enumerate() {
        if *holder == join {
            own.insert(place);
        } else if graph.reachable(graph.successors(*holder), Some(join)).contains(join.at()) {
            upstream.insert(place);
        }
    }
    InclusiveJoin { node: join, own, upstream }
}
