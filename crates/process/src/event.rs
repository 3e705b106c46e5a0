//! What happens to an instance, and what it asks for in turn.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::name::{Name, Names};
use crate::value::Variables;
use crate::work_time::WorkTime;

/// Something that happened outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The instance begins.
    Start {
        /// Facts known from the start.
        variables: Variables,
    },
    /// A person completed a task. The variable `outcome` becomes the outcome.
    TaskCompleted {
        /// Key of the open task.
        task: Name,
        /// One of the outcomes of the task.
        outcome: Name,
        /// Facts learned by it.
        variables: Variables,
    },
    /// A person sends the work back to a task that was completed before.
    TaskReturned {
        /// Key of the open task.
        task: Name,
        /// Key of the earlier task; see [`crate::Definition::may_return`].
        to: Name,
    },
    /// A system did what was asked. `outcome` becomes `completed`.
    ServiceCompleted {
        /// Key of the service task.
        service: Name,
        /// Facts learned by it.
        variables: Variables,
    },
    /// A system could not do what was asked.
    ServiceFailed {
        /// Key of the service task.
        service: Name,
    },
    /// A timer is due.
    TimerFired {
        /// Key of the timer event.
        timer: Name,
    },
    /// A message came. The event that waits longest for it takes it.
    MessageReceived {
        /// Name of the message.
        message: Name,
        /// Facts it carries.
        variables: Variables,
    },
    /// The instance is to stop, for instance because the applicant withdrew.
    Cancel,
}

/// Why a task, service, timer or message is no longer open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// It was done.
    Done,
    /// The person sent the work back.
    Returned,
    /// The instance no longer needs it.
    Withdrawn,
}

/// What the caller must carry out, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// A task waits for a person. At most one task of a key is open in an instance.
    TaskOpened {
        /// Key of the task.
        task: Name,
        /// Label for people.
        name: Name,
        /// Lane; an office named by a variable is already resolved.
        lane: Name,
        /// Role that may do it.
        role: Name,
        /// Working time given to it.
        limit: Option<WorkTime>,
        /// Answers that complete it.
        outcomes: Names,
    },
    /// A task no longer waits.
    TaskClosed {
        /// Key of the task.
        task: Name,
        /// Why.
        closing: Closing,
    },
    /// A system must do something; asking twice means trying again.
    ServiceRequested {
        /// Key of the service task.
        service: Name,
        /// What to do.
        operation: Name,
    },
    /// The service no longer waits.
    ServiceClosed {
        /// Key of the service task.
        service: Name,
        /// Why.
        closing: Closing,
    },
    /// [`Event::TimerFired`] is expected at this instant.
    TimerSet {
        /// Key of the timer event.
        timer: Name,
        /// When.
        at: DateTime<Utc>,
    },
    /// The timer fired.
    TimerPassed {
        /// Key of the timer event.
        timer: Name,
    },
    /// The timer is no longer needed.
    TimerCancelled {
        /// Key of the timer event.
        timer: Name,
    },
    /// A message is expected.
    MessageAwaited {
        /// Key of the message event.
        event: Name,
        /// Name of the message.
        message: Name,
    },
    /// The message is no longer expected.
    MessageClosed {
        /// Key of the message event.
        event: Name,
        /// Why.
        closing: Closing,
    },
    /// The last token ended.
    Completed {
        /// Key of the end event it reached.
        end: Name,
    },
    /// The instance was stopped from outside.
    Cancelled,
}

/// Everything an instance waits for: the fold of its effects, and equal to what the instance itself says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenWork {
    /// Keys of open tasks.
    pub tasks: BTreeSet<Name>,
    /// Keys of running services.
    pub services: BTreeSet<Name>,
    /// Keys of timers with their instants.
    pub timers: BTreeMap<Name, DateTime<Utc>>,
    /// Keys of message events with the names of their messages.
    pub messages: BTreeMap<Name, Name>,
    /// The end that was reached.
    pub completed: Option<Name>,
    /// Whether the instance was cancelled.
    pub cancelled: bool,
}

impl OpenWork {
    /// Carries one effect into the picture.
    pub fn apply(&mut self, effect: &Effect) {
        match effect {
            Effect::TaskOpened { task, .. } => drop(self.tasks.insert(task.clone())),
            Effect::TaskClosed { task, .. } => drop(self.tasks.remove(task)),
            Effect::ServiceRequested { service, .. } => drop(self.services.insert(service.clone())),
            Effect::ServiceClosed { service, .. } => drop(self.services.remove(service)),
            Effect::TimerSet { timer, at } => drop(self.timers.insert(timer.clone(), *at)),
            Effect::TimerPassed { timer } | Effect::TimerCancelled { timer } => drop(self.timers.remove(timer)),
            Effect::MessageAwaited { event, message } => drop(self.messages.insert(event.clone(), message.clone())),
            Effect::MessageClosed { event, .. } => drop(self.messages.remove(event)),
            Effect::Completed { end } => self.completed = Some(end.clone()),
            Effect::Cancelled => self.cancelled = true,
        }
    }
}
