//! `/ho-so/{id}/ket-qua`: to the file of the result.

use std::sync::Arc;

use access::SignedIn;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use web::PageError;

use super::refused;
use super::show::open_own;
use crate::ports;
use crate::services::Services;

/// Leads to the document; who may open it is decided there once more.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (dossier, _) = open_own(&services, &actor, &id).await?;
    if dossier.decision.is_none() {
        return Err(PageError::NotFound);
    }
    let document = ports::result_file(&services, dossier.id).await.map_err(refused::page)?.ok_or(PageError::NotFound)?;
    Ok(Redirect::to(&format!("/tai-lieu/{document}")).into_response())
}
