//! `GET /api/v1/documents/{id}`: a file goes out, to whoever may read it.

use access::ApiActor;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::id::DocumentId;
use web::{Problem, Visitor};

use crate::error::FetchError;
use crate::node::Documents;
use crate::usecases::fetch::fetch;
use crate::web::sending;

/// Sends a file.
#[utoipa::path(
    get, path = "/api/v1/documents/{id}", operation_id = "downloadDocument", tag = "document", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "Identifier of the document")),
    responses(
        (status = 200, description = "The file, always as an attachment",
         content(
             (Vec<u8> = "application/pdf"),
             (Vec<u8> = "image/jpeg"),
             (Vec<u8> = "image/png"),
             (Vec<u8> = "image/tiff"),
             (Vec<u8> = "image/webp"),
             (Vec<u8> = "image/heic"),
             (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
             (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
             (Vec<u8> = "application/vnd.oasis.opendocument.text"),
             (Vec<u8> = "text/csv"),
             (Vec<u8> = "text/plain"),
         ),
         headers(("ETag" = String, description = "SHA-256 of the content"), ("Content-Disposition" = String))),
        (status = 304, description = "The file is the one named in If-None-Match"),
        (status = 401, description = "No valid token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such document, or not for this account", body = Problem,
         content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(documents): State<Documents>,
    visitor: Visitor,
    ApiActor(actor): ApiActor,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let language = visitor.language;
    let id: DocumentId = id.parse().map_err(|_| Problem::not_found(language))?;
    match fetch(&documents.ctx, &documents.files, &*documents.may_read, &actor, id).await {
        Ok(opened) => Ok(sending::send(&headers, opened)),
        Err(FetchError::NotFound) => Err(Problem::not_found(language)),
        Err(failure) => Err(Problem::fault(language, failure)),
    }
}
