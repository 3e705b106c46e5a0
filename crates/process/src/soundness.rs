//! Whether tokens can be lost, collide or be stranded: every state a process can reach is visited.
//!
//! At gateways every choice is tried, whatever the conditions say, so the answer holds for all variables.

use std::collections::{HashMap, VecDeque};

use chrono::{DateTime, Utc};

use crate::bits::Bits;
use crate::engine::StepError;
use crate::flaw::Flaw;
use crate::graph::{FlowIndex, Graph, GraphNode, Kind, NodeIndex, PlaceIndex, Wait};
use crate::tokens::{Arrival, Player, Token, run};

/// States beyond this number are not checked: the process is refused instead.
const MOST_STATES: usize = 20_000;
/// Flows out of one inclusive gateway beyond this number would need too many combinations.
const MOST_INCLUSIVE: usize = 8;

/// The resting places of all tokens, in order.
type Marking = Vec<PlaceIndex>;

/// Visits every state of `graph` and notes what can be occupied together and which returns are harmless.
///
/// # Errors
/// The flaws found; the graph must not be used.
pub(crate) fn check(graph: &mut Graph) -> Result<(), Vec<Flaw>> {
    let mut search =
        Search { graph, markings: Vec::new(), known: HashMap::new(), before: Vec::new(), open: VecDeque::new(), flaws: Vec::new() };
    search.all();
    let Search { markings, known, mut flaws, before, .. } = search;
    if flaws.is_empty() {
        flaws.extend(stuck(graph, &markings, &before));
    }
    if !flaws.is_empty() {
        flaws.sort();
        flaws.dedup();
        return Err(flaws);
    }
    graph.beside = beside(graph, &markings);
    graph.returns = returns(graph, &markings, &known);
    graph.states = known.into_keys().collect();
    Ok(())
}

struct Search<'a> {
    graph: &'a Graph,
    markings: Vec<Marking>,
    known: HashMap<Marking, usize>,
    /// For each marking the markings that lead to it.
    before: Vec<Vec<usize>>,
    open: VecDeque<usize>,
    flaws: Vec<Flaw>,
}

impl Search<'_> {
    fn all(&mut self) {
        let wide = self.graph.nodes.iter().any(|node| matches!(node.kind, Kind::Inclusive) && node.outgoing.len() > MOST_INCLUSIVE);
        let Some(start) = self.graph.start.filter(|_| !wide) else {
            self.flaws.push(Flaw::TooManyStates);
            return;
        };
        self.moves(None, &[], vec![Arrival::Node(start)]);
        while let Some(from) = self.open.pop_front() {
            if self.markings.len() > MOST_STATES {
                self.flaws.push(Flaw::TooManyStates);
            }
            if !self.flaws.is_empty() {
                return;
            }
            self.leave_each(from);
        }
    }

    /// Lets each waiting token of a marking go on.
    fn leave_each(&mut self, from: usize) {
        let Some(marking) = self.markings.get(from).cloned() else { return };
        for place in &marking {
            let Some(node) = self.graph.node_at(*place).filter(|node| matches!(node.kind, Kind::Wait(_))) else { continue };
            let rest: Marking = marking.iter().copied().filter(|other| other != place).collect();
            let arrivals = node.outgoing.iter().map(|flow| Arrival::Flow(*flow)).collect();
            self.moves(Some(from), &rest, arrivals);
        }
    }

    /// Plays one move with every possible choice.
    fn moves(&mut self, from: Option<usize>, resting: &[PlaceIndex], arrivals: Vec<Arrival>) {
        let mut script = Script::default();
        loop {
            let mut tokens: Vec<Token> = resting.iter().map(|place| Token { place: *place, due: None }).collect();
            match run(self.graph, &mut tokens, arrivals.clone(), &mut script) {
                Ok(()) => self.reached(from, &tokens),
                Err(error) => self.flaws.extend(self.flaw_of(&error)),
            }
            if !self.flaws.is_empty() || !script.turn() {
                return;
            }
        }
    }

    fn flaw_of(&self, error: &StepError) -> Option<Flaw> {
        let StepError::Collision { place } = error else { return Some(Flaw::TooManyStates) };
        let node = self.graph.places.get(*place).and_then(|index| self.graph.node(*index))?;
        Some(Flaw::TokensCollide { node: node.key.clone() })
    }

    fn reached(&mut self, from: Option<usize>, tokens: &[Token]) {
        let mut marking: Marking = tokens.iter().map(|token| token.place).collect();
        marking.sort_unstable();
        let next = self.markings.len();
        let position = *self.known.entry(marking.clone()).or_insert(next);
        if position == next {
            self.markings.push(marking);
            self.before.push(Vec::new());
            self.open.push_back(next);
        }
        if let (Some(from), Some(list)) = (from, self.before.get_mut(position)) {
            list.push(from);
        }
    }
}

