//! Moving running instances to another version of their process.

use serde::Serialize;

use crate::bits::Bits;
use crate::definition::Definition;
use crate::graph::{Graph, GraphNode, Kind, PlaceIndex, Wait};
use crate::instance::Instance;
use crate::name::Name;
use crate::tokens::Token;

/// Why an instance cannot be moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Obstacle {
    /// The instance does not belong to the old definition.
    #[error("the instance belongs to another definition")]
    OtherDefinition,
    /// A waiting step no longer exists.
    #[error("{key} does not exist in the new version")]
    StepGone {
        /// Key of the step.
        key: Name,
    },
    /// A waiting step is now of another kind.
    #[error("{key} is of another kind in the new version")]
    StepChanged {
        /// Key of the step.
        key: Name,
    },
    /// Each step exists, but they can never be open together in the new version.
    #[error("{key} and {other} cannot be open together in the new version")]
    NotTogether {
        /// Key of one step.
        key: Name,
        /// Key of the other.
        other: Name,
    },
    /// Each step exists, but the new version never waits exactly like this; a parallel branch is missing, for instance.
    #[error("the new version has no state with exactly these open steps")]
    StateUnknown,
}

/// Maps an instance of `old` to `new` by keys, without changing anything: the caller stores the result or shows the obstacles.
///
/// Open tasks stay open under the same keys; their limits and roles are those of the new version from now on.
///
/// # Errors
/// Every [`Obstacle`].
pub fn dry_run(old: &Definition, new: &Definition, instance: &Instance) -> Result<Instance, Vec<Obstacle>> {
    if instance.definition != old.fingerprint() {
        return Err(vec![Obstacle::OtherDefinition]);
    }
    let (mut tokens, mut obstacles) = (Vec::with_capacity(instance.tokens.len()), Vec::new());
    for token in &instance.tokens {
        match moved(old.graph(), new.graph(), token) {
            Ok(token) => tokens.push(token),
            Err(obstacle) => obstacles.push(obstacle),
        }
    }
    if obstacles.is_empty() {
        obstacles = strangers(new.graph(), &tokens);
    }
    if !obstacles.is_empty() {
        return Err(obstacles);
    }
    Ok(Instance {
        definition: new.fingerprint(),
        status: instance.status.clone(),
        tokens,
        variables: instance.variables.clone(),
        done: done(old.graph(), new.graph(), &instance.done),
    })
}

fn moved(old: &Graph, new: &Graph, token: &Token) -> Result<Token, Obstacle> {
    let node = old.node_at(token.place).ok_or(Obstacle::OtherDefinition)?;
    let gone = || Obstacle::StepGone { key: node.key.clone() };
    let target = new.node_by_key(&node.key).ok_or_else(gone)?;
    if !alike(node, target) {
        return Err(Obstacle::StepChanged { key: node.key.clone() });
    }
    let place = match node.place {
        Some(_) => target.place,
        None => join_side(old, new, token, target),
    };
    Ok(Token { place: place.ok_or_else(gone)?, due: token.due })
}

/// The side of a join that comes from the same node as before.
fn join_side(old: &Graph, new: &Graph, token: &Token, target: &GraphNode) -> Option<PlaceIndex> {
    let side = old.flows.iter().find(|flow| flow.place == Some(token.place))?;
    let from = &old.node(side.from)?.key;
    let flows = target.incoming.iter().filter_map(|flow| new.flow(*flow));
    flows.into_iter().find(|flow| new.node(flow.from).is_some_and(|node| node.key == *from)).and_then(|flow| flow.place)
}

fn alike(old: &GraphNode, new: &GraphNode) -> bool {
    match (&old.kind, &new.kind) {
        (Kind::Wait(Wait::Message { message: old }), Kind::Wait(Wait::Message { message: new })) => old == new,
        (Kind::Wait(old), Kind::Wait(new)) => std::mem::discriminant(old) == std::mem::discriminant(new),
        (old, new) => std::mem::discriminant(old) == std::mem::discriminant(new),
    }
}

/// The new version must know the places of the tokens as one of its states, or a join could wait for ever.
fn strangers(new: &Graph, tokens: &[Token]) -> Vec<Obstacle> {
    let mut places: Vec<PlaceIndex> = tokens.iter().map(|token| token.place).collect();
    places.sort_unstable();
    if new.states.contains(&places) {
        return Vec::new();
    }
    let mut obstacles = Vec::new();
    for (position, place) in places.iter().enumerate() {
        let beside = new.beside.get(place.at());
        let apart = places.iter().skip(position + 1).filter(|other| !beside.is_some_and(|known| known.contains(other.at())));
        for other in apart {
            if let (Some(key), Some(other)) = (new.node_at(*place), new.node_at(*other)) {
                obstacles.push(Obstacle::NotTogether { key: key.key.clone(), other: other.key.clone() });
            }
        }
    }
    if obstacles.is_empty() {
        obstacles.push(Obstacle::StateUnknown);
    }
    obstacles
}

fn done(old: &Graph, new: &Graph, before: &Bits) -> Bits {
    let mut after = Bits::default();
    for node in old.nodes.iter().filter(|node| before.contains(node.index.at())) {
        if let Some(target) = new.node_by_key(&node.key) {
            after.insert(target.index.at());
        }
    }
    after
}
