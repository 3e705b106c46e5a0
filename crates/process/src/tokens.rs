//! The token game: how tokens move through automatic nodes until every one of them rests.
//!
//! The running engine and the soundness check play the same game; they differ only in who decides at gateways.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::bits::Bits;
use crate::engine::StepError;
use crate::graph::{FlowIndex, Graph, GraphNode, Kind, NodeIndex, PlaceIndex, Wait};

/// A token at rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Token {
    pub(crate) place: PlaceIndex,
    /// When its timer fires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) due: Option<DateTime<Utc>>,
}

/// A token on its way.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Arrival {
    Flow(FlowIndex),
    Node(NodeIndex),
}

/// Decides at gateways and watches the tokens.
pub(crate) trait Player {
    /// A token comes by this node.
    fn visit(&mut self, node: NodeIndex);
    /// The one flow taken out of an exclusive gateway.
    fn choose(&mut self, graph: &Graph, node: &GraphNode) -> Result<FlowIndex, StepError>;
    /// The flows taken out of an inclusive gateway; at least one.
    fn choose_some(&mut self, graph: &Graph, node: &GraphNode) -> Result<Vec<FlowIndex>, StepError>;
    /// A token comes to rest; gives the instant of a timer.
    fn rest(&mut self, node: &GraphNode, wait: &Wait) -> Result<Option<DateTime<Utc>>, StepError>;
    /// A token ends.
    fn ended(&mut self, node: &GraphNode);
}

/// Moves the arriving tokens until all rest or have ended.
///
/// # Errors
/// What the player refuses; [`StepError::Corrupt`] when two tokens meet in one place, which a checked definition excludes.
pub(crate) fn run<P: Player>(graph: &Graph, tokens: &mut Vec<Token>, arrivals: Vec<Arrival>, player: &mut P) -> Result<(), StepError> {
    let mut game = Game { graph, tokens, arrivals, player };
    loop {
        while let Some(arrival) = game.arrivals.pop() {
            game.arrive(arrival)?;
        }
        if !(game.fire_inclusive_join()? || game.leave_sub_process()?) {
            return Ok(());
        }
    }
}

struct Game<'a, P> {
    graph: &'a Graph,
    tokens: &'a mut Vec<Token>,
    /// A stack: the last one moves first.
    arrivals: Vec<Arrival>,
    player: &'a mut P,
}

impl<P: Player> Game<'_, P> {
    fn arrive(&mut self, arrival: Arrival) -> Result<(), StepError> {
        let (index, flow_place) = match arrival {
            Arrival::Node(node) => (node, None),
            Arrival::Flow(flow) => self.graph.flow(flow).map(|flow| (flow.to, flow.place)).ok_or(StepError::Corrupt)?,
        };
        let node = self.graph.node(index).ok_or(StepError::Corrupt)?;
        self.player.visit(index);
        if let Some(place) = flow_place {
            self.put(place, None)?;
            return self.fire_parallel_join(node);
        }
        self.pass(node)
    }

    /// A token is at `node` and nothing holds it back.
    fn pass(&mut self, node: &GraphNode) -> Result<(), StepError> {
        match &node.kind {
            Kind::Wait(wait) => {
                let due = self.player.rest(node, wait)?;
                self.put(node.place.ok_or(StepError::Corrupt)?, due)?;
            }
            Kind::End => self.end(node)?,
            Kind::SubProcess { scope } => {
                let start = self.graph.scope(*scope).and_then(|scope| scope.start).ok_or(StepError::Corrupt)?;
                self.arrivals.push(Arrival::Node(start));
            }
            Kind::Exclusive if node.chooses() => {
                let flow = self.player.choose(self.graph, node)?;
                self.arrivals.push(Arrival::Flow(flow));
            }
            Kind::Inclusive if node.chooses() => {
                let flows = self.player.choose_some(self.graph, node)?;
                self.leave_by(&flows);
            }
            Kind::Start | Kind::Exclusive | Kind::Inclusive | Kind::Parallel => self.leave_by(&node.outgoing),
        }
        Ok(())
    }

    /// Sends one token along each flow; the first flow moves first.
    fn leave_by(&mut self, flows: &[FlowIndex]) {
        self.arrivals.extend(flows.iter().rev().map(|flow| Arrival::Flow(*flow)));
    }

    fn end(&mut self, node: &GraphNode) -> Result<(), StepError> {
        match node.place {
            None => self.player.ended(node),
            // Several tokens of a sub-process may end at the same end event; together they are one.
            Some(place) if self.holds(place) => {}
            Some(place) => self.put(place, None)?,
        }
        Ok(())
    }

    fn put(&mut self, place: PlaceIndex, due: Option<DateTime<Utc>>) -> Result<(), StepError> {
        if self.holds(place) {
            return Err(StepError::Collision { place: place.at() });
        }
        self.tokens.push(Token { place, due });
        Ok(())
    }

    fn holds(&self, place: PlaceIndex) -> bool {
        self.tokens.iter().any(|token| token.place == place)
    }

    fn remove_from(&mut self, places: &Bits) {
        self.tokens.retain(|token| !places.contains(token.place.at()));
    }

    /// Fires when every side has its token. Inclusive joins are decided when all other tokens rest.
    fn fire_parallel_join(&mut self, node: &GraphNode) -> Result<(), StepError> {
        if !matches!(node.kind, Kind::Parallel) {
            return Ok(());
        }
        let place_of = |flow: &FlowIndex| self.graph.flow(*flow).and_then(|flow| flow.place);
        if !node.incoming.iter().all(|flow| place_of(flow).is_some_and(|place| self.holds(place))) {
            return Ok(());
        }
        self.tokens.retain(|token| !node.incoming.iter().any(|flow| place_of(flow) == Some(token.place)));
        self.pass(node)
    }

    /// Fires one inclusive join that nothing can still reach; tells whether there was one.
    fn fire_inclusive_join(&mut self) -> Result<bool, StepError> {
        let ready = self.graph.inclusive_joins.iter().find(|join| {
            let waiting = self.tokens.iter().any(|token| join.own.contains(token.place.at()));
            waiting && !self.tokens.iter().any(|token| join.upstream.contains(token.place.at()))
        });
        let Some(join) = ready else { return Ok(false) };
        self.remove_from(&join.own);
        let node = self.graph.node(join.node).ok_or(StepError::Corrupt)?;
        self.pass(node)?;
        Ok(true)
    }

    /// Leaves one sub-process whose tokens have all ended; tells whether there was one.
    fn leave_sub_process(&mut self) -> Result<bool, StepError> {
        let ready = self.graph.scopes.iter().rev().find(|scope| {
            let mut inside = self.tokens.iter().filter(|token| scope.inside.contains(token.place.at())).peekable();
            inside.peek().is_some() && inside.all(|token| scope.ends.contains(token.place.at()))
        });
        let Some(scope) = ready else { return Ok(false) };
        self.remove_from(&scope.ends);
        let node = self.graph.node(scope.node).ok_or(StepError::Corrupt)?;
        self.leave_by(&node.outgoing);
        Ok(true)
    }
}
