//! The forms of the work page, filled with what was typed.

use access::{Action, Actor};
use chrono::{DateTime, Utc};
use kernel::limit::LimitUnit;
use web::{Choice, Page};

use super::super::super::shown::{dashed, office_name};
use super::super::shared::{initials, step_name};
use super::act::ASKED;
use super::content::outcome_name;
use super::show::Said;
use crate::model::{Dossier, ReturnWay, State as Legal, SupplementItem, Task};
use crate::rules::DECISION_STEP;
use crate::services::{Services, may};
use crate::usecases::claim::may_work;

/// The process in which an appraisal may ask another office.
const GENERAL: &str = "general";

/// One input: its name, what it holds, what is wrong with it.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) error: String,
}

/// One open task.
pub(super) struct Work {
    pub(super) id: String,
    pub(super) step: String,
    pub(super) office: String,
    pub(super) holder: String,
    pub(super) initials: String,
    pub(super) mine: bool,
    /// The actor may take it or already has it.
    pub(super) doable: bool,
    pub(super) is_process: bool,
    pub(super) is_decision: bool,
    pub(super) may_consult: bool,
    pub(super) outcome: Field,
    pub(super) outcomes: Vec<Choice>,
    pub(super) note: Field,
    pub(super) consult: Field,
    pub(super) back: Field,
    pub(super) decision: Field,
    pub(super) decisions: Vec<Choice>,
    pub(super) reason: Field,
}

/// One thing that was asked for.
pub(super) struct Brought {
    pub(super) reason: String,
    pub(super) paper: Field,
}

/// Intake, the request for completion, and handing over: what concerns the whole dossier.
pub(super) struct Desk {
    pub(super) may_receive: bool,
    pub(super) may_refuse: bool,
    pub(super) may_ask: bool,
    pub(super) may_supply: bool,
    pub(super) may_hand: bool,
    /// The procedure names no limit that can be used: the officer states one.
    pub(super) ask_limit: bool,
    pub(super) limit: Field,
    pub(super) unit: Field,
    pub(super) units: Vec<Choice>,
    pub(super) refuse: Field,
    pub(super) refuse_basis: Field,
    pub(super) wrong: Field,
    pub(super) pointer: Field,
    pub(super) rows: Vec<(Field, Field)>,
    pub(super) ask_basis: Field,
    /// What was asked for, item by item, and what was brought for it.
    pub(super) brought: Vec<Brought>,
    pub(super) way: Field,
    pub(super) ways: Vec<Choice>,
    pub(super) receiver: Field,
}

impl Said {
    fn field(&self, name: impl Into<String>) -> Field {
        let name = name.into();
        let value = self.texts.get(&name).cloned().unwrap_or_default();
        Field { value, error: self.errors.of(&name).to_owned(), name }
    }
}

impl Desk {
    pub(super) fn new(page: &Page, actor: &Actor, dossier: &Dossier, said: &Said, ask_limit: bool) -> Self {
        let new = dossier.state == Legal::New;
        let askable = (new || dossier.state == Legal::InProcess) && dossier.supplement.is_none();
        let mut way = said.field("hand-way");
        if way.value.is_empty() {
            dossier.opening.return_way.code().clone_into(&mut way.value);
        }
        let unit = said.field("accept-unit");
        let row = |at| (said.field(format!("ask-subject-{at}")), said.field(format!("ask-reason-{at}")));
        let returns = dossier.state == Legal::Decided && dossier.tasks.iter().any(|task| task.key == Task::RETURN);
        Self {
            may_receive: new && may(actor, Action::Receive, dossier),
            may_refuse: new && may(actor, Action::Refuse, dossier),
            may_ask: askable && may(actor, Action::RequestSupplement, dossier),
            may_supply: dossier.state == Legal::SupplementRequested && may(actor, Action::SupplySupplement, dossier),
            may_hand: returns && dossier.tasks.iter().any(|task| task.key == Task::RETURN && may_work(actor, task)),
            ask_limit,
            limit: said.field("accept-limit"),
            units: units(page, &unit.value),
            unit,
            refuse: said.field("refuse-reason"),
            refuse_basis: said.field("refuse-basis"),
            wrong: said.field("wrong-reason"),
            pointer: said.field("wrong-pointer"),
            rows: (1..=ASKED).map(row).collect(),
            ask_basis: said.field("ask-basis"),
            brought: brought(dossier, said),
            ways: ReturnWay::ALL
                .iter()
                .map(|each| {
                    let label = page.t(&format!("dossier-work-way-{}", each.code()));
                    Choice::new(each.code(), label, each.code() == way.value)
                })
                .collect(),
            way,
            receiver: said.field("hand-receiver"),
        }
    }
}

