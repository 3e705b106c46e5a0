//! What an entry of the journal means to people: asked by the capability that tells them.

use chrono::{DateTime, Utc};
use db::{Context, DbError};
use journal::Entry;
use kernel::id::{AccountId, ContentId, DossierId, OfficeId};
use sqlx::PgConnection;

use crate::model::{Dossier, Event, Task};
use crate::rules::Rung;
use crate::store::{contents, dossiers};
use crate::usecases::messages::MESSAGE_SENT;
use crate::usecases::remind::REMINDED;

/// Who is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// The applicant: by account, or by the address written down with the dossier.
    Applicant(Option<AccountId>),
    /// One official.
    Official(AccountId),
    /// Everybody who has a role in an office.
    Role {
        /// The office.
        office: OfficeId,
        /// Code of the role.
        role: String,
    },
    /// The head of an office, or, where there is none, everybody who has the role.
    Head {
        /// The office.
        office: OfficeId,
        /// Code of the role of those who do the work.
        role: String,
    },
}

/// That somebody is concerned by what happened to a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concerned {
    /// Who.
    pub who: Who,
    /// By what, as a stable word: `received`, `supplement`, `decided`, `work` …
    pub by: &'static str,
    /// The dossier.
    pub dossier: DossierId,
    /// Its code, once received.
    pub code: Option<String>,
    /// The due date that belongs to it.
    pub due: Option<DateTime<Utc>>,
    /// Where they look at it: a path on this node.
    pub link: String,
}

/// Where an applicant can be written to. Secret in logs.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ApplicantContact {
    /// Telephone number; may be empty.
    pub phone: String,
    /// E-mail address; may be empty.
    pub email: String,
}

impl std::fmt::Debug for ApplicantContact {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ApplicantContact(…)")
    }
}

/// Whom the entry concerns; nobody for most entries. Of `stale` entries only the applicant still learns something.
///
/// # Errors
/// [`DbError`] when storage fails, or when the entry tells of a dossier that is not there.
pub async fn concerned(conn: &mut PgConnection, ctx: &Context, entry: &Entry, stale: bool) -> Result<Vec<Concerned>, DbError> {
    match entry.subject_kind.as_str() {
        "dossier" => of_event(conn, ctx, entry, stale).await,
        "reminder" | "message" if !stale => of_other(conn, ctx, entry).await,
        _ => Ok(Vec::new()),
    }
}

/// What stands beside the dossier and names it: a reminder that was given, a message.
async fn of_other(conn: &mut PgConnection, ctx: &Context, entry: &Entry) -> Result<Vec<Concerned>, DbError> {
    let missing = || DbError::inconsistent("journal.entry", "data", entry.id);
    let id: DossierId = said(entry, "dossier").parse().ok().ok_or_else(missing)?;
    let dossier = dossiers::find(conn, &ctx.node, id).await?.ok_or_else(missing)?.dossier;
    Ok(match entry.kind.as_str() {
        REMINDED => reminded(&dossier, entry),
        MESSAGE_SENT if said(entry, "side") == "applicant" => at_work(&dossier, "message"),
        MESSAGE_SENT => vec![of_applicant(&dossier, "message", None)],
        _ => Vec::new(),
    })
}

/// A text of the entry; empty when it has none of this name.
fn said<'a>(entry: &'a Entry, name: &str) -> &'a str {
    entry.data.get(name).and_then(|value| value.as_str()).unwrap_or_default()
}

/// Who holds the work that is reminded of; where nobody does, and once it is overdue, the head.
fn reminded(dossier: &Dossier, entry: &Entry) -> Vec<Concerned> {
    let (thing, due) = (said(entry, "thing"), said(entry, "due").parse().ok());
    let Some(rung) = Rung::from_code(said(entry, "rung")) else { return Vec::new() };
    let of_dossier = thing == dossier.id.to_string();
    let mut concerned = Vec::new();
    for task in dossier.tasks.iter().filter(|task| of_dossier || task.id.to_string() == thing) {
        let holder = task.held_by(entry.at);
        concerned.extend(holder.map(|holder| at_desk(dossier, Who::Official(holder), rung.code(), due)));
        if holder.is_none() || rung == Rung::Overdue {
            let head = Who::Head { office: task.office, role: task.role.clone() };
            concerned.push(at_desk(dossier, head, rung.code(), due));
        }
    }
    concerned
}

async fn of_event(conn: &mut PgConnection, ctx: &Context, entry: &Entry, stale: bool) -> Result<Vec<Concerned>, DbError> {
    // An event this program does not know concerns nobody; that the dossier makes sense is proved elsewhere.
    let Ok(event) = serde_json::from_value::<Event>(entry.data.clone()) else { return Ok(Vec::new()) };
    let told = applicant_is_told(&event);
    let opened = if stale { &[] } else { opened(&event) };
    if told.is_none() && opened.is_empty() && (stale || !is_answer(&event)) {
        return Ok(Vec::new());
    }
    let missing = || DbError::inconsistent("journal.entry", "subject", entry.subject);
    let dossier = dossiers::find(conn, &ctx.node, entry.subject.into()).await?.ok_or_else(missing)?.dossier;
    let mut concerned: Vec<Concerned> = told.map(|(by, due)| of_applicant(&dossier, by, due)).into_iter().collect();
    concerned.extend(opened.iter().map(|task| of_work(&dossier, task, "work")));
    if !stale {
        concerned.extend(answers(&dossier, &event));
    }
    Ok(concerned)
}

