//! The operations through the router, without a socket.

use axum::http::{StatusCode, header};
use catalogue::Catalogue;
use serde_json::Value;

use crate::{ask, running, text};

async fn page(catalogue: &Catalogue, address: &str) -> Value {
    let response = ask(catalogue, address, "").await;
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    serde_json::from_str(&text(response).await).unwrap()
}

fn codes(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_pages_joined_are_the_whole_list() {
    let (_database, catalogue) = running().await;
    let mut address = "/api/v1/procedures?limit=100".to_owned();
    let mut found = Vec::new();
    loop {
        let page = page(&catalogue, &address).await;
        found.extend(codes(&page).into_iter().map(str::to_owned));
        let Some(next) = page["next"].as_str() else { break };
        address = format!("/api/v1/procedures?limit=100&cursor={next}");
    }
    let expected: Vec<String> = catalogue.overview().entries().iter().map(|entry| entry.code.as_str().to_owned()).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn procedures_are_found_by_words_and_narrowed() {
    let (_database, catalogue) = running().await;
    for (query, expected) in [
        ("q=khai%20sinh&field=ho-tich&level=commune&limit=5", "1.001193"),
        ("q=1.004222", "1.004222"),
        ("field=H%E1%BB%99%20t%E1%BB%8Bch&level=commune&limit=100", "1.000894"),
    ] {
        let page = page(&catalogue, &format!("/api/v1/procedures?{query}")).await;
        assert!(codes(&page).contains(&expected), "{query}: {page}");
    }
    let nothing = page(&catalogue, "/api/v1/procedures?q=zzzz").await;
    assert_eq!((codes(&nothing).len(), &nothing["next"]), (0, &Value::Null));
}

#[tokio::test]
async fn a_procedure_that_is_known_is_not_sent_again() {
    let (_database, catalogue) = running().await;
    let first = ask(&catalogue, "/api/v1/procedures/1.004222", "").await;
    let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
    let procedure: Value = serde_json::from_str(&text(first).await).unwrap();
    assert_eq!((&procedure["version"], &procedure["channels"][0]["limit"]["unit"]), (&1.into(), &"working_day".into()));
    assert_eq!(procedure["valid_from"], "2016-01-01");
    assert_eq!(ask(&catalogue, "/api/v1/procedures/1.004222", &tag).await.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(ask(&catalogue, "/api/v1/procedures/1.001193", &tag).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let (_database, catalogue) = running().await;
    for code in ["9.999999", "khong-co"] {
        let response = ask(&catalogue, &format!("/api/v1/procedures/{code}"), "").await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{code}");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    }
    let response = ask(&catalogue, "/api/v1/procedures?level=moon&limit=500", "").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let problem: Value = serde_json::from_str(&text(response).await).unwrap();
    let fields: Vec<&str> = problem["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["level", "limit"]);
    assert_eq!(ask(&catalogue, "/api/v1/procedures?q=a&q=b", "").await.status(), StatusCode::BAD_REQUEST);
}
