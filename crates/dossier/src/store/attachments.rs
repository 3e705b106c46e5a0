//! Which files belong to which dossiers.

use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{DocumentId, DossierId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Remembers that files were handed in with a dossier.
pub(crate) async fn insert(conn: &mut PgConnection, node: &NodeCode, dossier: DossierId, documents: &[DocumentId]) -> Result<(), DbError> {
    let documents: Vec<Uuid> = documents.iter().map(|document| document.uuid()).collect();
    sqlx::query!(
        "insert into dossier.attachment (node, document, dossier) select $1, unnest($2::uuid[]), $3 on conflict do nothing",
        node.as_str(),
        &documents,
        dossier.uuid()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The dossiers a file was handed in with.
pub(crate) async fn dossiers_of(conn: &mut PgConnection, node: &NodeCode, document: DocumentId) -> Result<Vec<DossierId>, DbError> {
    let ids =
        sqlx::query_scalar!("select dossier from dossier.attachment where node = $1 and document = $2", node.as_str(), document.uuid());
    Ok(ids.fetch_all(conn).await?.into_iter().map(DossierId::from_uuid).collect())
}
