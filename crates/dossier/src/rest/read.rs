//! `GET /api/v1/dossiers/{id}` and `GET /api/v1/dossiers`: one dossier, and those an account may see.

use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kernel::code::ProcedureCode;
use kernel::id::{DossierId, OfficeId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::Problem;

use super::answer::{ContentBody, DossierBody, tag, tagged};
use super::refused::ReadProblems;
use super::request::{Asked, Caller, Parameters, Segment, id, is_known, query};
use crate::model::State;
use crate::store::lists::{DossierFilter, DossierRow};
use crate::usecases::read;

/// A dossier and, for those who may read it, what was declared.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenedDossier {
    /// The dossier.
    #[serde(flatten)]
    pub(crate) dossier: DossierBody,
    /// The applicant's name.
    pub(crate) applicant_name: String,
    /// What was declared; null for those who may see the dossier but not what is in it.
    pub(crate) content: Option<ContentBody>,
}

/// Which dossiers, and which page of them. Read as text, so that a wrong value gets an answer that names its field.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct DossierQuery {
    /// Only in this legal state.
    #[param(
        example = "in_process",
        pattern = "^(new|received|not_accepted|in_process|supplement_requested|financial_requested|withdrawn|stopped|decided|returned)$"
    )]
    state: Option<String>,
    /// Only this procedure, by its code.
    #[param(example = "1.001193", pattern = r"^[0-9]\.[0-9]{6}$")]
    procedure: Option<String>,
    /// `next` of the page before.
    #[param(value_type = Option<String>, format = Uuid)]
    cursor: Option<String>,
    /// Dossiers of a page, 1 to 200; 50 when it is missing.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

/// A dossier in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DossierItem {
    /// Identifier.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) id: DossierId,
    /// Version.
    pub(crate) version: i32,
    /// Legal state.
    pub(crate) state: &'static str,
    /// Code, once received.
    pub(crate) code: Option<String>,
    /// Code of the procedure.
    pub(crate) procedure: String,
    /// Name of the procedure.
    pub(crate) procedure_name: String,
    /// `counter`, `online` or `post`.
    pub(crate) channel: &'static str,
    /// The office that owns it.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) owner_office: OfficeId,
    /// The applicant's name.
    pub(crate) applicant_name: String,
    /// When it was handed in.
    pub(crate) submitted_at: DateTime<Utc>,
    /// When it was received.
    pub(crate) received_at: Option<DateTime<Utc>>,
    /// When it is due; null while the clock stands still.
    pub(crate) due_at: Option<DateTime<Utc>>,
    /// When it was decided or closed.
    pub(crate) finished_at: Option<DateTime<Utc>>,
}

/// One page of dossiers, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DossierPage {
    /// The dossiers.
    pub(crate) items: Vec<DossierItem>,
    /// The `cursor` of the next page; null on the last.
    pub(crate) next: Option<String>,
}

/// Opens a dossier. An official's look at what was declared is noted and shown to the applicant.
#[utoipa::path(
    get, path = "/api/v1/dossiers/{id}", operation_id = "getDossier", tag = "dossier", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-None-Match" = Option<String>, Header, description = "ETag of the version the caller has")),
    responses(
        (status = 200, description = "The dossier", body = OpenedDossier, headers(("ETag" = String))),
        (status = 304, description = "The version is the one named in If-None-Match"),
        ReadProblems,
    )
)]
pub(crate) async fn get(caller: Caller, segment: Segment, headers: HeaderMap) -> Result<Response, Problem> {
    let dossier: DossierId = id(caller.language, segment)?;
    let opened = read::open(&caller.services, &caller.actor, dossier).await;
    let view = opened.map_err(|error| caller.problem(error))?;
    if is_known(&headers, &tag(view.dossier.version)) {
        return Ok(tagged(&view.dossier, StatusCode::NOT_MODIFIED.into_response()));
    }
    let body = OpenedDossier {
        dossier: DossierBody::of(&view.dossier, &caller.actor),
        applicant_name: view.applicant_name,
        content: view.content.map(ContentBody::from),
    };
    Ok(tagged(&view.dossier, Json(body).into_response()))
}

/// Lists the dossiers the account may see, newest first.
#[utoipa::path(
    get, path = "/api/v1/dossiers", operation_id = "listDossiers", tag = "dossier", security(("bearer" = [])), params(DossierQuery),
    responses((status = 200, description = "A page of dossiers, newest first", body = DossierPage), ReadProblems)
)]
pub(crate) async fn list(caller: Caller, asked: Asked<DossierQuery>) -> Result<Json<DossierPage>, Problem> {
    let asked = query(caller.language, asked)?;
    let mut parameters = Parameters::new(caller.language);
    let procedure = parameters.read("procedure", asked.procedure.as_deref(), |text| text.parse::<ProcedureCode>().ok());
    let filter = DossierFilter {
        state: parameters.read("state", asked.state.as_deref(), State::from_code),
        procedure: procedure.map(|code| code.to_string()),
        ..DossierFilter::default()
    };
    let after = parameters.read("cursor", asked.cursor.as_deref(), |text| text.parse::<DossierId>().ok());
    let limit = parameters.limit(asked.limit.as_deref());
    parameters.finish()?;
    let found = read::list(&caller.services, &caller.actor, &filter, (after, i64::from(limit) + 1)).await;
    let rows = found.map_err(|error| caller.problem(error))?;
    let has_more = rows.len() > usize::from(limit);
    let items: Vec<DossierItem> = rows.into_iter().take(usize::from(limit)).map(DossierItem::from).collect();
    let next = items.last().filter(|_| has_more).map(|item| item.id.to_string());
    Ok(Json(DossierPage { items, next }))
}

impl From<DossierRow> for DossierItem {
    fn from(row: DossierRow) -> Self {
        Self {
            id: row.id,
            version: row.version,
            state: row.state.code(),
            code: row.code,
            procedure: row.procedure,
            procedure_name: row.procedure_name,
            channel: row.channel.code(),
            owner_office: row.owner_office,
            applicant_name: row.applicant_name,
            submitted_at: row.submitted_at,
            received_at: row.received_at,
            due_at: row.due_at,
            finished_at: row.finished_at,
        }
    }
}