/// What the applicant learns from an event, and the due date that belongs to it.
fn applicant_is_told(event: &Event) -> Option<(&'static str, Option<DateTime<Utc>>)> {
    match event {
        Event::Received { clock, .. } => Some(("received", clock.due)),
        Event::NotAccepted { .. } => Some(("not_accepted", None)),
        Event::SupplementRequested { .. } => Some(("supplement", None)),
        Event::Decided { .. } | Event::Deemed { .. } => Some(("decided", None)),
        Event::Extended { clock, .. } => Some(("apology", clock.due)),
        Event::PaymentRequested { .. } => Some(("payment", None)),
        Event::Stopped { .. } => Some(("stopped", None)),
        Event::Corrected { .. } => Some(("corrected", None)),
        Event::Returned { .. } => Some(("returned", None)),
        _ => None,
    }
}

/// Work that begins with an event.
fn opened(event: &Event) -> &[Task] {
    match event {
        Event::Submitted { task, .. } => std::slice::from_ref(task),
        Event::ConsultationAsked { work, .. } => std::slice::from_ref(work),
        Event::Received { step, .. }
        | Event::TaskCompleted { step, .. }
        | Event::TaskSentBack { step, .. }
        | Event::Deemed { step, .. }
        | Event::Decided { step, .. } => &step.opened,
        _ => &[],
    }
}

/// Does somebody answer those who work on the dossier?
const fn is_answer(event: &Event) -> bool {
    matches!(
        event,
        Event::Supplemented { .. }
            | Event::Withdrawn { .. }
            | Event::StopAsked { .. }
            | Event::ConsultationAnswered { .. }
            | Event::TaskAssigned { .. }
    )
}

/// What others did, for those who work on the dossier.
fn answers(dossier: &Dossier, event: &Event) -> Vec<Concerned> {
    let one_stop = || Who::Role { office: dossier.opening.receiving_office, role: access::Role::IntakeOfficer.code().to_owned() };
    match event {
        Event::Supplemented { .. } => at_work(dossier, "supplied"),
        Event::ConsultationAnswered { .. } => at_work(dossier, "answered"),
        Event::TaskAssigned { holder, .. } => vec![at_desk(dossier, Who::Official(*holder), "work", dossier.due())],
        Event::Withdrawn { .. } => vec![at_desk(dossier, one_stop(), "withdrawn", None)],
        Event::StopAsked { .. } => vec![at_desk(dossier, one_stop(), "stop_asked", None)],
        _ => Vec::new(),
    }
}

/// Those who work on the dossier now: who holds an open task, else everybody who may do it.
pub(crate) fn at_work(dossier: &Dossier, by: &'static str) -> Vec<Concerned> {
    dossier.tasks.iter().map(|task| of_work(dossier, task, by)).collect()
}

fn of_work(dossier: &Dossier, task: &Task, by: &'static str) -> Concerned {
    let everybody = || Who::Role { office: task.office, role: task.role.clone() };
    at_desk(dossier, task.holder.map_or_else(everybody, Who::Official), by, task.due_at.or(dossier.due()))
}

/// Somebody on the inner side of the counter.
pub(crate) fn at_desk(dossier: &Dossier, who: Who, by: &'static str, due: Option<DateTime<Utc>>) -> Concerned {
    Concerned { who, by, dossier: dossier.id, code: code(dossier), due, link: format!("/ban/ho-so/{}", dossier.id) }
}

/// The applicant. Without an account they follow the dossier by its code.
pub(crate) fn of_applicant(dossier: &Dossier, by: &'static str, due: Option<DateTime<Utc>>) -> Concerned {
    let code = code(dossier);
    let link = match (dossier.opening.applicant, &code) {
        (Some(_), _) => format!("/ho-so/{}", dossier.id),
        (None, Some(code)) => format!("/tra-cuu?code={code}"),
        (None, None) => "/tra-cuu".to_owned(),
    };
    Concerned { who: Who::Applicant(dossier.opening.applicant), by, dossier: dossier.id, code, due, link }
}

fn code(dossier: &Dossier) -> Option<String> {
    dossier.code.as_ref().map(|code| code.as_str().to_owned())
}

/// Where the applicant of a dossier can be written to, as it was written down last.
///
/// # Errors
/// [`DbError`] when storage fails.
pub async fn applicant_contact(conn: &mut PgConnection, ctx: &Context, dossier: DossierId) -> Result<ApplicantContact, DbError> {
    let Some(found) = dossiers::find(conn, &ctx.node, dossier).await? else { return Ok(ApplicantContact::default()) };
    let content: ContentId = found.dossier.content;
    let applicant = contents::find(conn, &ctx.node, dossier, content).await?.map(|content| content.applicant);
    Ok(applicant.map(|applicant| ApplicantContact { phone: applicant.phone, email: applicant.email }).unwrap_or_default())
}
