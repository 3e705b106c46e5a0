//! What happens to a dossier beside its steps, over the API and on the database.

use chrono::{DateTime, Utc};
use dossier::usecases::consult::note_silence;
use dossier::usecases::deem::decide_by_silence;
use dossier::usecases::prove::prove;
use serde_json::{Value, json};

use super::support::{Answer, World};

/// A dossier in appraisal with the tokens of those who work on it.
struct Work {
    world: World,
    address: String,
    tag: String,
    intake: String,
    officer: String,
    head: String,
    citizen: String,
}

impl Work {
    /// Handed in, received, taken by an officer.
    async fn new() -> Self {
        let world = World::new().await;
        let (citizen, intake) = (world.token("citizen").await, world.token("intake").await);
        let handed_in = world.submit(&citizen, "key").await;
        let address = format!("/api/v1/dossiers/{}", handed_in.body["id"].as_str().expect("an identifier"));
        let received = world.write(&intake, &format!("{address}/receipt"), &handed_in.tag, json!({})).await;
        assert_eq!(received.status, 200, "{received:?}");
        let solving = received.body["solving_office"].clone();
        let (officer, head) =
            (world.token(&world.official("officer", &solving)).await, world.token(&world.official("head", &solving)).await);
        let task = received.body["tasks"][0]["id"].as_str().unwrap_or_default();
        let claimed = world.ask(&officer, ("POST", &format!("/api/v1/tasks/{task}/claim")), &[], None).await;
        assert_eq!(claimed.status, 200, "{claimed:?}");
        Self { world, address, tag: claimed.tag, intake, officer, head, citizen }
    }

    /// A write on the dossier by one of its people.
    async fn turn(&mut self, token: &str, tail: &str, body: Value) -> Answer {
        let answer = self.world.write(token, &format!("{}/{tail}", self.address), &self.tag, body).await;
        if answer.status == 200 {
            self.tag.clone_from(&answer.tag);
        }
        answer
    }

    async fn proved(&self) {
        let proof = prove(&self.world.services.ctx).await.expect("a proof");
        assert!(proof.holds(), "{proof:?}");
    }
}

fn due(answer: &Answer) -> Option<DateTime<Utc>> {
    answer.body["due_at"].as_str().and_then(|text| text.parse().ok())
}

