//! Where everything stands: nodes in layers from top to bottom, lanes as columns.

use std::collections::BTreeMap;

use super::Wording;
use crate::compile::lane_variable;
use crate::definition::{Definition, forward_order};
use crate::draft::{Lane, NodeKind};
use crate::graph::{Graph, GraphNode, Kind, NodeIndex, Wait};
use crate::instance::Instance;
use crate::value::Value;

pub(super) const CARD_WIDTH: i32 = 172;
pub(super) const LINE_HEIGHT: i32 = 19;
pub(super) const GAP: i32 = 40;
const GUTTER: i32 = 44;
const SIDE: i32 = 16;
/// Letters that fit on a line of a card at 14 px.
const LETTERS: usize = 21;
const HEADER_LETTERS: usize = 22;

/// A node on the drawing; `x` and `y` are its centre.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) layer: i32,
    pub(super) lane: usize,
    pub(super) lines: Vec<String>,
}

impl Placed {
    pub(super) fn top(&self) -> i32 {
        self.y - self.height / 2
    }

    pub(super) fn bottom(&self) -> i32 {
        self.y + self.height / 2
    }
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct LaneBox {
    pub(super) left: i32,
    pub(super) width: i32,
    pub(super) lines: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    pub(super) lanes: Vec<LaneBox>,
    pub(super) nodes: BTreeMap<NodeIndex, Placed>,
    pub(super) header: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// Breaks `text` into lines of at most `letters`; only a word longer than a line is cut.
pub(super) fn wrap(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut rest = word;
        loop {
            let room = lines.last().map_or(0, |line| letters.saturating_sub(line.chars().count() + 1));
            if let (true, Some(line)) = (rest.chars().count() <= room, lines.last_mut()) {
                line.push(' ');
                line.push_str(rest);
                break;
            }
            let cut = rest.char_indices().nth(letters).map_or(rest.len(), |(at, _)| at);
            let (head, tail) = rest.split_at(cut);
            lines.push(head.to_owned());
            if tail.is_empty() {
                break;
            }
            rest = tail;
        }
    }
    lines
}

pub(super) fn small(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 1024)
}

/// Places every node.
pub(super) fn lay_out(definition: &Definition, instance: Option<&Instance>, wording: &Wording<'_>) -> Layout {
    let graph = definition.graph();
    let order = forward_order(graph);
    let layers = layers(graph, &order);
    let lanes = lanes(definition, &order);
    let mut layout = Layout::default();
    for index in &order {
        let Some(node) = graph.node(*index) else { continue };
        let lane = lanes.get(index).copied().unwrap_or(0);
        layout.nodes.insert(*index, sized(node, layers.get(index).copied().unwrap_or(0), lane));
    }
    place_across(definition, instance, wording, &mut layout);
    place_down(&mut layout);
    layout
}

fn sized(node: &GraphNode, layer: i32, lane: usize) -> Placed {
    let lines = match &node.kind {
        Kind::Wait(_) | Kind::SubProcess { .. } => wrap(&node.name, LETTERS),
        _ => Vec::new(),
    };
    let (width, height) = match &node.kind {
        Kind::Wait(Wait::Task { .. } | Wait::Service { .. }) | Kind::SubProcess { .. } => {
            (CARD_WIDTH, 24 + LINE_HEIGHT * small(lines.len().max(1)))
        }
        Kind::Wait(_) => (CARD_WIDTH, 20 + LINE_HEIGHT * small(lines.len().max(1))),
        Kind::Start | Kind::End => (22, 22),
        _ => (34, 34),
    };
    Placed { x: 0, y: 0, width, height, layer, lane, lines }
}

/// Longest distance from the start along forward flows.
fn layers(graph: &Graph, order: &[NodeIndex]) -> BTreeMap<NodeIndex, i32> {
    let rank: BTreeMap<NodeIndex, usize> = order.iter().enumerate().map(|(rank, index)| (*index, rank)).collect();
    let mut layers: BTreeMap<NodeIndex, i32> = BTreeMap::new();
    for index in order {
        let own = *layers.entry(*index).or_insert(0);
        for next in graph.successors(*index).into_iter().filter(|next| rank.get(next) > rank.get(index)) {
            let layer = layers.entry(next).or_insert(0);
            *layer = (*layer).max(own + 1);
        }
    }
    layers
}

