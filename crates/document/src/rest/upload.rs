//! `POST /api/v1/documents`: a file comes in.

use access::{Action, Actor, ApiActor, Resource};
use axum::Json;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kernel::id::DocumentId;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Language, Problem, Visitor, t_with};

use crate::error::{StoreError, StoreRefusal};
use crate::model::{Document, NewDocument, Purpose};
use crate::node::Documents;
use crate::usecases::store::store_stream;

/// Name of the field that carries the file.
pub(crate) const FILE_FIELD: &str = "file";
/// Header under which a caller names its request.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The form to send.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes the form in the OpenAPI document; it is read piece by piece")]
pub struct UploadForm {
    /// The file: pdf, jpeg, png, tiff, webp, heic, docx, xlsx, odt, csv or plain text, told by its content.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A file that was stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadedDocument {
    /// Identifier, to be named in `submitDossier` and other operations.
    #[schema(value_type = String, format = Uuid)]
    pub id: DocumentId,
    /// The name it is kept under: cleaned, with an extension that fits its content.
    #[schema(example = "Giấy chứng sinh.pdf")]
    pub name: String,
    /// What the content is, whatever the sender called it.
    #[schema(example = "application/pdf")]
    pub media_type: &'static str,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the content, 64 hexadecimal digits.
    #[schema(min_length = 64, max_length = 64)]
    pub sha256: String,
    /// A PDF with an electronic signature in it; whether that is valid is not said here.
    pub is_signed: bool,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

impl From<Document> for UploadedDocument {
    fn from(document: Document) -> Self {
        Self {
            id: document.id,
            name: document.file_name,
            media_type: document.media_type.name(),
            size: document.size,
            sha256: document.sha256.to_string(),
            is_signed: document.is_signed,
            created_at: document.created_at,
        }
    }
}

/// Stores a file. Its owner is the account of the token.
#[utoipa::path(
    post, path = "/api/v1/documents", operation_id = "uploadDocument", tag = "document", security(("bearer" = [])),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    params(("Idempotency-Key" = Option<String>, Header, pattern = "^[!-~]{1,200}$",
            description = "1 to 200 bytes. The same file under the same key is stored once and answered with the first document")),
    responses(
        (status = 201, description = "The stored file", body = UploadedDocument, headers(("Location" = String), ("ETag" = String))),
        (status = 400, description = "The form cannot be read, breaks off, or the key is unusable", body = Problem,
         content_type = "application/problem+json"),
        (status = 401, description = "No valid token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The account has no role that stores files", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The key was used for another file", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The file is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not a multipart form, or a kind of file that is not accepted", body = Problem,
         content_type = "application/problem+json"),
        (status = 422, description = "No file in the form, or a file that is empty, damaged, locked or misnamed", body = Problem,
         content_type = "application/problem+json"),
    )
)]
pub(crate) async fn post(
    State(documents): State<Documents>,
    visitor: Visitor,
    ApiActor(actor): ApiActor,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let language = visitor.language;
    if access::scope(&actor, Resource::Document, Action::Create).is_none() {
        return Err(Problem::from_key(language, StatusCode::FORBIDDEN, "not_allowed", "document-upload-not-allowed"));
    }
    let key = key_of(&headers).map_err(|refusal| refused(language, refusal.into()))?;
    let mut form = form.map_err(|_| not_a_form(language, &headers))?;
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(language, &documents, &error))? {
        if field.name() == Some(FILE_FIELD) {
            let stored = store(&documents, &actor, key.as_deref(), field).await;
            return stored.map(created).map_err(|error| refused(language, error));
        }
    }
    Err(Problem::from_key(language, StatusCode::UNPROCESSABLE_ENTITY, "file_missing", "document-file-missing"))
}

async fn store(documents: &Documents, actor: &Actor, key: Option<&str>, field: Field<'_>) -> Result<Document, StoreError> {
    let file_name = field.file_name().unwrap_or_default().to_owned();
    let new = NewDocument { file_name, owner: Some(actor.account), office: None, purpose: Purpose::Component };
    store_stream(&documents.ctx, &documents.files, new, key, field).await
}

fn key_of(headers: &HeaderMap) -> Result<Option<String>, StoreRefusal> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let text = value.to_str().map_err(|_| StoreRefusal::KeyUnusable)?;
    Ok(Some(text.to_owned()))
}

/// 415 when something else than a form was sent, 400 when a form does not say its boundary.
fn not_a_form(language: Language, headers: &HeaderMap) -> Problem {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_form = kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data");
    let status = if is_form { StatusCode::BAD_REQUEST } else { StatusCode::UNSUPPORTED_MEDIA_TYPE };
    Problem::from_key(language, status, "not_a_form", "document-upload-not-a-form")
}

fn unreadable(language: Language, documents: &Documents, error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return refused(language, StoreRefusal::TooLarge { limit: documents.files.limit() }.into());
    }
    Problem::from_key(language, StatusCode::BAD_REQUEST, "form_unreadable", "document-upload-unreadable")
}

/// The refusal in words, as every surface of the house says it.
pub(crate) fn words(language: Language, refusal: StoreRefusal) -> String {
    let limit = if let StoreRefusal::TooLarge { limit } = refusal { limit } else { 0 };
    t_with(language, refusal.message_key(), &[("limit", web::format::size(language, limit).into())])
}

fn refused(language: Language, error: StoreError) -> Problem {
    match error {
        StoreError::Refused(refusal) => Problem::new(refusal.status(), refusal.code(), words(language, refusal)),
        failure => Problem::fault(language, failure),
    }
}

fn created(document: Document) -> Response {
    let tag = HeaderValue::from_str(&format!("\"{}\"", document.sha256));
    let address = HeaderValue::from_str(&format!("/api/v1/documents/{}", document.id));
    let mut response = (StatusCode::CREATED, Json(UploadedDocument::from(document))).into_response();
    for (name, value) in [(header::ETAG, tag), (header::LOCATION, address)] {
        if let Ok(value) = value {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
