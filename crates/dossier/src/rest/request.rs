//! Reading requests: who calls, identifiers, conditional headers, bodies, parameters. What cannot be read gets a problem that says so.

use std::str::FromStr;
use std::sync::Arc;

use access::{Actor, ApiActor};
use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use web::problem::ProblemField;
use web::{Language, Problem, Visitor, t};

use super::refused::{problem, refused};
use crate::error::{Refusal, UseCaseError};
use crate::services::Services;
use crate::usecases::Key;

/// Items of a page when nothing is asked for.
const USUAL: u8 = 50;
/// Most items of a page.
const MOST: u8 = 200;

/// The account behind the token, and what answers it.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) services: Arc<Services>,
    pub(super) actor: Actor,
    pub(super) language: Language,
}

impl FromRequestParts<Arc<Services>> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, services: &Arc<Services>) -> Result<Self, Response> {
        let ApiActor(actor) = ApiActor::from_request_parts(parts, services).await?;
        Ok(Self { services: Arc::clone(services), actor, language: Visitor::anonymous(parts).language })
    }
}

impl Caller {
    /// A failed use case as a problem in the caller's language.
    pub(super) fn problem(&self, error: UseCaseError) -> Problem {
        problem(self.language, error)
    }

    /// A refusal as a problem in the caller's language.
    pub(super) fn refused(&self, refusal: &Refusal) -> Problem {
        refused(self.language, refusal)
    }
}

/// The body of a write.
pub(super) type Body = Result<Json<Value>, JsonRejection>;
/// A part of the address.
pub(super) type Segment = Result<Path<String>, PathRejection>;
/// The query of a list.
pub(super) type Asked<T> = Result<Query<T>, QueryRejection>;

/// The identifier in the address. One that cannot be read belongs to nothing.
pub(super) fn id<T: FromStr>(language: Language, segment: Segment) -> Result<T, Problem> {
    segment.ok().and_then(|Path(text)| text.parse().ok()).ok_or_else(|| Problem::not_found(language))
}

/// The body as what the operation takes.
pub(super) fn body<T: DeserializeOwned>(language: Language, body: Body) -> Result<T, Problem> {
    let Json(value) = body.map_err(|rejection| unreadable(language, &rejection))?;
    if holds_nul(&value) {
        return Err(unfit(language, "a text contains the character U+0000"));
    }
    serde_json::from_value(value).map_err(|error| unfit(language, &error.to_string()))
}

fn unreadable(language: Language, rejection: &JsonRejection) -> Problem {
    let code = match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "media_type",
        StatusCode::UNPROCESSABLE_ENTITY => "unprocessable",
        _ => "not_json",
    };
    Problem::from_key(language, rejection.status(), code, "dossier-rest-unreadable")
}

/// `detail` names the field and what was expected; it speaks of the request alone.
fn unfit(language: Language, detail: &str) -> Problem {
    Problem::from_key(language, StatusCode::UNPROCESSABLE_ENTITY, "unprocessable", "dossier-rest-unfit").with_detail(detail)
}

/// U+0000 is text for JSON and none for the database.
fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_nul),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || holds_nul(value)),
        _ => false,
    }
}

/// The version the caller saw, from `If-Match`; `*` stands for any.
pub(super) fn expected_version(language: Language, headers: &HeaderMap) -> Result<Option<i32>, Problem> {
    let required = || Problem::from_key(language, StatusCode::PRECONDITION_REQUIRED, "version_required", "dossier-rest-version-required");
    let wrong = || Problem::from_key(language, StatusCode::BAD_REQUEST, "bad_if_match", "dossier-rest-if-match");
    let sent = headers.get(header::IF_MATCH).ok_or_else(required)?;
    let tag = sent.to_str().map_err(|_| wrong())?.trim();
    if tag == "*" {
        return Ok(None);
    }
    let inside = tag.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inside.and_then(|number| number.parse().ok()).map(Some).ok_or_else(wrong)
}

