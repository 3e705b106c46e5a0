//! What an entry of the journal means to people: asked by the capability that tells them.

use chrono::{DateTime, Utc};
use db::{Context, DbError};
use journal::Entry;
use kernel::id::{AccountId, ContentId, DossierId, OfficeId};
use sqlx::PgConnection;

use crate::model::{Dossier, Event, Task};
use crate::store::{contents, dossiers};

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
    if entry.subject_kind != "dossier" {
        return Ok(Vec::new());
    }
    // An event this program does not know concerns nobody; that the dossier makes sense is proved elsewhere.
    let Ok(event) = serde_json::from_value::<Event>(entry.data.clone()) else { return Ok(Vec::new()) };
    let told = applicant_is_told(&event);
    let opened = if stale { &[] } else { opened(&event) };
    let answered = !stale && matches!(event, Event::Supplemented { .. } | Event::Withdrawn { .. });
    if told.is_none() && opened.is_empty() && !answered {
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
        Event::Decided { .. } => Some(("decided", None)),
        Event::Returned { .. } => Some(("returned", None)),
        _ => None,
    }
}

/// Work that begins with an event.
fn opened(event: &Event) -> &[Task] {
    match event {
        Event::Submitted { task, .. } => std::slice::from_ref(task),
        Event::Received { step, .. }
        | Event::TaskCompleted { step, .. }
        | Event::TaskSentBack { step, .. }
        | Event::Decided { step, .. } => &step.opened,
        _ => &[],
    }
}

/// What the applicant did, for those who work on the dossier.
fn answers(dossier: &Dossier, event: &Event) -> Vec<Concerned> {
    match event {
        Event::Supplemented { .. } => at_work(dossier, "supplied"),
        Event::Withdrawn { .. } => {
            let who = Who::Role { office: dossier.opening.receiving_office, role: access::Role::IntakeOfficer.code().to_owned() };
            vec![at_desk(dossier, who, "withdrawn", None)]
        }
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