/// A row per thing that was asked for, under its name until the officer writes another.
fn brought(dossier: &Dossier, said: &Said) -> Vec<Brought> {
    let items = dossier.supplement.iter().flat_map(|supplement| &supplement.items);
    let row = |(at, item): (usize, &SupplementItem)| {
        let mut paper = said.field(format!("supply-paper-{at}"));
        if !said.texts.contains_key(&paper.name) {
            paper.value.clone_from(&item.subject);
        }
        Brought { reason: item.reason.clone(), paper }
    };
    (1..).zip(items).map(row).collect()
}

fn units(page: &Page, chosen: &str) -> Vec<Choice> {
    let offered = [LimitUnit::WorkingDay, LimitUnit::WorkingHour, LimitUnit::CalendarDay, LimitUnit::Month, LimitUnit::SameDay];
    let unit = |unit: LimitUnit| {
        let label = page.t(&format!("web-deadline-unit-{}", dashed(unit.code())));
        Choice::new(unit.code(), label, unit.code() == chosen)
    };
    offered.into_iter().map(unit).collect()
}

/// What the pages of a task are drawn from.
pub(super) struct Drawing<'a> {
    pub(super) services: &'a Services,
    pub(super) page: &'a Page,
    pub(super) actor: &'a Actor,
    pub(super) dossier: &'a Dossier,
    pub(super) said: &'a Said,
    pub(super) now: DateTime<Utc>,
}

impl Drawing<'_> {
    /// One open task with its forms.
    pub(super) fn work(&self, task: &Task, holder_name: &str) -> Work {
        let held = task.held_by(self.now);
        let holder = if held.is_some() { holder_name.to_owned() } else { String::new() };
        let is_process = task.key != Task::INTAKE && task.key != Task::RETURN;
        let free = held.is_none_or(|holder| holder == self.actor.account);
        let field = |action: &str, tail: &str| self.said.field(format!("{action}-{}-{tail}", task.id));
        let (outcome, decision) = (field("complete", "outcome"), field("decide", "outcome"));
        Work {
            id: task.id.to_string(),
            step: step_name(self.page.language(), &task.key, &task.name),
            office: office_name(&self.services.directory(), task.office, self.page.language()),
            initials: initials(&holder),
            holder,
            mine: held == Some(self.actor.account),
            doable: free && may_work(self.actor, task),
            is_process,
            is_decision: task.key == DECISION_STEP,
            may_consult: task.key == "appraise" && self.dossier.opening.process.starts_with(GENERAL),
            outcomes: self.outcomes(task, &outcome.value),
            outcome,
            note: field("complete", "note"),
            consult: field("complete", "consult"),
            back: field("back", "reason"),
            decisions: ["approved", "refused"]
                .iter()
                .map(|code| Choice::new(*code, self.page.t(&format!("dossier-work-decide-{code}")), *code == decision.value))
                .collect(),
            decision,
            reason: field("decide", "reason"),
        }
    }

    fn outcomes(&self, task: &Task, chosen: &str) -> Vec<Choice> {
        let only = task.outcomes.len() == 1;
        task.outcomes
            .iter()
            .map(|code| {
                let label = outcome_name(self.page.language(), code);
                Choice::new(code.as_str(), label, only || code == chosen)
            })
            .collect()
    }
}
