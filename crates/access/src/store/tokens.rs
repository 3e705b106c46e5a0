//! API tokens, by the SHA-256 of their secret.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::id::{AccountId, TokenId};
use sqlx::PgConnection;

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
