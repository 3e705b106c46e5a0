//! `GET /api/v1/results`: the caller's own results, to be used again instead of an upload.

use chrono::NaiveDate;
use document::model::ResultState;
use kernel::id::{DocumentId, DossierId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use axum::Json;
use web::Problem;

use super::refused::{ReadProblems, problem};
use super::request::{Asked, Caller, Parameters, query};
use crate::usecases::own_results::{OwnResult, own_results};

/// Dossiers looked through for one page.
const PAGE: i64 = 50;

/// Which page of the results.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct ResultQuery {
    /// `next` of the page before.
    #[param(value_type = Option<String>, format = Uuid)]
    cursor: Option<String>,
}

/// A result of one of the caller's dossiers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResultItem {
    /// The dossier it answers.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) dossier: DossierId,
    /// Code of the procedure.
    pub(crate) procedure: String,
    /// Kind of paper.
    pub(crate) title: String,
    /// Number, as the paper bears it.
    pub(crate) number: String,
    /// The date it bears.
    pub(crate) issued_on: NaiveDate,
    /// Last day it counts; null when it has no end.
    pub(crate) valid_until: Option<NaiveDate>,
    /// `valid`, `preparing` or `revoked`.
    pub(crate) state: &'static str,
    /// The file, to be named as the `document` of a paper of another dossier; null until it is made.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub(crate) document: Option<DocumentId>,
    /// Code of the public verification.
    #[schema(example = "7K3M-9QXA-2DVE-P0TR")]
    pub(crate) verification: String,
}

/// One page of results, newest dossier first. A page may be short or empty while `next` is there.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResultPage {
    /// The results.
    pub(crate) items: Vec<ResultItem>,
    /// The `cursor` of the next page; null on the last.
    pub(crate) next: Option<String>,
}

/// Lists the results of the caller's own dossiers.
#[utoipa::path(
    get, path = "/api/v1/results", operation_id = "listOwnResults", tag = "dossier", security(("bearer" = [])), params(ResultQuery),
    responses((status = 200, description = "One page of the caller's results", body = ResultPage), ReadProblems)
)]
pub(crate) async fn list(caller: Caller, asked: Asked<ResultQuery>) -> Result<Json<ResultPage>, Problem> {
    let asked = query(caller.language, asked)?;
    let mut parameters = Parameters::new(caller.language);
    let after = parameters.read("cursor", asked.cursor.as_deref(), |text| text.parse::<DossierId>().ok());
    parameters.finish()?;
    let found = own_results(&caller.services, &caller.actor, (after, PAGE)).await;
    let (found, next) = found.map_err(|error| problem(caller.language, error))?;
    Ok(Json(ResultPage { items: found.into_iter().map(item).collect(), next: next.map(|next| next.to_string()) }))
}

fn item(OwnResult { dossier, result }: OwnResult) -> ResultItem {
    ResultItem {
        dossier: dossier.id,
        procedure: dossier.procedure,
        number: result.full_number(),
        state: match result.state() {
            ResultState::Valid => "valid",
            ResultState::Preparing => "preparing",
            ResultState::Revoked => "revoked",
        },
        verification: result.public_id.to_string(),
        title: result.title,
        issued_on: result.issued_on,
        valid_until: result.valid_until,
        document: result.document,
    }
}
