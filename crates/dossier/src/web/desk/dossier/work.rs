//! The forms of the work page, filled with what was typed.

use access::api::Colleague;
use access::{Action, Actor};
use chrono::{DateTime, Utc};
use kernel::limit::LimitUnit;
use web::form::TypedDate;
use web::{Choice, Page};

use super::super::super::shown::{dashed, office_name};
use super::super::shared::{initials, step_name};
use super::sent::ASKED;
use super::show::Said;
use crate::model::{Dossier, ReturnWay, State as Legal, SupplementItem, Task};
use crate::rules::DECISION_STEP;
use crate::services::{Services, may};
use crate::usecases::claim::may_work;

/// The process of procedures without one of their own.
const GENERAL: &str = "general";

/// One input: its name, what it holds, what is wrong with it.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) error: String,
}

impl Field {
    /// Is something wrong with it?
    pub(super) const fn wrong(&self) -> bool {
        !self.error.is_empty()
    }
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
    /// The step belongs to the general process, which wants to be told that no opinion is a step of it.
    pub(super) is_plain: bool,
    pub(super) is_consultation: bool,
    /// What another office is asked, when that is the work.
    pub(super) question: String,
    pub(super) answer: Field,
    /// Officers the head may give the work to.
    pub(super) candidates: Vec<Choice>,
    pub(super) holder_field: Field,
    pub(super) outcome: Field,
    pub(super) outcomes: Vec<Choice>,
    pub(super) note: Field,
    pub(super) back: Field,
    pub(super) decision: Field,
    pub(super) decisions: Vec<Choice>,
    pub(super) reason: Field,
}

/// One row of a supplement request: what it is about, in words, and why.
pub(super) struct Row {
    pub(super) about: Field,
    pub(super) choices: Vec<Choice>,
    pub(super) subject: Field,
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
    pub(super) rows: Vec<Row>,
    /// A supplement was asked for before: another needs an exception of the law.
    pub(super) needs_exception: bool,
    pub(super) exception: Field,
    pub(super) ask_basis: Field,
    /// What was asked for, item by item, and what was brought for it.
    pub(super) brought: Vec<Brought>,
    pub(super) way: Field,
    pub(super) ways: Vec<Choice>,
    pub(super) receiver: Field,
}

impl Said {
    pub(super) fn field(&self, name: impl Into<String>) -> Field {
        let name = name.into();
        let value = self.texts.get(&name).cloned().unwrap_or_default();
        Field { value, error: self.errors.of(&name).to_owned(), name }
    }
}

impl Said {
    /// As [`Said::field`]; before anything was typed it holds `value`.
    pub(super) fn field_or(&self, name: &str, value: &str) -> Field {
        let mut field = self.field(name);
        if !self.texts.contains_key(name) {
            value.clone_into(&mut field.value);
        }
        field
    }

    /// A day typed in three parts.
    pub(super) fn date(&self, name: &str, faulty: bool) -> TypedDate {
        let part = |which: &str| self.texts.get(&format!("{name}-{which}")).cloned().unwrap_or_default();
        let faulty = if faulty { "day month year".to_owned() } else { String::new() };
        TypedDate { day: part("day"), month: part("month"), year: part("year"), faulty }
    }
}

impl Desk {
    pub(super) fn new(
        page: &Page,
        actor: &Actor,
        dossier: &Dossier,
        said: &Said,
        (ask_limit, points): (bool, &[(String, String)]),
    ) -> Self {
        let new = dossier.state == Legal::New;
        let asked_before = dossier.supplement.is_some();
        let askable = (new || dossier.state == Legal::InProcess) && (!asked_before || may(actor, Action::AllowException, dossier));
        let mut way = said.field("hand-way");
        if way.value.is_empty() {
            dossier.opening.return_way.code().clone_into(&mut way.value);
        }
        let unit = said.field("accept-unit");
        let row = |at| {
            let about = said.field(format!("ask-about-{at}"));
            let choices = points.iter().map(|(value, label)| Choice::new(value, label, *value == about.value)).collect();
            Row { about, choices, subject: said.field(format!("ask-subject-{at}")), reason: said.field(format!("ask-reason-{at}")) }
        };
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
            needs_exception: asked_before,
            exception: said.field("ask-exception"),
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
    pub(super) fn work(&self, task: &Task, holder_name: &str, candidates: &[Colleague]) -> Work {
        let held = task.held_by(self.now);
        let holder = if held.is_some() { holder_name.to_owned() } else { String::new() };
        let is_process = task.is_process_step();
        let free = held.is_none_or(|holder| holder == self.actor.account);
        let field = |action: &str, tail: &str| self.said.field(format!("{action}-{}-{tail}", task.id));
        let (outcome, decision, holder_field) = (field("complete", "outcome"), field("decide", "outcome"), field("assign", "holder"));
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
            is_plain: task.key == "appraise" && self.dossier.opening.process.starts_with(GENERAL),
            is_consultation: task.key == Task::CONSULTATION,
            question: self.dossier.consultation(task.id).map(|asked| asked.question.clone()).unwrap_or_default(),
            answer: field("answer", "answer"),
            candidates: self.candidates(candidates, &holder_field.value),
            holder_field,
            outcomes: self.outcomes(task, &outcome.value),
            outcome,
            note: field("complete", "note"),
            back: field("back", "reason"),
            decisions: ["approved", "refused"]
                .iter()
                .map(|code| Choice::new(*code, self.page.t(&format!("dossier-work-decide-{code}")), *code == decision.value))
                .collect(),
            decision,
            reason: field("decide", "reason"),
        }
    }

    /// Officers to give the work to, after a line that chooses nobody.
    fn candidates(&self, candidates: &[Colleague], chosen: &str) -> Vec<Choice> {
        if candidates.is_empty() {
            return Vec::new();
        }
        let nobody = Choice::new("", self.page.t("dossier-work-assign-nobody"), chosen.is_empty());
        let one = |colleague: &Colleague| {
            let id = colleague.account.to_string();
            Choice::new(id.clone(), colleague.name.clone(), id == chosen)
        };
        std::iter::once(nobody).chain(candidates.iter().map(one)).collect()
    }

    fn outcomes(&self, task: &Task, chosen: &str) -> Vec<Choice> {
        let only = task.outcomes.len() == 1;
        task.outcomes
            .iter()
            .map(|code| {
                let label = self.page.t(&format!("dossier-outcome-{}", dashed(code)));
                Choice::new(code.as_str(), label, only || code == chosen)
            })
            .collect()
    }
}
