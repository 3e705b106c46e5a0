//! API tokens, by the SHA-256 of their secret.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::id::{AccountId, TokenId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::LiveToken;

/// A token to be written.
pub(crate) struct NewToken<'a> {
    pub(crate) id: TokenId,
    pub(crate) account: AccountId,
    pub(crate) label: &'a str,
    pub(crate) secret_hash: &'a [u8],
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) expires_at: DateTime<Utc>,
}

pub(crate) async fn insert(conn: &mut PgConnection, token: &NewToken<'_>) -> Result<(), DbError> {
    sqlx::query!(
        "insert into access.token (id, account, label, secret_hash, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
        token.id.uuid(),
        token.account.uuid(),
        token.label,
        token.secret_hash,
        token.created_at,
        token.expires_at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whose token it is, for the check of rights before it is revoked.
pub(crate) async fn owner(conn: &mut PgConnection, id: TokenId) -> Result<Option<AccountId>, DbError> {
    let account = sqlx::query_scalar!("select account from access.token where id = $1", id.uuid()).fetch_optional(conn).await?;
    Ok(account.map(AccountId::from_uuid))
}

/// False when it was revoked before.
pub(crate) async fn revoke(conn: &mut PgConnection, id: TokenId, now: DateTime<Utc>) -> Result<bool, DbError> {
    let written =
        sqlx::query!("update access.token set revoked_at = $2 where id = $1 and revoked_at is null", id.uuid(), now).execute(conn).await?;
    Ok(written.rows_affected() == 1)
}

struct Row {
    id: Uuid,
    label: String,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

/// The tokens of the account that still open something, newest first.
pub(crate) async fn live_of(conn: &mut PgConnection, account: AccountId, now: DateTime<Utc>) -> Result<Vec<LiveToken>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, label, created_at, expires_at from access.token
         where account = $1 and expires_at > $2 and revoked_at is null order by created_at desc, id desc",
        account.uuid(),
        now
    )
    .fetch_all(conn)
    .await?;
    let token = |row: Row| LiveToken { id: row.id.into(), label: row.label, created_at: row.created_at, expires_at: row.expires_at };
    Ok(rows.into_iter().map(token).collect())
}
