//! `POST /api/v1/dossiers/{id}/supplement-requests` and `…/supplements`: what is missing is asked for once, and sent.

use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::Problem;

use super::answer::{DossierBody, changed};
use super::declared::{self, PaperRequest};
use super::refused::WriteProblems;
use super::request::{Body, Caller, Segment, body, expected_version, id};
use crate::model::{About, SupplementItem};
use crate::usecases::ask_supplement::{AskSupplement, ask_supplement};
use crate::usecases::read::open;
use crate::usecases::supply::{self as usecase, Supply};

/// Everything that is missing, with reasons.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SupplementRequest {
    /// What is missing; 1 to 50 things.
    #[schema(min_items = 1, max_items = 50)]
    items: Vec<SupplementItemRequest>,
    /// The rule it rests on.
    #[serde(default)]
    #[schema(max_length = 1000)]
    legal_basis: String,
    /// The exception of the law that allows to ask a second time; it counts against the office.
    #[serde(default)]
    #[schema(max_length = 1000)]
    exception: String,
}

/// What of the dossier is meant.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum AboutRequest {
    /// A field of the declaration.
    Field {
        /// Its name in the form.
        name: String,
    },
    /// A paper.
    Paper {
        /// Its name.
        name: String,
    },
}

impl From<AboutRequest> for About {
    fn from(about: AboutRequest) -> Self {
        match about {
            AboutRequest::Field { name } => Self::Field { name },
            AboutRequest::Paper { name } => Self::Paper { name },
        }
    }
}

/// One missing or wrong thing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SupplementItemRequest {
    /// What of the dossier is meant, so that the applicant sees exactly that field or paper.
    about: Option<AboutRequest>,
    /// The paper or field that is meant.
    subject: String,
    /// What is wrong with it and what would be right.
    reason: String,
}

/// The applicant's answer: the form again, papers, or both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SupplyRequest {
    /// The whole form again, when it was changed.
    #[schema(value_type = Option<Object>)]
    declaration: Option<Value>,
    /// Papers to add; one of the same name replaces the earlier one.
    #[serde(default)]
    papers: Vec<PaperRequest>,
}

/// Asks the applicant, once, to complete the dossier. The clock stops.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/supplement-requests", operation_id = "requestSupplement", tag = "dossier",
    security(("bearer" = [])), request_body = SupplementRequest,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The waiting dossier", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn ask(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let dossier = id(caller.language, segment)?;
    let version = expected_version(caller.language, &headers)?;
    let SupplementRequest { items, legal_basis, exception } = body(caller.language, sent)?;
    let items = items
        .into_iter()
        .map(|item| SupplementItem { about: item.about.map(About::from).unwrap_or_default(), subject: item.subject, reason: item.reason })
        .collect();
    let command = AskSupplement { dossier, version, items, legal_basis, exception };
    let asked = ask_supplement(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &asked))
}

/// Sends what was missing. The clock starts again.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/supplements", operation_id = "supplySupplement", tag = "dossier", security(("bearer" = [])),
    request_body = SupplyRequest,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The completed dossier", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn supply(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let dossier = id(caller.language, segment)?;
    let version = expected_version(caller.language, &headers)?;
    let SupplyRequest { declaration, papers } = body(caller.language, sent)?;
    if let Some(declaration) = &declaration {
        let opened = open(&caller.services, &caller.actor, dossier).await;
        let view = opened.map_err(|error| caller.problem(error))?;
        declared::check(&caller, &view.dossier.opening.procedure, view.dossier.submitted_at, declaration).await?;
    }
    let command = Supply { dossier, version, declaration, papers: declared::papers(&caller, papers).await? };
    let supplied = usecase::supply(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &supplied))
}
