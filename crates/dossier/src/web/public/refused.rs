//! From refusals to pages and to messages at fields.

use axum::http::StatusCode;
use web::{Language, PageError, t_with};

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

/// The words of a refusal: `dossier-refusal-<code>`.
pub(super) fn words(language: Language, refusal: &Refusal) -> String {
    let limit = if let Refusal::TooLong { limit, .. } = refusal { *limit } else { 0 };
    let key = format!("dossier-refusal-{}", refusal.code().replace('_', "-"));
    t_with(language, &key, &[("limit", limit.into())])
}