fn code(answer: &Answer) -> (u16, &str) {
    (answer.status, answer.body["code"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn a_payment_stops_the_clock_until_there_is_proof() {
    let mut work = Work::new().await;
    let (officer, intake, citizen) = (work.officer.clone(), work.intake.clone(), work.citizen.clone());
    let owed = json!({ "purpose": "Lệ phí trước bạ", "amount": 2_500_000, "reference": "TB 12/2025, Kho bạc Nhà nước" });
    assert_eq!(code(&work.turn(&citizen, "payment-requests", owed.clone()).await), (403, "not_allowed"));
    assert_eq!(code(&work.turn(&officer, "payment-requests", json!({ "purpose": "x", "amount": 0 })).await), (422, "wrong_form"));
    let asked = work.turn(&officer, "payment-requests", owed.clone()).await;
    assert_eq!(
        (asked.body["state"].as_str(), due(&asked), asked.body["stopped"].as_bool()),
        (Some("financial_requested"), None, Some(true))
    );
    assert_eq!(code(&work.turn(&officer, "payment-requests", owed).await), (409, "wrong_state"), "one at a time");
    assert_eq!(code(&work.turn(&intake, "payments", json!({ "proof": " " })).await), (422, "missing"));
    work.world.set_clock("2025-12-02T02:10:00Z");
    let paid = work.turn(&intake, "payments", json!({ "proof": "Biên lai 0071, 02/12/2025" })).await;
    assert_eq!((paid.body["state"].as_str(), paid.body["stopped"].as_bool()), (Some("in_process"), Some(false)));
    assert!(due(&paid) > Some("2025-12-02T02:10:00Z".parse().expect("an instant")), "what was left is counted on: {paid:?}");
    assert_eq!(paid.body["payments"][0]["amount"], json!(2_500_000));
    work.proved().await;
}

#[tokio::test]
async fn the_head_apologises_once_and_a_late_apology_moves_no_limit() {
    let mut work = Work::new().await;
    let (officer, head) = (work.officer.clone(), work.head.clone());
    let apology = |day: &str| json!({ "reason": "Chờ kết quả xác minh", "new_due": day });
    assert_eq!(code(&work.turn(&officer, "apology", apology("2025-12-10")).await), (403, "not_allowed"), "the head signs");
    assert_eq!(code(&work.turn(&head, "apology", apology("2025-11-20")).await), (422, "wrong_form"), "earlier than promised");
    let before = work.world.read(&head, &work.address).await;
    // Registered within the day: an apology on that day is too late.
    let late = work.turn(&head, "apology", apology("2025-12-10")).await;
    assert_eq!((late.status, late.body["extension"]["late"].as_bool(), due(&late)), (200, Some(true), due(&before)), "{late:?}");
    assert_eq!(code(&work.turn(&head, "apology", apology("2025-12-20")).await), (409, "already_extended"));
    work.proved().await;
}

#[tokio::test]
async fn the_applicant_stops_a_received_dossier_and_nobody_decides_meanwhile() {
    let mut work = Work::new().await;
    let (intake, citizen) = (work.intake.clone(), work.citizen.clone());
    let stranger = work.world.token("stranger").await;
    assert_eq!(work.turn(&stranger, "stop-requests", json!({})).await.status, 404);
    assert_eq!(code(&work.turn(&intake, "stop", json!({})).await), (409, "stop_not_asked"));
    let asked = work.turn(&citizen, "stop-requests", json!({ "reason": "Tôi chuyển nơi ở" })).await;
    assert_eq!(asked.body["stop_asked"], json!(true), "{asked:?}");
    assert_eq!(code(&work.turn(&citizen, "stop-requests", json!({})).await), (409, "stop_already_asked"));
    let back = work.world.write(&citizen, &format!("{}/stop-withdrawals", work.address), &work.tag.clone(), json!({})).await;
    assert_eq!(back.body["stop_asked"], json!(false), "{back:?}");
    work.tag = back.tag;
    work.turn(&citizen, "stop-requests", json!({})).await;
    let stopped = work.turn(&intake, "stop", json!({ "note": "Theo đề nghị" })).await;
    assert_eq!((stopped.body["state"].as_str(), stopped.body["tasks"].as_array().map(Vec::len)), (Some("stopped"), Some(0)));
    work.proved().await;
}

#[tokio::test]
async fn another_office_is_asked_and_its_silence_is_recorded() {
    let mut work = Work::new().await;
    let (officer, citizen) = (work.officer.clone(), work.citizen.clone());
    let directory = work.world.services.directory();
    let unit = directory.office(work.world.centre).expect("the centre").unit.clone();
    let police = directory.office_of(&unit, "police").expect("the police").id;
    let economy = directory.office_of(&unit, "economy").expect("an office").id;
    let question = |office| json!({ "office": office, "question": "Có tranh chấp hộ tịch không?", "days": 2 });
    assert_eq!(code(&work.turn(&citizen, "consultations", question(police)).await), (403, "not_allowed"));
    assert_eq!(code(&work.turn(&officer, "consultations", question(kernel::id::OfficeId::from_uuid(uuid::Uuid::nil()))).await).0, 422);
    let police_token = work.world.token("officer.police").await;
    assert_eq!(work.world.read(&police_token, &work.address).await.status, 404, "nobody else's matter before");
    let asked = work.turn(&officer, "consultations", question(police)).await;
    assert_eq!((asked.status, asked.body["consultations"][0]["state"].as_str()), (200, Some("waiting")), "{asked:?}");
    assert_eq!(code(&work.turn(&officer, "consultations", question(police)).await), (409, "already_consulted"));
    work.turn(&officer, "consultations", question(economy)).await;
    let seen = work.world.read(&police_token, &work.address).await;
    assert_eq!(seen.status, 200, "who is asked may look");
    assert_eq!(code(&work.turn(&police_token, "payment-requests", json!({ "purpose": "x" })).await), (403, "not_allowed"), "but not act");
    let task = seen.body["tasks"].as_array().into_iter().flatten().find(|task| task["office"] == json!(police)).cloned().expect("its work");
    let path = format!("/api/v1/tasks/{}/opinion", task["id"].as_str().unwrap_or_default());
    let answered = work.world.write(&police_token, &path, &work.tag.clone(), json!({ "answer": "Không có." })).await;
    assert_eq!(answered.body["consultations"][0]["state"].as_str(), Some("answered"), "{answered:?}");
    work.world.set_clock("2025-12-01T02:10:00Z");
    assert_eq!(note_silence(&work.world.services).await.expect("a round"), 1);
    assert_eq!(note_silence(&work.world.services).await.expect("a round"), 0, "once");
    let after = work.world.read(&officer, &work.address).await;
    assert_eq!(after.body["consultations"][1]["state"].as_str(), Some("silent"));
    assert_eq!(work.world.read(&police_token, &work.address).await.status, 200, "who worked on it finds it again");
    let listed = work.world.read(&police_token, "/api/v1/dossiers").await;
    assert_eq!(listed.body["items"].as_array().map(Vec::len), Some(1), "the list shows what opens");
    work.proved().await;
}

#[tokio::test]
async fn silence_decides_where_the_law_says_so_and_the_office_was_late() {
    let work = Work::new().await;
    let services = &work.world.services;
    assert_eq!(decide_by_silence(services).await.expect("a round"), 0, "nothing is due yet");
    work.world.set_clock("2025-12-24T02:10:00Z");
    assert_eq!(decide_by_silence(services).await.expect("a round"), 1);
    assert_eq!(decide_by_silence(services).await.expect("a round"), 0, "once");
    let seen = work.world.read(&work.citizen, &work.address).await;
    let decision = &seen.body["decision"];
    assert_eq!((seen.body["state"].as_str(), decision["outcome"].as_str()), (Some("decided"), Some("approved")), "{seen:?}");
    assert_eq!((decision["timeliness"].as_str(), decision["reason"].as_str()), (Some("late"), Some("Luật dùng để thử, điều 1")));
    assert!(!decision["number"].as_str().unwrap_or_default().is_empty(), "there is a paper to show");
    work.proved().await;
}

#[tokio::test]
async fn a_correction_keeps_both_versions_and_the_applicant_sees_it() {
    let mut work = Work::new().await;
    let (intake, citizen) = (work.intake.clone(), work.citizen.clone());
    let mut declaration = work.world.application()["declaration"].clone();
    let same = work.turn(&intake, "corrections", json!({ "declaration": declaration, "reason": "x" })).await;
    assert_eq!(code(&same), (422, "nothing_changed"));
    declaration["child_name"] = json!("Vũ Minh Mẫn");
    assert_eq!(work.turn(&citizen, "corrections", json!({ "declaration": declaration, "reason": "x" })).await.status, 403);
    assert_eq!(code(&work.turn(&intake, "corrections", json!({ "declaration": declaration, "reason": "" })).await), (422, "missing"));
    let corrected = work.turn(&intake, "corrections", json!({ "declaration": declaration, "reason": "Đánh máy nhầm tên" })).await;
    assert_eq!(corrected.status, 200, "{corrected:?}");
    let journal = work.world.read(&intake, &format!("{}/journal", work.address)).await;
    let last =
        journal.body["items"].as_array().and_then(|items| items.iter().rev().find(|item| item["kind"] == "dossier.corrected")).cloned();
    let last = last.expect("it is in the journal");
    assert_eq!(last["data"]["fields"], json!(["child_name"]));
    assert!(!last.to_string().contains("Mẫn"), "the journal holds no declared value");
    work.proved().await;
}

#[tokio::test]
async fn the_head_gives_work_to_an_officer_and_notes_stay_inside() {
    let mut work = Work::new().await;
    let (officer, head, citizen) = (work.officer.clone(), work.head.clone(), work.citizen.clone());
    let seen = work.world.read(&head, &work.address).await;
    let task = seen.body["tasks"][0]["id"].as_str().unwrap_or_default().to_owned();
    let own = work.world.actors.values().find(|actor| Some(actor.account.to_string().as_str()) == seen.body["tasks"][0]["holder"].as_str());
    let (own, stranger) = (own.expect("the holder").account, work.world.actors["officer.police"].account);
    let path = format!("/api/v1/tasks/{task}/assignment");
    let give = |holder| json!({ "holder": holder, "reason": "nghỉ ốm" });
    assert_eq!(code(&work.world.write(&officer, &path, &work.tag, give(own)).await), (403, "not_allowed"));
    assert_eq!(code(&work.world.write(&head, &path, &work.tag, give(stranger)).await), (422, "not_their_work"));
    let given = work.world.write(&head, &path, &work.tag, give(own)).await;
    assert_eq!((given.status, given.body["tasks"][0]["lease_until"].clone()), (200, Value::Null), "for good, not for a claim's time");
    work.tag = given.tag;
    let note =
        work.world.ask(&officer, ("POST", &format!("{}/notes", work.address)), &[], Some(json!({ "note": "Gọi lại chiều nay" }))).await;
    assert_eq!(note.status, 200, "{note:?}");
    assert_eq!(work.world.ask(&citizen, ("POST", &format!("{}/notes", work.address)), &[], Some(json!({ "note": "x" }))).await.status, 403);
    let outside = work.world.read(&citizen, &format!("{}/journal", work.address)).await;
    assert!(!outside.body.to_string().contains("Gọi lại"), "{outside:?}");
    work.proved().await;
}
