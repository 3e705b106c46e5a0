//! Keys of writes that were done.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, DossierId};
use sqlx::PgConnection;

/// A key that was used.
#[derive(Debug)]
pub(crate) struct UsedKey {
    pub(crate) operation: String,
    pub(crate) request: Vec<u8>,
    pub(crate) dossier: DossierId,
}

/// A key to remember.
#[derive(Debug)]
pub(crate) struct NewKey<'a> {
    pub(crate) account: AccountId,
    pub(crate) key: &'a str,
    pub(crate) operation: &'a str,
    pub(crate) request: &'a [u8],
    pub(crate) dossier: DossierId,
    pub(crate) now: DateTime<Utc>,
}

pub(crate) async fn find(conn: &mut PgConnection, node: &NodeCode, account: AccountId, key: &str) -> Result<Option<UsedKey>, DbError> {
    let row = sqlx::query!(
        "select operation, request, dossier from dossier.idempotency where node = $1 and account = $2 and key = $3",
        node.as_str(),
        account.uuid(),
        key
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| UsedKey { operation: row.operation, request: row.request, dossier: DossierId::from_uuid(row.dossier) }))
}

/// Gives `false` when the key is there already. Waits for a transaction that is just writing the same key.
pub(crate) async fn insert(conn: &mut PgConnection, node: &NodeCode, new: &NewKey<'_>) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "insert into dossier.idempotency (node, account, key, operation, request, dossier, created_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        node.as_str(),
        new.account.uuid(),
        new.key,
        new.operation,
        new.request,
        new.dossier.uuid(),
        new.now
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}