/// Markings from which the empty one cannot be reached.
fn stuck(graph: &Graph, markings: &[Marking], before: &[Vec<usize>]) -> Vec<Flaw> {
    let mut open: Vec<usize> =
        markings.iter().enumerate().filter(|(_, marking)| marking.is_empty()).map(|(position, _)| position).collect();
    let mut ending = Bits::default();
    while let Some(position) = open.pop() {
        if ending.insert(position) {
            open.extend(before.get(position).into_iter().flatten());
        }
    }
    let mut flaws = Vec::new();
    for (_, marking) in markings.iter().enumerate().filter(|(position, _)| !ending.contains(*position)) {
        let nodes: Vec<&GraphNode> = marking.iter().filter_map(|place| graph.node_at(*place)).collect();
        if !nodes.iter().any(|node| matches!(node.kind, Kind::Wait(_))) {
            flaws.extend(nodes.iter().map(|node| Flaw::TokensStranded { node: node.key.clone() }));
        } else if flaws.is_empty() {
            flaws.extend(nodes.first().map(|node| Flaw::NoEnd { node: node.key.clone() }));
        }
    }
    flaws
}

fn beside(graph: &Graph, markings: &[Marking]) -> Vec<Bits> {
    let mut beside = vec![Bits::default(); graph.places.len()];
    for marking in markings {
        for place in marking {
            let Some(others) = beside.get_mut(place.at()) else { continue };
            for other in marking.iter().filter(|other| *other != place) {
                others.insert(other.at());
            }
        }
    }
    beside
}

/// Pairs of tasks between which work may be sent back: in every state with the later one, putting the token at the earlier one and taking
/// away what cannot stand beside it gives a state the process knows.
fn returns(graph: &Graph, markings: &[Marking], known: &HashMap<Marking, usize>) -> std::collections::BTreeSet<(NodeIndex, NodeIndex)> {
    let tasks: Vec<&GraphNode> = graph.nodes.iter().filter(|node| node.is_task()).collect();
    let mut pairs = std::collections::BTreeSet::new();
    for from in &tasks {
        let holding: Vec<&Marking> = markings.iter().filter(|marking| marking.iter().any(|place| Some(*place) == from.place)).collect();
        for to in tasks.iter().filter(|to| to.index != from.index) {
            if holding.iter().all(|marking| known.contains_key(&returned(graph, marking, from, to))) {
                pairs.insert((from.index, to.index));
            }
        }
    }
    pairs
}

fn returned(graph: &Graph, marking: &Marking, from: &GraphNode, to: &GraphNode) -> Marking {
    let beside = to.place.and_then(|place| graph.beside.get(place.at()));
    let stays = |place: &PlaceIndex| Some(*place) != from.place && beside.is_some_and(|beside| beside.contains(place.at()));
    let mut result: Marking = marking.iter().copied().filter(stays).chain(to.place).collect();
    result.sort_unstable();
    result.dedup();
    result
}

/// Tries every combination of choices, one run after the other.
#[derive(Default)]
struct Script {
    /// Each choice made in the run, with the number of its possibilities.
    choices: Vec<(usize, usize)>,
    position: usize,
}

impl Script {
    fn pick(&mut self, possibilities: usize) -> usize {
        let position = self.position;
        self.position += 1;
        match self.choices.get(position) {
            Some((choice, _)) => *choice,
            None => {
                self.choices.push((0, possibilities));
                0
            }
        }
    }

    /// Prepares the next combination; false when all were tried.
    fn turn(&mut self) -> bool {
        self.position = 0;
        while let Some((choice, possibilities)) = self.choices.pop() {
            if choice + 1 < possibilities {
                self.choices.push((choice + 1, possibilities));
                return true;
            }
        }
        false
    }
}

impl Player for Script {
    fn visit(&mut self, _node: NodeIndex) {}

    fn choose(&mut self, _graph: &Graph, node: &GraphNode) -> Result<FlowIndex, StepError> {
        let choice = self.pick(node.outgoing.len());
        node.outgoing.get(choice).copied().ok_or(StepError::Corrupt)
    }

    fn choose_some(&mut self, graph: &Graph, node: &GraphNode) -> Result<Vec<FlowIndex>, StepError> {
        let is_default = |index: &FlowIndex| graph.flow(*index).is_some_and(|flow| flow.default);
        let conditional: Vec<FlowIndex> = node.outgoing.iter().copied().filter(|index| !is_default(index)).collect();
        // Combination 0 takes nothing but the default.
        let combination = self.pick(1 << conditional.len());
        let taken = if combination == 0 {
            node.outgoing.iter().copied().filter(is_default).collect()
        } else {
            conditional.into_iter().enumerate().filter(|(bit, _)| combination & (1 << bit) != 0).map(|(_, flow)| flow).collect()
        };
        Ok(taken)
    }

    fn rest(&mut self, _node: &GraphNode, _wait: &Wait) -> Result<Option<DateTime<Utc>>, StepError> {
        Ok(None)
    }

    fn ended(&mut self, _node: &GraphNode) {}
}
