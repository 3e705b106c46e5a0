//! The whole job through the API: hand in, accept, work, decide, hand over, look up.

use dossier::tally::Side;
use dossier::usecases::figures::{Figures, by_office};
use dossier::usecases::prove::prove;
use serde_json::{Value, json};

use super::support::{Answer, World};

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// Does what the process still asks for after the decision, until only handing over is left.
async fn finish(world: &World, mut answer: Answer) -> Answer {
    while let Some(task) = answer.body["tasks"].as_array().and_then(|tasks| tasks.iter().find(|task| task["step"] != "return")).cloned() {
        let login = match text(&task, "role") {
            "intake_officer" => "intake".to_owned(),
            "unit_head" => world.official("head", &task["office"]),
            _ => world.official("officer", &task["office"]),
        };
        let path = format!("/api/v1/tasks/{}/completion", text(&task, "id"));
        answer = world.write(&world.token(&login).await, &path, &answer.tag, json!({ "outcome": task["outcomes"][0] })).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    answer
}

/// Every dossier is the fold of its journal, and a row that is not is found.
async fn proves_itself(world: &World) {
    let ctx = &world.services.ctx;
    let proof = prove(ctx).await.expect("a proof");
    assert!(proof.holds() && proof.dossiers > 0, "{proof:?}");
    sqlx::query("update dossier.dossier set version = version + 1").execute(&ctx.pool).await.expect("a forgery");
    let forged = prove(ctx).await.expect("a proof");
    assert_eq!((forged.broken.len(), forged.dossiers), (1, 1), "{forged:?}");
    sqlx::query("update dossier.dossier set record = jsonb_set(record::jsonb, '{version}', to_jsonb(version))::json")
        .execute(&ctx.pool)
        .await
        .expect("a forgery");
    let forged = prove(ctx).await.expect("a proof");
    assert_eq!((forged.broken.len(), forged.dossiers), (1, 1), "{forged:?}");
}

/// The figures of everybody since long before; what was open then is nothing, so the stock equation checks itself.
async fn figures(world: &World, side: Side) -> Figures {
    let today = world.services.ctx.now().date_naive();
    let days = (today - chrono::Days::new(300), today);
    let offices = by_office(&world.services, &world.actors["auditor"], side, days).await.expect("figures");
    let mut whole = Figures::default();
    offices.values().for_each(|office| whole.add(office));
    assert_eq!(whole.opening(), 0, "{side:?}: {whole:?}");
    whole
}

#[tokio::test]
async fn a_request_becomes_a_result() {
    let world = World::new().await;
    let (citizen, intake) = (world.token("citizen").await, world.token("intake").await);
    let handed_in = world.submit(&citizen, "once").await;
    assert_eq!((handed_in.status, text(&handed_in.body, "state")), (201, "new"), "{handed_in:?}");
    let address = format!("/api/v1/dossiers/{}", text(&handed_in.body, "id"));

    let accepted = world.write(&intake, &format!("{address}/receipt"), &handed_in.tag, json!({})).await;
    assert_eq!((accepted.status, text(&accepted.body, "state")), (200, "received"), "{accepted:?}");
    assert!(text(&accepted.body, "code").starts_with("H49"), "{accepted:?}");

    let solving = &accepted.body["solving_office"];
    let (officer, head) = (world.token(&world.official("officer", solving)).await, world.token(&world.official("head", solving)).await);
    let inbox = world.read(&officer, "/api/v1/tasks?step=appraise").await;
    let task = text(&inbox.body["items"][0], "id").to_owned();
    assert_eq!(text(&inbox.body["items"][0], "dossier"), text(&accepted.body, "id"), "{inbox:?}");
    let claimed = world.ask(&officer, ("POST", &format!("/api/v1/tasks/{task}/claim")), &[], None).await;
    assert_eq!(claimed.status, 200, "{claimed:?}");
    let outcome = &claimed.body["tasks"][0]["outcomes"][0];
    let done = json!({ "outcome": outcome, "variables": { "consult": 0, "verify": false } });
    let completed = world.write(&officer, &format!("/api/v1/tasks/{task}/completion"), &claimed.tag, done).await;
    assert_eq!((completed.status, text(&completed.body["tasks"][0], "step")), (200, "decide"), "{completed:?}");

    let decided = world.write(&head, &format!("{address}/decision"), &completed.tag, json!({ "outcome": "approved" })).await;
    assert_eq!((decided.status, text(&decided.body["decision"], "outcome")), (200, "approved"), "{decided:?}");
    let decided = finish(&world, decided).await;
    let returned =
        world.write(&intake, &format!("{address}/return"), &decided.tag, json!({ "way": "counter", "receiver": "Vũ Thị Mẫu" })).await;
    assert_eq!((returned.status, text(&returned.body, "state")), (200, "returned"), "{returned:?}");

    let journal = world.read(&citizen, &format!("{address}/journal")).await;
    let kinds: Vec<&str> = journal.body["items"].as_array().unwrap().iter().map(|entry| text(entry, "kind")).collect();
    assert_eq!(kinds.first().zip(kinds.last()), Some((&"dossier.submitted", &"dossier.returned")));
    let tracked = world.read("", &format!("/api/v1/tracking/{}", text(&accepted.body, "code"))).await;
    assert_eq!(tracked.body, json!({ "code": accepted.body["code"], "stage": "closed", "quarters": 4 }));
    for side in [Side::Solving, Side::Receiving] {
        let whole = figures(&world, side).await;
        assert_eq!((whole.received, whole.decided(), whole.left()), (1, 1, 0), "{side:?}: {whole:?}");
    }
    let shop = figures(&world, Side::Receiving).await;
    assert_eq!((shop.ways_in, shop.not_accepted, shop.returned), ([0, 1, 0], 0, 1));
    proves_itself(&world).await;
}

#[tokio::test]
async fn what_is_missing_is_asked_for_once() {
    let world = World::new().await;
    let (citizen, intake) = (world.token("citizen").await, world.token("intake").await);
    let handed_in = world.submit(&citizen, "once").await;
    let address = format!("/api/v1/dossiers/{}", text(&handed_in.body, "id"));
    let wish = json!({ "items": [{ "subject": "Giấy chứng sinh", "reason": "Mờ" }] });
    let asked = world.write(&intake, &format!("{address}/supplement-requests"), &handed_in.tag, wish.clone()).await;
    assert_eq!((asked.status, text(&asked.body, "state")), (200, "supplement_requested"), "{asked:?}");
    let sent = json!({ "papers": [{ "name": "Giấy chứng sinh" }] });
    let supplied = world.write(&citizen, &format!("{address}/supplements"), &asked.tag, sent).await;
    assert_eq!((supplied.status, text(&supplied.body, "state")), (200, "new"), "{supplied:?}");
    let again = world.write(&intake, &format!("{address}/supplement-requests"), &supplied.tag, wish).await;
    assert_eq!((again.status, text(&again.body, "code")), (409, "supplement_already_asked"));
    let refusal = json!({ "kind": "not_eligible", "reason": "Không đủ giấy tờ" });
    let refused = world.write(&intake, &format!("{address}/refusal"), &supplied.tag, refusal).await;
    assert_eq!((refused.status, text(&refused.body, "state")), (200, "not_accepted"), "{refused:?}");
    let shop = figures(&world, Side::Receiving).await;
    assert_eq!((shop.ways_in, shop.received, shop.not_accepted), ([0, 1, 0], 0, 1));
}

#[tokio::test]
async fn the_counter_hands_out_a_code_at_once() {
    let world = World::new().await;
    let intake = world.token("intake").await;
    let mut application = world.application();
    application["channel"] = json!("counter");
    let headers = [("idempotency-key", "sheet-1")];
    let received = world.ask(&intake, ("POST", "/api/v1/receipts"), &headers, Some(application.clone())).await;
    assert_eq!((received.status, text(&received.body, "state")), (201, "received"), "{received:?}");
    let again = world.ask(&intake, ("POST", "/api/v1/receipts"), &headers, Some(application.clone())).await;
    assert_eq!((again.status, &again.body["code"]), (200, &received.body["code"]));
    let open = figures(&world, Side::Solving).await;
    assert_eq!((open.received, open.left(), open.overdue), (1, 1, 0));
    application["channel"] = json!("online");
    let online = world.ask(&intake, ("POST", "/api/v1/receipts"), &[("idempotency-key", "sheet-2")], Some(application)).await;
    assert_eq!((online.status, text(&online.body["errors"][0], "field")), (422, "/channel"));
}

#[tokio::test]
async fn what_cannot_be_received_at_the_counter_is_written_down_and_answered_later() {
    let world = World::new().await;
    let (intake, citizen) = (world.token("intake").await, world.token("citizen").await);
    let mut application = world.application();
    application["channel"] = json!("counter");
    let headers = [("idempotency-key", "sheet-1")];
    let kept = world.ask(&intake, ("POST", "/api/v1/requests"), &headers, Some(application.clone())).await;
    assert_eq!((kept.status, text(&kept.body, "state"), &kept.body["code"]), (201, "new", &Value::Null), "{kept:?}");
    let other = world.ask(&intake, ("POST", "/api/v1/receipts"), &headers, Some(application.clone())).await;
    assert_eq!((other.status, text(&other.body, "code")), (422, "key_reused"), "one sheet is received or kept");
    let stranger = world.ask(&citizen, ("POST", "/api/v1/requests"), &[("idempotency-key", "mine")], Some(application)).await;
    assert_eq!(stranger.status, 403, "{stranger:?}");
    let address = format!("/api/v1/dossiers/{}", text(&kept.body, "id"));
    let received = world.write(&intake, &format!("{address}/receipt"), &kept.tag, json!({})).await;
    assert_eq!((received.status, text(&received.body, "state")), (200, "received"), "{received:?}");
    assert_eq!(figures(&world, Side::Receiving).await.ways_in, [1, 0, 0], "it came in once");
}
