//! What a decision writes: the template of the procedure, a draft before, the person's own store after.

use dossier::model::Outcome;
use dossier::usecases::draft_result::draft_result;
use dossier::usecases::own_results::own_results;
use dossier::{Refusal, UseCaseError};
use kernel::id::DossierId;
use serde_json::{Value, json};

use super::support::World;

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_decision_is_seen_before_and_kept_after_by_the_template_of_its_procedure() {
    let world = World::new().await;
    let pack = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/vn");
    let today = world.services.ctx.now().date_naive();
    document::templates::pack::load(&world.services.ctx, &pack, today).await.expect("templates");
    let (citizen, intake) = (world.token("citizen").await, world.token("intake").await);
    let handed_in = world.submit(&citizen, "once").await;
    let id: DossierId = text(&handed_in.body, "id").parse().expect("an identifier");
    let address = format!("/api/v1/dossiers/{id}");
    let accepted = world.write(&intake, &format!("{address}/receipt"), &handed_in.tag, json!({})).await;
    let solving = &accepted.body["solving_office"];
    let (officer, head) = (world.official("officer", solving), world.official("head", solving));
    let task = accepted.body["tasks"][0].clone();
    let done = json!({ "outcome": task["outcomes"][0], "variables": { "consult": 0, "verify": false } });
    let path = format!("/api/v1/tasks/{}/completion", text(&task, "id"));
    let appraised = world.write(&world.token(&officer).await, &path, &accepted.tag, done).await;
    assert_eq!(appraised.status, 200, "{appraised:?}");

    let draft = draft_result(&world.services, &world.actors[&head], id, (Outcome::Approved, "")).await.expect("a draft");
    assert!(draft.draft && draft.public_id.is_empty() && draft.verify_url.is_empty(), "{draft:?}");
    assert_eq!((draft.title.as_str(), draft.head.number.as_str()), ("Giấy khai sinh", "……/KS-UBND"));
    let child = draft.facts.iter().find(|fact| fact.label == "Họ, chữ đệm, tên").map(|fact| fact.value.as_str());
    assert_eq!(child, Some("Vũ Minh Mẫu"));
    assert!(draft.facts.iter().all(|fact| !fact.value.is_empty() && !fact.value.contains('{')), "{draft:?}");
    for who in [officer.as_str(), "intake"] {
        let refused = draft_result(&world.services, &world.actors[who], id, (Outcome::Approved, "")).await;
        assert!(matches!(refused, Err(UseCaseError::Refused(Refusal::NotAllowed))), "{who}: {refused:?}");
    }
    let stranger = draft_result(&world.services, &world.actors["stranger"], id, (Outcome::Approved, "")).await;
    assert!(matches!(stranger, Err(UseCaseError::Refused(Refusal::NotFound))), "{stranger:?}");

    let head = world.token(&head).await;
    let decided = world.write(&head, &format!("{address}/decision"), &appraised.tag, json!({ "outcome": "approved" })).await;
    assert_eq!(decided.status, 200, "{decided:?}");
    let (own, next) = own_results(&world.services, &world.actors["citizen"], (None, 50)).await.expect("results");
    let numbers: Vec<_> = own.iter().map(|own| (own.result.full_number(), own.result.title.as_str())).collect();
    assert_eq!((numbers, next), (vec![("01/KS-UBND".to_owned(), "Giấy khai sinh")], None));
    let others = own_results(&world.services, &world.actors["stranger"], (None, 50)).await.expect("results").0;
    assert!(others.is_empty(), "{others:?}");
    let listed = world.read(&citizen, "/api/v1/results").await;
    assert_eq!((listed.status, text(&listed.body["items"][0], "number")), (200, "01/KS-UBND"), "{listed:?}");
}
