//! Due dates as lines of JSON: a case in, an answer out (`deadlines.md`).

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use crate::calendar::{
    Calendar, CalendarError, Calendars, ClockAnswer, ClockCase, ClockEvent, ClockEventKind, ExplanationStep, SupplementRule,
};
use crate::limit::{Limit, LimitError, LimitUnit};

/// What is wrong with a case, for a machine and for its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseError {
    /// Stable code.
    pub code: &'static str,
    /// What is wrong and what would be right, in English.
    pub message: String,
    /// Which field, as a path such as `events[1].at`; empty for the whole line.
    pub field: String,
}

impl CaseError {
    fn new(code: &'static str, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: field.into() }
    }
}

/// Answers one line. A bad line gets an `error` and never stops the stream.
#[must_use]
pub fn answer_line(calendars: &Calendars, line: &str, explain: bool) -> String {
    let read: Result<Value, _> = serde_json::from_str(line);
    let id = read.as_ref().ok().and_then(|value| value.get("id")).cloned().unwrap_or(Value::Null);
    let answered = match &read {
        Ok(value) => answer_value(calendars, value, explain),
        Err(error) => Err(CaseError::new("not_json", "", format!("the line is not JSON: {error}"))),
    };
    let mut out = Map::from_iter([("id".to_owned(), id)]);
    match answered {
        Ok(fields) => out.extend(fields),
        Err(error) => {
            out.insert("error".to_owned(), json!({"code": error.code, "message": error.message, "field": error.field}));
        }
    }
    Value::Object(out).to_string()
}

/// Answers one case given as JSON: the fields of the answer without the `id`.
///
/// # Errors
/// [`CaseError`] names the field that is wrong.
pub fn answer_value(calendars: &Calendars, value: &Value, explain: bool) -> Result<Map<String, Value>, CaseError> {
    let (calendar, case) = read_case(calendars, value)?;
    if explain {
        let explanation = calendar.explain(&case).map_err(|error| count_error(&error))?;
        let mut fields = answer_fields(calendar, &explanation.answer);
        let steps = explanation.steps.iter().map(|step| step_value(calendar, step)).collect();
        fields.insert("explanation".to_owned(), Value::Array(steps));
        return Ok(fields);
    }
    let answer = calendar.answer(&case).map_err(|error| count_error(&error))?;
    Ok(answer_fields(calendar, &answer))
}

/// Reads a case and finds its calendar.
///
/// # Errors
/// [`CaseError`] names the field that is wrong.
pub fn read_case<'a>(calendars: &'a Calendars, value: &Value) -> Result<(&'a Calendar, ClockCase), CaseError> {
    if !value.is_object() {
        return Err(CaseError::new("not_an_object", "", "a case is a JSON object"));
    }
    let calendar_id = text(value, "calendar", "calendar")?;
    let calendar = calendars.get(calendar_id).ok_or_else(|| {
        CaseError::new(
            "unknown_calendar",
            "calendar",
            format!("there is no calendar {calendar_id}; known are {}", calendars.ids().join(", ")),
        )
    })?;
    let case = ClockCase {
        calendar: calendar_id.to_owned(),
        received_at: instant(value, "received_at", "received_at")?,
        limit: limit(value)?,
        supplement_rule: supplement_rule(value)?,
        events: events(value)?,
    };
    Ok((calendar, case))
}

fn limit(value: &Value) -> Result<Limit, CaseError> {
    let limit = value.get("limit").filter(|limit| limit.is_object());
    let limit = limit.ok_or_else(|| CaseError::new("missing_field", "limit", "a limit is an object with value and unit"))?;
    let code = text(limit, "unit", "limit.unit")?;
    let unit = LimitUnit::from_code(code).ok_or_else(|| {
        let known: Vec<&str> = LimitUnit::ALL.iter().map(|unit| unit.code()).collect();
        CaseError::new("unknown_unit", "limit.unit", format!("there is no unit {code}; known are {}", known.join(", ")))
    })?;
    let number = match limit.get("value") {
        None | Some(Value::Null) => None,
        Some(Value::Number(number)) => number.as_f64(),
        Some(_) => return Err(CaseError::new("invalid_value", "limit.value", "the value is a number")),
    };
    Limit::new(number, unit).map_err(|error| {
        let code = if error == LimitError::Missing { "missing_field" } else { "invalid_value" };
        CaseError::new(code, "limit.value", error.to_string())
    })
}

