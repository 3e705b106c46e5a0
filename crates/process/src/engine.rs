//! One step of an instance.

use chrono::{DateTime, TimeDelta, Utc};

use crate::condition::ConditionError;
use crate::definition::Definition;
use crate::draft::{OnFailure, TimerRule};
use crate::event::{Closing, Effect, Event};
use crate::graph::{FlowIndex, Graph, GraphNode, Kind, NodeIndex, TaskLane, Wait};
use crate::instance::{Instance, Status};
use crate::name::{Name, Names};
use crate::tokens::{Arrival, Player, Token, run};
use crate::value::{Value, Variables};

/// Why a step is refused. The instance stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// The instance belongs to another definition or version.
    #[error("the instance belongs to another definition")]
    OtherDefinition,
    /// The instance has already started.
    #[error("the instance has already started")]
    AlreadyStarted,
    /// The instance has not started.
    #[error("the instance has not started")]
    NotStarted,
    /// The instance has completed or was cancelled.
    #[error("the instance is over")]
    Over,
    /// Nothing of this kind waits under this key.
    #[error("{key} does not wait")]
    NotWaiting {
        /// The task, service, timer or message.
        key: Name,
    },
    /// The task has no such outcome.
    #[error("the task {task} has no outcome {outcome}")]
    OutcomeUnknown {
        /// The task.
        task: Name,
        /// What was given.
        outcome: Name,
        /// What is possible.
        known: Names,
    },
    /// The work cannot go back there: never done, or it would lose or strand a token.
    #[error("the task {task} cannot be returned to {to}")]
    ReturnNotPossible {
        /// The open task.
        task: Name,
        /// The earlier task.
        to: Name,
    },
    /// A timer fired before its instant.
    #[error("the timer {timer} is due at {at}")]
    TooEarly {
        /// The timer.
        timer: Name,
        /// Its instant.
        at: DateTime<Utc>,
    },
    /// A lane or timer needs a variable that is absent or of the wrong form.
    #[error("{node} needs the variable {variable}")]
    VariableMissing {
        /// The node.
        node: Name,
        /// The variable.
        variable: Name,
    },
    /// A condition cannot be evaluated.
    #[error(transparent)]
    Condition(#[from] ConditionError),
    /// Two tokens met; a checked definition excludes it.
    #[error("two tokens meet at place {place}")]
    Collision {
        /// Number of the place.
        place: usize,
    },
    /// The instance names something its definition does not have.
    #[error("the instance does not fit its definition")]
    Corrupt,
}

/// Takes `event` at the instant `now`: the new instance and what the caller must carry out, in order.
///
/// Pure and deterministic; either everything of the step happens or nothing.
///
/// # Errors
/// [`StepError`] says why the event is refused.
pub fn step(definition: &Definition, instance: &Instance, event: Event, now: DateTime<Utc>) -> Result<(Instance, Vec<Effect>), StepError> {
    if instance.definition != definition.fingerprint() {
        return Err(StepError::OtherDefinition);
    }
    match (&instance.status, &event) {
        (Status::Ready, Event::Start { .. } | Event::Cancel) | (Status::Running, _) => {}
        (Status::Ready, _) => return Err(StepError::NotStarted),
        (Status::Completed { .. } | Status::Cancelled, _) => return Err(StepError::Over),
    }
    let mut walk = Walk::new(definition.graph(), instance.clone(), now);
    walk.take(event)?;
    Ok((walk.instance, walk.effects))
}

