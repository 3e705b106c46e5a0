//! Form 06, the process control slip: every hand-over of a dossier, read from its journal.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use document::paper;
use journal::Entry;
use kernel::calendar::Calendar;
use kernel::id::{AccountId, OfficeId, TaskId};
use web::Language;

use super::{Printed, head};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Content, Dossier, Event, Step, Task};
use crate::services::Services;
use crate::web::shown::office_name;

/// Form 06 of a dossier that has been received.
pub(crate) struct ControlSlip;

impl Printed for ControlSlip {
    type Paper = paper::ControlSlip;

    async fn paper(services: &Services, dossier: &Dossier, _content: Option<&Content>) -> Result<paper::ControlSlip, UseCaseError> {
        let (Some(code), Some(received)) = (&dossier.code, dossier.received_at) else { return Err(Refusal::NotFound.into()) };
        let mut conn = services.ctx.pool.acquire().await?;
        let entries = journal::of_subject(&mut conn, dossier.id.uuid()).await?;
        let people: Vec<AccountId> = entries.iter().filter_map(|entry| entry.actor).collect();
        let names = access::api::names(&mut conn, &people).await?;
        drop(conn);
        let calendar = services.calendar_of(dossier.opening.receiving_office)?;
        let directory = services.directory();
        let office = |id: OfficeId| office_name(&directory, id, Language::Vi);
        let walk = walk(&entries, calendar);
        let wording = Wording { names: &names, office: &office, calendar };
        Ok(paper::ControlSlip {
            head: head(services, dossier, format!("{code}/KSHS"), calendar.local(services.ctx.now()).date())?,
            code: code.to_string(),
            lookup_url: format!("{}/ban/ho-so/{}", services.site, dossier.id),
            procedure: format!("{} ({})", dossier.opening.procedure_name, dossier.opening.procedure),
            solving_agency: office(dossier.opening.solving_office),
            coordinating_agencies: walk.consulted(dossier).into_iter().map(office).collect(),
            received_at: calendar.local(received),
            due: dossier.clock.as_ref().map(|clock| calendar.local(clock.due.unwrap_or(clock.original_due))),
            steps: walk.hand_overs.iter().map(|hand_over| wording.step(hand_over, &walk)).collect(),
        })
    }
}

/// The work a dossier went through.
#[derive(Debug, Default)]
struct Walk {
    hand_overs: Vec<HandOver>,
    tasks: BTreeMap<TaskId, Taken>,
}

/// A piece of work and who took it.
#[derive(Debug)]
struct Taken {
    task: Task,
    by: Option<(AccountId, DateTime<Utc>)>,
}

/// Somebody gave the dossier on.
#[derive(Debug, PartialEq, Eq)]
struct HandOver {
    from: Option<AccountId>,
    from_office: Option<OfficeId>,
    at: DateTime<Utc>,
    to: Receiver,
    outcome: Option<paper::Outcome>,
    note: String,
}

#[derive(Debug, PartialEq, Eq)]
enum Receiver {
    /// Whoever does this piece of work.
    Task(TaskId),
    /// An office as a whole.
    Office(OfficeId),
    /// The applicant, or who came for them.
    Person(String),
    /// Nobody yet: work beside it has to end first.
    Waiting,
}

impl Walk {
    /// The offices that had work on it and are neither the shop nor the solving office.
    fn consulted(&self, dossier: &Dossier) -> Vec<OfficeId> {
        let own = [dossier.opening.receiving_office, dossier.opening.solving_office];
        let mut offices: Vec<OfficeId> =
            self.tasks.values().map(|taken| taken.task.office).filter(|office| !own.contains(office)).collect();
        offices.sort_unstable();
        offices.dedup();
        offices
    }

    fn open(&mut self, task: &Task) {
        self.tasks.insert(task.id, Taken { task: task.clone(), by: None });
    }

    /// The work that a step opened goes to whoever takes it.
    fn give_on(&mut self, entry: &Entry, step: &Step, outcome: Option<paper::Outcome>, note: &str) {
        let from_office = step.closed.first().and_then(|id| self.tasks.get(id)).map(|taken| taken.task.office);
        for task in &step.opened {
            self.open(task);
        }
        let hand_over = |to| HandOver { from: entry.actor, from_office, at: entry.at, to, outcome, note: note.to_owned() };
        self.hand_overs.extend(step.opened.iter().map(|task| hand_over(Receiver::Task(task.id))));
        if step.opened.is_empty() {
            self.hand_overs.push(hand_over(Receiver::Waiting));
        }
    }

    /// Another office is asked for its opinion.
    fn ask(&mut self, entry: &Entry, work: &Task) {
        self.open(work);
        let to = Receiver::Task(work.id);
        self.hand_overs.push(HandOver {
            from: entry.actor,
            from_office: entry.office,
            at: entry.at,
            to,
            outcome: None,
            note: String::new(),
        });
    }

