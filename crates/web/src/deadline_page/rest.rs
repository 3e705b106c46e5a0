//! `POST /api/v1/deadlines`: the case and the answer of `motcua deadline --jsonl`, one at a time.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use chrono::{DateTime, FixedOffset, NaiveDate};
use kernel::calendar::{ClockState, Outcome, SupplementRule};
use kernel::deadline::{CaseError, answer_value};
use kernel::limit::LimitUnit;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use super::Deadlines;
use crate::i18n::Language;
use crate::problem::{Problem, ProblemField};
use crate::visitor::Visitor;

/// A question: what was promised, when it arrived, and what happened since.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DeadlineCase {
    /// Anything; it comes back with the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    pub id: Option<String>,
    /// Name of the calendar of the office that works on it.
    #[schema(example = "standard")]
    pub calendar: String,
    /// When the request arrived, with an offset.
    pub received_at: DateTime<FixedOffset>,
    /// What the procedure promises.
    pub limit: DeadlineLimit,
    /// How the clock goes on after a supplement: `restart` (the default) or `resume`.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "restart", pattern = "^(restart|resume)$")]
    pub supplement_rule: SupplementRule,
    /// What happened since, in time order.
    #[serde(default)]
    pub events: Vec<DeadlineEvent>,
}

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DeadlineLimit {
    /// The number; working days may come by halves. Not needed for `same_day` and `transfer`.
    #[schema(example = 7, exclusive_minimum = 0, maximum = 100_000)]
    pub value: Option<f64>,
    /// `working_day`, `working_hour`, `calendar_day`, `month`, `same_day` or `transfer`.
    #[schema(value_type = String, example = "working_day",
             pattern = "^(working_day|working_hour|calendar_day|month|same_day|transfer)$")]
    pub unit: LimitUnit,
}

/// Something that touched the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeadlineEvent {
    /// `supplement_requested`, `supplement_supplied`, `financial_requested`, `financial_fulfilled`, `extension_requested` or `finished`.
    #[serde(rename = "type")]
    #[schema(
        example = "supplement_requested",
        pattern = "^(supplement_requested|supplement_supplied|financial_requested|financial_fulfilled|extension_requested|finished)$"
    )]
    pub kind: String,
    /// When it happened, with an offset.
    pub at: DateTime<FixedOffset>,
    /// The date asked for, with `extension_requested`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_due: Option<DateTime<FixedOffset>>,
}

/// What the calendar says. Instants carry the offset of the office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DeadlineAnswer {
    /// As it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    pub id: Option<Value>,
    /// First working instant at or after the arrival.
    pub clamped: DateTime<FixedOffset>,
    /// Its day, which is never counted.
    pub receipt_day: NaiveDate,
    /// The due date first promised.
    pub initial_due: DateTime<FixedOffset>,
    /// The due date in force; null while the clock stands still.
    pub due: Option<DateTime<FixedOffset>>,
    /// `running` or `stopped`.
    #[schema(value_type = String, example = "running")]
    pub clock: ClockState,
    /// Working minutes left at each stop after which the clock resumes.
    pub remaining_minutes: Vec<u32>,
    /// The due date in force when the first extension was asked for.
    pub original_due: Option<DateTime<FixedOffset>>,
    /// Whether each extension was accepted.
    pub extensions_accepted: Vec<bool>,
    /// `early`, `on_time` or `late`, once it is finished.
    #[schema(value_type = Option<String>, example = "on_time")]
    pub outcome: Option<Outcome>,
    /// With `explain=true`: the steps from the arrival to the due date, each with `rule`, `legal_basis`, `from`, `to`, `amount` and `skipped`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    pub explanation: Option<Vec<Value>>,
}

/// What else the answer should say.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Wishes {
    /// Whether to give the reasons too.
    #[serde(default)]
    explain: bool,
}

/// When an answer is due, and why.
#[utoipa::path(
    post, path = "/api/v1/deadlines", operation_id = "computeDeadline", tag = "deadlines", params(Wishes), request_body = DeadlineCase,
    responses(
        (status = 200, description = "The answer", body = DeadlineAnswer),
        (status = 400, description = "The body is not JSON, or the query cannot be read", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is missing or wrong, or the count leaves the calendar data; `errors` names the field", body = Problem,
         content_type = "application/problem+json"),
    )
)]
pub(super) async fn compute(
    State(deadlines): State<Deadlines>,
    visitor: Visitor,
    wishes: Result<Query<Wishes>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Map<String, Value>>, Problem> {
    let language = visitor.language;
    let body = body.map_err(|rejection| Problem::from_key(language, rejection.status(), "too_large", "web-error-too-large-title"))?;
    let case: Value = serde_json::from_slice(&body).map_err(|_| not_json(language))?;
    let Query(wishes) =
        wishes.map_err(|_| Problem::from_key(language, StatusCode::BAD_REQUEST, "bad_query", "web-error-bad-request-text"))?;
    let mut answer = answer_value(&deadlines.calendars, &case, wishes.explain).map_err(|error| refused(language, error))?;
    if let Some(id) = case.get("id") {
        answer.insert("id".to_owned(), id.clone());
    }
    Ok(Json(answer))
}

fn not_json(language: Language) -> Problem {
    Problem::from_key(language, StatusCode::BAD_REQUEST, "not_json", "web-problem-not-json")
}

fn refused(language: Language, error: CaseError) -> Problem {
    let field = ProblemField { field: error.field, code: error.code.to_owned(), message: error.message, remedy: String::new() };
    Problem::unprocessable(language, vec![field])
}