/// A step being made.
pub(crate) struct Walk<'a> {
    graph: &'a Graph,
    pub(crate) instance: Instance,
    pub(crate) effects: Vec<Effect>,
    pub(crate) visits: u64,
    now: DateTime<Utc>,
    end: Option<Name>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(graph: &'a Graph, instance: Instance, now: DateTime<Utc>) -> Self {
        Self { graph, instance, effects: Vec::new(), visits: 0, now, end: None }
    }

    pub(crate) fn take(&mut self, event: Event) -> Result<(), StepError> {
        match event {
            Event::Start { variables } => self.start(variables),
            Event::TaskCompleted { task, outcome, variables } => self.complete_task(&task, outcome, variables),
            Event::TaskReturned { task, to } => self.return_task(&task, &to),
            Event::ServiceCompleted { service, variables } => self.complete_service(&service, variables),
            Event::ServiceFailed { service } => self.fail_service(&service),
            Event::TimerFired { timer } => self.fire_timer(&timer),
            Event::MessageReceived { message, variables } => self.receive(&message, variables),
            Event::Cancel => self.cancel(),
        }
    }

    fn start(&mut self, variables: Variables) -> Result<(), StepError> {
        if self.instance.status != Status::Ready {
            return Err(StepError::AlreadyStarted);
        }
        self.instance.status = Status::Running;
        self.instance.variables = variables;
        self.go(vec![Arrival::Node(self.graph.start.ok_or(StepError::Corrupt)?)])
    }

    fn complete_task(&mut self, task: &Name, outcome: Name, variables: Variables) -> Result<(), StepError> {
        let node = self.open(task, |wait| matches!(wait, Wait::Task { .. }))?;
        let Kind::Wait(Wait::Task { outcomes, .. }) = &node.kind else { return Err(StepError::Corrupt) };
        let Some(outcome) = outcomes.iter().find(|known| **known == outcome) else {
            return Err(StepError::OutcomeUnknown { task: task.clone(), outcome, known: outcomes.clone() });
        };
        self.instance.variables.merge(variables);
        self.leave(node, Some(outcome.clone()), Effect::TaskClosed { task: node.key.clone(), closing: Closing::Done })
    }

    fn complete_service(&mut self, service: &Name, variables: Variables) -> Result<(), StepError> {
        let node = self.open(service, |wait| matches!(wait, Wait::Service { .. }))?;
        self.instance.variables.merge(variables);
        self.leave(node, Some("completed".into()), Effect::ServiceClosed { service: node.key.clone(), closing: Closing::Done })
    }

    fn fail_service(&mut self, service: &Name) -> Result<(), StepError> {
        let node = self.open(service, |wait| matches!(wait, Wait::Service { .. }))?;
        let Kind::Wait(Wait::Service { operation, on_failure }) = &node.kind else { return Err(StepError::Corrupt) };
        if *on_failure == OnFailure::Repeat {
            self.effects.push(Effect::ServiceRequested { service: node.key.clone(), operation: operation.clone() });
            return Ok(());
        }
        self.leave(node, Some("failed".into()), Effect::ServiceClosed { service: node.key.clone(), closing: Closing::Done })
    }

    fn fire_timer(&mut self, timer: &Name) -> Result<(), StepError> {
        let node = self.open(timer, |wait| matches!(wait, Wait::Timer { .. }))?;
        let token = self.instance.tokens.iter().find(|token| Some(token.place) == node.place);
        if let Some(at) = token.and_then(|token| token.due).filter(|at| self.now < *at) {
            return Err(StepError::TooEarly { timer: timer.clone(), at });
        }
        self.leave(node, None, Effect::TimerPassed { timer: node.key.clone() })
    }

    fn receive(&mut self, message: &Name, variables: Variables) -> Result<(), StepError> {
        let graph = self.graph;
        let waiting =
            self.instance.waiting(graph).find(|(_, _, wait)| matches!(wait, Wait::Message { message: awaited } if awaited == message));
        let index = waiting.map(|(_, node, _)| node.index).ok_or_else(|| StepError::NotWaiting { key: message.clone() })?;
        let node = graph.node(index).ok_or(StepError::Corrupt)?;
        self.instance.variables.merge(variables);
        self.leave(node, None, Effect::MessageClosed { event: node.key.clone(), closing: Closing::Done })
    }

    fn return_task(&mut self, task: &Name, to: &Name) -> Result<(), StepError> {
        let node = self.open(task, |wait| matches!(wait, Wait::Task { .. }))?;
        let refusal = || StepError::ReturnNotPossible { task: task.clone(), to: to.clone() };
        let target = self.graph.node_by_key(to).ok_or_else(refusal)?;
        if !self.graph.returns.contains(&(node.index, target.index)) || !self.instance.has_done(target.index) {
            return Err(refusal());
        }
        let beside = target.place.and_then(|place| self.graph.beside.get(place.at())).ok_or(StepError::Corrupt)?;
        self.withdraw(|token, holder| {
            let returned = Some(token.place) == node.place;
            if returned || !beside.contains(token.place.at()) {
                Some(if returned && holder.index == node.index { Closing::Returned } else { Closing::Withdrawn })
            } else {
                None
            }
        });
        self.go(vec![Arrival::Node(target.index)])
    }

    fn cancel(&mut self) -> Result<(), StepError> {
        self.withdraw(|_, _| Some(Closing::Withdrawn));
        self.instance.status = Status::Cancelled;
        self.effects.push(Effect::Cancelled);
        Ok(())
    }

    /// Takes away every token for which `judge` gives a reason, and closes what it waited for.
    fn withdraw(&mut self, judge: impl Fn(&Token, &GraphNode) -> Option<Closing>) {
        let graph = self.graph;
        let effects = &mut self.effects;
        self.instance.tokens.retain(|token| {
            let Some(node) = graph.node_at(token.place) else { return false };
            let Some(closing) = judge(token, node) else { return true };
            effects.extend(closed(node, closing));
            false
        });
    }

    /// The waiting node under `key`, if it is of the asked kind.
    fn open(&self, key: &Name, fits: impl Fn(&Wait) -> bool) -> Result<&'a GraphNode, StepError> {
        let node = self.graph.node_by_key(key).filter(|node| matches!(&node.kind, Kind::Wait(wait) if fits(wait)));
        let waits = |node: &&GraphNode| self.instance.tokens.iter().any(|token| Some(token.place) == node.place);
        node.filter(waits).ok_or_else(|| StepError::NotWaiting { key: key.clone() })
    }

    /// The token at `node` moves on.
    fn leave(&mut self, node: &'a GraphNode, outcome: Option<Name>, closing: Effect) -> Result<(), StepError> {
        self.effects.push(closing);
        if let Some(outcome) = outcome {
            self.instance.variables.set(self.graph.outcome.clone(), outcome);
        }
        self.instance.done.insert(node.index.at());
        self.instance.tokens.retain(|token| Some(token.place) != node.place);
        self.go(node.outgoing.iter().map(|flow| Arrival::Flow(*flow)).collect())
    }

    fn go(&mut self, arrivals: Vec<Arrival>) -> Result<(), StepError> {
        let mut tokens = std::mem::take(&mut self.instance.tokens);
        run(self.graph, &mut tokens, arrivals, self)?;
        self.instance.tokens = tokens;
        if let (true, Some(end)) = (self.instance.tokens.is_empty(), self.end.take()) {
            self.effects.push(Effect::Completed { end: end.clone() });
            self.instance.status = Status::Completed { end };
        }
        Ok(())
    }

    fn opened(&self, node: &GraphNode, wait: &Wait) -> Result<Effect, StepError> {
        let key = node.key.clone();
        Ok(match wait {
            Wait::Task { lane, role, limit, outcomes } => Effect::TaskOpened {
                task: key,
                name: node.name.clone(),
                lane: self.lane(node, lane)?,
                role: role.clone(),
                limit: *limit,
                outcomes: outcomes.clone(),
            },
            Wait::Service { operation, .. } => Effect::ServiceRequested { service: key, operation: operation.clone() },
            Wait::Timer { rule } => Effect::TimerSet { timer: key, at: self.instant(node, rule)? },
            Wait::Message { message } => Effect::MessageAwaited { event: key, message: message.clone() },
        })
    }

    fn lane(&self, node: &GraphNode, lane: &TaskLane) -> Result<Name, StepError> {
        match lane {
            TaskLane::Fixed(lane) => Ok(lane.clone()),
            TaskLane::Variable(variable) => match self.instance.variables.get(variable) {
                Some(Value::Text(office)) if !office.is_empty() => Ok(office.clone()),
                _ => Err(StepError::VariableMissing { node: node.key.clone(), variable: variable.clone() }),
            },
        }
    }

    fn instant(&self, node: &GraphNode, rule: &TimerRule) -> Result<DateTime<Utc>, StepError> {
        match rule {
            TimerRule::After(wait) => Ok(self.now + TimeDelta::minutes(i64::from(wait.minutes()))),
            TimerRule::At(variable) => {
                let text = match self.instance.variables.get(variable) {
                    Some(Value::Text(text)) => DateTime::parse_from_rfc3339(text).ok(),
                    _ => None,
                };
                let missing = || StepError::VariableMissing { node: node.key.clone(), variable: variable.clone() };
                text.map(|instant| instant.with_timezone(&Utc)).ok_or_else(missing)
            }
        }
    }
}

