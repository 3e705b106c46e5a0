//! From typed steps to a definition: rows become nodes, gateways are put where rows choose, skip or run side by side.

use super::columns::Column;
use super::row::{Step, Target};
use super::vocabulary::RowKind;
use super::{RowError, RowErrorCode};
use crate::condition::Condition;
use crate::definition::Definition;
use crate::draft::{Draft, Flow, Lane, Node, NodeKind, OnFailure, Task, TimerRule};
use crate::flaw::Flaw;
use crate::name::Name;
use crate::value::Value;

const START: &str = "start";
const END: &str = "end";

/// Builds and checks the process.
pub(super) fn definition(steps: &[Step]) -> Result<Definition, Vec<RowError>> {
    let errors = group_errors(steps);
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut builder = Builder { steps, draft: Draft { key: "table".into(), version: 1, ..Draft::default() }, errors: Vec::new() };
    builder.all();
    if !builder.errors.is_empty() {
        return Err(builder.errors);
    }
    Definition::compile(builder.draft).map_err(|flaws| flaws.iter().map(|flaw| row_error(steps, flaw)).collect())
}

fn group_of(step: &Step) -> Option<&str> {
    step.group.as_ref().map(|(group, _)| group.as_str())
}

fn group_errors(steps: &[Step]) -> Vec<RowError> {
    let mut errors = Vec::new();
    for (position, step) in steps.iter().enumerate() {
        let Some((group, branch)) = &step.group else { continue };
        let before = position.checked_sub(1).and_then(|before| steps.get(before));
        let begins = before.and_then(group_of) != Some(group);
        let seen = steps.iter().take(position).any(|earlier| group_of(earlier) == Some(group));
        let branch_seen = steps.iter().take(position).any(|earlier| earlier.group == step.group);
        let branch_broken = branch_seen && before.is_none_or(|before| before.group != step.group);
        if begins && seen || branch_broken {
            errors.push(RowError::new(step.row, Some(Column::Group), RowErrorCode::GroupScattered, group.trim_start_matches("g_")));
        }
        let single = !steps.iter().any(|other| other.group.as_ref().is_some_and(|(name, other)| name == group && other != branch));
        if begins && single {
            errors.push(RowError::new(step.row, Some(Column::Group), RowErrorCode::GroupSingle, group.trim_start_matches("g_")));
        }
    }
    errors
}

struct Builder<'a> {
    steps: &'a [Step],
    draft: Draft,
    errors: Vec<RowError>,
}

impl<'a> Builder<'a> {
    fn all(&mut self) {
        self.event(START, NodeKind::Start);
        let first = self.entry(0);
        self.draft.flows.push(Flow::plain(START, first));
        for (position, step) in self.steps.iter().enumerate() {
            self.add_lane(step);
            if self.begins_group(position) {
                self.add_group(position);
            }
            self.add_step(position, step);
        }
        self.event(END, NodeKind::End);
    }

    fn event(&mut self, key: &str, kind: NodeKind) {
        self.draft.nodes.push(Node { key: key.into(), name: Name::default(), kind });
    }

    fn add_lane(&mut self, step: &Step) {
        if step.kind == RowKind::Task && !self.draft.lanes.iter().any(|lane| lane.key == step.unit.as_str()) {
            self.draft.lanes.push(Lane { key: step.unit.as_str().into(), name: step.unit_label.as_str().into() });
        }
    }

    fn begins_group(&self, position: usize) -> bool {
        let group = self.steps.get(position).and_then(group_of);
        let before = position.checked_sub(1).and_then(|before| self.steps.get(before)).and_then(group_of);
        group.is_some() && group != before
    }

    fn begins_branch(&self, position: usize) -> bool {
        let group = self.steps.get(position).map(|step| &step.group);
        let before = position.checked_sub(1).and_then(|before| self.steps.get(before)).map(|step| &step.group);
        group != before
    }

