//! `/tai-lieu/{id}`: a file, for somebody who is signed in.

use access::SignedIn;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::id::DocumentId;
use web::PageError;

use super::sending;
use crate::error::FetchError;
use crate::node::Documents;
use crate::usecases::fetch::fetch;

/// Sends a file to whoever may read it; for everybody else there is none.
pub(super) async fn get(
    State(documents): State<Documents>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let id: DocumentId = id.parse().map_err(|_| PageError::NotFound)?;
    match fetch(&documents.ctx, &documents.files, &*documents.may_read, &actor, id).await {
        Ok(opened) => Ok(sending::send(&headers, opened)),
        Err(FetchError::NotFound) => Err(PageError::NotFound),
        Err(failure) => Err(PageError::fault(failure)),
    }
}
