//! `GET /api/v1/tracking/{code}`: how far a dossier has come. Public: the code opens this and nothing else (rules A14).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kernel::code::DossierCode;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Problem, Visitor};

use super::refused::problem;
use super::request::{Segment, id};
use crate::services::Services;
use crate::usecases::read;

/// How far a dossier has come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tracked {
    /// Code of the dossier.
    #[schema(example = "H49.36.01-251124-0001")]
    pub(crate) code: String,
    /// `handed_in`, `received`, `in_work`, `result_ready` or `closed`.
    pub(crate) stage: &'static str,
    /// The same in quarters, 1 to 4.
    #[schema(minimum = 1, maximum = 4)]
    pub(crate) quarters: u8,
}

/// Says how far the dossier with this code has come.
#[utoipa::path(
    get, path = "/api/v1/tracking/{code}", operation_id = "trackDossier", tag = "dossier",
    params(("code" = String, Path, description = "Code of the dossier, as on the receipt")),
    responses(
        (status = 200, description = "The degree of completion, and no more", body = Tracked),
        (status = 404, description = "No dossier has this code", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(State(services): State<Arc<Services>>, visitor: Visitor, code: Segment) -> Result<Json<Tracked>, Problem> {
    let code: DossierCode = id(visitor.language, code)?;
    let stage = read::track(&services, &code).await.map_err(|error| problem(visitor.language, error))?;
    Ok(Json(Tracked { code: code.to_string(), stage: stage.code(), quarters: stage.quarters() }))
}
