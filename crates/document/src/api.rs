//! What other capabilities may ask. Who may know the answer is their business: they call it with what their own rights gave them.

use chrono::{DateTime, Utc};
use db::{Context, DbError};
use kernel::id::{DocumentId, DossierId};
use sqlx::PgConnection;

use crate::model::{DocumentInfo, RegisteredResult};
use crate::store;

/// What is known of these documents, in no particular order; those that do not exist are left out.
///
/// # Errors
/// [`DbError`].
pub async fn metadata(conn: &mut PgConnection, ctx: &Context, documents: &[DocumentId]) -> Result<Vec<DocumentInfo>, DbError> {
    let found = store::documents::find_many(conn, ctx.node.as_str(), documents).await?;
    Ok(found.into_iter().map(DocumentInfo::from).collect())
}

/// The results that answer a dossier, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn results_of_dossier(conn: &mut PgConnection, ctx: &Context, dossier: DossierId) -> Result<Vec<RegisteredResult>, DbError> {
    store::results::of_dossier(conn, ctx.node.as_str(), dossier).await
}

/// The results that answer these dossiers, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn results_of_dossiers(conn: &mut PgConnection, ctx: &Context, dossiers: &[DossierId]) -> Result<Vec<RegisteredResult>, DbError> {
    store::results::of_dossiers(conn, ctx.node.as_str(), dossiers).await
}

/// The dossier whose result this file is; nothing when it is no result.
///
/// # Errors
/// [`DbError`].
pub async fn dossier_of_result(conn: &mut PgConnection, ctx: &Context, document: DocumentId) -> Result<Option<DossierId>, DbError> {
    store::results::dossier_of(conn, ctx.node.as_str(), document).await
}

/// Forgets the keys of uploads made before `before` and says how many; their documents stay. For a job that runs once a day.
///
/// # Errors
/// [`DbError`].
pub async fn forget_upload_keys(ctx: &Context, before: DateTime<Utc>) -> Result<u64, DbError> {
    let mut conn = ctx.pool.acquire().await?;
    store::upload_keys::forget(&mut conn, ctx.node.as_str(), before).await
}
