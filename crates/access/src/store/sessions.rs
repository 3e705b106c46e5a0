//! Sessions, by the SHA-256 of their cookie.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::id::AccountId;
use serde_json::Value;
use sqlx::PgConnection;

/// A stored session.
pub(crate) struct StoredSession {
    pub(crate) data: Value,
    pub(crate) expires_at: DateTime<Utc>,
}

/// False when the identifier is taken.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    id_hash: &[u8],
    account: AccountId,
    data: &Value,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<bool, DbError> {
    let written = sqlx::query!(
        "insert into access.session (id_hash, account, data, created_at, seen_at, expires_at)
         values ($1, $2, $3, $4, $4, $5) on conflict (id_hash) do nothing",
        id_hash,
        account.uuid(),
        data,
        now,
        expires_at
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Never inserts: a session that was revoked while a request ran stays revoked.
pub(crate) async fn update(conn: &mut PgConnection, id_hash: &[u8], data: &Value) -> Result<(), DbError> {
    sqlx::query!("update access.session set data = $2 where id_hash = $1", id_hash, data).execute(conn).await?;
    Ok(())
}

pub(crate) async fn load(
    conn: &mut PgConnection,
    id_hash: &[u8],
    now: DateTime<Utc>,
    seen_after: DateTime<Utc>,
) -> Result<Option<StoredSession>, DbError> {
    let session = sqlx::query_as!(
        StoredSession,
        "select data, expires_at from access.session where id_hash = $1 and expires_at > $2 and seen_at > $3",
        id_hash,
        now,
        seen_after
    )
    .fetch_optional(conn)
    .await?;
    Ok(session)
}

/// Marks the session as seen, at most once a minute: most requests write nothing.
pub(crate) async fn touch(conn: &mut PgConnection, id_hash: &[u8], now: DateTime<Utc>, stale_before: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!("update access.session set seen_at = $2 where id_hash = $1 and seen_at < $3", id_hash, now, stale_before)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn delete(conn: &mut PgConnection, id_hash: &[u8]) -> Result<(), DbError> {
    sqlx::query!("delete from access.session where id_hash = $1", id_hash).execute(conn).await?;
    Ok(())
}

/// Ends every session of the account except the one kept. Says how many.
pub(crate) async fn delete_of(conn: &mut PgConnection, account: AccountId, keep: Option<&[u8]>) -> Result<u64, DbError> {
    let deleted =
        sqlx::query!("delete from access.session where account = $1 and ($2::bytea is null or id_hash <> $2)", account.uuid(), keep)
            .execute(conn)
            .await?;
    Ok(deleted.rows_affected())
}

pub(crate) async fn delete_expired(conn: &mut PgConnection, now: DateTime<Utc>, seen_before: DateTime<Utc>) -> Result<u64, DbError> {
    let deleted =
        sqlx::query!("delete from access.session where expires_at <= $1 or seen_at <= $2", now, seen_before).execute(conn).await?;
    Ok(deleted.rows_affected())
}

/// An open session as its owner sees it.
pub(crate) struct OpenSession {
    pub(crate) id_hash: Vec<u8>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) seen_at: DateTime<Utc>,
    pub(crate) agent: Option<String>,
}

/// The sessions of the account that still open something, last used first.
pub(crate) async fn open_of(
    conn: &mut PgConnection,
    account: AccountId,
    now: DateTime<Utc>,
    seen_after: DateTime<Utc>,
) -> Result<Vec<OpenSession>, DbError> {
    let sessions = sqlx::query_as!(
        OpenSession,
        "select id_hash, created_at, seen_at, data ->> 'agent' as agent
         from access.session where account = $1 and expires_at > $2 and seen_at > $3 order by seen_at desc, created_at desc",
        account.uuid(),
        now,
        seen_after
    )
    .fetch_all(conn)
    .await?;
    Ok(sessions)
}
