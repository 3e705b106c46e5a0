//! Settled at once: received, decided and handed over in one go, where the procedure says so.

use dossier::model::{Applicant, Channel, ReturnWay, State};
use dossier::usecases::prove::prove;
use dossier::usecases::receive::ReceiveAtCounter;
use dossier::usecases::settle::settle_at_once;
use dossier::usecases::{Changed, Key};
use dossier::{Refusal, UseCaseError};
use serde_json::json;

use super::support::{BIRTH, World};

/// Certifying copies.
const COPIES: &str = "2.000815";

async fn settle(world: &World, who: &str, procedure: &str, signer: &str) -> Result<Changed, UseCaseError> {
    let brought = ReceiveAtCounter {
        procedure: procedure.parse().expect("a code"),
        office: world.centre,
        channel: Channel::Counter,
        applicant: Applicant { name: "Vũ Thị Mẫu".to_owned(), ..Applicant::default() },
        declaration: json!({}),
        papers: Vec::new(),
        return_way: ReturnWay::Counter,
        limit: kernel::limit::Limit::new(None, kernel::limit::LimitUnit::SameDay).ok(),
        key: Some(Key::new("once", "settleDossier", &procedure).expect("a key")),
    };
    settle_at_once(&world.services, &world.actors[who], brought, signer).await
}

#[tokio::test]
async fn copies_are_certified_while_one_waits_and_are_a_dossier_all_the_same() {
    let world = World::new().await;
    let settled = settle(&world, "intake", COPIES, "Trần Văn Chủ").await.expect("settled").dossier;
    assert_eq!(settled.state, State::Returned);
    let decision = settled.decision.expect("decided");
    assert!(settled.code.is_some() && !decision.paper.number.is_empty() && decision.timeliness != "late");
    // Pressed twice, it is the same dossier.
    let again = settle(&world, "intake", COPIES, "Trần Văn Chủ").await.expect("settled");
    assert!(again.replayed && again.dossier.id == settled.id);
    assert!(prove(&world.services.ctx).await.expect("a proof").holds());
}

#[tokio::test]
async fn what_the_law_does_not_let_the_counter_answer_is_not_answered_there() {
    let world = World::new().await;
    let refusal = |outcome: Result<Changed, UseCaseError>| match outcome.expect_err("should be refused") {
        UseCaseError::Refused(refusal) => Some(refusal),
        _ => None,
    };
    assert_eq!(refusal(settle(&world, "intake", BIRTH, "Trần Văn Chủ").await), Some(Refusal::NotAllowed));
    assert_eq!(refusal(settle(&world, "intake", COPIES, " ").await), Some(Refusal::Missing { field: "signer" }));
    assert_eq!(refusal(settle(&world, "citizen", COPIES, "Trần Văn Chủ").await), Some(Refusal::NotAllowed));
    assert_eq!(refusal(settle(&world, "officer.police", COPIES, "Trần Văn Chủ").await), Some(Refusal::NotAllowed));
}
