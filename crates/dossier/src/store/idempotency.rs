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

/// Forgets keys that are older; gives how many there were.
pub(crate) async fn delete_older(conn: &mut PgConnection, node: &NodeCode, than: DateTime<Utc>) -> Result<u64, DbError> {
    let done =
        sqlx::query!("delete from dossier.idempotency where node = $1 and created_at < $2", node.as_str(), than).execute(conn).await?;
    Ok(done.rows_affected())
}
