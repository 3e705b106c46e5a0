//! Rows of `document.upload_key`.

use chrono::{DateTime, Utc};
use db::DbError;
use sqlx::PgConnection;
use uuid::Uuid;

use super::documents::Row;
use crate::model::Document;

/// Lets uploads under the same key wait for each other until the transaction ends.
pub(crate) async fn lock(conn: &mut PgConnection, account: Uuid, key: &str) -> Result<(), DbError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1 || $2, 40))", account.to_string(), key).execute(conn).await?;
    Ok(())
}

/// The document of an earlier upload under this key.
pub(crate) async fn find(conn: &mut PgConnection, node: &str, account: Uuid, key: &str) -> Result<Option<Document>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select d.id, d.sha256, d.size, d.media_type, d.is_signed, d.file_name, d.owner, d.office, d.purpose, d.created_at, d.storage_key
         from document.upload_key k join document.document d on d.node = k.node and d.id = k.document
         where k.node = $1 and k.account = $2 and k.key = $3",
        node,
        account,
        key,
    )
    .fetch_optional(conn)
    .await?;
    row.map(Document::try_from).transpose()
}

pub(crate) async fn insert(conn: &mut PgConnection, node: &str, account: Uuid, key: &str, document: &Document) -> Result<(), DbError> {
    sqlx::query!(
        "insert into document.upload_key (node, account, key, document, created_at) values ($1, $2, $3, $4, $5)",
        node,
        account,
        key,
        document.id.uuid(),
        document.created_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets keys older than `before` and says how many.
pub(crate) async fn forget(conn: &mut PgConnection, node: &str, before: DateTime<Utc>) -> Result<u64, DbError> {
    let done = sqlx::query!("delete from document.upload_key where node = $1 and created_at < $2", node, before).execute(conn).await?;
    Ok(done.rows_affected())
}
