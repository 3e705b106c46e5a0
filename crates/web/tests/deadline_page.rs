//! `/han-tra` and `computeDeadline` through the router, without a socket.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where something it needs is missing")]

use std::fs;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use kernel::calendar::Calendars;
use kernel::clock::SettableClock;
use serde_json::{Value, json};
use tower::ServiceExt;
use web::deadline_page::{ApiDoc, DeadlineAnswer, DeadlineCase, ROUTES, router};

fn calendars() -> Calendars {
    let read = |name: &str| fs::read_to_string(format!("{}/../../data/vn/calendars/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    Calendars::from_csv(&read("holidays.csv"), &read("weeks.csv")).unwrap()
}

fn app() -> Router {
    let now = "2026-11-25T02:10:00Z".parse().unwrap();
    router::<()>(Arc::new(calendars()), Arc::new(SettableClock::at(now))).layer(axum::middleware::from_fn(web::error::pages))
}

async fn ask(request: Request<Body>) -> (StatusCode, String) {
    let response = app().oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

async fn page(query: &str) -> (StatusCode, String) {
    ask(Request::get(format!("/han-tra?{query}")).body(Body::empty()).unwrap()).await
}

async fn compute(query: &str, body: String) -> (StatusCode, Value) {
    let request = Request::post(format!("/api/v1/deadlines{query}")).header(header::CONTENT_TYPE, "application/json");
    let (status, body) = ask(request.body(Body::from(body)).unwrap()).await;
    (status, serde_json::from_str(&body).unwrap_or_else(|_| panic!("not JSON: {body}")))
}

const QUESTION: &str = "received-day=25&received-month=11&received-year=2026&received-time=8:30&value=7&unit=working_day&calendar=standard";

#[tokio::test]
async fn a_fresh_form_proposes_the_present() {
    let (status, html) = page("").await;
    assert_eq!(status, StatusCode::OK);
    for part in ["name=\"received-day\" value=\"25\"", "value=\"09:10\"", "<option value=\"working_day\" selected>"] {
        assert!(html.contains(part), "{part}");
    }
    assert!(!html.contains("class=\"explanation\""), "nothing was asked yet");
}

#[tokio::test]
async fn an_answer_says_when_and_why_and_can_be_shared() {
    let (status, html) = page(QUESTION).await;
    assert_eq!(status, StatusCode::OK);
    for part in ["17:00 thứ Sáu 04/12/2026", "Vì sao là ngày 04/12/2026?", "Còn 7 ngày", "Điều 147 Bộ luật Dân sự", "day-today"]
    {
        assert!(html.contains(part), "{part}");
    }
    let address =
        html.split("href=\"/han-tra?").nth(1).and_then(|rest| rest.split('"').next()).unwrap().replace("&#38;", "&").replace("&amp;", "&");
    assert!(page(&address).await.1.contains("17:00 thứ Sáu 04/12/2026"), "{address}");
}

#[tokio::test]
async fn other_languages_answer_too() {
    for (language, words) in [("en", "17:00, Friday 4 December 2026"), ("th", "วันศุกร์ที่ 4 ธันวาคม ค.ศ. 2026")]
    {
        assert!(page(&format!("{QUESTION}&lang={language}")).await.1.contains(words), "{language}");
    }
}

#[tokio::test]
async fn a_clock_that_stands_still_has_no_date() {
    let (status, html) = page(&format!("{QUESTION}&asked-day=26&asked-month=11&asked-year=2026&asked-time=9h")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("Đồng hồ đang dừng, chưa có ngày trả"));
}

#[tokio::test]
async fn what_was_typed_comes_back_with_the_message_at_its_field() {
    for (change, field, message) in [
        (("received-day=25", "received-day=31"), "received", "“31/11/2026” không phải là một ngày có thật"),
        (("received-time=8:30", "received-time=s%C3%A1ng"), "received-time", "“sáng” không phải là giờ"),
        (("value=7", "value=bảy"), "value", "bạn đã nhập “bảy”"),
        (("value=7", "value="), "value", "Nhập thời hạn bằng số"),
        (("value=7", "value=2.3"), "value", "chỉ chia được nửa ngày"),
        (("value=7", "value=-1"), "value", "phải lớn hơn 0"),
        (("unit=working_day", "unit=week"), "unit", "Chọn đơn vị"),
        (("calendar=standard", "calendar=lunar"), "calendar", "Chọn giờ làm việc"),
        (("received-year=2026", "received-year=2099"), "received", "Lịch nghỉ chúng tôi có chỉ từ"),
        (("value=7", "value=7&asked-day=1&asked-month=11&asked-year=2026&asked-time=8:00"), "asked", "phải sau lúc nộp"),
        (
            ("value=7", "value=7&supplied-day=1&supplied-month=12&supplied-year=2026&supplied-time=8:00"),
            "asked",
            "Nhập đủ ngày, tháng, năm",
        ),
    ] {
        let query = QUESTION.replace(change.0, &change.1.replace("bảy", "b%E1%BA%A3y"));
        let (status, html) = page(&query).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{}", change.1);
        assert!(
            html.contains("<title>Lỗi:") && html.contains(&format!("<a href=\"#{field}\">")) && html.contains(message),
            "{}: {message}",
            change.1
        );
        assert!(html.contains("name=\"received-month\" value=\"11\""), "{}: what was right is kept", change.1);
    }
}

#[tokio::test]
async fn the_operation_answers_as_the_command_does() {
    let case = json!({
        "id": "a", "calendar": "standard", "received_at": "2026-11-13T20:14:00+07:00", "limit": {"value": 7, "unit": "working_day"},
        "supplement_rule": "resume",
        "events": [
            {"type": "supplement_requested", "at": "2026-11-18T14:20:00+07:00"},
            {"type": "supplement_supplied", "at": "2026-11-20T10:05:00+07:00"},
            {"type": "extension_requested", "at": "2026-11-23T10:05:00+07:00", "new_due": "2026-12-10T17:00:00+07:00"},
            {"type": "finished", "at": "2026-12-01T17:00:00+07:00"},
        ],
    });
    let typed: DeadlineCase = serde_json::from_value(case.clone()).unwrap();
    assert_eq!(typed.events.len(), 4);
    for (query, explain) in [("", false), ("?explain=true", true)] {
        let (status, answer) = compute(query, case.to_string()).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let line: Value = serde_json::from_str(&kernel::deadline::answer_line(&calendars(), &case.to_string(), explain)).unwrap();
        assert_eq!(answer, line);
        let documented: DeadlineAnswer = serde_json::from_value(answer.clone()).unwrap();
        assert_eq!(documented.explanation.is_some(), explain);
        let again = serde_json::to_value(&documented).unwrap();
        let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&again), names(&answer), "the documented fields are those of the answer");
    }
}

#[tokio::test]
async fn a_wrong_case_names_its_field() {
    let good = json!({"calendar": "standard", "received_at": "2026-11-25T08:00:00+07:00", "limit": {"value": 1, "unit": "month"}});
    assert_eq!(compute("", good.to_string()).await.0, StatusCode::OK);
    for (pointer, value, field, code) in [
        ("/calendar", json!("lunar"), "calendar", "unknown_calendar"),
        ("/received_at", json!("yesterday"), "received_at", "invalid_instant"),
        ("/received_at", json!("2099-01-01T08:00:00+07:00"), "received_at", "outside_calendar"),
        ("/limit/unit", json!("week"), "limit.unit", "unknown_unit"),
        ("/limit/value", json!(-1), "limit.value", "invalid_value"),
    ] {
        let mut case = good.clone();
        *case.pointer_mut(pointer).unwrap() = value;
        let (status, problem) = compute("", case.to_string()).await;
        assert_eq!(
            (status, &problem["errors"][0]["field"], &problem["errors"][0]["code"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!(field), &json!(code))
        );
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused() {
    for (query, body, status, code) in [
        ("", "{".to_owned(), StatusCode::BAD_REQUEST, "not_json"),
        ("?explain=perhaps", "{}".to_owned(), StatusCode::BAD_REQUEST, "bad_query"),
        ("", " ".repeat(70_000), StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        ("", "[]".to_owned(), StatusCode::UNPROCESSABLE_ENTITY, "unprocessable"),
    ] {
        let (found, problem) = compute(query, body).await;
        assert_eq!((found, &problem["code"]), (status, &json!(code)));
    }
}

#[test]
fn the_document_names_the_operation() {
    use utoipa::OpenApi as _;
    let document = serde_json::to_value(ApiDoc::openapi()).unwrap();
    assert_eq!(document["paths"]["/api/v1/deadlines"]["post"]["operationId"], "computeDeadline");
    assert!(ROUTES.contains(&("POST", "/api/v1/deadlines")));
}
