//! The plain, serialisable picture of a procedure, before it is checked.

use serde::{Deserialize, Serialize};

use crate::condition::Condition;
use crate::name::{Name, Names};
use crate::work_time::WorkTime;

/// A process as written down: lanes, nodes and flows by key. [`crate::Definition::compile`] checks it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Draft {
    /// Which process this is, such as `general` or a procedure code.
    pub key: Name,
    /// Grows with every change; running instances stay on theirs.
    pub version: u32,
    /// Title for people, in the language of the pack.
    pub name: Name,
    /// Lanes in drawing order. A task may only stand in one of these.
    pub lanes: Vec<Lane>,
    /// Nodes of the outermost level.
    pub nodes: Vec<Node>,
    /// Flows of the outermost level.
    pub flows: Vec<Flow>,
}

/// A lane: who works there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    /// `one_stop`, `specialist`, `leader`, an office code, or `{variable}` when an instance names the office.
    pub key: Name,
    /// Label for people.
    pub name: Name,
}

/// A node of the process. Keys are unique in the whole process, sub-processes included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Stable key; migrations map nodes by it.
    pub key: Name,
    /// Label for people.
    pub name: Name,
    /// What the node does.
    #[serde(flatten)]
    pub kind: NodeKind,
}

/// The BPMN concepts the engine knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NodeKind {
    /// Where an instance, or a sub-process, begins. Exactly one per level.
    Start,
    /// Where a token ends. An instance is complete when its last token has ended.
    End,
    /// Work for a person.
    Task(Task),
    /// Work for a system.
    Service {
        /// Name of the operation the caller must run.
        operation: Name,
        /// What a failure means.
        on_failure: OnFailure,
    },
    /// Waits for an instant.
    Timer {
        /// Which instant.
        rule: TimerRule,
    },
    /// Waits for a message, for instance the supplement of the applicant.
    Message {
        /// Name of the message.
        message: Name,
    },
    /// Takes the first flow whose condition holds, else the default one. Merges without waiting.
    Exclusive,
    /// Takes every flow; with several incoming flows waits for all of them.
    Parallel,
    /// Takes every flow whose condition holds, else the default one; with several incoming flows waits for all that can still come.
    Inclusive,
    /// A process inside the process, left when all its tokens have ended.
    SubProcess {
        /// Its nodes, with one start and at least one end.
        nodes: Vec<Node>,
        /// Its flows.
        flows: Vec<Flow>,
    },
}

/// Work for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Key of the lane.
    pub lane: Name,
    /// Code of the role that may do it; who holds the role is resolved when the question is asked.
    pub role: Name,
    /// Working time given to the task.
    pub limit: Option<WorkTime>,
    /// The answers that complete it; never empty.
    pub outcomes: Names,
    /// What the task produces, as the legal table says it.
    pub output: Name,
}

/// What a failed service means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnFailure {
    /// Ask again; the caller decides how long to wait between attempts.
    Repeat,
    /// Go on with `outcome == "failed"`.
    Proceed,
}

/// When a timer fires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerRule {
    /// So much elapsed time after the token arrives. Only for technical waits: legal dates come from `kernel::calendar`.
    After(WorkTime),
    /// At the instant (RFC 3339 text) in this variable, computed by the caller with `kernel::calendar`.
    At(Name),
}

/// A flow from one node to another of the same level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// Key of the node it leaves.
    pub from: Name,
    /// Key of the node it enters.
    pub to: Name,
    /// When it is taken; only out of exclusive and inclusive gateways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Taken when no condition holds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub default: bool,
}

impl Flow {
    /// A flow without condition.
    #[must_use]
    pub fn plain(from: impl Into<Name>, to: impl Into<Name>) -> Self {
        Self { from: from.into(), to: to.into(), condition: None, default: false }
    }

    /// A flow taken when `condition` holds.
    #[must_use]
    pub fn when(from: impl Into<Name>, condition: Condition, to: impl Into<Name>) -> Self {
        Self { from: from.into(), to: to.into(), condition: Some(condition), default: false }
    }

    /// The flow taken when no condition holds.
    #[must_use]
    pub fn otherwise(from: impl Into<Name>, to: impl Into<Name>) -> Self {
        Self { from: from.into(), to: to.into(), condition: None, default: true }
    }
}