    /// The split and the join of the group that begins at `position`.
    fn add_group(&mut self, position: usize) {
        let Some(group) = self.steps.get(position).and_then(group_of) else { return };
        let (split, join) = (split_key(group), join_key(group));
        let members: Vec<usize> =
            (position..self.steps.len()).take_while(|index| self.steps.get(*index).and_then(group_of) == Some(group)).collect();
        let heads: Vec<&Step> =
            members.iter().filter(|index| self.begins_branch(**index)).filter_map(|index| self.steps.get(*index)).collect();
        let chosen = heads.iter().any(|step| step.condition.is_some());
        let kind = if chosen { NodeKind::Inclusive } else { NodeKind::Parallel };
        self.event(&split, kind.clone());
        for head in heads {
            let condition = head.condition.clone().unwrap_or(Condition::Always);
            let flow = if chosen {
                Flow::when(split.as_str(), condition, head.key.as_str())
            } else {
                Flow::plain(split.as_str(), head.key.as_str())
            };
            self.draft.flows.push(flow);
        }
        if chosen {
            self.draft.flows.push(Flow::otherwise(split.as_str(), join.as_str()));
        }
        self.event(&join, kind);
        let after = self.after_group(&members);
        self.draft.flows.push(Flow::plain(join.as_str(), after));
    }

    /// Where the group as a whole goes on: the one target outside it that its rows name, else the row below it.
    fn after_group(&mut self, members: &[usize]) -> String {
        let outside = |target: &Target| !matches!(target, Target::Row(row) if members.contains(row));
        let named: Vec<(usize, Target)> = members
            .iter()
            .filter_map(|index| self.steps.get(*index))
            .filter_map(|step| step.next.filter(outside).map(|target| (step.row, target)))
            .collect();
        let Some((_, first)) = named.first().copied() else {
            return self.entry(members.last().map_or(0, |last| last + 1));
        };
        for (row, _) in named.iter().filter(|(_, target)| *target != first) {
            self.errors.push(RowError::new(*row, Some(Column::Next), RowErrorCode::GroupLeft, ""));
        }
        self.target_key(first)
    }

    fn target_key(&self, target: Target) -> String {
        match target {
            Target::End => END.to_owned(),
            Target::Row(row) => self.entry(row),
        }
    }

    /// Where a token coming from outside enters the step at `position`.
    fn entry(&self, position: usize) -> String {
        match self.steps.get(position) {
            None => END.to_owned(),
            Some(step) => match group_of(step) {
                Some(group) => split_key(group),
                None => own_entry(step),
            },
        }
    }

    fn add_step(&mut self, position: usize, step: &'a Step) {
        let going_on = self.going_on(position, step);
        if step.condition.is_some() && !(step.group.is_some() && self.begins_branch(position)) {
            self.add_condition(step, &going_on);
        }
        self.draft.nodes.push(Node { key: step.key.as_str().into(), name: step.name.as_str().into(), kind: node_kind(step) });
        self.add_outcomes(position, step, going_on);
    }

    /// Where the step goes on when its outcome says nothing else.
    fn going_on(&mut self, position: usize, step: &Step) -> String {
        let Some(group) = group_of(step) else {
            return step.next.map_or_else(|| self.entry(position + 1), |target| self.target_key(target));
        };
        if let Some(Target::Row(row)) = step.next
            && self.steps.get(row).is_some_and(|other| group_of(other) == Some(group))
        {
            return self.inside(step, row, Column::Next);
        }
        let below = self.steps.get(position + 1).filter(|below| below.group == step.group && step.next.is_none());
        below.map_or_else(|| join_key(group), |below| self.entry_inside(position + 1, below))
    }

    /// The entry of another row of the same branch; an error when it is not of the same branch.
    fn inside(&mut self, step: &Step, row: usize, column: Column) -> String {
        match self.steps.get(row) {
            Some(other) if other.group == step.group => return self.entry_inside(row, other),
            Some(other) => self.errors.push(RowError::new(step.row, Some(column), RowErrorCode::GroupLeft, &other.number)),
            None => {}
        }
        END.to_owned()
    }

    /// Where a token of the same branch enters the step at `position`. The condition of the first step of a branch is decided at the split.
    fn entry_inside(&self, position: usize, step: &Step) -> String {
        if self.begins_branch(position) { step.key.clone() } else { own_entry(step) }
    }

    fn add_condition(&mut self, step: &Step, otherwise: &str) {
        let Some(condition) = step.condition.clone() else { return };
        let gateway = own_entry(step);
        self.event(&gateway, NodeKind::Exclusive);
        self.draft.flows.push(Flow::when(gateway.as_str(), condition, step.key.as_str()));
        self.draft.flows.push(Flow::otherwise(gateway.as_str(), otherwise));
    }