/// Is `tag` one of those in `If-None-Match`?
pub(super) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

/// The idempotency key of a request that makes something.
pub(super) fn key(caller: &Caller, headers: &HeaderMap, operation: &'static str, request: &impl Serialize) -> Result<Key, Problem> {
    let text = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let needed = || Problem::from_key(caller.language, StatusCode::BAD_REQUEST, "idempotency_key_required", "dossier-rest-key-required");
    match Key::new(text, operation, request) {
        Ok(key) => Ok(key),
        Err(UseCaseError::Refused(_)) => Err(needed()),
        Err(failure) => Err(caller.problem(failure)),
    }
}

/// The query as its fields.
pub(super) fn query<T>(language: Language, asked: Asked<T>) -> Result<T, Problem> {
    let Query(asked) = asked.map_err(|rejection| Problem::from_key(language, rejection.status(), "bad_query", "dossier-rest-query"))?;
    Ok(asked)
}

/// Reads parameters and remembers those that cannot be read.
#[derive(Debug)]
pub(super) struct Parameters {
    language: Language,
    wrong: Vec<ProblemField>,
}

impl Parameters {
    pub(super) const fn new(language: Language) -> Self {
        Self { language, wrong: Vec::new() }
    }

    /// The value of a parameter; nothing when it is missing or cannot be read.
    pub(super) fn read<T>(&mut self, name: &str, text: Option<&str>, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = read(text?);
        if value.is_none() {
            self.wrong.push(ProblemField {
                field: name.to_owned(),
                code: "unknown_value".to_owned(),
                message: t(self.language, "dossier-rest-parameter"),
                remedy: String::new(),
            });
        }
        value
    }

    /// Items of a page.
    pub(super) fn limit(&mut self, text: Option<&str>) -> u8 {
        self.read("limit", text, |text| text.parse().ok().filter(|limit| (1..=MOST).contains(limit))).unwrap_or(USUAL)
    }

    /// Nothing, or every parameter at fault.
    pub(super) fn finish(self) -> Result<(), Problem> {
        if self.wrong.is_empty() { Ok(()) } else { Err(Problem::unprocessable(self.language, self.wrong)) }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use serde_json::json;

    use super::*;

    fn with(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn the_version_is_read_from_a_strong_tag() {
        for (sent, expected) in
            [("\"3\"", Ok(Some(3))), ("*", Ok(None)), ("3", Err(400)), ("W/\"3\"", Err(400)), ("\"x\"", Err(400)), ("\"", Err(400))]
        {
            let found = expected_version(Language::En, &with(header::IF_MATCH, sent)).map_err(|problem| problem.status);
            assert_eq!(found, expected, "{sent}");
        }
        let missing = expected_version(Language::En, &HeaderMap::new()).map_err(|problem| problem.status);
        assert_eq!(missing, Err(428));
    }

    #[test]
    fn a_known_tag_is_found_among_several() {
        for (sent, expected) in [("\"3\"", true), ("\"2\", W/\"3\"", true), ("*", true), ("\"4\"", false), ("", false)] {
            assert_eq!(is_known(&with(header::IF_NONE_MATCH, sent), "\"3\""), expected, "{sent}");
        }
    }

    #[test]
    fn the_character_that_no_text_may_hold_is_found_anywhere() {
        for (value, expected) in
            [(json!({ "a": ["b", { "c": "\0" }] }), true), (json!({ "\0": 1 }), true), (json!({ "a": ["b", 1, null] }), false)]
        {
            assert_eq!(holds_nul(&value), expected, "{value}");
        }
    }

    #[test]
    fn a_wrong_parameter_is_named() {
        let mut parameters = Parameters::new(Language::En);
        assert_eq!(parameters.limit(Some("201")), USUAL);
        assert_eq!(parameters.limit(Some("7")), 7);
        let problem = parameters.finish().unwrap_err();
        assert_eq!((problem.status, problem.errors.len()), (422, 1));
    }
}
