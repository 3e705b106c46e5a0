//! The operations of the JSON API, one per file.

mod answer;
mod get_procedure;
mod search_procedures;

use utoipa::OpenApi;

use crate::model::{Channel, Document, Fee, GovernmentLevel, Procedure, ProcedureResult, QualityFlag, Subject, Submission};

pub use search_procedures::{ProcedureItem, ProcedurePage};

pub(crate) use get_procedure::get as get_procedure;
pub(crate) use search_procedures::get as search_procedures;

/// The operations of this capability, for the document at `/api/openapi.json`.
#[derive(Debug, OpenApi)]
#[openapi(
    paths(search_procedures::get, get_procedure::get),
    components(schemas(
        ProcedurePage,
        ProcedureItem,
        Procedure,
        Submission,
        Fee,
        Document,
        ProcedureResult,
        Channel,
        GovernmentLevel,
        Subject,
        QualityFlag
    ))
)]
pub struct ApiDoc;
