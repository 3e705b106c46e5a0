//! Refusals and faults of the JSON API as problem details (RFC 9457).

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::i18n::{Language, t};

/// What is wrong with one field of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProblemField {
    /// JSON pointer or name of the field.
    pub field: String,
    /// Stable machine code.
    pub code: String,
    /// What was found, in the language of the request.
    pub message: String,
    /// What to do about it; empty when the message says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remedy: String,
}

/// A problem: a stable code to program against and words to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `about:blank`-like address of the kind of problem: `/problems/{code}`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable machine code, for example `version_conflict`.
    pub code: String,
    /// Short words for the kind of problem.
    pub title: String,
    /// What happened this time, and what to do. Never a cause inside the program.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The incident number to read out, for faults on our side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
    /// The fields at fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
}

impl Problem {
    /// A problem with a code and a title in words.
    #[must_use]
    pub fn new(status: StatusCode, code: &str, title: impl Into<String>) -> Self {
        Self {
            kind: format!("/problems/{code}"),
            status: status.as_u16(),
            code: code.to_owned(),
            title: title.into(),
            detail: String::new(),
            incident: None,
            errors: Vec::new(),
        }
    }

    /// A problem whose title is the message `title_key`.
    #[must_use]
    pub fn from_key(language: Language, status: StatusCode, code: &str, title_key: &str) -> Self {
        Self::new(status, code, t(language, title_key))
    }

    /// 404: it does not exist, or the caller may not know that it does.
    #[must_use]
    pub fn not_found(language: Language) -> Self {
        Self::from_key(language, StatusCode::NOT_FOUND, "not_found", "web-error-not-found-title")
    }

    /// 405: the address is there, but not for this method; `Allow` names those it takes.
    #[must_use]
    pub fn wrong_method(language: Language) -> Self {
        Self::from_key(language, StatusCode::METHOD_NOT_ALLOWED, "wrong_method", "web-error-method-title")
    }

    /// 401: a token or a session is needed.
    #[must_use]
    pub fn unauthorised(language: Language) -> Self {
        Self::from_key(language, StatusCode::UNAUTHORIZED, "unauthorised", "web-error-sign-in-title")
    }

    /// 422: the fields of the request are at fault.
    #[must_use]
    pub fn unprocessable(language: Language, errors: Vec<ProblemField>) -> Self {
        Self { errors, ..Self::from_key(language, StatusCode::UNPROCESSABLE_ENTITY, "unprocessable", "web-problem-fields-title") }
    }

    /// 500: logs `source` under a new incident number and shows the number only.
    #[must_use]
    pub fn fault(language: Language, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let incident = crate::error::report(source.into().as_ref());
        let mut problem = Self::from_key(language, StatusCode::INTERNAL_SERVER_ERROR, "fault", "web-error-fault-title");
        problem.incident = Some(incident);
        problem
    }

    /// The same problem with words about this occurrence.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_shows_a_number_and_no_cause() {
        let problem = Problem::fault(Language::En, "password of the database is wrong");
        let text = serde_json::to_string(&problem).unwrap();
        assert!(problem.incident.is_some_and(|number| number.starts_with("SC-")));
        assert!(!text.contains("password"), "{text}");
    }

    #[test]
    fn the_media_type_is_that_of_problem_details() {
        let response = Problem::not_found(Language::Vi).into_response();
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(response.headers().get("content-type").unwrap(), "application/problem+json");
    }
}
