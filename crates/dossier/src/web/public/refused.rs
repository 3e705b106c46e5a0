//! From refusals to pages and to messages at fields.

use axum::http::StatusCode;
use web::PageError;

use crate::error::{Refusal, UseCaseError};

/// The page a visitor sees when a use case said no and no field can show it.
pub(super) fn page(error: UseCaseError) -> PageError {
    match error {
        UseCaseError::Refused(Refusal::NotFound | Refusal::NotAllowed | Refusal::DraftNotFound | Refusal::UnknownProcedure(_)) => {
            PageError::NotFound
        }
        UseCaseError::Refused(Refusal::VersionConflict { .. } | Refusal::DraftConflict) => {
            PageError::Refused { status: StatusCode::CONFLICT, key: "dossier-public-conflict-text" }
        }
        UseCaseError::Refused(Refusal::WrongState { .. } | Refusal::SupplementAlreadyAsked) => {
            PageError::Refused { status: StatusCode::CONFLICT, key: "dossier-public-wrong-state" }
        }
        failure => PageError::fault(failure),
    }
}