fn closed(node: &GraphNode, closing: Closing) -> Option<Effect> {
    let key = node.key.clone();
    match &node.kind {
        Kind::Wait(Wait::Task { .. }) => Some(Effect::TaskClosed { task: key, closing }),
        Kind::Wait(Wait::Service { .. }) => Some(Effect::ServiceClosed { service: key, closing }),
        Kind::Wait(Wait::Timer { .. }) => Some(Effect::TimerCancelled { timer: key }),
        Kind::Wait(Wait::Message { .. }) => Some(Effect::MessageClosed { event: key, closing }),
        _ => None,
    }
}

impl Player for Walk<'_> {
    fn visit(&mut self, _node: NodeIndex) {
        self.visits += 1;
    }

    fn choose(&mut self, graph: &Graph, node: &GraphNode) -> Result<FlowIndex, StepError> {
        let mut otherwise = None;
        for index in &node.outgoing {
            let flow = graph.flow(*index).ok_or(StepError::Corrupt)?;
            match &flow.condition {
                Some(condition) if condition.holds(&self.instance.variables)? => return Ok(*index),
                Some(_) => {}
                None => otherwise = Some(*index),
            }
        }
        otherwise.ok_or(StepError::Corrupt)
    }

    fn choose_some(&mut self, graph: &Graph, node: &GraphNode) -> Result<Vec<FlowIndex>, StepError> {
        let (mut taken, mut otherwise) = (Vec::new(), None);
        for index in &node.outgoing {
            let flow = graph.flow(*index).ok_or(StepError::Corrupt)?;
            match &flow.condition {
                Some(condition) if condition.holds(&self.instance.variables)? => taken.push(*index),
                Some(_) => {}
                None => otherwise = Some(*index),
            }
        }
        if taken.is_empty() {
            taken.push(otherwise.ok_or(StepError::Corrupt)?);
        }
        Ok(taken)
    }

    fn rest(&mut self, node: &GraphNode, wait: &Wait) -> Result<Option<DateTime<Utc>>, StepError> {
        let effect = self.opened(node, wait)?;
        let due = if let Effect::TimerSet { at, .. } = &effect { Some(*at) } else { None };
        self.effects.push(effect);
        Ok(due)
    }

    fn ended(&mut self, node: &GraphNode) {
        self.end = Some(node.key.clone());
    }
}
