//! Refusals of use cases as problem details: code and status of [`Refusal::entry`], words `dossier-refusal-<code>`, pointer to the field.

use axum::http::StatusCode;
use utoipa::IntoResponses;
use web::problem::ProblemField;
use web::{Language, Problem};

use crate::error::{Refusal, UseCaseError};

/// What every write may be answered with instead of its result.
#[derive(Debug, IntoResponses)]
#[expect(dead_code, reason = "describes answers in the OpenAPI document")]
pub(super) enum WriteProblems {
    /// The body is not JSON, or a header cannot be read
    #[response(status = 400, content_type = "application/problem+json")]
    Unreadable(#[to_schema] Problem),
    /// No valid token
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorised(#[to_schema] Problem),
    /// The account may see this but not do it
    #[response(status = 403, content_type = "application/problem+json")]
    NotAllowed(#[to_schema] Problem),
    /// It does not exist, or not for this account
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(#[to_schema] Problem),
    /// The state of the dossier or of the task does not allow it
    #[response(status = 409, content_type = "application/problem+json")]
    WrongState(#[to_schema] Problem),
    /// The dossier has another version than If-Match says
    #[response(status = 412, content_type = "application/problem+json")]
    Changed(#[to_schema] Problem),
    /// The body is too large
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(#[to_schema] Problem),
    /// The body is not said to be JSON
    #[response(status = 415, content_type = "application/problem+json")]
    MediaType(#[to_schema] Problem),
    /// A field is missing or wrong
    #[response(status = 422, content_type = "application/problem+json")]
    Wrong(#[to_schema] Problem),
    /// If-Match is missing
    #[response(status = 428, content_type = "application/problem+json")]
    VersionRequired(#[to_schema] Problem),
}

/// What a read may be answered with instead of its result.
#[derive(Debug, IntoResponses)]
#[expect(dead_code, reason = "describes answers in the OpenAPI document")]
pub(super) enum ReadProblems {
    /// The query cannot be read
    #[response(status = 400, content_type = "application/problem+json")]
    Unreadable(#[to_schema] Problem),
    /// No valid token
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorised(#[to_schema] Problem),
    /// The account may see this but not read it
    #[response(status = 403, content_type = "application/problem+json")]
    NotAllowed(#[to_schema] Problem),
    /// It does not exist, or not for this account
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(#[to_schema] Problem),
    /// A parameter is wrong
    #[response(status = 422, content_type = "application/problem+json")]
    Wrong(#[to_schema] Problem),
}

/// A failed use case as a problem.
pub(super) fn problem(language: Language, error: UseCaseError) -> Problem {
    match error {
        UseCaseError::Refused(refusal) => refused(language, &refusal),
        failure => Problem::fault(language, failure),
    }
}

/// A refusal as a problem.
pub(super) fn refused(language: Language, refusal: &Refusal) -> Problem {
    let (code, status) = refusal.entry();
    let words = refusal.words(language);
    let mut problem = Problem::new(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), code, words.clone());
    problem.errors.extend(refusal.field().map(|field| at(&pointer(field), code, words)));
    problem
}

/// What is wrong at a field.
pub(super) fn at(pointer: &str, code: &str, message: String) -> ProblemField {
    ProblemField { field: pointer.to_owned(), code: code.to_owned(), message, remedy: String::new() }
}

/// JSON pointer to a field of a command. Documents are named inside papers.
fn pointer(field: &str) -> String {
    let field = if field == "documents" { "papers" } else { field };
    format!("/{}", field.replace('.', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_keeps_code_status_and_field() {
        for (refusal, expected) in [
            (Refusal::Missing { field: "applicant.name" }, (422, "missing", Some("/applicant/name"))),
            (Refusal::UnknownDocument, (422, "unknown_document", Some("/papers"))),
            (Refusal::VersionConflict { expected: 1, current: 2 }, (412, "version_conflict", None)),
            (Refusal::NotFound, (404, "not_found", None)),
        ] {
            let problem = refused(Language::En, &refusal);
            let field = problem.errors.first().map(|error| error.field.as_str());
            assert_eq!((problem.status, problem.code.as_str(), field), expected);
            assert!(!problem.title.contains("dossier-refusal"), "{}", problem.title);
        }
    }
}
