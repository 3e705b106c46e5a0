//! What happened to a dossier, in the words of its applicant: from the journal, without what officers write to each other.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use journal::Entry;
use kernel::id::{AccountId, OfficeId, TaskId};
use organisation::Directory;
use web::components::Link;
use web::{Page, format};

use super::super::shown::office_name;
use crate::model::{Decision, Dossier, Event, Outcome, PaymentRequest, SupplementItem, Task};

/// One thing that happened, or will.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Moment {
    /// `done`, `minor`, `now`, `next` or `stopped`.
    pub(super) kind: &'static str,
    /// What.
    pub(super) title: String,
    /// The day; empty when the moment before was on the same day.
    pub(super) date: String,
    /// Weekday and time.
    pub(super) when: String,
    /// Who, and in which office.
    pub(super) who: String,
    /// The reason or the paper, one paragraph each.
    pub(super) lines: Vec<String>,
    /// A paper to open.
    pub(super) link: Option<Link>,
}

/// Turns accounts and offices into names.
pub(super) struct Names<'a> {
    pub(super) accounts: &'a BTreeMap<AccountId, String>,
    pub(super) directory: &'a Directory,
}

impl Names<'_> {
    /// The name of an office in the language of the page; empty when it is unknown.
    pub(super) fn office(&self, page: &Page, id: OfficeId) -> String {
        office_name(self.directory, id, page.language())
    }

    fn who(&self, page: &Page, entry: &Entry) -> String {
        let account = entry.actor.and_then(|actor| self.accounts.get(&actor)).cloned().unwrap_or_default();
        let office = entry.office.map(|office| self.office(page, office)).unwrap_or_default();
        [account, office].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// The timeline: what happened, where it stands, what comes.
pub(super) fn moments(page: &Page, dossier: &Dossier, entries: &[Entry], names: &Names<'_>) -> Vec<Moment> {
    let events: Vec<(&Entry, Event)> =
        entries.iter().filter_map(|entry| Some((entry, serde_json::from_value(entry.data.clone()).ok()?))).collect();
    let teller = Teller { page, dossier, names, tasks: tasks(events.iter().map(|(_, event)| event)) };
    let mut day = None;
    let mut told: Vec<(Moment, DateTime<Utc>)> = events.iter().filter_map(|(entry, event)| teller.tell(entry, event)).collect();
    for (moment, at) in &mut told {
        dated(page, moment, *at, &mut day);
    }
    let mut moments: Vec<Moment> = told.into_iter().map(|(moment, _)| moment).collect();
    moments.extend(teller.coming());
    moments
}

/// The declined request's reasons, from the journal: reason, legal basis, the competent agency.
pub(super) fn declined(entries: &[Entry]) -> Vec<String> {
    let event = |entry: &Entry| serde_json::from_value(entry.data.clone()).ok();
    match entries.iter().rev().find_map(event) {
        Some(Event::NotAccepted { reason, legal_basis, pointer, .. }) => {
            [Some(reason), Some(legal_basis), pointer].into_iter().flatten().filter(|line| !line.is_empty()).collect()
        }
        _ => Vec::new(),
    }
}

/// Every task the journal knows, with its name and office.
fn tasks<'a>(events: impl Iterator<Item = &'a Event>) -> BTreeMap<TaskId, Task> {
    let mut known = BTreeMap::new();
    for event in events {
        let opened: &[Task] = match event {
            Event::Submitted { task, .. } => std::slice::from_ref(task),
            Event::Received { step, .. }
            | Event::TaskCompleted { step, .. }
            | Event::TaskSentBack { step, .. }
            | Event::Decided { step, .. }
            | Event::Deemed { step, .. } => &step.opened,
            Event::ConsultationAsked { work, .. } => std::slice::from_ref(work),
            _ => &[],
        };
        known.extend(opened.iter().map(|task| (task.id, task.clone())));
    }
    known
}

