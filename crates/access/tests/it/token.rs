use access::Role;
use access::error::ChangeRefusal;
use access::usecases::close_account::close_account;
use access::usecases::create_token::create_token;
use access::usecases::grant::{GrantRole, grant};
use access::usecases::revoke_grant::revoke_grant;
use access::usecases::revoke_token::revoke_token;
use access::usecases::sign_in::SignIn;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use chrono::Duration;
use serde_json::{Value, json};

use crate::support::{Answer, Browser, CLIENT, PASSWORD, node, office};

async fn call(browser: &mut Browser, method: Method, path: &str, authorization: &str, body: Value) -> Answer {
    let request =
        browser.request(method, path).header(header::AUTHORIZATION, authorization).header(header::CONTENT_TYPE, "application/json");
    browser.send(request.body(Body::from(body.to_string())).unwrap()).await
}

async fn create(browser: &mut Browser, login: &str, password: &str, label: &str) -> Answer {
    call(browser, Method::POST, "/api/v1/tokens", "", json!({ "login": login, "password": password, "label": label })).await
}

#[tokio::test]
async fn a_token_opens_the_api_until_it_is_revoked_or_over() {
    let node = node().await;
    let account = node.applicant().await;
    let mut program = node.browser();
    let answer = create(&mut program, "0912345678", PASSWORD, "đồng bộ").await;
    assert_eq!((answer.status, answer.header(header::CACHE_CONTROL)), (StatusCode::CREATED, "no-store"));
    let body: Value = serde_json::from_str(&answer.text).unwrap();
    let bearer = format!("Bearer {}", body["token"].as_str().unwrap());
    assert_eq!(call(&mut program, Method::GET, "/api/v1/me", &bearer, Value::Null).await.text, "Vũ Thị Mẫu");
    let address = format!("/api/v1/tokens/{}", body["id"].as_str().unwrap());
    assert_eq!(call(&mut program, Method::DELETE, &address, &bearer, Value::Null).await.status, StatusCode::NO_CONTENT);
    assert_eq!(call(&mut program, Method::GET, "/api/v1/me", &bearer, Value::Null).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(node.journal(account).await, ["account.registered", "token.created", "token.revoked"]);

    let second: Value = serde_json::from_str(&create(&mut program, "0912345678", PASSWORD, "khác").await.text).unwrap();
    let bearer = format!("bearer {}", second["token"].as_str().unwrap());
    assert_eq!(call(&mut program, Method::GET, "/api/v1/me", &bearer, Value::Null).await.status, StatusCode::OK);
    node.database.clock.advance(Duration::days(90));
    assert_eq!(call(&mut program, Method::GET, "/api/v1/me", &bearer, Value::Null).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_closed_account_keeps_out_a_token_that_was_used_a_moment_ago() {
    let node = node().await;
    let account = node.applicant().await;
    let who = SignIn { login: "0912345678", password: PASSWORD, client: CLIENT };
    let bearer = format!("Bearer {}", create_token(&node.access, &who, "đồng bộ").await.unwrap().secret);
    let mut program = node.browser();
    assert_eq!(call(&mut program, Method::GET, "/api/v1/me", &bearer, Value::Null).await.status, StatusCode::OK);
    close_account(&node.access, &node.administrator().await, account).await.unwrap();
    assert_eq!(call(&mut program, Method::GET, "/api/v1/me", &bearer, Value::Null).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_role_given_or_taken_counts_for_a_token_that_was_used_a_moment_ago() {
    let node = node().await;
    let (administrator, account) = (node.administrator().await, node.applicant().await);
    let who = SignIn { login: "0912345678", password: PASSWORD, client: CLIENT };
    let bearer = format!("Bearer {}", create_token(&node.access, &who, "đồng bộ").await.unwrap().secret);
    let mut program = node.browser();
    let mut roles = async || call(&mut program, Method::GET, "/api/v1/roles", &bearer, Value::Null).await.text;
    assert_eq!(roles().await, "applicant");
    let given = GrantRole {
        account,
        role: Role::UnitHead,
        office: Some(office(2)),
        valid_from: node.database.ctx.now() - Duration::minutes(1),
        valid_until: None,
    };
    let id = grant(&node.access, &administrator, &given).await.unwrap();
    assert_eq!(roles().await, "applicant unit_head");
    revoke_grant(&node.access, &administrator, id).await.unwrap();
    assert_eq!(roles().await, "applicant");
}

#[tokio::test]
async fn only_the_digest_of_a_token_is_stored() {
    let node = node().await;
    node.applicant().await;
    let who = SignIn { login: "0912345678", password: PASSWORD, client: CLIENT };
    let created = create_token(&node.access, &who, "đồng bộ").await.unwrap();
    assert!(created.secret.starts_with("motcua_") && created.secret.len() == 50);
    assert!(!format!("{created:?}").contains(&created.secret));
    let row: String = sqlx::query_scalar("select to_jsonb(token)::text from access.token").fetch_one(&node.database.pool).await.unwrap();
    assert!(!row.contains(&created.secret), "{row}");
}

#[tokio::test]
async fn another_persons_token_does_not_exist() {
    let node = node().await;
    node.applicant().await;
    let stranger = node.official("khach_la", &[]).await;
    let who = SignIn { login: "0912345678", password: PASSWORD, client: CLIENT };
    let created = create_token(&node.access, &who, "đồng bộ").await.unwrap();
    let stranger = node.actor(stranger).await;
    assert!(matches!(revoke_token(&node.access, &stranger, created.id).await, Err(ChangeRefusal::NotFound)));
    let administrator = node.administrator().await;
    revoke_token(&node.access, &administrator, created.id).await.unwrap();
    revoke_token(&node.access, &administrator, created.id).await.unwrap();
}

#[tokio::test]
async fn refusals_are_problems_with_stable_codes() {
    let node = node().await;
    node.applicant().await;
    let mut program = node.browser();
    let mut check = async |login: &str, password: &str, label: &str, status: u16, code: &str| {
        let answer = create(&mut program, login, password, label).await;
        let body: Value = serde_json::from_str(&answer.text).unwrap();
        assert_eq!((answer.status.as_u16(), body["code"].as_str().unwrap()), (status, code), "{body}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
        answer.header(header::RETRY_AFTER).to_owned()
    };
    check("0912345678", "sai mật khẩu", "x", 401, "not_matching").await;
    check("0987654321", "sai mật khẩu", "x", 401, "not_matching").await;
    check("0912345678", PASSWORD, " ", 422, "unprocessable").await;
    check("0912345678", PASSWORD, "\0", 422, "unprocessable").await;
    check("a\0@b.vn", PASSWORD, "x", 401, "not_matching").await;
    for _ in 0..4 {
        check("0912345678", "sai mật khẩu", "x", 401, "not_matching").await;
    }
    assert_eq!(check("0912345678", PASSWORD, "x", 429, "too_many_requests").await, "60");
}

#[tokio::test]
async fn bodies_that_are_not_json_are_refused_as_problems() {
    let node = node().await;
    let mut program = node.browser();
    for (kind, body, status) in [
        ("application/json", "{", StatusCode::BAD_REQUEST),
        ("application/json", "{}", StatusCode::UNPROCESSABLE_ENTITY),
        ("text/plain", "{}", StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ] {
        let request = program.request(Method::POST, "/api/v1/tokens").header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap();
        let answer = program.send(request).await;
        assert_eq!((answer.status, answer.header(header::CONTENT_TYPE)), (status, "application/problem+json"), "{body}");
    }
}

#[tokio::test]
async fn the_api_asks_for_a_bearer_token_and_takes_no_session() {
    let node = node().await;
    node.applicant().await;
    let mut browser = node.browser();
    browser.sign_in("0912345678").await;
    for authorization in ["", "Bearer", "Bearer nonsense", "Basic YTpi"] {
        let answer = call(&mut browser, Method::GET, "/api/v1/me", authorization, Value::Null).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{authorization}");
        assert_eq!(answer.header(header::WWW_AUTHENTICATE), "Bearer realm=\"motcua\"");
    }
}
