use access::usecases::end_expired_sessions::end_expired_sessions;
use access::usecases::sign_out::sign_out_everywhere;
use access::{Role, Settings};
use axum::http::{StatusCode, header};
use chrono::Duration;

use crate::support::{Node, node, node_with, office};

async fn rows(node: &Node) -> i64 {
    sqlx::query_scalar("select count(*) from access.session").fetch_one(&node.database.pool).await.unwrap()
}

#[tokio::test]
async fn the_cookie_is_safe_and_the_table_cannot_be_used_in_its_place() {
    let node = node_with(Settings { secure: true, behind_proxy: false }).await;
    node.applicant().await;
    let mut browser = node.browser();
    let answer = browser.sign_in("0912345678").await;
    let cookie = answer.headers.get_all(header::SET_COOKIE).iter().find(|cookie| cookie.as_bytes().starts_with(b"phien=")).unwrap();
    let cookie = cookie.to_str().unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let stored: Vec<u8> = sqlx::query_scalar("select id_hash from access.session").fetch_one(&node.database.pool).await.unwrap();
    assert_eq!(stored.len(), 32);
    assert!(!browser.cookies["phien"].as_bytes().starts_with(&stored[..4]));
}

#[tokio::test]
async fn strangers_leave_no_rows() {
    let node = node().await;
    let mut browser = node.browser();
    browser.get("/dang-nhap").await;
    browser.submit("/dang-nhap", &[("login", "ai"), ("password", "sai mật khẩu")]).await;
    assert_eq!(rows(&node).await, 0);
}

#[tokio::test]
async fn signing_in_changes_the_identifier_even_of_a_session_that_was_there() {
    let node = node().await;
    node.applicant().await;
    let mut browser = node.browser();
    // A fixed identifier planted by an attacker is not taken over.
    browser.cookies.insert("phien".into(), "AAAAAAAAAAAAAAAAAAAAAA".into());
    browser.sign_in("0912345678").await;
    assert_ne!(browser.cookies["phien"], "AAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(browser.get("/ho-so").await.status, StatusCode::OK);
    assert_eq!(rows(&node).await, 1);
}

#[tokio::test]
async fn a_session_ends_after_four_idle_hours_or_twelve_hours() {
    let node = node().await;
    node.applicant().await;
    let mut browser = node.browser();
    browser.sign_in("0912345678").await;
    for (hours, expected) in [(3, StatusCode::OK), (3, StatusCode::OK), (3, StatusCode::OK), (3, StatusCode::SEE_OTHER)] {
        node.database.clock.advance(Duration::hours(hours));
        assert_eq!(browser.get("/ho-so").await.status, expected);
    }
    let mut idle = node.browser();
    idle.sign_in("0912345678").await;
    node.database.clock.advance(Duration::hours(4));
    assert_eq!(idle.get("/ho-so").await.status, StatusCode::SEE_OTHER);
    assert_eq!(end_expired_sessions(&node.access).await.unwrap(), 2);
    assert_eq!(rows(&node).await, 0);
}

#[tokio::test]
async fn what_an_administrator_ends_is_over_with_the_next_request() {
    let node = node().await;
    let account = node.applicant().await;
    let administrator = node.administrator().await;
    let mut browser = node.browser();
    browser.sign_in("0912345678").await;
    assert_eq!(sign_out_everywhere(&node.access, &administrator, account).await.unwrap(), 1);
    assert_eq!(browser.get("/ho-so").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let node = node().await;
    let account = node.applicant().await;
    let mut browser = node.browser();
    browser.sign_in("0912345678").await;
    let kept = browser.cookies.clone();
    let answer = browser.submit("/dang-xuat", &[]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
    browser.cookies = kept;
    assert_eq!(browser.get("/ho-so").await.status, StatusCode::SEE_OTHER, "the old cookie opens nothing");
    assert_eq!(node.journal(account).await, ["account.registered", "session.opened", "session.closed"]);
}

#[tokio::test]
async fn an_official_lands_on_the_desk() {
    let node = node().await;
    node.official("can_bo.01", &[(Role::IntakeOfficer, Some(office(2)))]).await;
    let mut browser = node.browser();
    assert_eq!(browser.sign_in("can_bo.01").await.location(), "/ban/hop-viec");
    assert_eq!(browser.get("/dang-nhap").await.location(), "/ban/hop-viec", "who is signed in needs no form");
}
