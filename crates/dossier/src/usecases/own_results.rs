//! A person's own store of results: what offices decided for them, to look at, to prove, and to use again.

use access::Actor;
use document::model::RegisteredResult;
use kernel::id::{DocumentId, DossierId};
use sqlx::PgConnection;

use super::read;
use crate::error::UseCaseError;
use crate::model::State;
use crate::services::Services;
use crate::store::dossiers;
use crate::store::lists::DossierRow;

/// A result of one of the actor's dossiers.
#[derive(Debug, Clone)]
pub struct OwnResult {
    /// The dossier it answers.
    pub dossier: DossierRow,
    /// The result.
    pub result: RegisteredResult,
}

/// The results of one page of the actor's own dossiers, newest dossier first, and the dossier after which the next page begins.
///
/// # Errors
/// When the database fails.
pub async fn own_results(
    services: &Services,
    actor: &Actor,
    (after, most): (Option<DossierId>, i64),
) -> Result<(Vec<OwnResult>, Option<DossierId>), UseCaseError> {
    let found = read::own_list(services, actor, (after, most)).await?;
    let full = i64::try_from(found.len()).is_ok_and(|count| count == most);
    let next = found.last().map(|row| row.id).filter(|_| full);
    let decided: Vec<DossierRow> = found.into_iter().filter(|row| matches!(row.state, State::Decided | State::Returned)).collect();
    let ids: Vec<DossierId> = decided.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok((Vec::new(), next));
    }
    let mut conn = services.ctx.pool.acquire().await?;
    let mut results = document::api::results_of_dossiers(&mut conn, &services.ctx, &ids).await?;
    let mut own = Vec::new();
    for dossier in decided {
        let (mine, others): (Vec<_>, Vec<_>) = results.into_iter().partition(|result| result.dossier == dossier.id);
        results = others;
        own.extend(mine.into_iter().map(|result| OwnResult { dossier: dossier.clone(), result }));
    }
    Ok((own, next))
}

/// Is this file a result that was issued to the actor? Such a file may be handed in again instead of an upload.
pub(super) async fn is_own_result(
    services: &Services,
    conn: &mut PgConnection,
    actor: &Actor,
    document: DocumentId,
) -> Result<bool, UseCaseError> {
    let Some(dossier) = document::api::dossier_of_result(conn, &services.ctx, document).await? else { return Ok(false) };
    let found = dossiers::find(conn, &services.ctx.node, dossier).await?;
    Ok(found.is_some_and(|found| found.dossier.opening.applicant == Some(actor.account)))
}
