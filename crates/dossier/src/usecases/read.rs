//! Look at dossiers: one, a list, the inbox, its counts, the public degree of completion.

use access::{Action, Actor, Resource};
use chrono::{Datelike, Days, Months, NaiveDate};
use journal::{Entry, NewEntry};
use kernel::code::DossierCode;
use kernel::id::DossierId;
use sqlx::PgConnection;

use crate::error::{Refusal, UseCaseError};
use crate::model::{Content, Dossier, Stage, State, Task};
use crate::rules::DECISION_STEP;
use crate::services::{Services, authorise, may};
use crate::store::lists::{DossierFilter, DossierRow};
use crate::store::readings::Reading;
use crate::store::tallies::InboxCount;
use crate::store::tasks::{TaskCursor, TaskFilter, TaskRow};
use crate::store::{contents, dossiers, lists, readings, tallies, tasks};
use crate::tally::{self, Measure, Side};
use crate::usecases::claim::may_work;

/// Why an official opens an applicant's data. Shown to the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Checking it at intake.
    Intake,
    /// Working on it.
    Work,
    /// Deciding on it.
    Decision,
    /// Handing the result over.
    Return,
    /// Supervision and audit.
    Supervision,
}

impl Purpose {
    /// Stable code; its words are `dossier-purpose-<code>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Work => "work",
            Self::Decision => "decision",
            Self::Return => "return",
            Self::Supervision => "supervision",
        }
    }

    /// The purpose follows from the work: that of the first open task the actor may do; without one, supervision.
    fn of(actor: &Actor, dossier: &Dossier) -> Self {
        match dossier.tasks.iter().find(|task| may_work(actor, task)).map(|task| task.key.as_str()) {
            None => Self::Supervision,
            Some(Task::INTAKE) => Self::Intake,
            Some(Task::RETURN) => Self::Return,
            Some(DECISION_STEP) => Self::Decision,
            Some(_) => Self::Work,
        }
    }
}

/// A dossier as one person may see it.
#[derive(Debug, Clone)]
pub struct View {
    /// The dossier.
    pub dossier: Dossier,
    /// The applicant's name.
    pub applicant_name: String,
    /// What was declared; nothing for those who may see that the dossier exists but not what is in it.
    pub content: Option<Content>,
    /// The person is the applicant.
    pub own: bool,
}

/// Opens a dossier. An official's look at the declared data is noted with its purpose, journaled and shown to the applicant.
///
/// # Errors
/// `not_found` for whom it does not exist.
pub async fn open(services: &Services, actor: &Actor, id: DossierId) -> Result<View, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let found = dossiers::find(&mut tx, &services.ctx.node, id).await?.ok_or(Refusal::NotFound)?;
    authorise(actor, Action::View, &found.dossier)?;
    let own = found.dossier.opening.applicant == Some(actor.account);
    let content = if may(actor, Action::ViewContent, &found.dossier) {
        if !own {
            note_reading(services, &mut tx, actor, &found.dossier).await?;
        }
        Some(content_of(services, &mut tx, &found.dossier).await?)
    } else {
        None
    };
    tx.commit().await?;
    Ok(View { dossier: found.dossier, applicant_name: found.applicant_name, content, own })
}

/// Opens a dossier for the person who handed it in. For everybody else there is none here, officials included: their look would have to
/// be noted, and they have pages of their own.
///
/// # Errors
/// `not_found`.
pub async fn open_own(services: &Services, actor: &Actor, id: DossierId) -> Result<(Dossier, Content), UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let found = dossiers::find(&mut conn, &services.ctx.node, id).await?.ok_or(Refusal::NotFound)?;
    if found.dossier.opening.applicant != Some(actor.account) {
        return Err(Refusal::NotFound.into());
    }
    let content = content_of(services, &mut conn, &found.dossier).await?;
    Ok((found.dossier, content))
}

async fn note_reading(services: &Services, conn: &mut PgConnection, actor: &Actor, dossier: &Dossier) -> Result<(), UseCaseError> {
    let (now, purpose) = (services.ctx.now(), Purpose::of(actor, dossier));
    let day = tally::local_day(services.calendar_of(dossier.owner_office)?, now);
    let reading = Reading { account: actor.account, purpose: purpose.code().to_owned(), read_at: now };
    if !readings::insert(conn, &services.ctx.node, dossier.id, &reading, day).await? {
        return Ok(());
    }
    let entry = NewEntry {
        office: actor.office(),
        actor: Some(actor.account),
        kind: "dossier.content_read",
        subject_kind: "content",
        subject: dossier.content.uuid(),
        data: serde_json::json!({ "dossier": dossier.id, "purpose": purpose.code() }),
    };
    journal::append(conn, &services.ctx, entry).await?;
    Ok(())
}

/// A dossier the actor may see, and its version, without opening what was declared; nothing when there is none for them.
///
/// # Errors
/// When the database fails.
pub(crate) async fn standing(services: &Services, actor: &Actor, id: DossierId) -> Result<Option<(Dossier, i32)>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let found = dossiers::find(&mut conn, &services.ctx.node, id).await?.map(|found| found.dossier);
    Ok(found
        .filter(|dossier| may(actor, Action::View, dossier))
        .map(|dossier| (dossier.version, dossier))
        .map(|(version, dossier)| (dossier, version)))
}

/// The current version of what was declared.
pub(super) async fn content_of(services: &Services, conn: &mut PgConnection, dossier: &Dossier) -> Result<Content, UseCaseError> {
    let missing = || db::DbError::inconsistent("dossier.content", "id", dossier.content);
    Ok(contents::find(conn, &services.ctx.node, dossier.id, dossier.content).await?.ok_or_else(missing)?)
}

