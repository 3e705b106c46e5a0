//! `/tai-lieu/{id}`: a file, for somebody who is signed in.

use access::SignedIn;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::id::DocumentId;
use serde::Deserialize;
use web::PageError;

use super::sending;
use crate::error::FetchError;
use crate::node::Documents;
use crate::usecases::fetch::fetch;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Not empty: to be looked at beside a form of ours, not saved.
    xem: String,
}

/// Sends a file to whoever may read it; for everybody else there is none.
pub(super) async fn get(
    State(documents): State<Documents>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let id: DocumentId = id.parse().map_err(|_| PageError::NotFound)?;
    match fetch(&documents.ctx, &documents.files, &*documents.may_read, &actor, id).await {
        Ok(opened) if !asked.xem.is_empty() && sending::may_be_shown(&opened) => Ok(sending::show(&headers, opened)),
        Ok(opened) => Ok(sending::send(&headers, opened)),
        Err(FetchError::NotFound) => Err(PageError::NotFound),
        Err(failure) => Err(PageError::fault(failure)),
    }
}
