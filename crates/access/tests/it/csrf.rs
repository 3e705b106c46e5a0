use axum::body::Body;
use axum::http::{Method, StatusCode, header};

use crate::support::{PASSWORD, node};

const FIELDS: [(&str, &str); 2] = [("login", "0912345678"), ("password", PASSWORD)];

#[tokio::test]
async fn a_form_without_the_token_or_with_another_visitors_is_refused() {
    let node = node().await;
    node.applicant().await;
    let (mut browser, mut other) = (node.browser(), node.browser());
    browser.get("/dang-nhap").await;
    let foreign = other.get("/dang-nhap").await.csrf();
    assert_eq!(browser.post("/dang-nhap", &FIELDS).await.status, StatusCode::FORBIDDEN);
    let with_foreign = [("_csrf", foreign.as_str()), FIELDS[0], FIELDS[1]];
    let refused = browser.post("/dang-nhap", &with_foreign).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.text.contains("<h1>"), "the refusal is a page");
    assert!(!browser.cookies.contains_key("phien"));
    assert_eq!(other.post("/dang-nhap", &with_foreign).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_token_from_before_signing_in_is_worth_nothing_after() {
    let node = node().await;
    node.applicant().await;
    let mut browser = node.browser();
    let before = browser.get("/dang-nhap").await.csrf();
    browser.sign_in("0912345678").await;
    assert_eq!(browser.post("/dang-xuat", &[("_csrf", &before)]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/ho-so").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_header_does_as_well_and_another_site_never() {
    let node = node().await;
    node.applicant().await;
    let mut browser = node.browser();
    browser.sign_in("0912345678").await;
    let token = browser.get("/dang-xuat").await.csrf();
    let send = |browser: &crate::support::Browser, site: &str| {
        let request = browser.request(Method::POST, "/dang-xuat").header("x-csrf-token", &token).header("sec-fetch-site", site);
        request.body(Body::empty()).unwrap()
    };
    let cross = send(&browser, "cross-site");
    assert_eq!(browser.send(cross).await.status, StatusCode::FORBIDDEN);
    let same = send(&browser, "same-origin");
    assert_eq!(browser.send(same).await.location(), "/");
}

#[tokio::test]
async fn bodies_of_unknown_kinds_need_the_header() {
    let node = node().await;
    let mut browser = node.browser();
    let token = browser.get("/dang-nhap").await.csrf();
    let request = browser.request(Method::POST, "/dang-nhap").header(header::CONTENT_TYPE, "text/plain");
    let answer = browser.send(request.body(Body::from(format!("_csrf={token}"))).unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused() {
    let node = node().await;
    let mut browser = node.browser();
    browser.get("/dang-nhap").await;
    let answer = browser.post("/dang-nhap", &[("login", &"x".repeat(2 << 20))]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}