fn dated(page: &Page, moment: &mut Moment, at: DateTime<Utc>, day: &mut Option<NaiveDate>) {
    let local = page.local(at);
    let time = format::time(page.language(), local.time());
    if day.replace(local.date()) == Some(local.date()) {
        moment.when = time;
        return;
    }
    moment.date = page.short_day(local.date());
    let weekday = format::weekday(page.language(), local.date());
    moment.when = page.t2("dossier-public-when", "weekday", weekday, "time", time);
}

struct Teller<'a> {
    page: &'a Page,
    dossier: &'a Dossier,
    names: &'a Names<'a>,
    tasks: BTreeMap<TaskId, Task>,
}

impl Teller<'_> {
    /// What an event is to the applicant; nothing for what only moves work about inside an office.
    fn tell(&self, entry: &Entry, event: &Event) -> Option<(Moment, DateTime<Utc>)> {
        let (kind, title, lines) = match event {
            Event::Submitted { opening, .. } => {
                ("done", self.page.t("dossier-public-did-submitted"), vec![self.names.office(self.page, opening.receiving_office)])
            }
            Event::Received { code, .. } => ("done", self.page.t1("dossier-public-did-received", "code", code.as_str()), vec![]),
            Event::NotAccepted { .. } => ("done", self.page.t("dossier-public-did-not-accepted"), declined(std::slice::from_ref(entry))),
            Event::SupplementRequested { supplement, .. } => {
                ("stopped", self.page.t("dossier-public-did-supplement-requested"), supplement.items.iter().map(item_line).collect())
            }
            Event::Supplemented { .. } => ("done", self.page.t("dossier-public-did-supplemented"), vec![]),
            Event::TaskClaimed { task, .. } => ("minor", self.page.t1("dossier-public-did-claimed", "task", self.task(*task)), vec![]),
            Event::TaskCompleted { task, .. } => ("minor", self.page.t1("dossier-public-did-completed", "task", self.task(*task)), vec![]),
            Event::TaskSentBack { task, .. } => ("minor", self.page.t1("dossier-public-did-sent-back", "task", self.task(*task)), vec![]),
            Event::Decided { decision, .. } => ("done", self.decided(decision), decision_lines(decision)),
            Event::Deemed { decision, .. } => ("done", self.decided(decision), vec![decision.reason.clone()]),
            Event::Returned { way, .. } => ("done", self.page.t(&format!("dossier-public-did-returned-{}", way.code())), vec![]),
            Event::Withdrawn { reason } => ("done", self.page.t("dossier-public-did-withdrawn"), vec![reason.clone()]),
            Event::PaymentRequested { payment, .. } => {
                ("stopped", self.page.t("dossier-public-did-payment-requested"), payment_lines(self.page, payment))
            }
            Event::PaymentFulfilled { proof, .. } => ("done", self.page.t("dossier-public-did-payment-fulfilled"), vec![proof.clone()]),
            Event::Extended { extension, .. } => {
                let title = self.page.t1("dossier-public-did-extended", "due", self.page.moment(extension.new_due));
                ("done", title, vec![extension.reason.clone()])
            }
            Event::StopAsked { stop } => ("done", self.page.t("dossier-public-did-stop-asked"), vec![stop.reason.clone()]),
            Event::StopTakenBack => ("minor", self.page.t("dossier-public-did-stop-taken-back"), vec![]),
            Event::Stopped { note } => ("done", self.page.t("dossier-public-did-stopped"), vec![note.clone()]),
            Event::Corrected { reason, .. } => ("done", self.page.t("dossier-public-did-corrected"), vec![reason.clone()]),
            Event::Transferred => ("minor", self.page.t("dossier-public-did-transferred"), vec![]),
            Event::ConsultationAsked { consultation, .. } => ("minor", self.consulted("asked", consultation.task), vec![]),
            Event::ConsultationAnswered { task, .. } => ("minor", self.consulted("answered", *task), vec![]),
            Event::ConsultationLapsed { task, silence_basis } => ("minor", self.consulted("lapsed", *task), vec![silence_basis.clone()]),
            Event::TaskReleased { .. } | Event::TaskAssigned { .. } | Event::Noted { .. } => return None,
        };
        let own = entry.actor.is_some() && entry.actor == self.dossier.opening.applicant;
        let who = if own { String::new() } else { self.names.who(self.page, entry) };
        let lines = lines.into_iter().filter(|line| !line.is_empty()).collect();
        Some((Moment { kind, title, who, lines, link: self.link(event), ..Moment::default() }, entry.at))
    }

    fn link(&self, event: &Event) -> Option<Link> {
        let (tail, key) = match event {
            Event::Received { .. } => ("phieu", "dossier-form-slip"),
            Event::SupplementRequested { .. } => ("phieu-bo-sung", "dossier-form-supplement"),
            Event::NotAccepted { .. } => ("phieu-tu-choi", "dossier-form-refusal"),
            Event::Decided { .. } | Event::Deemed { .. } => ("ket-qua", "dossier-public-result-download"),
            Event::Corrected { .. } => ("ban-khai", "dossier-public-compare"),
            _ => return None,
        };
        Some(Link::new(format!("/ho-so/{}/{tail}", self.dossier.id), self.page.t(key)))
    }

    fn decided(&self, decision: &Decision) -> String {
        let key = format!("dossier-public-did-decided-{}", decision.outcome.code());
        self.page.t1(&key, "number", decision.paper.number.as_str())
    }

    /// That an office was asked for its opinion, and what became of it.
    fn consulted(&self, what: &str, task: TaskId) -> String {
        let office = self.dossier.consultation(task).map(|asked| self.names.office(self.page, asked.office)).unwrap_or_default();
        self.page.t1(&format!("dossier-public-did-consultation-{what}"), "office", office)
    }

    /// The name of a task as the office wrote it; the one-stop shop's own work has words of its own.
    fn task(&self, id: TaskId) -> String {
        self.tasks.get(&id).map(|task| self.task_name(task)).unwrap_or_default()
    }

    fn task_name(&self, task: &Task) -> String {
        match task.key.as_str() {
            Task::INTAKE => self.page.t("dossier-public-task-intake"),
            Task::RETURN => self.page.t("dossier-public-task-return"),
            Task::CONSULTATION => self.page.t("dossier-public-task-consultation"),
            _ => task.name.clone(),
        }
    }

    /// Where it stands now, and the result that comes.
    fn coming(&self) -> Vec<Moment> {
        let mut coming: Vec<Moment> = Vec::new();
        for task in &self.dossier.tasks {
            let who = self.names.office(self.page, task.office);
            let title = self.page.t1("dossier-public-doing", "task", self.task_name(task));
            coming.push(Moment { kind: "now", title, who, date: self.page.t("dossier-public-now"), ..Moment::default() });
        }
        if self.dossier.decision.is_none() && !self.dossier.state.is_final() {
            coming.push(self.result_to_come());
        }
        coming
    }

    fn result_to_come(&self) -> Moment {
        let due = self.dossier.clock.as_ref().and_then(|clock| clock.due).filter(|_| !self.dossier.is_stopped());
        let local = due.map(|due| self.page.local(due));
        Moment {
            kind: "next",
            title: self.page.t("dossier-public-result-to-come"),
            date: local.map_or_else(String::new, |local| self.page.short_day(local.date())),
            when: local.map_or_else(
                || self.page.t("dossier-public-next"),
                |local| self.page.t1("dossier-public-before", "time", format::time(self.page.language(), local.time())),
            ),
            ..Moment::default()
        }
    }
}

/// "Tờ khai CT01: chưa có xác nhận của chủ hộ".
fn item_line(item: &SupplementItem) -> String {
    format!("{}: {}", item.subject, item.reason)
}

/// What is owed: for what, how much, by which notice.
fn payment_lines(page: &Page, payment: &PaymentRequest) -> Vec<String> {
    let amount = payment.amount.map(|amount| format::money(page.language(), amount.0)).unwrap_or_default();
    vec![payment.purpose.clone(), amount, payment.reference.clone()]
}

fn decision_lines(decision: &Decision) -> Vec<String> {
    if decision.outcome == Outcome::Refused { vec![decision.reason.clone()] } else { Vec::new() }
}
