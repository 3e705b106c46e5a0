//! The shape of a graph: flows per node, conditions and defaults, ways from the start and to an end, circles without a wait.

use crate::bits::Bits;
use crate::flaw::Flaw;
use crate::graph::{Graph, GraphFlow, GraphNode, Kind, NodeIndex};

/// Everything wrong with the shape of `graph`.
pub(crate) fn flaws(graph: &Graph) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for node in &graph.nodes {
        flaws.extend(flow_count(node));
        flaws.extend(default_count(graph, node));
    }
    for flow in &graph.flows {
        flaws.extend(condition(graph, flow));
    }
    flaws.extend(ways(graph));
    flaws.extend(endless_loop(graph));
    flaws
}

fn flow_count(node: &GraphNode) -> Option<Flaw> {
    let (incoming, outgoing) = (node.incoming.len(), node.outgoing.len());
    let fits = match node.kind {
        Kind::Start => incoming == 0 && outgoing == 1,
        Kind::End => incoming >= 1 && outgoing == 0,
        Kind::Wait(_) | Kind::SubProcess { .. } => incoming >= 1 && outgoing == 1,
        Kind::Exclusive | Kind::Parallel | Kind::Inclusive => incoming >= 1 && outgoing >= 1,
    };
    if fits { None } else { Some(Flaw::FlowCount { node: node.key.clone(), incoming, outgoing }) }
}

fn default_count(graph: &Graph, node: &GraphNode) -> Option<Flaw> {
    let found = node.outgoing.iter().filter_map(|flow| graph.flow(*flow)).filter(|flow| flow.default).count();
    if node.chooses() && found != 1 { Some(Flaw::DefaultCount { gateway: node.key.clone(), found }) } else { None }
}

fn condition(graph: &Graph, flow: &GraphFlow) -> Option<Flaw> {
    let (from, to) = (graph.node(flow.from)?, graph.node(flow.to)?);
    let (from_key, to_key) = (from.key.clone(), to.key.clone());
    match (from.chooses(), flow.condition.is_some(), flow.default) {
        (true, true, false) | (true, false, true) | (false, false, false) => None,
        (true, false, false) => Some(Flaw::ConditionMissing { from: from_key, to: to_key }),
        (true, true, true) | (false, _, _) => Some(Flaw::ConditionMisplaced { from: from_key, to: to_key }),
    }
}

fn ways(graph: &Graph) -> Vec<Flaw> {
    let from_start = graph.reachable(graph.start, None);
    let to_end = reaching_an_end(graph);
    let mut flaws = Vec::new();
    for node in &graph.nodes {
        if !from_start.contains(node.index.at()) {
            flaws.push(Flaw::Unreachable { node: node.key.clone() });
        } else if !to_end.contains(node.index.at()) {
            flaws.push(Flaw::NoEnd { node: node.key.clone() });
        }
    }
    flaws
}

/// Nodes from which an end of the outermost level can be reached.
fn reaching_an_end(graph: &Graph) -> Bits {
    let mut before: Vec<Vec<NodeIndex>> = vec![Vec::new(); graph.nodes.len()];
    for node in &graph.nodes {
        for next in graph.successors(node.index) {
            if let Some(list) = before.get_mut(next.at()) {
                list.push(node.index);
            }
        }
    }
    let ends = graph.nodes.iter().filter(|node| matches!(node.kind, Kind::End) && node.scope.is_none());
    let mut open: Vec<NodeIndex> = ends.map(|node| node.index).collect();
    let mut seen = Bits::default();
    while let Some(index) = open.pop() {
        if seen.insert(index.at()) {
            open.extend(before.get(index.at()).into_iter().flatten());
        }
    }
    seen
}

/// A node on a circle of nodes at which no token ever rests.
fn endless_loop(graph: &Graph) -> Option<Flaw> {
    let automatic = |index: &NodeIndex| graph.node(*index).is_some_and(|node| !matches!(node.kind, Kind::Wait(_)));
    // Take away, again and again, automatic nodes without automatic predecessors: what stays lies on or behind a circle.
    let mut entering: Vec<usize> = vec![0; graph.nodes.len()];
    let nodes: Vec<NodeIndex> = graph.nodes.iter().map(|node| node.index).filter(automatic).collect();
    for index in &nodes {
        for next in graph.successors(*index).into_iter().filter(automatic) {
            if let Some(count) = entering.get_mut(next.at()) {
                *count += 1;
            }
        }
    }
    let free = |entering: &[usize], index: NodeIndex| entering.get(index.at()) == Some(&0);
    let mut open: Vec<NodeIndex> = nodes.iter().copied().filter(|index| free(&entering, *index)).collect();
    let mut removed = Bits::default();
    while let Some(index) = open.pop() {
        removed.insert(index.at());
        for next in graph.successors(index).into_iter().filter(automatic) {
            if let Some(count) = entering.get_mut(next.at()) {
                *count -= 1;
                if *count == 0 {
                    open.push(next);
                }
            }
        }
    }
    let caught = nodes.into_iter().find(|index| !removed.contains(index.at()))?;
    graph.node(caught).map(|node| Flaw::EndlessLoop { node: node.key.clone() })
}
