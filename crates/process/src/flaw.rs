//! What is wrong with a draft.

use serde::Serialize;

use crate::name::Name;

/// One reason why a draft cannot become a definition. `code()` is stable; pages translate it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Flaw {
    /// A node has no key.
    #[error("a node has no key")]
    KeyMissing,
    /// Two nodes, or two lanes, share a key.
    #[error("the key {key} is used more than once")]
    KeyTwice {
        /// The key.
        key: Name,
    },
    /// More nodes or flows than the engine addresses.
    #[error("the process has more than 2000 nodes or 8000 flows")]
    TooLarge,
    /// A level has no start event, or several.
    #[error("{level} must have exactly one start event; found {found}")]
    StartCount {
        /// Key of the process or sub-process.
        level: Name,
        /// How many there are.
        found: usize,
    },
    /// A flow names a node that does not exist on its level.
    #[error("a flow from {from} to {to} ends at a node that does not exist on its level")]
    FlowUnknown {
        /// Where it leaves.
        from: Name,
        /// Where it enters.
        to: Name,
    },
    /// Two flows lead from the same node to the same node.
    #[error("there are two flows from {from} to {to}")]
    FlowTwice {
        /// Where they leave.
        from: Name,
        /// Where they enter.
        to: Name,
    },
    /// A task stands in a lane that is not declared.
    #[error("the task {task} stands in the undeclared lane {lane}")]
    LaneUnknown {
        /// The task.
        task: Name,
        /// The lane.
        lane: Name,
    },
    /// A task has no outcome, or the same one twice.
    #[error("the task {task} must have distinct outcomes, at least one")]
    Outcomes {
        /// The task.
        task: Name,
    },
    /// Nothing enters a node, something enters a start, nothing leaves a node, or several flows leave a node that is no gateway.
    #[error("{node} has {incoming} incoming and {outgoing} outgoing flows")]
    FlowCount {
        /// The node.
        node: Name,
        /// Flows entering it.
        incoming: usize,
        /// Flows leaving it.
        outgoing: usize,
    },
    /// An exclusive or inclusive gateway with several ways out has no default, or several.
    #[error("the gateway {gateway} must have exactly one default flow; found {found}")]
    DefaultCount {
        /// The gateway.
        gateway: Name,
        /// How many there are.
        found: usize,
    },
    /// A flow out of a choosing gateway has neither condition nor default mark.
    #[error("the flow from {from} to {to} needs a condition")]
    ConditionMissing {
        /// Where it leaves.
        from: Name,
        /// Where it enters.
        to: Name,
    },
    /// A condition or default mark where nothing chooses.
    #[error("the flow from {from} to {to} cannot have a condition or be a default")]
    ConditionMisplaced {
        /// Where it leaves.
        from: Name,
        /// Where it enters.
        to: Name,
    },
    /// No way leads from the start to the node.
    #[error("{node} cannot be reached from the start")]
    Unreachable {
        /// The node.
        node: Name,
    },
    /// No way leads from the node to an end.
    #[error("no end can be reached from {node}")]
    NoEnd {
        /// The node.
        node: Name,
    },
    /// Gateways form a circle without any waiting step: the engine would turn for ever.
    #[error("{node} lies on a circle of gateways in which nobody ever waits")]
    EndlessLoop {
        /// A node of the circle.
        node: Name,
    },
    /// Two tokens can meet at one place: a split without its join.
    #[error("{node} can be entered twice at the same time")]
    TokensCollide {
        /// The node.
        node: Name,
    },
    /// A join can wait for a token that never comes.
    #[error("{node} can wait for ever for a branch that was not taken")]
    TokensStranded {
        /// The join.
        node: Name,
    },
    /// The process has more states than can be checked.
    #[error("the process has too many parallel combinations to be checked; make sub-processes or fewer branches")]
    TooManyStates,
}
