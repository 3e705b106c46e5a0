//! `POST /api/v1/dossiers/{id}/decision` and `…/return`: the head decides, the result goes back.

use axum::http::HeaderMap;
use axum::response::Response;
use kernel::id::{DossierId, TaskId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::Problem;

use super::answer::{DossierBody, changed};
use super::refused::WriteProblems;
use super::request::{Body, Caller, Segment, body, expected_version, id};
use crate::error::Refusal;
use crate::model::{Outcome, ReturnWay};
use crate::usecases::decide::{self as usecase, Decide};
use crate::usecases::hand_over::{self as handing, HandOver};
use crate::usecases::read::open;

/// Key of the step that decides, in every internal process.
const DECISION_STEP: &str = "decide";

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecideRequest {
    /// Granted or refused.
    #[schema(value_type = String, pattern = "^(approved|refused)$")]
    outcome: Outcome,
    /// Reasons; required for a refusal.
    #[serde(default)]
    #[schema(max_length = 4000)]
    reason: String,
}

/// How and to whom the result was handed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnRequest {
    /// Where.
    #[schema(value_type = String, pattern = "^(counter|online|post)$")]
    way: ReturnWay,
    /// Who took it; required at the counter and by post.
    #[serde(default)]
    #[schema(max_length = 200)]
    receiver: String,
}

/// Decides on a dossier whose internal process has come to the decision.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/decision", operation_id = "decideDossier", tag = "dossier", security(("bearer" = [])),
    request_body = DecideRequest,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The decided dossier", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn decide(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let dossier = id(caller.language, segment)?;
    let version = expected_version(caller.language, &headers)?;
    let DecideRequest { outcome, reason } = body(caller.language, sent)?;
    let task = decision_task(&caller, dossier, version).await?;
    let command = Decide { task, version, outcome, reason };
    let decided = usecase::decide(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &decided))
}

/// The open task that decides. A stale version is said before a missing task, because it explains it.
async fn decision_task(caller: &Caller, id: DossierId, version: Option<i32>) -> Result<TaskId, Problem> {
    let view = open(&caller.services, &caller.actor, id).await.map_err(|error| caller.problem(error))?;
    let dossier = view.dossier;
    if let Some(expected) = version.filter(|expected| *expected != dossier.version) {
        return Err(caller.refused(&Refusal::VersionConflict { expected, current: dossier.version }));
    }
    let task = dossier.tasks.iter().find(|task| task.key == DECISION_STEP).map(|task| task.id);
    task.ok_or_else(|| caller.refused(&Refusal::WrongState { state: dossier.state.code() }))
}

/// Hands the result over and closes the dossier.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/return", operation_id = "returnResult", tag = "dossier", security(("bearer" = [])),
    request_body = ReturnRequest,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The closed dossier", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn hand_over(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let dossier = id(caller.language, segment)?;
    let version = expected_version(caller.language, &headers)?;
    let ReturnRequest { way, receiver } = body(caller.language, sent)?;
    let command = HandOver { dossier, version, way, receiver };
    let closed = handing::hand_over(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &closed))
}
