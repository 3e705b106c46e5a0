//! Writing entries and reading the history of one subject.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use db::{Context, DbError};
use kernel::id::EntryId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Entry, NewEntry};
use crate::store;

/// Version of the shape of `data` that this program writes.
pub const SCHEMA_VERSION: i16 = 1;

/// Writes one entry in the transaction that `connection` has open, in a single round trip. Writers of the same subject wait for
/// each other until that transaction ends; so append last.
///
/// # Errors
/// [`DbError::Sql`].
pub async fn append(connection: &mut PgConnection, ctx: &Context, entry: NewEntry<'_>) -> Result<Entry, DbError> {
    store::entry::insert(connection, stamped(ctx, ctx.now(), entry)).await
}

/// Writes several entries in one round trip. They are numbered in the order given, also when they concern different subjects.
/// Subjects are locked in the order of their identifiers, so two callers never wait for each other in a circle.
///
/// # Errors
/// [`DbError::Sql`].
pub async fn append_all(connection: &mut PgConnection, ctx: &Context, entries: Vec<NewEntry<'_>>) -> Result<Vec<Entry>, DbError> {
    let now = ctx.now();
    append_at(connection, ctx, entries.into_iter().map(|entry| (now, entry)).collect()).await
}

/// Like [`append_all`], for entries that must name the instant something else was decided with.
///
/// # Errors
/// [`DbError::Sql`].
pub async fn append_at(
    connection: &mut PgConnection,
    ctx: &Context,
    entries: Vec<(DateTime<Utc>, NewEntry<'_>)>,
) -> Result<Vec<Entry>, DbError> {
    store::entry::insert_all(connection, entries.into_iter().map(|(at, entry)| stamped(ctx, at, entry)).collect()).await
}

/// The whole history of `subject`, oldest first.
///
/// # Errors
/// [`DbError::Sql`], or [`DbError::Inconsistent`] when a row is not one this program can have written.
pub async fn of_subject(connection: &mut PgConnection, subject: Uuid) -> Result<Vec<Entry>, DbError> {
    store::entry::of_subject(connection, subject).await
}

/// What administrators did last on this node, newest first, at most `limit` entries.
///
/// # Errors
/// As [`of_subject`].
pub async fn of_administration(connection: &mut PgConnection, limit: u8) -> Result<Vec<Entry>, DbError> {
    store::entry::of_administration(connection, limit.into()).await
}

/// Makes the monthly partitions from the month of `from` to the one after the month of `until`, and says how many were
/// missing. Called at start and once a day; without it entries fall into the default partition and stay there.
///
/// # Errors
/// [`DbError::Sql`].
pub async fn ensure_partitions(connection: &mut PgConnection, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<i32, DbError> {
    let (first, last) = (from.date_naive(), until.date_naive());
    let months = (month_number(last) - month_number(first)).max(0) + 2;
    store::entry::make_partitions(connection, first, months).await
}

fn month_number(date: NaiveDate) -> i32 {
    date.year() * 12 + i32::try_from(date.month0()).unwrap_or(0)
}

/// The entry as it would be if nobody else wrote: position and subject sequence are given by the database.
fn stamped(ctx: &Context, now: DateTime<Utc>, entry: NewEntry<'_>) -> Entry {
    Entry {
        id: EntryId::new(ctx.clock.as_ref(), ctx.entropy.as_ref()),
        position: crate::model::Position::default(),
        at: now,
        node: ctx.node.clone(),
        office: entry.office,
        actor: entry.actor,
        kind: entry.kind.to_owned(),
        subject_kind: entry.subject_kind.to_owned(),
        subject: entry.subject,
        subject_sequence: 0,
        data: entry.data,
        schema_version: SCHEMA_VERSION,
    }
}