fn supplement_rule(value: &Value) -> Result<SupplementRule, CaseError> {
    match value.get("supplement_rule") {
        None | Some(Value::Null) => Ok(SupplementRule::default()),
        Some(Value::String(rule)) if rule == "restart" => Ok(SupplementRule::Restart),
        Some(Value::String(rule)) if rule == "resume" => Ok(SupplementRule::Resume),
        Some(_) => Err(CaseError::new("unknown_supplement_rule", "supplement_rule", "the rule is restart or resume")),
    }
}

fn events(value: &Value) -> Result<Vec<ClockEvent>, CaseError> {
    match value.get("events") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(events)) => events.iter().enumerate().map(|(position, event)| clock_event(position, event)).collect(),
        Some(_) => Err(CaseError::new("invalid_value", "events", "events are a list")),
    }
}

fn clock_event(position: usize, event: &Value) -> Result<ClockEvent, CaseError> {
    let field = |name: &str| format!("events[{position}].{name}");
    let kind = match text(event, "type", &field("type"))? {
        "supplement_requested" => ClockEventKind::SupplementRequested,
        "supplement_supplied" => ClockEventKind::SupplementSupplied,
        "financial_requested" => ClockEventKind::FinancialRequested,
        "financial_fulfilled" => ClockEventKind::FinancialFulfilled,
        "extension_requested" => ClockEventKind::ExtensionRequested { new_due: instant(event, "new_due", &field("new_due"))? },
        "finished" => ClockEventKind::Finished,
        other => return Err(CaseError::new("unknown_event", field("type"), format!("there is no event {other}"))),
    };
    Ok(ClockEvent { kind, at: instant(event, "at", &field("at"))? })
}

fn text<'a>(value: &'a Value, name: &str, field: &str) -> Result<&'a str, CaseError> {
    match value.get(name) {
        Some(Value::String(text)) => Ok(text),
        Some(Value::Null) | None => Err(CaseError::new("missing_field", field, format!("{field} is missing"))),
        Some(_) => Err(CaseError::new("invalid_value", field, format!("{field} is a text"))),
    }
}

fn instant(value: &Value, name: &str, field: &str) -> Result<DateTime<Utc>, CaseError> {
    let written = text(value, name, field)?;
    DateTime::parse_from_rfc3339(written)
        .map(|at| at.to_utc())
        .map_err(|_| CaseError::new("invalid_instant", field, format!("{field} is an instant such as 2026-11-24T08:30:00+07:00")))
}

fn count_error(error: &CalendarError) -> CaseError {
    match error {
        CalendarError::Outside { .. } => CaseError::new("outside_calendar", "received_at", error.to_string()),
        CalendarError::Order { position } => CaseError::new("events_out_of_order", format!("events[{position}]"), error.to_string()),
    }
}

fn answer_fields(calendar: &Calendar, answer: &ClockAnswer) -> Map<String, Value> {
    let instant = |at: DateTime<Utc>| Value::String(office_time(calendar, at));
    let optional = |at: Option<DateTime<Utc>>| at.map_or(Value::Null, instant);
    Map::from_iter([
        ("clamped".to_owned(), instant(answer.clamped)),
        ("receipt_day".to_owned(), json!(answer.receipt_day)),
        ("initial_due".to_owned(), instant(answer.initial_due)),
        ("due".to_owned(), optional(answer.due)),
        ("clock".to_owned(), json!(answer.clock)),
        ("remaining_minutes".to_owned(), json!(answer.remaining_minutes)),
        ("original_due".to_owned(), optional(answer.original_due)),
        ("extensions_accepted".to_owned(), json!(answer.extensions_accepted)),
        ("outcome".to_owned(), json!(answer.outcome)),
    ])
}

fn step_value(calendar: &Calendar, step: &ExplanationStep) -> Value {
    json!({
        "rule": step.rule,
        "legal_basis": step.rule.legal_basis(),
        "from": office_time(calendar, step.from),
        "to": office_time(calendar, step.to),
        "amount": step.amount,
        "skipped": step.skipped,
    })
}

/// RFC 3339 with the office's offset.
fn office_time(calendar: &Calendar, at: DateTime<Utc>) -> String {
    let offset = FixedOffset::east_opt(calendar.offset_seconds(at));
    offset.map_or_else(
        || at.to_rfc3339_opts(SecondsFormat::Secs, false),
        |offset| at.with_timezone(&offset).to_rfc3339_opts(SecondsFormat::Secs, false),
    )
}
