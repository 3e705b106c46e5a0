//! The one seam through which a dossier changes: lock, check rights and version, decide, apply, save, journal.

use access::{Action, Actor};
use chrono::{DateTime, Utc};
use journal::NewEntry;
use kernel::calendar::Calendar;
use kernel::id::{AccountId, DossierId, TaskId};
use sqlx::PgConnection;

use crate::error::{Refusal, UseCaseError};
use crate::model::{Dossier, Event};
use crate::services::{Services, authorise};
use crate::store::dossiers::{self, Save, Stored};
use crate::store::tasks;
use crate::tally;

/// What a write leaves behind.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The dossier after it.
    pub dossier: Dossier,
    /// The same request had been done before; nothing was changed now.
    pub replayed: bool,
}

/// Locks a dossier that the program itself changes, as the law says when nobody does.
pub(crate) async fn lock_alone(services: &Services, conn: &mut PgConnection, id: DossierId) -> Result<Locked, UseCaseError> {
    let before = dossiers::lock(conn, &services.ctx.node, id).await?.ok_or(Refusal::NotFound)?;
    Ok(Locked { before, now: services.ctx.now() })
}

/// A dossier under lock, to be changed by one actor.
pub(crate) struct Locked {
    pub(crate) before: Stored,
    pub(crate) now: DateTime<Utc>,
}

/// Locks a dossier the actor may do `action` to. `expected` is the version the actor saw.
pub(crate) async fn lock(
    services: &Services,
    conn: &mut PgConnection,
    actor: &Actor,
    action: Action,
    id: DossierId,
    expected: Option<i32>,
) -> Result<Locked, UseCaseError> {
    let before = dossiers::lock(conn, &services.ctx.node, id).await?.ok_or(Refusal::NotFound)?;
    authorise(actor, action, &before.dossier)?;
    match expected {
        Some(expected) if expected != before.dossier.version => {
            Err(Refusal::VersionConflict { expected, current: before.dossier.version }.into())
        }
        _ => Ok(Locked { before, now: services.ctx.now() }),
    }
}

/// A change that needs nothing but the dossier: locks it, lets `decide` say what happens, writes.
pub(crate) async fn change(
    services: &Services,
    actor: &Actor,
    action: Action,
    (id, version): (DossierId, Option<i32>),
    decide: impl FnOnce(&Locked) -> Result<Vec<Event>, UseCaseError>,
) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock(services, &mut tx, actor, action, id, version).await?;
    let events = decide(&locked)?;
    let dossier = locked.record(services, &mut tx, actor.account, &events).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

/// Locks the dossier of an open task the actor may work on.
pub(crate) async fn lock_task(
    services: &Services,
    conn: &mut PgConnection,
    actor: &Actor,
    task: TaskId,
    expected: Option<i32>,
) -> Result<Locked, UseCaseError> {
    let id = tasks::dossier_of(conn, &services.ctx.node, task).await?.ok_or(Refusal::TaskNotFound)?;
    let locked = match lock(services, conn, actor, Action::View, id, expected).await {
        Err(UseCaseError::Refused(Refusal::NotFound)) => return Err(Refusal::TaskNotFound.into()),
        other => other?,
    };
    let open = locked.before.dossier.task(task).ok_or(Refusal::TaskNotFound)?;
    if super::claim::may_work(actor, open) { Ok(locked) } else { Err(Refusal::NotAllowed.into()) }
}

impl Locked {
    /// As [`Locked::record`], when the events give the applicant another name.
    pub(crate) async fn record_named(
        mut self,
        services: &Services,
        conn: &mut PgConnection,
        (actor, name): (AccountId, &str),
        events: &[Event],
    ) -> Result<Dossier, UseCaseError> {
        name.clone_into(&mut self.before.applicant_name);
        self.record(services, conn, actor, events).await
    }

    /// Applies the events, writes row and journal, and gives the dossier after them.
    pub(crate) async fn record(
        self,
        services: &Services,
        conn: &mut PgConnection,
        actor: impl Into<Option<AccountId>>,
        events: &[Event],
    ) -> Result<Dossier, UseCaseError> {
        let Stored { dossier: before, applicant_name } = self.before;
        let mut after = before.clone();
        for event in events {
            after.apply(event, self.now)?;
        }
        let written =
            Written { before: &before, after: &after, events, applicant_name: &applicant_name, actor: actor.into(), now: self.now };
        written.write(services, conn).await?;
        Ok(after)
    }
}

/// A change that was decided and has to be written.
struct Written<'a> {
    before: &'a Dossier,
    after: &'a Dossier,
    events: &'a [Event],
    applicant_name: &'a str,
    /// Nobody when the program itself carries out what the law says.
    actor: Option<AccountId>,
    now: DateTime<Utc>,
}

impl Written<'_> {
    /// Writes row, work, counters and journal entries in the caller's transaction.
    async fn write(&self, services: &Services, conn: &mut PgConnection) -> Result<(), UseCaseError> {
        let calendar = services.calendar_of(self.after.opening.receiving_office)?;
        let version_before = self.before.version;
        let save = Save {
            after: self.after,
            before: self.before,
            applicant_name: self.applicant_name,
            day: counted_day(self.after, calendar),
            changes: &tally::changes(Some(self.before), self.after, calendar),
            now: self.now,
        };
        if !dossiers::save(conn, &services.ctx.node, &save).await? {
            return Err(Refusal::VersionConflict { expected: version_before, current: version_before + 1 }.into());
        }
        // Row and journal must name the same instant, or the fold would differ from the row.
        let entries =
            self.events.iter().map(|event| Ok((self.now, entry(self.after, event, self.actor)?))).collect::<Result<_, UseCaseError>>()?;
        journal::append_at(conn, &services.ctx, entries).await?;
        Ok(())
    }
}

/// What the journal keeps of an event.
pub(super) fn entry<'a>(dossier: &Dossier, event: &'a Event, actor: Option<AccountId>) -> Result<NewEntry<'a>, UseCaseError> {
    Ok(NewEntry {
        office: Some(dossier.owner_office),
        actor,
        kind: event.kind(),
        subject_kind: "dossier",
        subject: dossier.id.uuid(),
        data: crate::store::json(event)?,
    })
}

/// Office-local day under which the open work of a dossier is counted.
pub(super) fn counted_day(dossier: &Dossier, calendar: &Calendar) -> chrono::NaiveDate {
    tally::local_day(calendar, dossier.due().or(dossier.received_at).unwrap_or(dossier.submitted_at))
}
