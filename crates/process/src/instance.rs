//! A running process of one dossier: a handful of tokens and variables.

use serde::{Deserialize, Serialize};

use crate::bits::Bits;
use crate::definition::Definition;
use crate::event::OpenWork;
use crate::graph::{Graph, GraphNode, Kind, NodeIndex, Wait};
use crate::name::Name;
use crate::tokens::Token;
use crate::value::Variables;

/// Where an instance stands as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    /// Not started.
    Ready,
    /// At least one token waits.
    Running,
    /// Every token has ended.
    Completed {
        /// Key of the end event reached last.
        end: Name,
    },
    /// Stopped from outside.
    Cancelled,
}

/// The state of one process. It belongs to exactly one version of one definition; [`crate::migrate`] moves it to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// Fingerprint of the definition.
    pub(crate) definition: u64,
    pub(crate) status: Status,
    pub(crate) tokens: Vec<Token>,
    pub(crate) variables: Variables,
    /// Nodes whose work was completed at least once.
    pub(crate) done: Bits,
}

impl Instance {
    /// An instance of `definition` that has not started.
    #[must_use]
    pub fn new(definition: &Definition) -> Self {
        Self {
            definition: definition.fingerprint(),
            status: Status::Ready,
            tokens: Vec::new(),
            variables: Variables::new(),
            done: Bits::default(),
        }
    }

    /// Where it stands as a whole.
    #[must_use]
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// Whether it has completed or was cancelled.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.status, Status::Completed { .. } | Status::Cancelled)
    }

    /// Its variables.
    #[must_use]
    pub fn variables(&self) -> &Variables {
        &self.variables
    }

    /// Everything it waits for; equal to the fold of all its effects.
    #[must_use]
    pub fn open_work(&self, definition: &Definition) -> OpenWork {
        let mut work = OpenWork { cancelled: self.status == Status::Cancelled, ..OpenWork::default() };
        if let Status::Completed { end } = &self.status {
            work.completed = Some(end.clone());
        }
        for (token, node, wait) in self.waiting(definition.graph()) {
            let key = node.key.clone();
            match wait {
                Wait::Task { .. } => drop(work.tasks.insert(key)),
                Wait::Service { .. } => drop(work.services.insert(key)),
                Wait::Timer { .. } => drop(work.timers.insert(key, token.due.unwrap_or_default())),
                Wait::Message { message } => drop(work.messages.insert(key, message.clone())),
            }
        }
        work
    }

    /// Keys of the open tasks, in the order in which they were opened.
    #[must_use]
    pub fn open_tasks(&self, definition: &Definition) -> Vec<Name> {
        let waiting = self.waiting(definition.graph());
        waiting.filter(|(_, node, _)| node.is_task()).map(|(_, node, _)| node.key.clone()).collect()
    }

    /// Bytes this instance holds on the heap beside its own size; texts shared with the definition are not counted.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.tokens.capacity() * size_of::<Token>() + self.variables.heap_bytes() + self.done.heap_bytes()
    }

    /// Bytes of this instance in memory, heap included.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.heap_bytes()
    }

    /// Tokens that wait for an event, with their nodes.
    pub(crate) fn waiting<'a>(&'a self, graph: &'a Graph) -> impl Iterator<Item = (&'a Token, &'a GraphNode, &'a Wait)> {
        self.tokens.iter().filter_map(|token| {
            let node = graph.node_at(token.place)?;
            match &node.kind {
                Kind::Wait(wait) => Some((token, node, wait)),
                _ => None,
            }
        })
    }

    /// Whether the task under `key` was completed at least once: only such work can be returned to.
    #[must_use]
    pub fn was_done(&self, definition: &Definition, key: &str) -> bool {
        definition.graph().node_by_key(key).is_some_and(|node| self.has_done(node.index))
    }

    /// Whether the work of `node` was completed at least once.
    pub(crate) fn has_done(&self, node: NodeIndex) -> bool {
        self.done.contains(node.at())
    }
}