    fn add_outcomes(&mut self, position: usize, step: &Step, going_on: String) {
        let mut ways: Vec<(String, Vec<Value>)> = Vec::new();
        for (outcome, target) in &step.outcomes {
            let Some(target) = target else { continue };
            let to = self.outcome_target(position, step, *target);
            if to == going_on {
                continue;
            }
            match ways.iter_mut().find(|(other, _)| *other == to) {
                Some((_, outcomes)) => outcomes.push(outcome.as_str().into()),
                None => ways.push((to, vec![outcome.as_str().into()])),
            }
        }
        if ways.is_empty() {
            self.draft.flows.push(Flow::plain(step.key.as_str(), going_on));
            return;
        }
        let gateway = format!("{}.choice", step.key);
        self.draft.flows.push(Flow::plain(step.key.as_str(), gateway.as_str()));
        self.event(&gateway, NodeKind::Exclusive);
        for (to, mut outcomes) in ways {
            let name = Name::from(crate::compile::OUTCOME);
            let condition = match (outcomes.pop(), outcomes.is_empty()) {
                (Some(only), true) => Condition::Equal(name, only),
                (last, _) => Condition::OneOf(name, outcomes.into_iter().chain(last).collect()),
            };
            self.draft.flows.push(Flow::when(gateway.as_str(), condition, to));
        }
        self.draft.flows.push(Flow::otherwise(gateway.as_str(), going_on));
    }

    fn outcome_target(&mut self, position: usize, step: &Step, target: Target) -> String {
        match (target, &step.group) {
            (Target::Row(row), Some(_)) => self.inside(step, row, Column::Choice),
            (Target::End, Some(_)) => {
                let number = self.steps.get(position).map(|step| step.number.clone()).unwrap_or_default();
                self.errors.push(RowError::new(step.row, Some(Column::Choice), RowErrorCode::GroupLeft, &number));
                END.to_owned()
            }
            (target, None) => self.target_key(target),
        }
    }
}

fn split_key(group: &str) -> String {
    format!("{group}.split")
}

fn join_key(group: &str) -> String {
    format!("{group}.join")
}

/// Where a token enters the step itself: its condition, if it has one that is not decided by the split before it.
fn own_entry(step: &Step) -> String {
    if step.condition.is_some() { format!("{}.if", step.key) } else { step.key.clone() }
}

fn node_kind(step: &Step) -> NodeKind {
    let key = Name::from(step.key.as_str());
    match step.kind {
        RowKind::Task => NodeKind::Task(Task {
            lane: step.unit.as_str().into(),
            role: step.role.as_str().into(),
            limit: step.time,
            outcomes: step.outcomes.iter().map(|(outcome, _)| outcome.as_str()).collect(),
            output: step.output.as_str().into(),
        }),
        RowKind::Service => NodeKind::Service { operation: key, on_failure: OnFailure::Repeat },
        RowKind::Message => NodeKind::Message { message: key },
        RowKind::Timer => {
            let rule = match &step.instant {
                Some(variable) => TimerRule::At(variable.as_str().into()),
                None => TimerRule::After(step.time.unwrap_or_default()),
            };
            NodeKind::Timer { rule }
        }
    }
}

/// What a flaw of the compiled process means for the table.
fn row_error(steps: &[Step], flaw: &Flaw) -> RowError {
    let (code, node) = match flaw {
        Flaw::Unreachable { node } => (RowErrorCode::StepUnreachable, Some(node)),
        Flaw::NoEnd { node } | Flaw::EndlessLoop { node } => (RowErrorCode::StepEndless, Some(node)),
        Flaw::TokensCollide { node } | Flaw::TokensStranded { node } => (RowErrorCode::BranchesApart, Some(node)),
        Flaw::TooManyStates | Flaw::TooLarge => (RowErrorCode::BranchesTooMany, None),
        Flaw::FlowCount { node, .. } => (RowErrorCode::Shape, Some(node)),
        Flaw::FlowTwice { from, .. } => (RowErrorCode::Shape, Some(from)),
        _ => (RowErrorCode::Shape, None),
    };
    let owner = node.and_then(|node| steps.iter().find(|step| belongs_to(step, node)));
    let last = steps.last().map_or(1, |step| step.row);
    RowError::new(owner.map_or(last, |step| step.row), None, code, owner.map_or("", |step| step.name.as_str()))
}

fn belongs_to(step: &Step, node: &str) -> bool {
    let base = node.split_once('.').map_or(node, |(base, _)| base);
    step.key == base || group_of(step) == Some(base)
}
