//! From cells to typed steps. Every error of every row is collected.

use super::choice::{Choice, choices};
use super::columns::{Column, Header};
use super::read::Record;
use super::text::{code, fold, is_key};
use super::vocabulary::{self, RowKind, step_number};
use super::{RowError, RowErrorCode};
use crate::condition::Condition;
use crate::work_time::{WorkTime, WorkTimeError};

/// No procedure has more steps than this.
const MOST_STEPS: usize = 500;

/// A reference to a step, resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// Position of the row.
    Row(usize),
    End,
}

/// One step of the table.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) row: usize,
    pub(super) number: String,
    pub(super) key: String,
    pub(super) name: String,
    pub(super) kind: RowKind,
    pub(super) unit: String,
    /// The unit as the office wrote it; label of the lane.
    pub(super) unit_label: String,
    pub(super) role: String,
    pub(super) time: Option<WorkTime>,
    /// The variable that holds the instant of a timer.
    pub(super) instant: Option<String>,
    pub(super) output: String,
    pub(super) condition: Option<Condition>,
    /// Group and branch.
    pub(super) group: Option<(String, String)>,
    pub(super) next: Option<Target>,
    /// Outcomes in order, with their own targets.
    pub(super) outcomes: Vec<(String, Option<Target>)>,
}

/// Reads every step below the header.
pub(super) fn all(header: &Header, records: &[Record]) -> Result<Vec<Step>, Vec<RowError>> {
    let filled: Vec<&Record> = records.iter().filter(|record| !record.is_blank()).collect();
    let after = header.row + 1;
    if filled.is_empty() {
        return Err(vec![RowError::new(after, None, RowErrorCode::Empty, "")]);
    }
    if filled.len() > MOST_STEPS {
        return Err(vec![RowError::new(after, None, RowErrorCode::TooLong, &filled.len().to_string())]);
    }
    let mut errors = Vec::new();
    let mut steps = Vec::with_capacity(filled.len());
    for (position, record) in filled.iter().enumerate() {
        steps.push(Cells { header, record, errors: &mut errors }.step(position));
    }
    check_twins(&steps, &mut errors);
    for (position, record) in filled.iter().enumerate() {
        resolve(&mut steps, position, &mut Cells { header, record, errors: &mut errors });
    }
    if errors.is_empty() {
        return Ok(steps);
    }
    errors.sort_by_key(|error| error.row);
    Err(errors)
}

/// The cells of one row, and where its errors go.
struct Cells<'a> {
    header: &'a Header,
    record: &'a Record,
    errors: &'a mut Vec<RowError>,
}

