//! Reminders to come, and those that were given.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::DossierId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::rules::{Reminder, Rung, Running};

/// A reminder whose moment has come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Next {
    pub(crate) id: Uuid,
    pub(crate) dossier: DossierId,
    pub(crate) reminder: Reminder,
}

/// Lets the reminders of a dossier be exactly these. One that was given stays given as long as its limit is the same.
pub(crate) async fn replace(
    conn: &mut PgConnection,
    node: &NodeCode,
    dossier: DossierId,
    limits: &[Running],
    reminders: &[(Uuid, Reminder)],
) -> Result<(), DbError> {
    let (things, dues): (Vec<Uuid>, Vec<DateTime<Utc>>) = limits.iter().map(|limit| (limit.thing, limit.due)).unzip();
    sqlx::query!(
        "delete from dossier.reminder as kept where node = $1 and dossier = $2
         and not exists (select from unnest($3::uuid[], $4::timestamptz[]) as runs (thing, due)
                         where runs.thing = kept.thing and runs.due = kept.due_at)",
        node.as_str(),
        dossier.uuid(),
        &things,
        &dues
    )
    .execute(&mut *conn)
    .await?;
    let ids: Vec<Uuid> = reminders.iter().map(|(id, _)| *id).collect();
    let things: Vec<Uuid> = reminders.iter().map(|(_, reminder)| reminder.thing).collect();
    let rungs: Vec<String> = reminders.iter().map(|(_, reminder)| reminder.rung.code().to_owned()).collect();
    let moments: Vec<DateTime<Utc>> = reminders.iter().map(|(_, reminder)| reminder.at).collect();
    let dues: Vec<DateTime<Utc>> = reminders.iter().map(|(_, reminder)| reminder.due).collect();
    sqlx::query!(
        "insert into dossier.reminder (node, id, dossier, thing, rung, at, due_at)
         select $1, id, $2, thing, rung, at, due from unnest($3::uuid[], $4::uuid[], $5::text[], $6::timestamptz[], $7::timestamptz[])
             as new (id, thing, rung, at, due)
         on conflict (node, thing, rung) do nothing",
        node.as_str(),
        dossier.uuid(),
        &ids,
        &things,
        &rungs,
        &moments,
        &dues
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The reminder whose moment came first, locked until the transaction ends; those somebody else is at are passed over.
pub(crate) async fn next(conn: &mut PgConnection, node: &NodeCode, now: DateTime<Utc>) -> Result<Option<Next>, DbError> {
    let row = sqlx::query!(
        "select id, dossier, thing, rung, at, due_at from dossier.reminder
         where node = $1 and at <= $2 and fired_at is null order by at, id limit 1 for update skip locked",
        node.as_str(),
        now
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let rung = Rung::from_code(&row.rung).ok_or_else(|| DbError::inconsistent("dossier.reminder", "rung", row.id))?;
    let reminder = Reminder { thing: row.thing, rung, at: row.at, due: row.due_at };
    Ok(Some(Next { id: row.id, dossier: row.dossier.into(), reminder }))
}

/// Writes down that it was given, or that there was nothing to remind of any more.
pub(crate) async fn done(conn: &mut PgConnection, node: &NodeCode, next: &Next, now: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "update dossier.reminder set fired_at = $4 where node = $1 and thing = $2 and rung = $3",
        node.as_str(),
        next.reminder.thing,
        next.reminder.rung.code(),
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What was given for these dossiers and tasks: the thing, whether it is a dossier's own limit, the rung.
pub(crate) async fn given(conn: &mut PgConnection, node: &NodeCode, dossiers: &[Uuid]) -> Result<Vec<(Uuid, Rung)>, DbError> {
    if dossiers.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        "select thing, rung from dossier.reminder where node = $1 and dossier = any($2) and fired_at is not null",
        node.as_str(),
        dossiers
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.thing, Rung::from_code(&row.rung)?))).collect())
}
