//! Applicant and office write to each other; the clock does not notice.

use serde_json::{Value, json};

use super::support::{Answer, World};

struct Talk {
    world: World,
    citizen: String,
    intake: String,
    address: String,
}

impl Talk {
    async fn new() -> Self {
        let world = World::new().await;
        let (citizen, intake) = (world.token("citizen").await, world.token("intake").await);
        let handed_in = world.submit(&citizen, "a").await;
        let address = format!("/api/v1/dossiers/{}", handed_in.body["id"].as_str().expect("a dossier"));
        Self { world, citizen, intake, address }
    }

    async fn say(&self, token: &str, key: &str, body: Value) -> Answer {
        self.world.ask(token, ("POST", &format!("{}/messages", self.address)), &[("idempotency-key", key)], Some(body)).await
    }

    async fn heard(&self, token: &str) -> Answer {
        self.world.read(token, &format!("{}/messages", self.address)).await
    }
}

#[tokio::test]
async fn both_sides_write_see_who_wrote_and_what_was_read() {
    let talk = Talk::new().await;
    let before = talk.world.read(&talk.citizen, &talk.address).await;
    assert_eq!(talk.say(&talk.citizen, "1", json!({ "text": "  Giấy chứng sinh bản chụp được không?\r\nCảm ơn. " })).await.status, 201);
    let said = talk.say(&talk.intake, "2", json!({ "text": "Được, bạn mang bản chính đến đối chiếu." })).await;
    assert_eq!((said.status, said.body["side"].as_str()), (201, Some("office")));
    assert_eq!(said.body["office"].as_str(), Some(talk.world.centre.to_string().as_str()), "the office is named");
    let heard = talk.heard(&talk.citizen).await;
    let items = heard.body["items"].as_array().expect("messages");
    assert_eq!(items.iter().map(|item| item["side"].as_str()).collect::<Vec<_>>(), [Some("applicant"), Some("office")]);
    assert_eq!(items[0]["text"].as_str(), Some("Giấy chứng sinh bản chụp được không?\nCảm ơn."));
    assert_eq!((items[0]["read_at"].is_null(), items[1]["read_at"].is_null()), (true, true), "what is new still shows as new");
    let again = talk.heard(&talk.intake).await;
    assert!(!again.body["items"][1]["read_at"].is_null(), "the office sees that the applicant has read it");
    // A message is no act: version, state and due date are what they were.
    let after = talk.world.read(&talk.citizen, &talk.address).await;
    assert_eq!((before.tag, &before.body["state"], &before.body["intake"]), (after.tag, &after.body["state"], &after.body["intake"]));
}

#[tokio::test]
async fn asking_twice_sends_once() {
    let talk = Talk::new().await;
    let first = talk.say(&talk.citizen, "k", json!({ "text": "Xin hỏi" })).await;
    let second = talk.say(&talk.citizen, "k", json!({ "text": "Xin hỏi" })).await;
    assert_eq!((second.status, &second.body["id"]), (201, &first.body["id"]));
    let other = talk.say(&talk.citizen, "k", json!({ "text": "Khác" })).await;
    assert_eq!((other.status, other.body["code"].as_str()), (422, Some("key_reused")));
    assert_eq!(talk.heard(&talk.citizen).await.body["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn nobody_else_reads_or_writes() {
    let talk = Talk::new().await;
    talk.say(&talk.citizen, "1", json!({ "text": "bí mật" })).await;
    for (login, reads, writes) in [("stranger", 404, 404), ("officer.police", 404, 404), ("auditor", 200, 403)] {
        let token = talk.world.token(login).await;
        assert_eq!(talk.heard(&token).await.status, reads, "{login}");
        assert_eq!(talk.say(&token, "x", json!({ "text": "a" })).await.status, writes, "{login}");
    }
    assert_eq!(talk.heard("").await.status, 401);
    // An auditor's look is not the office's: the applicant's message stays unread for it.
    assert!(talk.heard(&talk.intake).await.body["items"][0]["read_at"].is_null());
}

#[tokio::test]
async fn hostile_messages_are_refused_or_harmless() {
    let talk = Talk::new().await;
    for (body, code) in [
        (json!({ "text": "   " }), "missing"),
        (json!({ "text": "ệ".repeat(4001) }), "too_long"),
        (json!({ "text": "a", "files": ["00000000-0000-7000-8000-000000000000"] }), "unknown_document"),
        (json!({ "text": "a", "files": vec!["00000000-0000-7000-8000-000000000000"; 6] }), "too_long"),
        (json!({ "text": "a\u{0}b" }), "unprocessable"),
        (json!({ "words": "a" }), "unprocessable"),
    ] {
        let answer = talk.say(&talk.citizen, "h", body).await;
        assert_eq!((answer.status, answer.body["code"].as_str()), (422, Some(code)));
    }
    let odd = "\u{202e}<script>alert(1)</script> ก\u{0e34}\u{0e34}";
    assert_eq!(talk.say(&talk.citizen, "ok", json!({ "text": odd })).await.status, 201);
    assert_eq!(talk.heard(&talk.intake).await.body["items"][0]["text"].as_str(), Some(odd));
}

#[tokio::test]
async fn the_journal_keeps_the_digest_and_not_the_text() {
    let talk = Talk::new().await;
    talk.say(&talk.citizen, "1", json!({ "text": "số điện thoại của tôi" })).await;
    let pool = &talk.world.services.ctx.pool;
    let kept: Vec<(String,)> =
        sqlx::query_as("select data::text from journal.entry where kind = 'dossier.message_sent'").fetch_all(pool).await.expect("entries");
    assert_eq!(kept.len(), 1);
    assert!(kept[0].0.contains("sha256") && !kept[0].0.contains("điện thoại"), "{}", kept[0].0);
    assert!(dossier::usecases::prove::prove(&talk.world.services.ctx).await.expect("the database").holds());
}

#[tokio::test]
async fn a_long_conversation_comes_page_by_page_and_a_closed_one_is_closed() {
    let talk = Talk::new().await;
    for number in 0..53 {
        assert_eq!(talk.say(&talk.citizen, &number.to_string(), json!({ "text": number.to_string() })).await.status, 201);
    }
    let newest = talk.heard(&talk.citizen).await.body;
    assert_eq!((newest["items"].as_array().map(Vec::len), newest["items"][49]["text"].as_str()), (Some(50), Some("52")));
    let path = format!("{}/messages?cursor={}", talk.address, newest["next"].as_str().expect("older ones"));
    let older = talk.world.read(&talk.citizen, &path).await.body;
    assert_eq!((older["items"].as_array().map(Vec::len), older["next"].is_null()), (Some(3), true));
    let tag = talk.world.read(&talk.intake, &talk.address).await.tag;
    let refusal = json!({ "kind": "not_eligible", "reason": "Không đủ điều kiện", "legal_basis": "Luật Hộ tịch" });
    let refused = talk.world.write(&talk.intake, &format!("{}/refusal", talk.address), &tag, refusal).await;
    assert_eq!(refused.status, 200, "{}", refused.body);
    let late = talk.say(&talk.citizen, "late", json!({ "text": "Vì sao?" })).await;
    assert_eq!((late.status, late.body["code"].as_str()), (409, Some("wrong_state")));
}
