//! Rows of `document.document`.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::id::{AccountId, DocumentId, OfficeId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Digest, Document, MediaType, Purpose};

/// A row as the database has it.
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) sha256: Vec<u8>,
    pub(super) size: i64,
    pub(super) media_type: String,
    pub(super) is_signed: bool,
    pub(super) file_name: String,
    pub(super) owner: Option<Uuid>,
    pub(super) office: Option<Uuid>,
    pub(super) purpose: String,
    pub(super) created_at: DateTime<Utc>,
    pub(super) storage_key: String,
}

impl TryFrom<Row> for Document {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let broken = |column| move || DbError::inconsistent("document.document", column, row.id);
        Ok(Self {
            id: DocumentId::from_uuid(row.id),
            sha256: Digest::from_slice(&row.sha256).ok_or_else(broken("sha256"))?,
            size: u64::try_from(row.size).map_err(|_| broken("size")())?,
            media_type: MediaType::from_name(&row.media_type).ok_or_else(broken("media_type"))?,
            is_signed: row.is_signed,
            file_name: row.file_name,
            owner: row.owner.map(AccountId::from_uuid),
            office: row.office.map(OfficeId::from_uuid),
            purpose: Purpose::from_code(&row.purpose).ok_or_else(broken("purpose"))?,
            created_at: row.created_at,
            storage_key: row.storage_key,
        })
    }
}

pub(crate) async fn insert(conn: &mut PgConnection, node: &str, document: &Document) -> Result<(), DbError> {
    sqlx::query!(
        "insert into document.document
             (node, id, sha256, size, media_type, is_signed, file_name, owner, office, purpose, created_at, storage_key)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        node,
        document.id.uuid(),
        document.sha256.0.as_slice(),
        i64::try_from(document.size).unwrap_or(i64::MAX),
        document.media_type.name(),
        document.is_signed,
        document.file_name,
        document.owner.map(AccountId::uuid),
        document.office.map(OfficeId::uuid),
        document.purpose.code(),
        document.created_at,
        document.storage_key,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn find(conn: &mut PgConnection, node: &str, id: DocumentId) -> Result<Option<Document>, DbError> {
    Ok(find_many(conn, node, &[id]).await?.pop())
}

/// Documents among `ids` that exist, in no particular order.
pub(crate) async fn find_many(conn: &mut PgConnection, node: &str, ids: &[DocumentId]) -> Result<Vec<Document>, DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, sha256, size, media_type, is_signed, file_name, owner, office, purpose, created_at, storage_key
         from document.document where node = $1 and id = any($2)",
        node,
        &ids,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Document::try_from).collect()
}
