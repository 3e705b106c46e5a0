//! `GET /api/v1/procedures/{code}`: one procedure, whole. Public: the law wants it told.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::code::ProcedureCode;
use web::{Problem, Visitor};

use crate::model::Procedure;
use crate::node::Catalogue;

use super::answer::tagged;

/// Gives the version of a procedure that is in force today.
#[utoipa::path(
    get, path = "/api/v1/procedures/{code}", operation_id = "getProcedure", tag = "catalogue",
    params(("code" = String, Path, description = "National code of the procedure", example = "1.004222")),
    responses(
        (status = 200, description = "The procedure", body = Procedure, headers(("ETag" = String))),
        (status = 304, description = "The procedure is the one named in If-None-Match"),
        (status = 404, description = "There is no procedure with this code", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(catalogue): State<Catalogue>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let language = visitor.language;
    let code: ProcedureCode = code.parse().map_err(|_| Problem::not_found(language))?;
    let procedure = catalogue.procedure(&code).await.map_err(|error| Problem::fault(language, error))?;
    let procedure = procedure.ok_or_else(|| Problem::not_found(language))?;
    Ok(tagged(&headers, language, &procedure))
}
