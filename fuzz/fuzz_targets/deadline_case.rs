#![no_main]
//! One line of `motcua deadline --jsonl`: it always gets one line back, and what the line promises follows from the rules of the calendar.
//!
//! The input is the line itself when it begins with a brace, else bytes from which a well-formed case is made.

use std::sync::LazyLock;

use chrono::{DateTime, Duration, Utc};
use kernel::calendar::{Calendar, Calendars};
use kernel::deadline::{answer_line, read_case};
use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

static CALENDARS: LazyLock<Calendars> = LazyLock::new(|| {
    let holidays = include_str!("../../data/vn/calendars/holidays.csv");
    Calendars::from_csv(holidays, include_str!("../../data/vn/calendars/weeks.csv")).expect("the calendars of the pack are sound")
});

const UNITS: [&str; 6] = ["working_day", "working_hour", "calendar_day", "month", "same_day", "transfer"];
const EVENTS: [&str; 6] =
    ["supplement_requested", "supplement_supplied", "financial_requested", "financial_fulfilled", "extension_requested", "finished"];
const ERRORS: [&str; 11] = [
    "not_json",
    "not_an_object",
    "unknown_calendar",
    "missing_field",
    "invalid_instant",
    "outside_calendar",
    "unknown_unit",
    "invalid_value",
    "unknown_supplement_rule",
    "unknown_event",
    "events_out_of_order",
];

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"{") {
        check_line(&String::from_utf8_lossy(bytes));
    } else if let Ok(case) = made_case(&mut Unstructured::new(bytes)) {
        check_line(&case.to_string());
    }
});

/// A case in the years of the calendar, with events that mostly follow each other.
fn made_case(bytes: &mut Unstructured<'_>) -> Result<Value> {
    let names = CALENDARS.ids();
    let mut at = DateTime::from_timestamp(1_640_000_000 + i64::from(u32::arbitrary(bytes)? % 200_000_000), 0).unwrap_or_default();
    let mut case = json!({
        "id": u32::arbitrary(bytes)?, "calendar": bytes.choose(&names)?, "received_at": at.to_rfc3339(),
        "limit": {"value": f64::from(u16::arbitrary(bytes)?) / 2.0, "unit": bytes.choose(&UNITS)?},
        "supplement_rule": bytes.choose(&["restart", "resume"])?,
    });
    let mut events = Vec::new();
    while !bytes.is_empty() && events.len() < 30 {
        at += Duration::minutes(u16::arbitrary(bytes)?.into());
        let new_due = at + Duration::minutes(u16::arbitrary(bytes)?.into());
        events.push(json!({"type": bytes.choose(&EVENTS)?, "at": at.to_rfc3339(), "new_due": new_due.to_rfc3339()}));
    }
    case["events"] = Value::Array(events);
    Ok(case)
}

fn check_line(line: &str) {
    let plain = answer(line, false);
    let mut told = answer(line, true);
    let read: Value = serde_json::from_str(line).unwrap_or_default();
    assert_eq!(plain.get("id"), Some(read.get("id").unwrap_or(&Value::Null)), "{line}");
    if let Some(error) = plain.get("error") {
        assert_eq!(plain, told, "{line}");
        check_error(error, line);
        return;
    }
    let steps = told.as_object_mut().and_then(|told| told.remove("explanation"));
    assert_eq!(plain, told, "{line}");
    check_steps(steps.as_ref().and_then(Value::as_array).expect("steps"), line);
    check_answer(&plain, &read, line);
}

fn answer(line: &str, explain: bool) -> Value {
    let answer = answer_line(&CALENDARS, line, explain);
    assert!(!answer.contains(['\n', '\r']), "{answer}");
    serde_json::from_str(&answer).expect("an answer is JSON")
}

fn check_error(error: &Value, line: &str) {
    let word = |name: &str| error[name].as_str().expect("a text");
    assert!(ERRORS.contains(&word("code")) && !word("message").is_empty(), "{line} -> {error}");
    assert_eq!(word("field").is_empty(), matches!(word("code"), "not_json" | "not_an_object"), "{line} -> {error}");
}

fn check_steps(steps: &[Value], line: &str) {
    assert!(steps.len() >= 2, "{line}");
    for step in steps {
        assert!(step["rule"].is_string() && step["legal_basis"].is_string(), "{step}");
        instant(&step["from"], line);
        instant(&step["to"], line);
    }
}

fn check_answer(answer: &Value, read: &Value, line: &str) {
    let (calendar, case) = read_case(&CALENDARS, read).expect("it was answered");
    let (clamped, initial_due) = (instant(&answer["clamped"], line), instant(&answer["initial_due"], line));
    let count = |name: &str| answer[name].as_array().map_or(usize::MAX, Vec::len);
    assert!(clamped > case.received_at - Duration::minutes(1) && clamped <= initial_due, "{line}");
    assert_eq!(calendar.due(clamped, case.limit), Ok(initial_due), "received at the opening is received then: {line}");
    assert_eq!(answer["receipt_day"], json!(calendar.local(clamped).date()), "{line}");
    assert_eq!(answer["due"].is_null(), answer["clock"] == "stopped", "{line}");
    assert_eq!(answer["original_due"].is_null(), count("extensions_accepted") == 0, "{line}");
    assert!(count("remaining_minutes") <= case.events.len() && count("extensions_accepted") <= case.events.len(), "{line}");
    let granted = answer["extensions_accepted"].as_array().map_or(0, |asked| asked.iter().filter(|one| **one == true).count());
    assert!(granted <= 1, "{line}");
    let finished = case.events.last().is_some_and(|event| event.kind == kernel::calendar::ClockEventKind::Finished);
    assert_eq!(answer["outcome"].is_null(), !finished, "{line}");
    if case.events.is_empty() {
        assert_eq!(answer["due"], answer["initial_due"], "{line}");
        check_later(calendar, &case, initial_due, line);
    }
}

/// Arriving later is never due earlier, but for the units that end on the day of receipt itself: received on a Saturday morning, which is
/// no working day, they end on that Saturday, and after 15:00 on the Friday before only on Monday.
fn check_later(calendar: &Calendar, case: &kernel::calendar::ClockCase, due: DateTime<Utc>, line: &str) {
    for wait in [1, 60, 24 * 60, 7 * 24 * 60] {
        let at = case.received_at + Duration::minutes(wait);
        let (Ok(later), Ok(receipt)) = (calendar.due(at, case.limit), calendar.working_instant(at)) else { continue };
        let on_a_saturday = calendar.is_working_day(calendar.local(receipt).date()) == Ok(false);
        assert!(later >= due || case.limit.unit().stands_alone() && on_a_saturday, "{wait} minutes later: {line}");
    }
}

/// An instant as the contract writes it: RFC 3339 with the office's offset.
fn instant(value: &Value, line: &str) -> DateTime<Utc> {
    let at = value.as_str().and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    at.unwrap_or_else(|| panic!("{value} is no instant: {line}")).to_utc()
}
