//! SQL over cursors and parked entries.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::id::EntryId;
use sqlx::PgConnection;
use uuid::Uuid;

use super::entry::EntryRow;
use crate::model::{Entry, Position};
use crate::reader::Parked;

/// Makes the cursor of `reader` if it has never run. Asks first: an insert would take a transaction number every time.
pub(crate) async fn ensure(connection: &mut PgConnection, reader: &str, now: DateTime<Utc>) -> Result<(), DbError> {
    let exists = sqlx::query_scalar!(r#"select exists (select from journal.cursor where reader = $1) as "exists!""#, reader)
        .fetch_one(&mut *connection)
        .await?;
    if !exists {
        sqlx::query!("insert into journal.cursor (reader, moved_at) values ($1, $2) on conflict do nothing", reader, now)
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// The cursor of `reader`, for this transaction alone; `None` while another one has it, or when it does not exist. An advisory
/// lock, because a row lock would take a transaction number in every idle round.
pub(crate) async fn lock(connection: &mut PgConnection, reader: &str) -> Result<Option<Position>, DbError> {
    let ours = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock(hashtext('journal.cursor'), hashtext($1)) as "ours!""#, reader)
        .fetch_one(&mut *connection)
        .await?;
    if !ours {
        return Ok(None);
    }
    // A statement of its own: it must see what the previous holder of the lock has committed.
    let cursor = sqlx::query_as!(
        Position,
        r#"select transaction::text::bigint as "transaction!", sequence from journal.cursor where reader = $1"#,
        reader
    )
    .fetch_optional(connection)
    .await?;
    Ok(cursor)
}

/// The next `limit` entries after `cursor` whose transaction is older than every running one.
pub(crate) async fn after(connection: &mut PgConnection, cursor: Position, limit: u16) -> Result<Vec<Entry>, DbError> {
    let rows = sqlx::query_as!(
        EntryRow,
        r#"select id, transaction::text::bigint as "transaction!", sequence, at, node, office, actor, kind, subject_kind, subject,
                  subject_sequence, data, schema_version
           from journal.entry
           where (transaction, sequence) > ($1::bigint::text::xid8, $2)
             and transaction < pg_snapshot_xmin(pg_current_snapshot())
           order by transaction, sequence limit $3"#,
        cursor.transaction,
        cursor.sequence,
        i64::from(limit)
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Entry::try_from).collect()
}

pub(crate) async fn advance(connection: &mut PgConnection, reader: &str, to: Position, now: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "update journal.cursor set transaction = $2::bigint::text::xid8, sequence = $3, moved_at = $4 where reader = $1",
        reader,
        to.transaction,
        to.sequence,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Which of `subjects` have an entry parked.
pub(crate) async fn blocked(connection: &mut PgConnection, reader: &str, subjects: &[Uuid]) -> Result<Vec<Uuid>, DbError> {
    let blocked =
        sqlx::query_scalar!("select distinct subject from journal.parked where reader = $1 and subject = any($2)", reader, subjects)
            .fetch_all(connection)
            .await?;
    Ok(blocked)
}

/// Parks `entry`; with a reason it counts as an attempt.
pub(crate) async fn park(
    connection: &mut PgConnection,
    reader: &str,
    entry: &Entry,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    sqlx::query!(
        "insert into journal.parked as p (reader, entry, transaction, sequence, subject, reason, attempts, parked_at)
         values ($1, $2, $3::bigint::text::xid8, $4, $5, $6, case when $6::text is null then 0 else 1 end, $7)
         on conflict (reader, entry) do update set reason = excluded.reason, attempts = p.attempts + 1",
        reader,
        entry.id.uuid(),
        entry.position.transaction,
        entry.position.sequence,
        entry.subject,
        reason,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn release(connection: &mut PgConnection, reader: &str, entry: EntryId) -> Result<(), DbError> {
    sqlx::query!("delete from journal.parked where reader = $1 and entry = $2", reader, entry.uuid()).execute(connection).await?;
    Ok(())
}

pub(crate) async fn waiting_subjects(connection: &mut PgConnection, reader: &str) -> Result<Vec<Uuid>, DbError> {
    let subjects =
        sqlx::query_scalar!("select subject from journal.parked where reader = $1 group by subject order by min(sequence)", reader)
            .fetch_all(connection)
            .await?;
    Ok(subjects)
}

/// The parked entries of one subject, in order.
pub(crate) async fn waiting(connection: &mut PgConnection, reader: &str, subject: Uuid) -> Result<Vec<Entry>, DbError> {
    let rows = sqlx::query_as!(
        EntryRow,
        r#"select e.id, e.transaction::text::bigint as "transaction!", e.sequence, e.at, e.node, e.office, e.actor, e.kind,
                  e.subject_kind, e.subject, e.subject_sequence, e.data, e.schema_version
           from journal.parked p join journal.entry e on e.id = p.entry
           where p.reader = $1 and p.subject = $2 order by e.transaction, e.sequence"#,
        reader,
        subject
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Entry::try_from).collect()
}

pub(crate) async fn count_waiting(connection: &mut PgConnection, reader: &str) -> Result<usize, DbError> {
    let count =
        sqlx::query_scalar!(r#"select count(*) as "count!" from journal.parked where reader = $1"#, reader).fetch_one(connection).await?;
    usize::try_from(count).map_err(|_| DbError::inconsistent("journal.parked", "count", reader))
}

pub(crate) async fn parked(connection: &mut PgConnection, limit: u16) -> Result<Vec<Parked>, DbError> {
    let rows = sqlx::query_as!(
        Parked,
        "select reader, entry, subject, reason, attempts, parked_at from journal.parked order by transaction, sequence, reader limit $1",
        i64::from(limit)
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}
