//! From places to SVG text. Every text is escaped.

use std::fmt::Write;

use super::Wording;
use super::layout::{LINE_HEIGHT, Layout, Placed, small, wrap};
use super::routes::{Route, routes};
use crate::compile::OUTCOME;
use crate::condition::Condition;
use crate::definition::Definition;
use crate::graph::{Graph, GraphNode, Kind, Wait};
use crate::instance::Instance;
use crate::outline::{StepState, state};
use crate::value::Value;

const INK: &str = "#1A211F";
const INK_2: &str = "#4F5B57";
const LINE: &str = "#4F5B57";
const WHITE: &str = "#FFFFFF";
const SAND_50: &str = "#F8F5EC";
const SAND_300: &str = "#D8D3C6";
const JADE_900: &str = "#0A3D36";
const JADE_700: &str = "#0B5A4F";
const JADE_100: &str = "#DDECE6";
const GOLD_400: &str = "#F6B73C";
const GOLD_100: &str = "#FFF3D6";

/// Writes the whole drawing.
pub(super) fn render(definition: &Definition, instance: Option<&Instance>, wording: &Wording<'_>, layout: &Layout) -> String {
    let title = escape(wording.title.unwrap_or(definition.name()));
    let (width, height) = (layout.width, layout.height);
    let mut svg = format!(
        "<svg class=\"process\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{title}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-size=\"14\"><title>{title}</title>"
    );
    lanes(&mut svg, layout);
    for route in routes(definition.graph(), layout) {
        arrow(&mut svg, definition.graph(), &route, wording);
    }
    for (index, placed) in &layout.nodes {
        if let Some(node) = definition.graph().node(*index) {
            draw_node(&mut svg, node, placed, state(instance, node), wording);
        }
    }
    svg.push_str("</svg>");
    svg
}

/// Text for an element or a quoted attribute. Control characters that XML forbids are left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other if other.is_control() || matches!(other, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

fn lanes(svg: &mut String, layout: &Layout) {
    for (position, lane) in layout.lanes.iter().enumerate() {
        let ground = if position % 2 == 0 { SAND_50 } else { WHITE };
        let (left, width, height) = (lane.left, lane.width, layout.height - 32);
        let _ = write!(
            svg,
            "<g class=\"process-lane\"><rect x=\"{left}\" y=\"16\" width=\"{width}\" height=\"{height}\" fill=\"{ground}\" stroke=\"{SAND_300}\"/><rect class=\"process-lintel\" x=\"{left}\" y=\"16\" width=\"{width}\" height=\"6\" fill=\"{JADE_700}\"/>"
        );
        lines(svg, &lane.lines, left + width / 2, 16 + 8 + layout.header / 2, JADE_900, "600");
        svg.push_str("</g>");
    }
}

/// Lines of text centred on a point.
fn lines(svg: &mut String, lines: &[String], x: i32, y: i32, colour: &str, weight: &str) {
    let first = y - (small(lines.len()) - 1) * LINE_HEIGHT / 2 + 5;
    for (position, line) in lines.iter().enumerate() {
        let baseline = first + small(position) * LINE_HEIGHT;
        let _ = write!(
            svg,
            "<text x=\"{x}\" y=\"{baseline}\" text-anchor=\"middle\" fill=\"{colour}\" font-weight=\"{weight}\">{}</text>",
            escape(line)
        );
    }
}

fn arrow(svg: &mut String, graph: &Graph, route: &Route, wording: &Wording<'_>) {
    let class = if route.backward { "drawn-flow drawn-back" } else { "drawn-flow" };
    let dashes = if route.backward { " stroke-dasharray=\"5 4\"" } else { "" };
    let _ = write!(svg, "<path class=\"{class}\" d=\"{}\" fill=\"none\" stroke=\"{LINE}\" stroke-width=\"1.5\"{dashes}/>", route.path);
    if let Some((x, y)) = tip(&route.path) {
        let _ = write!(svg, "<path class=\"process-tip\" d=\"M{x} {}l-5 -8h10z\" fill=\"{LINE}\"/>", y + 1);
    }
    let condition = graph.flow(route.flow).and_then(|flow| flow.condition.as_ref());
    if let Some(label) = condition.and_then(|condition| label(condition, wording)) {
        write_label(svg, &wrap(&label, if route.backward { 12 } else { 20 }), route.label);
    }
}

/// Lines that stand above the arrow, the last one nearest to it.
fn write_label(svg: &mut String, lines: &[String], (x, y): (i32, i32)) {
    for (position, line) in lines.iter().rev().enumerate() {
        let baseline = y - small(position) * 16;
        let _ = write!(
            svg,
            "<text class=\"process-condition\" x=\"{x}\" y=\"{baseline}\" font-size=\"13\" fill=\"{INK_2}\" stroke=\"{WHITE}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
            escape(line)
        );
    }
}

