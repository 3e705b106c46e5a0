//! Versions of what was declared.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, ContentId, DocumentId, DossierId};
use serde_json::Value;
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::model::{Applicant, Content, Paper};

/// Keeps one more version of the content of a dossier.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    node: &NodeCode,
    dossier: DossierId,
    content: &Content,
    made: (DateTime<Utc>, AccountId),
) -> Result<(), DbError> {
    sqlx::query!(
        "insert into dossier.content (node, id, dossier, sequence, applicant, declaration, papers, sha256, made_at, made_by)
         select $1, $2, $3, coalesce(max(sequence), 0) + 1, $4::text::json, $5::text::json, $6::text::json, $7, $8, $9
         from dossier.content where node = $1 and dossier = $3",
        node.as_str(),
        content.id.uuid(),
        dossier.uuid(),
        super::json_text(&content.applicant)?,
        content.declaration.to_string(),
        super::json_text(&content.papers)?,
        &content.digest(),
        made.0,
        made.1.uuid()
    )
    .execute(&mut *conn)
    .await?;
    let documents: Vec<DocumentId> = content.papers.iter().filter_map(|paper| paper.document).collect();
    if documents.is_empty() { Ok(()) } else { super::attachments::insert(conn, node, dossier, &documents).await }
}

/// One version of what was declared for a dossier.
pub(crate) async fn find(conn: &mut PgConnection, node: &NodeCode, dossier: DossierId, id: ContentId) -> Result<Option<Content>, DbError> {
    let row = sqlx::query!(
        r#"select applicant as "applicant: Json<Applicant>", declaration as "declaration: Value", papers as "papers: Json<Vec<Paper>>"
           from dossier.content where node = $1 and dossier = $2 and id = $3"#,
        node.as_str(),
        dossier.uuid(),
        id.uuid()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Content { id, applicant: row.applicant.0, declaration: row.declaration, papers: row.papers.0 }))
}