    /// The other office answers the one that owns the dossier.
    fn answer(&mut self, entry: &Entry, task: TaskId, calendar: &Calendar) {
        let (outcome, from_office) = (self.outcome(task, entry.at, calendar), self.tasks.get(&task).map(|taken| taken.task.office));
        let to = entry.office.map_or(Receiver::Waiting, Receiver::Office);
        self.hand_overs.push(HandOver { from: entry.actor, from_office, at: entry.at, to, outcome, note: String::new() });
    }

    fn outcome(&self, task: TaskId, at: DateTime<Utc>, calendar: &Calendar) -> Option<paper::Outcome> {
        against(self.tasks.get(&task)?.task.due_at?, at, calendar)
    }
}

/// How something done at `at` stands against its limit: before the day of the limit, on it, or after the limit.
fn against(due: DateTime<Utc>, at: DateTime<Utc>, calendar: &Calendar) -> Option<paper::Outcome> {
    let (due_day, day) = (calendar.local(due).date(), calendar.local(at).date());
    Some(match (at > due, day < due_day) {
        (true, _) => paper::Outcome::After,
        (false, true) => paper::Outcome::Before,
        (false, false) => paper::Outcome::On,
    })
}

fn walk(entries: &[Entry], calendar: &Calendar) -> Walk {
    let mut walk = Walk::default();
    let (mut answer_due, mut due) = (None, None);
    for entry in entries {
        let Ok(event) = serde_json::from_value::<Event>(entry.data.clone()) else { continue };
        match event {
            Event::Submitted { intake, task, .. } => {
                answer_due = Some(intake.answer_due);
                walk.open(&task);
            }
            Event::Supplemented { intake: Some(intake), .. } => answer_due = Some(intake.answer_due),
            Event::Received { clock, step, .. } => {
                let outcome = answer_due.and_then(|due| against(due, entry.at, calendar));
                due = clock.due;
                walk.give_on(entry, &step, outcome, "");
            }
            Event::TaskClaimed { task, holder, .. } => {
                if let Some(taken) = walk.tasks.get_mut(&task) {
                    taken.by.get_or_insert((holder, entry.at));
                }
            }
            Event::TaskAssigned { task, holder, .. } => {
                if let Some(taken) = walk.tasks.get_mut(&task) {
                    taken.by = Some((holder, entry.at));
                }
            }
            Event::ConsultationAsked { work, .. } => walk.ask(entry, &work),
            Event::ConsultationAnswered { task, .. } => walk.answer(entry, task, calendar),
            Event::TaskCompleted { task, note, step, .. } => {
                walk.give_on(entry, &step, walk.outcome(task, entry.at, calendar), &note);
            }
            Event::TaskSentBack { task, reason, step, .. } => {
                walk.give_on(entry, &step, walk.outcome(task, entry.at, calendar), &reason);
            }
            Event::Decided { task, decision, clock, step } => {
                due = clock.due.or(due);
                walk.give_on(entry, &step, walk.outcome(task, entry.at, calendar), &decision.paper.number);
            }
            Event::Returned { receiver, .. } => walk.hand_overs.push(HandOver {
                from: entry.actor,
                from_office: entry.office,
                at: entry.at,
                to: Receiver::Person(receiver),
                outcome: due.and_then(|due| against(due, entry.at, calendar)),
                note: String::new(),
            }),
            _ => {}
        }
    }
    walk
}

/// What names and offices are called on the slip.
struct Wording<'a> {
    names: &'a BTreeMap<AccountId, String>,
    office: &'a dyn Fn(OfficeId) -> String,
    calendar: &'a Calendar,
}

impl Wording<'_> {
    fn step(&self, hand_over: &HandOver, walk: &Walk) -> paper::Step {
        let from = self.person(hand_over.from, hand_over.from_office);
        let (to, received_at) = match &hand_over.to {
            Receiver::Task(id) => walk.tasks.get(id).map_or_else(Default::default, |taken| self.taker(taken)),
            Receiver::Person(name) if name.is_empty() => (web::t(Language::Vi, "dossier-control-account"), Some(self.local(hand_over.at))),
            Receiver::Person(name) => (name.clone(), Some(self.local(hand_over.at))),
            Receiver::Office(office) => ((self.office)(*office), Some(self.local(hand_over.at))),
            Receiver::Waiting => (web::t(Language::Vi, "dossier-control-waiting"), None),
        };
        let note = Some(hand_over.note.clone()).filter(|note| !note.is_empty());
        paper::Step { from, to, handed_over_at: self.local(hand_over.at), received_at, outcome: hand_over.outcome, note }
    }

    fn taker(&self, taken: &Taken) -> (String, Option<NaiveDateTime>) {
        match taken.by {
            Some((account, at)) => (self.person(Some(account), Some(taken.task.office)), Some(self.local(at))),
            None => ((self.office)(taken.task.office), None),
        }
    }

    fn person(&self, account: Option<AccountId>, office: Option<OfficeId>) -> String {
        let name = account.and_then(|account| self.names.get(&account)).cloned();
        let parts: Vec<String> = name.into_iter().chain(office.map(self.office)).filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }

    fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        self.calendar.local(at)
    }
}
