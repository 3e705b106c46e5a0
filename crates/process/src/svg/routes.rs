//! Ways of the arrows: through the gaps between layers and the gutters between lanes, where no card stands.

use std::fmt::Write;

use super::layout::{GAP, Layout, Placed};
use crate::graph::{FlowIndex, Graph, GraphFlow};

/// An arrow.
pub(super) struct Route {
    pub(super) flow: FlowIndex,
    /// Path data.
    pub(super) path: String,
    /// Where its label begins.
    pub(super) label: (i32, i32),
    pub(super) backward: bool,
}

/// Every arrow of the drawing.
pub(super) fn routes(graph: &Graph, layout: &Layout) -> Vec<Route> {
    let mut routes = Vec::new();
    let mut gutters = 0;
    for position in 0..graph.flows.len() {
        let Some(flow) = FlowIndex::next(position) else { continue };
        if let Some(route) = graph.flow(flow).and_then(|held| route(graph, layout, flow, held, &mut gutters)) {
            routes.push(route);
        }
    }
    routes
}

fn route(graph: &Graph, layout: &Layout, flow: FlowIndex, held: &GraphFlow, gutters: &mut i32) -> Option<Route> {
    let (from, to) = (layout.nodes.get(&held.from)?, layout.nodes.get(&held.to)?);
    let many = graph.node(held.from).is_some_and(|node| node.outgoing.len() > 1);
    if to.layer == from.layer + 1 || to.layer > from.layer && is_free(layout, from.x, from, to) {
        return Some(straight(flow, from, to, many));
    }
    *gutters += 1;
    Some(around(flow, layout, from, to, *gutters))
}

/// Whether no card stands at `x` between two nodes.
fn is_free(layout: &Layout, x: i32, from: &Placed, to: &Placed) -> bool {
    let between = layout.nodes.values().filter(|placed| placed.layer > from.layer && placed.layer < to.layer);
    between.into_iter().all(|placed| (placed.x - x).abs() > placed.width / 2 + 6)
}

/// Down, across in the gap above the target, down.
fn straight(flow: FlowIndex, from: &Placed, to: &Placed, many: bool) -> Route {
    let turn = to.top() - GAP / 2;
    let mut path = format!("M{} {}", from.x, from.bottom());
    if from.x != to.x {
        let _ = write!(path, "V{turn}H{}", to.x);
    }
    let _ = write!(path, "V{}", to.top() - 2);
    // A label stands on the piece that belongs to this arrow alone.
    let label = if from.x == to.x || !many { (from.x + 7, from.bottom() + 15) } else { (to.x + 7, to.top() - 8) };
    Route { flow, path, label, backward: false }
}

/// How an arrow that cannot go straight leaves its node.
enum Exit {
    Right,
    Left,
    Below,
}

/// The side on which no other node stands in the way to the gutter.
fn exit(layout: &Layout, from: &Placed) -> Exit {
    let beside = layout.nodes.values().filter(|placed| placed.layer == from.layer && placed.lane == from.lane);
    let (mut left, mut right) = (true, true);
    for placed in beside {
        left &= placed.x >= from.x;
        right &= placed.x <= from.x;
    }
    match (right, left) {
        (true, _) => Exit::Right,
        (false, true) => Exit::Left,
        (false, false) => Exit::Below,
    }
}

/// Out at a side, along a gutter of the lane, and in from the gap above the target.
fn around(flow: FlowIndex, layout: &Layout, from: &Placed, to: &Placed, number: i32) -> Route {
    let backward = to.layer <= from.layer;
    let shift = number % 3;
    let (left, right) = layout.lanes.get(from.lane).map_or((from.x, from.x), |lane| (lane.left, lane.left + lane.width));
    let (start, gutter) = match exit(layout, from) {
        Exit::Left => (format!("M{} {}", from.x - from.width / 2, from.y), left + 6 + shift * 5),
        Exit::Right => (format!("M{} {}", from.x + from.width / 2, from.y), right - 6 - shift * 5),
        Exit::Below => {
            let bottoms = layout.nodes.values().filter(|placed| placed.layer == from.layer).map(Placed::bottom);
            let below = bottoms.max().unwrap_or(from.y) + 8 + 3 * shift;
            (format!("M{} {}V{below}", from.x + 8, from.bottom()), right - 6 - shift * 5)
        }
    };
    let entry = to.x + if to.width < 40 { 0 } else { 20 + 14 * shift } * if gutter < to.x { -1 } else { 1 };
    let turn = to.top() - GAP / 2 + 4 * shift;
    let path = format!("{start}H{gutter}V{turn}H{entry}V{}", to.top() - 2);
    Route { flow, path, label: (from.x + from.width / 2 + 5, from.y - 6), backward }
}