/// Where a path ends: its last horizontal and vertical positions.
fn tip(path: &str) -> Option<(i32, i32)> {
    let across = path.rfind('H').or_else(|| path.rfind('M'))?;
    let x: String = path.get(across + 1..)?.chars().take_while(|character| character.is_ascii_digit() || *character == '-').collect();
    let y = path.get(path.rfind('V')? + 1..)?;
    Some((x.parse().ok()?, y.parse().ok()?))
}

/// Outcomes are named; other conditions stand in the table beside the drawing.
fn label(condition: &Condition, wording: &Wording<'_>) -> Option<String> {
    let named = |value: &Value| if let Value::Text(code) = value { Some(wording.outcome(code)) } else { None };
    match condition {
        Condition::Equal(name, value) if name.as_str() == OUTCOME => named(value),
        Condition::OneOf(name, values) if name.as_str() == OUTCOME => Some(values.iter().filter_map(named).collect::<Vec<_>>().join(", ")),
        _ => None,
    }
}

fn draw_node(svg: &mut String, node: &GraphNode, placed: &Placed, state: StepState, wording: &Wording<'_>) {
    let class = match state {
        StepState::Done => "drawn-done",
        StepState::Current => "drawn-now",
        StepState::Ahead => "drawn-ahead",
    };
    let word = match (state, wording.states) {
        (StepState::Done, Some((done, _))) => format!(": {done}"),
        (StepState::Current, Some((_, now))) => format!(": {now}"),
        _ => String::new(),
    };
    let _ = write!(svg, "<g class=\"process-node {class}\">");
    if !node.name.is_empty() {
        let _ = write!(svg, "<title>{}{}</title>", escape(&node.name), escape(&word));
    }
    match &node.kind {
        Kind::Wait(wait) => card(svg, placed, state, !matches!(wait, Wait::Task { .. } | Wait::Service { .. })),
        Kind::SubProcess { .. } => card(svg, placed, state, false),
        Kind::Start | Kind::End => event(svg, placed, matches!(node.kind, Kind::End)),
        Kind::Exclusive | Kind::Parallel | Kind::Inclusive => gateway(svg, placed, &node.kind),
    }
    svg.push_str("</g>");
}

fn card(svg: &mut String, placed: &Placed, state: StepState, waits: bool) {
    let (fill, stroke, stroke_width) = match state {
        StepState::Done => (JADE_100, JADE_700, "1.5"),
        StepState::Current => (GOLD_100, INK, "2.5"),
        StepState::Ahead => (WHITE, LINE, "1"),
    };
    let (left, top, width, height) = (placed.x - placed.width / 2, placed.top(), placed.width, placed.height);
    // Events that wait have round ends and a broken line; work has the corners of a panel.
    let (radius, dashes) = if waits { (height / 2, " stroke-dasharray=\"3 3\"") } else { (6, "") };
    let _ = write!(
        svg,
        "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{stroke_width}\"{dashes}/>"
    );
    let weight = if state == StepState::Current { "600" } else { "400" };
    lines(svg, &placed.lines, placed.x, placed.y, INK, weight);
    mark(svg, state, left + width - 3, top + 3);
}

/// The state as a sign, so that grey print still reads: a tick for done, a gold dot for now.
fn mark(svg: &mut String, state: StepState, x: i32, y: i32) {
    let _ = match state {
        StepState::Done => write!(
            svg,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"9\" fill=\"{JADE_700}\"/><path d=\"M{} {y}l3 3l5 -6\" fill=\"none\" stroke=\"{WHITE}\" stroke-width=\"2\"/>",
            x - 4
        ),
        StepState::Current => {
            write!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"8\" fill=\"{GOLD_400}\" stroke=\"{INK}\" stroke-width=\"2\"/>")
        }
        StepState::Ahead => Ok(()),
    };
}

fn event(svg: &mut String, placed: &Placed, end: bool) {
    let (x, y) = (placed.x, placed.y);
    let width = if end { "4" } else { "1.5" };
    let _ = write!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"9\" fill=\"{WHITE}\" stroke=\"{JADE_900}\" stroke-width=\"{width}\"/>");
}

fn gateway(svg: &mut String, placed: &Placed, kind: &Kind) {
    let (x, y, half) = (placed.x, placed.y, placed.width / 2);
    let _ = write!(
        svg,
        "<path d=\"M{x} {}l{half} {half}l-{half} {half}l-{half} -{half}z\" fill=\"{WHITE}\" stroke=\"{JADE_900}\" stroke-width=\"1.5\"/>",
        y - half
    );
    let _ = match kind {
        Kind::Parallel => write!(svg, "<path d=\"M{} {y}h14M{x} {}v14\" stroke=\"{JADE_900}\" stroke-width=\"2.5\"/>", x - 7, y - 7),
        Kind::Inclusive => write!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"7\" fill=\"none\" stroke=\"{JADE_900}\" stroke-width=\"2.5\"/>"),
        _ => write!(svg, "<path d=\"M{} {}l10 10M{} {}l-10 10\" stroke=\"{JADE_900}\" stroke-width=\"2.5\"/>", x - 5, y - 5, x + 5, y - 5),
    };
}