/// Who opened the data of a dossier, latest first; for the applicant and for those who may read the journal.
///
/// # Errors
/// `not_found` for whom the dossier does not exist.
pub async fn readings_of(services: &Services, actor: &Actor, id: DossierId) -> Result<Vec<Reading>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let found = dossiers::find(&mut conn, &services.ctx.node, id).await?.ok_or(Refusal::NotFound)?;
    authorise(actor, Action::View, &found.dossier)?;
    Ok(readings::of_dossier(&mut conn, &services.ctx.node, id).await?)
}

/// The journal of a dossier, oldest first.
///
/// # Errors
/// `not_found` for whom the dossier does not exist.
pub async fn journal_of(services: &Services, actor: &Actor, id: DossierId) -> Result<Vec<Entry>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let found = dossiers::find(&mut conn, &services.ctx.node, id).await?.ok_or(Refusal::NotFound)?;
    authorise(actor, Action::View, &found.dossier)?;
    Ok(journal::of_subject(&mut conn, id.uuid()).await?)
}

/// One page of the dossiers the actor may see, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    services: &Services,
    actor: &Actor,
    filter: &DossierFilter,
    page: (Option<DossierId>, i64),
) -> Result<Vec<DossierRow>, UseCaseError> {
    let scope = access::scope(actor, Resource::Dossier, Action::List);
    if scope.is_none() {
        return Ok(Vec::new());
    }
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(lists::page(&mut conn, &services.ctx.node, &scope, filter, page).await?)
}

/// The dossiers the actor handed in, newest first.
///
/// # Errors
/// When the database fails.
pub async fn own_list(services: &Services, actor: &Actor, page: (Option<DossierId>, i64)) -> Result<Vec<DossierRow>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(lists::of_applicant(&mut conn, &services.ctx.node, actor.account, page).await?)
}

/// One page of the inbox, in the order the dossiers are due.
///
/// # Errors
/// When the database fails.
pub async fn inbox(services: &Services, actor: &Actor, filter: &TaskFilter, page: (TaskCursor, i64)) -> Result<Vec<TaskRow>, UseCaseError> {
    let scope = access::scope(actor, Resource::Task, Action::List);
    if scope.is_none() {
        return Ok(Vec::new());
    }
    let mut conn = services.ctx.pool.acquire().await?;
    let node = &services.ctx.node;
    Ok(if !filter.words.trim().is_empty() {
        tasks::found(&mut conn, node, &scope.filter(), filter, page).await?
    } else if scope.all {
        tasks::of_everyone(&mut conn, node, filter, page).await?
    } else {
        tasks::of_offices(&mut conn, node, (&scope.offices, scope.assigned), filter, page).await?
    })
}

/// Kept counts of the inbox, per holder, day and clock.
///
/// # Errors
/// When the database fails.
pub async fn inbox_counts(services: &Services, actor: &Actor) -> Result<Vec<InboxCount>, UseCaseError> {
    let scope = access::scope(actor, Resource::Task, Action::List);
    if scope.is_none() {
        return Ok(Vec::new());
    }
    let mut conn = services.ctx.pool.acquire().await?;
    let node = &services.ctx.node;
    Ok(if scope.all { tallies::inbox_of_all(&mut conn, node).await? } else { tallies::inbox(&mut conn, node, &scope.offices).await? })
}

/// What anybody may know of a whole month: how many dossiers were finished, how many of them late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// First day of the month.
    pub month: NaiveDate,
    /// Dossiers decided in it.
    pub finished: i64,
    /// Of these, decided after their due instant.
    pub late: i64,
}

/// The record of the month before `today`, over all offices; nothing when none was finished.
///
/// # Errors
/// When the database fails.
pub async fn public_record(services: &Services, today: NaiveDate) -> Result<Option<Record>, UseCaseError> {
    let this_month = today.with_day(1).unwrap_or(today);
    let (first, last) = (this_month - Months::new(1), this_month - Days::new(1));
    let mut conn = services.ctx.pool.acquire().await?;
    let sums = tallies::sums(&mut conn, &services.ctx.node, &services.directory().all_ids(), (first, last)).await?;
    let of = |measure| sums.iter().filter(|sum| (sum.side, sum.measure) == (Side::Solving, measure)).map(|sum| sum.amount).sum::<i64>();
    let late = of(Measure::FinishedLate);
    let finished = of(Measure::FinishedEarly) + of(Measure::FinishedOnTime) + late;
    Ok((finished > 0).then_some(Record { month: first, finished, late }))
}

/// How far the dossier with this code has come: all that anyone may know (rules A14).
///
/// # Errors
/// `not_found`.
pub async fn track(services: &Services, code: &DossierCode) -> Result<Stage, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let number = dossiers::state_of_code(&mut conn, &services.ctx.node, code).await?.ok_or(Refusal::NotFound)?;
    let wrong = || db::DbError::inconsistent("dossier.dossier", "state", code);
    Ok(State::from_number(number).ok_or_else(wrong)?.stage())
}

/// The dossier with this code, for those who may see it.
///
/// # Errors
/// `not_found`.
pub async fn find_by_code(services: &Services, actor: &Actor, code: &DossierCode) -> Result<DossierId, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let id = dossiers::id_of_code(&mut conn, &services.ctx.node, code).await?.ok_or(Refusal::NotFound)?;
    let found = dossiers::find(&mut conn, &services.ctx.node, id).await?.ok_or(Refusal::NotFound)?;
    authorise(actor, Action::View, &found.dossier)?;
    Ok(id)
}
