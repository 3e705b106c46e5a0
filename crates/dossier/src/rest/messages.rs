//! `/api/v1/dossiers/{id}/messages`: what applicant and office wrote to each other.

use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, DocumentId, DossierId, OfficeId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web::Problem;

use super::refused::{ReadProblems, WriteProblems};
use super::request::{Asked, Body, Caller, Parameters, Segment, body, id, key, query};
use crate::store::messages::{Message, Writer};
use crate::usecases::messages::{self as usecase, NewMessage};

/// A file sent with a message; its content is at `/api/v1/documents/{id}`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessageFileBody {
    /// The document.
    #[schema(value_type = String, format = Uuid)]
    document: DocumentId,
    /// Its name.
    name: String,
}

/// A message about a dossier. It changes neither state nor clock.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessageBody {
    /// Identifier.
    #[schema(value_type = String, format = Uuid)]
    id: Uuid,
    /// Which side wrote.
    #[schema(value_type = String, pattern = "^(applicant|office)$")]
    side: Writer,
    /// The account that wrote.
    #[schema(value_type = String, format = Uuid)]
    account: AccountId,
    /// The office that wrote; nothing for the applicant.
    #[schema(value_type = Option<String>, format = Uuid)]
    office: Option<OfficeId>,
    /// The text.
    text: String,
    /// Files sent with it.
    files: Vec<MessageFileBody>,
    /// When it was sent.
    sent_at: DateTime<Utc>,
    /// When the other side saw it first.
    read_at: Option<DateTime<Utc>>,
}

impl From<Message> for MessageBody {
    fn from(message: Message) -> Self {
        let Message { id, side, account, office, text, files, sent_at, read_at } = message;
        let files = files.into_iter().map(|file| MessageFileBody { document: file.document, name: file.name }).collect();
        Self { id, side, account, office, text, files, sent_at, read_at }
    }
}

/// The newest messages of a dossier, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessageList {
    /// The messages.
    items: Vec<MessageBody>,
    /// There are older ones: ask with this as `cursor`.
    #[schema(value_type = Option<String>, format = Uuid)]
    next: Option<Uuid>,
}

/// Which messages.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MessageQuery {
    /// `next` of the page before.
    #[param(value_type = Option<String>, format = Uuid)]
    cursor: Option<String>,
}

/// A message to be sent.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MessageRequest {
    /// The text.
    #[schema(min_length = 1, max_length = 4000)]
    text: String,
    /// Documents of the caller, uploaded before.
    #[serde(default)]
    #[schema(value_type = Vec<String>, max_items = 5)]
    files: Vec<DocumentId>,
}

/// Gives the newest messages, oldest first. Those of the other side count as read from now on.
#[utoipa::path(
    get, path = "/api/v1/dossiers/{id}/messages", operation_id = "listMessages", tag = "dossier", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"), MessageQuery),
    responses((status = 200, description = "The newest messages, oldest first", body = MessageList), ReadProblems)
)]
pub(crate) async fn list(caller: Caller, segment: Segment, asked: Asked<MessageQuery>) -> Result<Json<MessageList>, Problem> {
    let dossier: DossierId = id(caller.language, segment)?;
    let asked = query(caller.language, asked)?;
    let mut parameters = Parameters::new(caller.language);
    let before = parameters.read("cursor", asked.cursor.as_deref(), |text| text.parse().ok());
    parameters.finish()?;
    let found = usecase::open(&caller.services, &caller.actor, dossier, before).await.map_err(|error| caller.problem(error))?;
    Ok(Json(MessageList { items: found.messages.into_iter().map(Into::into).collect(), next: found.older }))
}

/// Sends a message to the other side.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/messages", operation_id = "sendMessage", tag = "dossier", security(("bearer" = [])),
    request_body = MessageRequest,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("Idempotency-Key" = String, Header, min_length = 1, max_length = 200, description = "Asking again with the same key sends nothing again")),
    responses((status = 201, description = "The message", body = MessageBody), WriteProblems)
)]
pub(crate) async fn send(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let dossier: DossierId = id(caller.language, segment)?;
    let request: MessageRequest = body(caller.language, sent)?;
    let key = key(&caller, &headers, "sendMessage", &request)?;
    let MessageRequest { text, files } = request;
    let command = NewMessage { dossier, text, files, key: Some(key.text().to_owned()) };
    let message = usecase::send(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok((StatusCode::CREATED, Json(MessageBody::from(message))).into_response())
}
