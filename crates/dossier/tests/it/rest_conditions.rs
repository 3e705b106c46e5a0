//! Keys, versions and bodies: what a request must bring along, and what it is told when it does not.

use serde_json::json;

use super::support::World;

#[tokio::test]
async fn the_same_key_makes_one_dossier() {
    let world = World::new().await;
    let citizen = world.token("citizen").await;
    let (first, second) = (world.submit(&citizen, "key").await, world.submit(&citizen, "key").await);
    assert_eq!((first.status, second.status), (201, 200), "{first:?}");
    assert_eq!(first.body["id"], second.body["id"]);
    let listed = world.read(&citizen, "/api/v1/dossiers").await;
    assert_eq!(listed.body["items"].as_array().map(Vec::len), Some(1));
    let mut other = world.application();
    other["return_way"] = json!("post");
    let reused = world.ask(&citizen, ("POST", "/api/v1/dossiers"), &[("idempotency-key", "key")], Some(other)).await;
    assert_eq!((reused.status, reused.body["code"].as_str()), (422, Some("key_reused")));
}

#[tokio::test]
async fn a_stale_version_changes_nothing() {
    let world = World::new().await;
    let (citizen, intake) = (world.token("citizen").await, world.token("intake").await);
    let handed_in = world.submit(&citizen, "key").await;
    let address = format!("/api/v1/dossiers/{}", handed_in.body["id"].as_str().unwrap_or_default());
    let receipt = format!("{address}/receipt");
    for (headers, expected) in [
        (vec![], (428, "version_required")),
        (vec![("if-match", "\"7\"")], (412, "version_conflict")),
        (vec![("if-match", "seven")], (400, "bad_if_match")),
    ] {
        let answer = world.ask(&intake, ("POST", &receipt), &headers, Some(json!({}))).await;
        assert_eq!((answer.status, answer.body["code"].as_str().unwrap_or_default()), expected);
    }
    let opened = world.read(&citizen, &address).await;
    assert_eq!((opened.status, &opened.tag, opened.body["state"].as_str()), (200, &handed_in.tag, Some("new")));
    let known = world.ask(&citizen, ("GET", &address), &[("if-none-match", &opened.tag)], None).await;
    assert_eq!((known.status, known.tag), (304, opened.tag));
}

#[tokio::test]
async fn what_cannot_be_used_is_named() {
    let world = World::new().await;
    let citizen = world.token("citizen").await;
    let key = [("idempotency-key", "key")];
    let changed = |pointer: &str, value: serde_json::Value| {
        let mut application = world.application();
        *application.pointer_mut(pointer).expect("a field of the application") = value;
        application
    };
    for (application, expected) in [
        (changed("/procedure", json!("9.999999")), "/procedure"),
        (changed("/office", json!("H49.00.99")), "/office"),
        (changed("/applicant/name", json!(" ")), "/applicant/name"),
        (changed("/applicant/personal_number", json!("12")), "/applicant/personal_number"),
        (changed("/declaration/child_sex", json!("unknown")), "/declaration/child_sex"),
        (changed("/declaration", json!([])), "/declaration"),
        (changed("/papers/0/name", json!("")), "/papers"),
    ] {
        let answer = world.ask(&citizen, ("POST", "/api/v1/dossiers"), &key, Some(application)).await;
        assert_eq!((answer.status, answer.body["errors"][0]["field"].as_str()), (422, Some(expected)), "{answer:?}");
    }
    for (body, headers, expected) in [
        (json!({ "moon": 1 }), &key[..], (422, "unprocessable")),
        (changed("/applicant/address", json!("\u{0}")), &key[..], (422, "unprocessable")),
        (world.application(), &[][..], (400, "idempotency_key_required")),
    ] {
        let answer = world.ask(&citizen, ("POST", "/api/v1/dossiers"), headers, Some(body)).await;
        assert_eq!((answer.status, answer.body["code"].as_str().unwrap_or_default()), expected);
    }
    let wrong = world.read(&citizen, "/api/v1/tasks?limit=0&channel=moon&cursor=x").await;
    assert_eq!((wrong.status, wrong.body["errors"].as_array().map(Vec::len)), (422, Some(3)));
}