impl Cells<'_> {
    fn cell(&self, column: Column) -> &str {
        self.header.cell(self.record, column)
    }

    fn refuse(&mut self, column: Column, code: RowErrorCode, found: &str) {
        self.errors.push(RowError::new(self.record.row, Some(column), code, found));
    }

    fn step(&mut self, position: usize) -> Step {
        let kind = self.kind();
        let number = Some(step_number(self.cell(Column::Number))).filter(|number| !number.is_empty());
        let number = number.unwrap_or_else(|| (position + 1).to_string());
        let (time, instant) = self.time(kind);
        Step {
            row: self.record.row,
            key: self.key(&number),
            number,
            name: self.required(Column::Name),
            kind,
            unit: self.unit(kind),
            unit_label: self.cell(Column::Unit).to_owned(),
            role: self.role(kind),
            time,
            instant,
            output: self.cell(Column::Output).to_owned(),
            condition: self.condition(),
            group: self.group(),
            next: None,
            outcomes: Vec::new(),
        }
    }

    fn required(&mut self, column: Column) -> String {
        let text = self.cell(column).to_owned();
        if text.is_empty() {
            self.refuse(column, RowErrorCode::CellMissing, "");
        }
        text
    }

    fn kind(&mut self) -> RowKind {
        let cell = self.cell(Column::Kind).to_owned();
        vocabulary::kind(&cell).unwrap_or_else(|| {
            self.refuse(Column::Kind, RowErrorCode::KindUnknown, &cell);
            RowKind::Task
        })
    }

    fn key(&mut self, number: &str) -> String {
        let cell = self.cell(Column::Key).to_owned();
        if cell.is_empty() {
            return format!("step_{}", number.replace(' ', "_"));
        }
        if !is_key(&cell) {
            self.refuse(Column::Key, RowErrorCode::KeyForm, &cell);
        }
        cell
    }

    fn unit(&mut self, kind: RowKind) -> String {
        if kind != RowKind::Task {
            return String::new();
        }
        let cell = self.required(Column::Unit);
        vocabulary::unit(&cell).unwrap_or_else(|| {
            if !cell.is_empty() {
                self.refuse(Column::Unit, RowErrorCode::UnitUnknown, &cell);
            }
            cell
        })
    }

    fn role(&mut self, kind: RowKind) -> String {
        if kind != RowKind::Task {
            return String::new();
        }
        let cell = self.required(Column::Role);
        vocabulary::role(&cell).unwrap_or_else(|| {
            if !cell.is_empty() {
                self.refuse(Column::Role, RowErrorCode::RoleUnknown, &cell);
            }
            cell
        })
    }

    fn time(&mut self, kind: RowKind) -> (Option<WorkTime>, Option<String>) {
        let cell = self.cell(Column::Time).to_owned();
        if let (RowKind::Timer, Some(variable)) = (kind, crate::compile::lane_variable(&cell)) {
            return (None, Some(variable.to_owned()));
        }
        if cell.is_empty() {
            if kind == RowKind::Timer {
                self.refuse(Column::Time, RowErrorCode::CellMissing, "");
            }
            return (None, None);
        }
        let folded = fold(&cell);
        let bare = !folded.chars().any(char::is_alphabetic);
        let written = if bare && self.header.time_in_hours { format!("{folded} gio") } else { folded };
        match WorkTime::parse_folded(&written) {
            Ok(time) => (Some(time), None),
            Err(error) => {
                let code = if error == WorkTimeError::Range { RowErrorCode::TimeRange } else { RowErrorCode::TimeForm };
                self.refuse(Column::Time, code, &cell);
                (None, None)
            }
        }
    }

    fn condition(&mut self) -> Option<Condition> {
        let cell = self.cell(Column::Condition).to_owned();
        if cell.is_empty() {
            return None;
        }
        let condition = cell.parse();
        if condition.is_err() {
            self.refuse(Column::Condition, RowErrorCode::ConditionForm, &cell);
        }
        condition.ok()
    }

    fn group(&mut self) -> Option<(String, String)> {
        let cell = self.cell(Column::Group).to_owned();
        if cell.is_empty() {
            return None;
        }
        let (group, branch) = cell.split_once('/').unwrap_or((&cell, ""));
        let Some(group) = code(&format!("g {group}")) else {
            self.refuse(Column::Group, RowErrorCode::KeyForm, &cell);
            return None;
        };
        // Without a branch name every row is a branch of its own.
        let branch = if branch.trim().is_empty() { format!("row {}", self.record.row) } else { fold(branch) };
        Some((group, branch))
    }

    fn choices(&mut self) -> Vec<Choice> {
        let cell = self.cell(Column::Choice).to_owned();
        choices(&cell).unwrap_or_else(|(code, found)| {
            self.refuse(Column::Choice, code, &found);
            Vec::new()
        })
    }
}

fn check_twins(steps: &[Step], errors: &mut Vec<RowError>) {
    for (position, step) in steps.iter().enumerate() {
        let mut earlier = steps.iter().take(position);
        if earlier.any(|other| other.number == step.number) {
            errors.push(RowError::new(step.row, Some(Column::Number), RowErrorCode::NumberTwice, &step.number));
        } else if steps.iter().take(position).any(|other| other.key == step.key) {
            errors.push(RowError::new(step.row, Some(Column::Key), RowErrorCode::KeyTwice, &step.key));
        }
    }
}

/// Fills in the references of one step, now that all steps are known.
fn resolve(steps: &mut [Step], position: usize, cells: &mut Cells<'_>) {
    let next = reference(steps, cells, Column::Next);
    let return_to = reference(steps, cells, Column::ReturnTo);
    if let Some(target) = return_to
        && !matches!(target, Target::Row(earlier) if earlier < position)
    {
        let found = cells.cell(Column::ReturnTo).to_owned();
        cells.refuse(Column::ReturnTo, RowErrorCode::ReturnForward, &found);
    }
    let mut outcomes = Vec::new();
    for choice in cells.choices() {
        let target = choice.target.and_then(|text| find(steps, &text, cells, Column::Choice));
        outcomes.push((choice.outcome, target));
    }
    if outcomes.is_empty() {
        outcomes.push(("done".to_owned(), None));
    }
    if let Some(target) = return_to {
        let own = outcomes.iter_mut().find(|(outcome, target)| outcome.starts_with("return") && target.is_none());
        match own {
            Some((_, place)) => *place = Some(target),
            None => outcomes.push(("return".to_owned(), Some(target))),
        }
    }
    if let Some(step) = steps.get_mut(position) {
        step.next = next;
        step.outcomes = outcomes;
    }
}

fn reference(steps: &[Step], cells: &mut Cells<'_>, column: Column) -> Option<Target> {
    let cell = cells.cell(column).to_owned();
    if cell.is_empty() { None } else { find(steps, &cell, cells, column) }
}

/// The step named by its number or key.
fn find(steps: &[Step], text: &str, cells: &mut Cells<'_>, column: Column) -> Option<Target> {
    if vocabulary::is_end(text) {
        return Some(Target::End);
    }
    let number = step_number(text);
    let position = steps.iter().position(|step| step.number == number || step.key == text);
    if position.is_none() {
        cells.refuse(column, RowErrorCode::StepUnknown, text);
    }
    position.map(Target::Row)
}
