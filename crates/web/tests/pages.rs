//! Every page of this crate in every language, through the router: what no page may get wrong.

#![expect(clippy::unwrap_used, reason = "a test stops where something it needs is missing")]

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::routing::get;
use axum::{Extension, Router, middleware};
use kernel::calendar::Calendars;
use kernel::clock::SettableClock;
use tower::ServiceExt;
use web::{HomePage, Language, Site, Visitor};

/// One address a page can be seen at, and the status it answers.
const PAGES: [(&str, StatusCode); 8] = [
    ("/", StatusCode::OK),
    ("/trong", StatusCode::OK),
    ("/thanh-phan", StatusCode::OK),
    ("/han-tra", StatusCode::OK),
    ("/han-tra?unit=working_day&calendar=standard", StatusCode::UNPROCESSABLE_ENTITY),
    (
        "/han-tra?received-day=13&received-month=11&received-year=2026&received-time=20:14&value=7&unit=working_day&calendar=standard",
        StatusCode::OK,
    ),
    (
        "/han-tra?received-day=13&received-month=11&received-year=2026&received-time=20:14&value=70&unit=working_day&calendar=standard",
        StatusCode::OK,
    ),
    ("/khong-co", StatusCode::NOT_FOUND),
];

fn app() -> Router {
    let read = |name: &str| fs::read_to_string(format!("{}/../../data/vn/calendars/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let calendars = Calendars::from_csv(&read("holidays.csv"), &read("weeks.csv")).unwrap();
    let clock = SettableClock::at("2026-11-25T02:10:00Z".parse().unwrap());
    web::routes()
        .merge(web::deadline_page::router(Arc::new(calendars), Arc::new(clock)))
        .route("/", get(async |visitor: Visitor| HomePage::sample(visitor)))
        .route("/trong", get(async |visitor: Visitor| HomePage::new(visitor)))
        .fallback(web::error::not_found)
        .layer(middleware::from_fn(web::error::pages))
        .layer(Extension(Arc::new(Site::sample())))
}

/// Every page in every language, with a name for messages.
async fn pages() -> Vec<(String, String)> {
    let (app, mut pages) = (app(), Vec::new());
    for language in Language::ALL {
        for (address, expected) in PAGES {
            let request = Request::get(address).header(header::COOKIE, format!("lang={}", language.code()));
            let response = app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            assert_eq!(response.status(), expected, "{address}");
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            pages.push((format!("{address} in {}", language.code()), String::from_utf8(body.to_vec()).unwrap()));
        }
    }
    pages
}

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[tokio::test]
async fn no_page_shows_a_key_instead_of_words() {
    for (name, html) in pages().await {
        let shown = html.split('>').filter_map(|piece| piece.split('<').next());
        let keys: Vec<&str> =
            shown.filter(|text| ["web-", "form-", "access-"].iter().any(|family| text.trim().starts_with(family))).collect();
        assert!(keys.is_empty(), "{name}: {keys:?}");
        assert!(!html.contains("{ $"), "{name}: a message was not filled");
    }
}

#[tokio::test]
async fn what_points_to_something_finds_it_once() {
    for (name, html) in pages().await {
        let ids = values(&html, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: an id is there twice");
        let described = values(&html, "aria-describedby").into_iter().flat_map(str::split_whitespace);
        for target in values(&html, "for").into_iter().chain(described).chain(values(&html, "aria-labelledby")) {
            assert!(unique.contains(target), "{name}: nothing has the id {target}");
        }
    }
}

#[tokio::test]
async fn every_icon_is_in_the_sprite() {
    let known = web::assets::icon_names();
    assert!(known.len() > 30, "the sprite is built");
    for (name, html) in pages().await {
        let used = html.split("icons-").skip(1).filter_map(|rest| rest.split_once(".svg#")?.1.split('"').next());
        let missing: Vec<&str> = used.filter(|icon| !known.iter().any(|one| one == icon)).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
        assert!(!html.contains("/tai-san/missing"), "{name}");
    }
}

/// The content security policy allows neither styles nor scripts inside the page.
#[tokio::test]
async fn no_page_carries_styles_or_scripts_inside() {
    for (name, html) in pages().await {
        for forbidden in [" style=\"", " onclick=", " onchange=", " onsubmit=", "<style", "javascript:"] {
            assert!(!html.contains(forbidden), "{name}: {forbidden}");
        }
        let scripts = html.split("<script").skip(1).filter_map(|rest| rest.split('>').next());
        assert!(scripts.into_iter().all(|tag| tag.contains(" src=\"")), "{name}: a script without an address");
    }
}

#[tokio::test]
async fn every_page_has_one_title_and_says_its_language() {
    for (name, html) in pages().await {
        let language = name.rsplit(' ').next().unwrap();
        assert!(html.contains(&format!("<html lang=\"{language}\">")), "{name}");
        assert_eq!((html.matches("<h1").count(), html.matches("<main").count(), html.matches("<title>").count()), (1, 1, 1), "{name}");
    }
}

#[tokio::test]
async fn the_switch_of_language_comes_back_to_the_page() {
    let (app, address) = (app(), "/ngon-ngu/th?ve=/han-tra%3Funit%3Dmonth");
    let response = app.oneshot(Request::get(address).body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.headers().get(header::LOCATION).unwrap(), "/han-tra?unit=month");
    assert!(response.headers().get(header::SET_COOKIE).unwrap().to_str().unwrap().starts_with("lang=th;"));
}

#[tokio::test]
async fn programs_get_problems_and_people_get_pages() {
    for (address, status, kind) in [
        ("/api/v1/khong-co", StatusCode::NOT_FOUND, "application/problem+json"),
        ("/khong-co", StatusCode::NOT_FOUND, "text/html; charset=utf-8"),
        ("/han-tra?unit=month&unit=month", StatusCode::BAD_REQUEST, "text/html; charset=utf-8"),
    ] {
        let response = app().oneshot(Request::get(address).body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(
            (response.status(), response.headers().get(header::CONTENT_TYPE).unwrap().to_str().unwrap()),
            (status, kind),
            "{address}"
        );
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_only_what_was_built_is_served() {
    for (address, status) in [
        (web::assets::address("site.css"), StatusCode::OK),
        (web::assets::address("site.js"), StatusCode::OK),
        ("/tai-san/manifest.json", StatusCode::NOT_FOUND),
        ("/tai-san/..%2fsrc%2flib.rs", StatusCode::NOT_FOUND),
    ] {
        let response = app().oneshot(Request::get(address).body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), status, "{address}");
        let kept = response.headers().get(header::CACHE_CONTROL).is_some_and(|value| value.to_str().unwrap().contains("immutable"));
        assert_eq!(kept, status == StatusCode::OK, "{address}");
    }
}