/// The lane of every node: tasks stand in theirs, everything else beside the work before it, joins beside the work after them.
fn lanes(definition: &Definition, order: &[NodeIndex]) -> BTreeMap<NodeIndex, usize> {
    let graph = definition.graph();
    let mut lanes: BTreeMap<NodeIndex, usize> = BTreeMap::new();
    for node in definition.tasks() {
        if let (NodeKind::Task(task), Some(held)) = (&node.kind, graph.node_by_key(&node.key)) {
            let lane = definition.lanes().iter().position(|lane| lane.key == task.lane);
            lanes.insert(held.index, lane.unwrap_or(0));
        }
    }
    let joins =
        order.iter().rev().filter(|index| graph.node(**index).is_some_and(|node| node.is_join() || matches!(node.kind, Kind::Start)));
    for index in joins {
        if let Some(lane) = graph.successors(*index).iter().find_map(|next| lanes.get(next).copied()) {
            lanes.entry(*index).or_insert(lane);
        }
    }
    for index in order {
        let lane = lanes.get(index).copied().unwrap_or(0);
        for next in graph.successors(*index) {
            lanes.entry(next).or_insert(lane);
        }
    }
    lanes
}

fn place_across(definition: &Definition, instance: Option<&Instance>, wording: &Wording<'_>, layout: &mut Layout) {
    let mut left = SIDE;
    for (position, lane) in definition.lanes().iter().enumerate() {
        let mut in_layer: BTreeMap<i32, i32> = BTreeMap::new();
        for placed in layout.nodes.values_mut().filter(|placed| placed.lane == position) {
            let seat = in_layer.entry(placed.layer).or_insert(0);
            placed.x = *seat;
            *seat += 1;
        }
        let seats = in_layer.values().copied().max().unwrap_or(1).max(1);
        let width = seats * CARD_WIDTH + (seats - 1) * 16 + GUTTER;
        for placed in layout.nodes.values_mut().filter(|placed| placed.lane == position) {
            let own = in_layer.get(&placed.layer).copied().unwrap_or(1);
            let taken = own * CARD_WIDTH + (own - 1) * 16;
            placed.x = left + (width - taken) / 2 + placed.x * (CARD_WIDTH + 16) + CARD_WIDTH / 2;
        }
        let letters = HEADER_LETTERS * usize::try_from(seats).unwrap_or(1);
        layout.lanes.push(LaneBox { left, width, lines: wrap(&lane_label(lane, instance, wording), letters) });
        left += width;
    }
    layout.width = left + SIDE;
}

/// The label of a lane; an office named by a variable is the one the instance names.
fn lane_label(lane: &Lane, instance: Option<&Instance>, wording: &Wording<'_>) -> String {
    let Some(variable) = lane_variable(&lane.key) else { return wording.lane(&lane.key, &lane.name) };
    match instance.and_then(|instance| instance.variables().get(variable)) {
        Some(Value::Text(office)) => wording.lane(office, office),
        _ => wording.lane(&lane.key, &variable.replace('_', " ")),
    }
}

fn place_down(layout: &mut Layout) {
    let lines = layout.lanes.iter().map(|lane| lane.lines.len()).max().unwrap_or(1).max(1);
    layout.header = 18 + LINE_HEIGHT * small(lines);
    let mut heights: BTreeMap<i32, i32> = BTreeMap::new();
    for placed in layout.nodes.values() {
        let height = heights.entry(placed.layer).or_insert(0);
        *height = (*height).max(placed.height);
    }
    let mut top = SIDE + layout.header + 18;
    for (layer, height) in heights {
        for placed in layout.nodes.values_mut().filter(|placed| placed.layer == layer) {
            placed.y = top + height / 2;
        }
        top += height + GAP;
    }
    layout.height = top - GAP + 18 + SIDE;
}
