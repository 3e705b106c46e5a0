//! Papers named in a command must be files that exist and that the actor may use.

use access::Actor;

use super::own_results::is_own_result;
use crate::error::{Refusal, UseCaseError, required};
use crate::model::Paper;
use crate::services::Services;

/// Most papers of one dossier.
const MOST_PAPERS: usize = 100;

/// Checks names, number and ownership of papers.
pub(super) async fn check(services: &Services, actor: &Actor, papers: &[Paper]) -> Result<(), UseCaseError> {
    if papers.len() > MOST_PAPERS {
        return Err(Refusal::TooLong { field: "papers", limit: MOST_PAPERS }.into());
    }
    for paper in papers {
        required("papers", &paper.name, 1000)?;
    }
    let documents: Vec<_> = papers.iter().filter_map(|paper| paper.document).collect();
    if documents.is_empty() {
        return Ok(());
    }
    let found = document::api::metadata(&mut *services.ctx.pool.acquire().await?, &services.ctx, &documents).await?;
    for id in documents {
        let file = found.iter().find(|file| file.id == id).ok_or(Refusal::UnknownDocument)?;
        let mine = file.owner == Some(actor.account);
        // What an office issued to a person is handed in again without being uploaded.
        if !mine && !is_own_result(services, &mut *services.ctx.pool.acquire().await?, actor, id).await? {
            return Err(Refusal::UnknownDocument.into());
        }
    }
    Ok(())
}
