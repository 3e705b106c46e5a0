//! The list of offices through the router, without a socket.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use kernel::calendar::Calendars;
use organisation::{Organisation, router};
use serde_json::Value;
use testkit::Database;
use tower::ServiceExt;

use crate::{day, loaded};

/// The working calendars of the pack.
pub(crate) fn calendars() -> Arc<Calendars> {
    let read = |name: &str| std::fs::read_to_string(crate::pack_folder().join("calendars").join(name)).unwrap();
    Arc::new(Calendars::from_csv(&read("holidays.csv"), &read("weeks.csv")).unwrap())
}

async fn node() -> (Database, Organisation) {
    let database = loaded().await;
    let organisation = Organisation::start(database.ctx.clone(), calendars(), day("2026-11-25")).await.unwrap();
    (database, organisation)
}

async fn ask(organisation: &Organisation, address: &str, known: &str) -> Response {
    let request = Request::builder().uri(address).header(header::IF_NONE_MATCH, known).body(Body::empty()).unwrap();
    router(organisation).oneshot(request).await.unwrap()
}

async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

async fn page(organisation: &Organisation, address: &str) -> Value {
    let response = ask(organisation, address, "").await;
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    serde_json::from_str(&text(response).await).unwrap()
}

fn codes(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_pages_joined_are_the_whole_list() {
    let (_database, organisation) = node().await;
    let mut address = "/api/v1/offices?limit=100".to_owned();
    let mut found = Vec::new();
    loop {
        let page = page(&organisation, &address).await;
        found.extend(codes(&page).into_iter().map(str::to_owned));
        let Some(next) = page["next"].as_str() else { break };
        address = format!("/api/v1/offices?limit=100&cursor={next}");
    }
    let directory = organisation.directory();
    let expected: Vec<String> = directory.offices().iter().map(|office| office.code.to_string()).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn offices_are_filtered_by_unit_level_and_kind() {
    let (_database, organisation) = node().await;
    for (query, expected, first) in [
        ("unit=06685", 7, "H49.36"),
        ("level=province&kind=centre", 1, "H49.01"),
        ("level=commune&kind=centre&limit=200", 54, "H49.31.01"),
        ("level=district", 0, ""),
        ("unit=99999", 0, ""),
    ] {
        let page = page(&organisation, &format!("/api/v1/offices?{query}")).await;
        assert_eq!((codes(&page).len(), codes(&page).first().copied().unwrap_or_default()), (expected, first), "{query}");
    }
    let page = page(&organisation, "/api/v1/offices?unit=06685&kind=centre").await;
    assert_eq!(page["items"][0]["unit_name"], "Phường Hồng Gai");
    assert_eq!(page["items"][0]["calendar"], "standard");
    assert!(page["items"][0].get("address").is_none(), "nothing is invented");
}

#[tokio::test]
async fn a_page_that_is_known_is_not_sent_again() {
    let (_database, organisation) = node().await;
    let first = ask(&organisation, "/api/v1/offices?limit=1", "").await;
    let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
    assert_eq!(ask(&organisation, "/api/v1/offices?limit=1", &tag).await.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(ask(&organisation, "/api/v1/offices?limit=1", &format!("\"x\", W/{tag}")).await.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(ask(&organisation, "/api/v1/offices?limit=2", &tag).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_wrong_parameter_is_named() {
    let (_database, organisation) = node().await;
    let response = ask(&organisation, "/api/v1/offices?level=village&limit=500", "").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    let problem: Value = serde_json::from_str(&text(response).await).unwrap();
    let fields: Vec<&str> = problem["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["level", "limit"]);
    assert_eq!(ask(&organisation, "/api/v1/offices?unit=1&unit=2", "").await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn people_find_their_counter_by_the_old_name_of_their_ward() {
    let (_database, organisation) = node().await;
    let html = text(ask(&organisation, "/noi-nop?q=tran%20hung%20dao", "").await).await;
    assert!(html.contains("Trung tâm Phục vụ hành chính công phường Hồng Gai"), "{html}");
    assert!(!html.contains("phường Bãi Cháy"));
    let all = text(ask(&organisation, "/noi-nop", "").await).await;
    assert_eq!(all.matches("class=\"result\"").count(), 55);
}

#[tokio::test]
async fn a_place_says_whether_it_is_open_now() {
    let (database, organisation) = node().await;
    // Monday 9 June 2025 in Hà Nội: at work, at lunch, in the evening.
    for (now, expected) in [
        ("2025-06-09T02:00:00Z", "Đang mở cửa"),
        ("2025-06-09T05:00:00Z", "mở cửa lại lúc 13:00"),
        ("2025-06-09T11:00:00Z", "mở cửa lại lúc 07:30"),
    ] {
        database.clock.set(now.parse().unwrap());
        let html = text(ask(&organisation, "/noi-nop?q=H49.01", "").await).await;
        assert!(html.contains(expected), "{now}: {html}");
    }
}

#[tokio::test]
async fn every_clone_sees_what_was_loaded_anew() {
    let database = Database::create().await;
    let organisation = Organisation::start(database.ctx.clone(), calendars(), day("2026-11-25")).await.unwrap();
    let (clone, before) = (organisation.clone(), organisation.directory());
    organisation::pack::load(&database.ctx, &crate::pack_folder(), &kernel::pack::Unwatched).await.unwrap();
    organisation.reload(day("2026-11-25")).await.unwrap();
    assert_eq!((before.offices().len(), clone.directory().one_stop_offices().count()), (0, 55));
}
