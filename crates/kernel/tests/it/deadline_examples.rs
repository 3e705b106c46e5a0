//! Worked cases with the reason, and lines that cannot be answered.

use kernel::deadline::answer_line;
use serde_json::{Value, json};

use crate::calendars;

const EXAMPLES: &str = include_str!("../data/deadline-examples.jsonl");

#[test]
fn every_worked_case_comes_out() {
    let calendars = calendars();
    let mut wrong = Vec::new();
    for line in EXAMPLES.lines() {
        let example: Value = serde_json::from_str(line).unwrap();
        let answer: Value = serde_json::from_str(&answer_line(&calendars, line, false)).unwrap();
        for (field, expected) in example["expect"].as_object().unwrap() {
            if answer.get(field) != Some(expected) {
                wrong.push(format!("{} {field}: {expected} expected, got {:?} ({})", example["id"], answer.get(field), example["why"]));
            }
        }
    }
    assert!(EXAMPLES.lines().count() >= 41);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_explanation_changes_nothing_and_ends_at_the_due_date() {
    let calendars = calendars();
    for line in EXAMPLES.lines() {
        let plain: Value = serde_json::from_str(&answer_line(&calendars, line, false)).unwrap();
        let mut told: Value = serde_json::from_str(&answer_line(&calendars, line, true)).unwrap();
        let explanation = told.as_object_mut().unwrap().remove("explanation").unwrap();
        assert_eq!(plain, told);
        assert!(explanation.as_array().unwrap().len() >= 2, "{line}");
        let without_events = serde_json::from_str::<Value>(line).unwrap()["events"] == json!([]);
        if without_events {
            assert_eq!(explanation.as_array().unwrap().last().unwrap()["to"], plain["due"], "{line}");
        }
    }
}

#[test]
fn skipped_days_are_named() {
    let case =
        json!({"id": 1, "calendar": "standard", "received_at": "2026-08-28T10:00:00+07:00", "limit": {"value": 3, "unit": "working_day"}});
    let answer: Value = serde_json::from_str(&answer_line(&calendars(), &case.to_string(), true)).unwrap();
    let skipped: Vec<&str> =
        answer["explanation"][1]["skipped"].as_array().unwrap().iter().map(|day| day["date"].as_str().unwrap()).collect();
    assert_eq!(skipped, ["2026-08-29", "2026-08-30", "2026-08-31", "2026-09-01", "2026-09-02", "2026-09-05", "2026-09-06"]);
    assert_eq!(answer["explanation"][1]["skipped"][4]["name"], "Quốc khánh");
}

#[test]
fn a_bad_line_names_its_field() {
    let good = json!({
        "id": "x", "calendar": "standard", "received_at": "2025-03-10T09:00:00+07:00", "limit": {"value": 3, "unit": "working_day"},
        "supplement_rule": "restart", "events": []
    });
    let with = |field: &str, value: Value| {
        let mut case = good.clone();
        case[field] = value;
        case.to_string()
    };
    let event = |kind: &str, at: &str| json!({"type": kind, "at": at});
    let cases = [
        ("{".to_owned(), "not_json", ""),
        ("[]".to_owned(), "not_an_object", ""),
        (with("calendar", json!("lunar")), "unknown_calendar", "calendar"),
        (with("calendar", Value::Null), "missing_field", "calendar"),
        (with("received_at", json!("2025-03-10 09:00")), "invalid_instant", "received_at"),
        (with("received_at", json!("2031-03-10T09:00:00+07:00")), "outside_calendar", "received_at"),
        (with("received_at", json!("2027-12-31T16:00:00+07:00")), "outside_calendar", "received_at"),
        (with("received_at", json!("1900-01-01T09:00:00+07:00")), "outside_calendar", "received_at"),
        (with("limit", json!({"value": 3, "unit": "fortnight"})), "unknown_unit", "limit.unit"),
        (with("limit", json!({"value": -3, "unit": "working_day"})), "invalid_value", "limit.value"),
        (with("limit", json!({"value": "3", "unit": "working_day"})), "invalid_value", "limit.value"),
        (with("limit", json!({"value": 1e300, "unit": "month"})), "invalid_value", "limit.value"),
        (with("limit", json!({"unit": "working_day"})), "missing_field", "limit.value"),
        (with("limit", json!(3)), "missing_field", "limit"),
        (with("supplement_rule", json!("again")), "unknown_supplement_rule", "supplement_rule"),
        (with("events", json!({})), "invalid_value", "events"),
        (with("events", json!([event("party", "2025-03-11T09:00:00+07:00")])), "unknown_event", "events[0].type"),
        (with("events", json!([event("finished", "2025-03-09T09:00:00+07:00")])), "events_out_of_order", "events[0]"),
        (with("events", json!([event("supplement_supplied", "2025-03-11T09:00:00+07:00")])), "events_out_of_order", "events[0]"),
        (
            with(
                "events",
                json!([event("finished", "2025-03-11T09:00:00+07:00"), event("supplement_requested", "2025-03-12T09:00:00+07:00")]),
            ),
            "events_out_of_order",
            "events[1]",
        ),
    ];
    for (line, code, field) in cases {
        let answer: Value = serde_json::from_str(&answer_line(&calendars(), &line, true)).unwrap();
        assert_eq!((answer["error"]["code"].as_str(), answer["error"]["field"].as_str()), (Some(code), Some(field)), "{line} -> {answer}");
        assert!(!answer["error"]["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn a_saturday_morning_is_a_day_of_receipt_of_its_own() {
    let due = |received_at: &str| {
        let case = json!({"calendar": "saturday_morning", "received_at": received_at, "limit": {"unit": "transfer"}});
        let answer: Value = serde_json::from_str(&answer_line(&calendars(), &case.to_string(), false)).unwrap();
        answer["due"].as_str().unwrap().to_owned()
    };
    assert_eq!(due("2024-06-07T16:39:00+07:00"), "2024-06-10T07:30:00+07:00");
    assert_eq!(due("2024-06-07T17:39:00+07:00"), "2024-06-08T11:30:00+07:00");
}

#[test]
fn a_stop_after_the_due_date_does_not_whitewash() {
    let case = json!({
        "id": 1, "calendar": "standard", "received_at": "2025-03-10T09:00:00+07:00", "limit": {"value": 1, "unit": "working_day"},
        "supplement_rule": "restart", "events": [
            {"type": "supplement_requested", "at": "2025-03-13T09:00:00+07:00"},
            {"type": "supplement_supplied", "at": "2025-03-17T09:00:00+07:00"},
            {"type": "finished", "at": "2025-03-17T10:00:00+07:00"}
        ]
    });
    let answer: Value = serde_json::from_str(&answer_line(&calendars(), &case.to_string(), false)).unwrap();
    assert_eq!((&answer["due"], &answer["outcome"]), (&json!("2025-03-18T17:00:00+07:00"), &json!("late")));
}
