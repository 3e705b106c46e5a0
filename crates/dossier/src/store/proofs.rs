//! How people proved that they took their results.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, DocumentId, DossierId};
use sqlx::PgConnection;

/// A proof to be kept.
#[derive(Debug)]
pub(crate) struct NewProof<'a> {
    pub(crate) dossier: DossierId,
    pub(crate) document: Option<DocumentId>,
    pub(crate) receiver: &'a str,
    pub(crate) at: DateTime<Utc>,
    pub(crate) officer: AccountId,
}

/// Keeps a proof.
pub(crate) async fn insert(conn: &mut PgConnection, node: &NodeCode, proof: &NewProof<'_>) -> Result<(), DbError> {
    sqlx::query!(
        "insert into dossier.handover_proof (node, dossier, document, receiver, proved_at, officer) values ($1, $2, $3, $4, $5, $6)",
        node.as_str(),
        proof.dossier.uuid(),
        proof.document.map(DocumentId::uuid),
        proof.receiver,
        proof.at,
        proof.officer.uuid()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps a code until `expires_at`; an earlier one no longer counts.
pub(crate) async fn set_code(
    conn: &mut PgConnection,
    node: &NodeCode,
    dossier: DossierId,
    (code, expires_at): (&str, DateTime<Utc>),
) -> Result<(), DbError> {
    sqlx::query!(
        "insert into dossier.handover_code (node, dossier, code, expires_at) values ($1, $2, $3, $4)
         on conflict (node, dossier) do update set code = excluded.code, expires_at = excluded.expires_at, tries = 0",
        node.as_str(),
        dossier.uuid(),
        code,
        expires_at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Counts a try and gives the code with the number of tries; nothing when there is none that counts at `now`.
pub(crate) async fn try_code(
    conn: &mut PgConnection,
    node: &NodeCode,
    dossier: DossierId,
    now: DateTime<Utc>,
) -> Result<Option<(String, i32)>, DbError> {
    let row = sqlx::query!(
        "update dossier.handover_code set tries = tries + 1 where node = $1 and dossier = $2 and expires_at > $3 returning code, tries",
        node.as_str(),
        dossier.uuid(),
        now
    );
    Ok(row.fetch_optional(conn).await?.map(|row| (row.code, row.tries)))
}

/// Forgets the code of a dossier.
pub(crate) async fn drop_code(conn: &mut PgConnection, node: &NodeCode, dossier: DossierId) -> Result<(), DbError> {
    sqlx::query!("delete from dossier.handover_code where node = $1 and dossier = $2", node.as_str(), dossier.uuid()).execute(conn).await?;
    Ok(())
}
