//! `POST /ban/ho-so/{id}/du-thao`: the paper of a decision before it is taken, as the very PDF, marked as a draft.

use std::sync::Arc;

use access::Official;
use axum::extract::{Form, Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use document::paper;
use kernel::id::DossierId;
use std::collections::BTreeMap;
use web::PageError;

use super::shared::failed;
use crate::error::UseCaseError;
use crate::model::Outcome;
use crate::services::Services;
use crate::usecases::draft_result::draft_result;

/// Shows what would be issued. The form is that of the decision itself, whose fields carry the task in their names.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    Official(actor): Official,
    Path(id): Path<String>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let id: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let text = |tail: &str| sent.iter().find(|(name, _)| name.starts_with("decide-") && name.ends_with(tail)).map_or("", |(_, text)| text);
    let outcome = if text("-outcome") == Outcome::Refused.code() { Outcome::Refused } else { Outcome::Approved };
    let drawn = draft_result(&services, &actor, id, (outcome, text("-reason"))).await.map_err(failed)?;
    print(drawn).await
}

/// The paper as a file shown in the browser.
pub(super) async fn print(drawn: paper::ResultPaper) -> Result<Response, PageError> {
    let set = tokio::task::spawn_blocking(move || paper::render(&drawn)).await.map_err(PageError::fault)?;
    let bytes = set.map_err(|error| failed(UseCaseError::Paper(error.to_string())))?;
    let headers = [(CONTENT_TYPE, "application/pdf"), (CONTENT_DISPOSITION, "inline; filename=\"du-thao.pdf\"")];
    Ok((headers, bytes).into_response())
}
