//! `POST /api/v1/dossiers`, `/api/v1/receipts` and `/api/v1/requests`: a dossier begins, online or at the counter.

use axum::http::HeaderMap;
use axum::response::Response;
use kernel::limit::Limit;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use web::Problem;

use super::answer::{DossierBody, created};
use super::declared::{self, ApplicantRequest, LimitRequest, PaperRequest};
use super::refused::WriteProblems;
use super::request::{Body, Caller, body, key};
use crate::error::Refusal;
use crate::model::{Channel, ReturnWay};
use crate::usecases::receive::{ReceiveAtCounter, keep_at_counter, receive_at_counter};
use crate::usecases::submit::{self as usecase, Submit};

/// A filled application.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubmitRequest {
    /// Code of the procedure.
    #[schema(example = "1.001193")]
    procedure: String,
    /// The one-stop shop to receive it: identifier or code, from `listOffices`.
    #[schema(example = "H49.36.01")]
    office: String,
    /// Who applies.
    applicant: ApplicantRequest,
    /// The filled form of the procedure.
    #[schema(value_type = Object)]
    declaration: Value,
    /// The papers; at most 100.
    #[serde(default)]
    papers: Vec<PaperRequest>,
    /// How the result is wanted; `counter` when it is missing.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^(counter|online|post)$")]
    return_way: ReturnWay,
}

/// A request that was handed in at the counter or came by post.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReceiveRequest {
    /// Code of the procedure.
    #[schema(example = "1.001193")]
    procedure: String,
    /// The one-stop shop that receives: identifier or code, from `listOffices`.
    #[schema(example = "H49.36.01")]
    office: String,
    /// How it came in.
    #[schema(value_type = String, pattern = "^(counter|post)$")]
    channel: Channel,
    /// Who applies.
    applicant: ApplicantRequest,
    /// The form, as far as it was filled; the paper itself is in the file.
    #[serde(default = "empty")]
    #[schema(value_type = Object)]
    declaration: Value,
    /// The papers; at most 100.
    #[serde(default)]
    papers: Vec<PaperRequest>,
    /// How the result is wanted; `counter` when it is missing.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^(counter|online|post)$")]
    return_way: ReturnWay,
    /// The limit, where the procedure names no usable one; of no use before receipt.
    #[schema(value_type = Option<LimitRequest>)]
    limit: Option<Limit>,
}

fn empty() -> Value {
    Value::Object(serde_json::Map::new())
}

/// Hands in an application online.
#[utoipa::path(
    post, path = "/api/v1/dossiers", operation_id = "submitDossier", tag = "dossier", security(("bearer" = [])),
    request_body = SubmitRequest,
    params(("Idempotency-Key" = String, Header, pattern = "^[!-~]{1,200}$",
            description = "1 to 200 characters. The same request under the same key is done once")),
    responses(
        (status = 201, description = "The dossier, waiting for intake", body = DossierBody,
         headers(("ETag" = String), ("Location" = String))),
        (status = 200, description = "The dossier that an earlier request with this key made", body = DossierBody,
         headers(("ETag" = String), ("Location" = String))),
        WriteProblems,
    )
)]
pub(crate) async fn submit(caller: Caller, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let request: SubmitRequest = body(caller.language, sent)?;
    let key = key(&caller, &headers, "submitDossier", &request)?;
    let procedure = declared::procedure(&caller, &request.procedure)?;
    declared::in_force(&caller, &procedure).await?;
    declared::check(&caller, &procedure, caller.services.ctx.now(), &request.declaration).await?;
    let command = Submit {
        procedure,
        office: declared::office(&caller, &request.office)?,
        applicant: request.applicant.into(),
        declaration: request.declaration,
        papers: declared::papers(&caller, request.papers).await?,
        return_way: request.return_way,
        draft: None,
        key: Some(key),
    };
    let made = usecase::submit(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(created(&caller.actor, &made))
}

/// Accepts what was handed in at the counter or came by post: a code is handed out, the clock starts.
#[utoipa::path(
    post, path = "/api/v1/receipts", operation_id = "receiveDossier", tag = "dossier", security(("bearer" = [])),
    request_body = ReceiveRequest,
    params(("Idempotency-Key" = String, Header, pattern = "^[!-~]{1,200}$",
            description = "1 to 200 characters. The same request under the same key is done once")),
    responses(
        (status = 201, description = "The received dossier with code and due date", body = DossierBody,
         headers(("ETag" = String), ("Location" = String))),
        (status = 200, description = "The dossier that an earlier request with this key made", body = DossierBody,
         headers(("ETag" = String), ("Location" = String))),
        WriteProblems,
    )
)]
pub(crate) async fn receive(caller: Caller, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let command = brought(&caller, &headers, "receiveDossier", sent).await?;
    let made = receive_at_counter(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(created(&caller.actor, &made))
}

/// Writes down what was brought to a counter or came by post without receiving it: it has no code and waits for the shop's answer, which is
/// to receive it, to ask once for what is missing, or to refuse.
#[utoipa::path(
    post, path = "/api/v1/requests", operation_id = "keepDossier", tag = "dossier", security(("bearer" = [])),
    request_body = ReceiveRequest,
    params(("Idempotency-Key" = String, Header, pattern = "^[!-~]{1,200}$",
            description = "1 to 200 characters. The same request under the same key is done once")),
    responses(
        (status = 201, description = "The dossier, waiting for the shop's answer", body = DossierBody,
         headers(("ETag" = String), ("Location" = String))),
        (status = 200, description = "The dossier that an earlier request with this key made", body = DossierBody,
         headers(("ETag" = String), ("Location" = String))),
        WriteProblems,
    )
)]
pub(crate) async fn keep(caller: Caller, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let command = brought(&caller, &headers, "keepDossier", sent).await?;
    let made = keep_at_counter(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(created(&caller.actor, &made))
}

/// What was brought to a counter or came by post, as a use case wants it.
async fn brought(caller: &Caller, headers: &HeaderMap, operation: &'static str, sent: Body) -> Result<ReceiveAtCounter, Problem> {
    let request: ReceiveRequest = body(caller.language, sent)?;
    let key = key(caller, headers, operation, &request)?;
    if request.channel == Channel::Online {
        return Err(caller.refused(&Refusal::WrongForm { field: "channel" }));
    }
    declared::is_object(caller, &request.declaration)?;
    Ok(ReceiveAtCounter {
        procedure: declared::procedure(caller, &request.procedure)?,
        office: declared::office(caller, &request.office)?,
        channel: request.channel,
        applicant: request.applicant.into(),
        declaration: request.declaration,
        papers: declared::papers(caller, request.papers).await?,
        return_way: request.return_way,
        limit: request.limit,
        key: Some(key),
    })
}
