//! `POST /api/v1/dossiers/{id}/receipt` and `…/refusal`: the one-stop shop answers an online request.

use axum::http::HeaderMap;
use axum::response::Response;
use kernel::limit::Limit;
use serde::Deserialize;
use utoipa::ToSchema;
use web::Problem;

use super::answer::{DossierBody, changed};
use super::declared::LimitRequest;
use super::refused::WriteProblems;
use super::request::{Body, Caller, Segment, body, expected_version, id};
use crate::model::RefusalKind;
use crate::usecases::receive::{ReceiveOnline, receive_online};
use crate::usecases::turn_away::{TurnAway, turn_away};

/// How to accept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptRequest {
    /// The limit, where the procedure names no usable one.
    #[schema(value_type = Option<LimitRequest>)]
    limit: Option<Limit>,
}

/// Why the request is not accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefuseRequest {
    /// Not eligible, or not a matter of this agency.
    #[schema(value_type = String, pattern = "^(not_eligible|wrong_agency)$")]
    kind: RefusalKind,
    /// Why, in words for the applicant.
    #[schema(min_length = 1, max_length = 4000)]
    reason: String,
    /// The rule it rests on.
    #[serde(default)]
    #[schema(max_length = 1000)]
    legal_basis: String,
    /// The competent agency; required for `wrong_agency`.
    #[serde(default)]
    #[schema(max_length = 400)]
    pointer: String,
}

/// Accepts an online request: a code is handed out, the clock starts.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/receipt", operation_id = "acceptDossier", tag = "dossier", security(("bearer" = [])),
    request_body = AcceptRequest,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The received dossier", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn accept(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let dossier = id(caller.language, segment)?;
    let version = expected_version(caller.language, &headers)?;
    let AcceptRequest { limit } = body(caller.language, sent)?;
    let command = ReceiveOnline { dossier, version, limit };
    let received = receive_online(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &received))
}

/// Refuses a request with reasons, or points to the competent agency.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/refusal", operation_id = "refuseDossier", tag = "dossier", security(("bearer" = [])),
    request_body = RefuseRequest,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The closed dossier", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn refuse(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let dossier = id(caller.language, segment)?;
    let version = expected_version(caller.language, &headers)?;
    let RefuseRequest { kind, reason, legal_basis, pointer } = body(caller.language, sent)?;
    let command = TurnAway { dossier, version, kind, reason, legal_basis, pointer };
    let closed = turn_away(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &closed))
}
