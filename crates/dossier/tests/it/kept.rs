//! What was brought to a counter and could not be received at once.

use dossier::model::{Applicant, Channel, Paper, PaperForm, RefusalKind, ReturnWay, State, SupplementItem};
use dossier::usecases::ask_supplement::{AskSupplement, ask_supplement};
use dossier::usecases::prove::prove;
use dossier::usecases::receive::{ReceiveAtCounter, ReceiveOnline, keep_at_counter, receive_online};
use dossier::usecases::supply::{Supply, supply};
use dossier::usecases::turn_away::{TurnAway, turn_away};
use dossier::usecases::{Changed, Key};
use dossier::{Refusal, UseCaseError};
use serde_json::json;

use super::support::{BIRTH, World};

async fn kept(world: &World, who: &str, key: &str) -> Result<Changed, UseCaseError> {
    let brought = ReceiveAtCounter {
        procedure: BIRTH.parse().expect("a code"),
        office: world.centre,
        channel: Channel::Counter,
        applicant: Applicant { name: "Vũ Thị Mẫu".to_owned(), ..Applicant::default() },
        declaration: json!({}),
        papers: Vec::new(),
        return_way: ReturnWay::Counter,
        limit: None,
        key: Some(Key::new(key, "keepDossier", &key).expect("a key")),
    };
    keep_at_counter(&world.services, &world.actors[who], brought).await
}

fn certificate() -> Paper {
    Paper { name: "Giấy chứng sinh".to_owned(), form: PaperForm::Original, copies: 1, document: None, file_name: None }
}

#[tokio::test]
async fn what_is_missing_is_asked_for_brought_and_received() {
    let world = World::new().await;
    let (services, intake) = (&world.services, &world.actors["intake"]);
    let first = kept(&world, "intake", "once").await.expect("kept").dossier;
    assert_eq!((first.state, &first.code, first.received_at), (State::New, &None, None), "no code and no clock before receipt");
    assert!(kept(&world, "intake", "once").await.expect("kept").replayed);
    let id = first.id;
    let items =
        vec![SupplementItem { subject: "Giấy chứng sinh".to_owned(), reason: "Chưa có.".to_owned(), ..SupplementItem::default() }];
    let ask = AskSupplement { dossier: id, version: Some(1), items, legal_basis: String::new(), exception: String::new() };
    assert_eq!(ask_supplement(services, intake, ask).await.expect("asked").dossier.state, State::SupplementRequested);
    let bring = |papers| Supply { dossier: id, version: Some(2), declaration: None, papers };
    let stranger = supply(services, &world.actors["stranger"], bring(vec![certificate()])).await;
    assert!(matches!(stranger, Err(UseCaseError::Refused(Refusal::NotFound))), "{stranger:?}");
    let nothing = supply(services, intake, bring(Vec::new())).await;
    assert!(matches!(nothing, Err(UseCaseError::Refused(Refusal::Missing { field: "papers" }))), "{nothing:?}");
    assert_eq!(supply(services, intake, bring(vec![certificate()])).await.expect("brought").dossier.state, State::New);
    let accept = ReceiveOnline { dossier: id, version: Some(3), limit: None };
    let received = receive_online(services, intake, accept).await.expect("received").dossier;
    assert!(received.code.is_some() && received.due().is_some() && received.opening.channel == Channel::Counter, "{received:?}");
    assert!(prove(&services.ctx).await.expect("a proof").holds());
}

#[tokio::test]
async fn a_refusal_at_the_counter_is_on_record() {
    let world = World::new().await;
    let (services, intake) = (&world.services, &world.actors["intake"]);
    let id = kept(&world, "intake", "once").await.expect("kept").dossier.id;
    let refuse = TurnAway {
        dossier: id,
        version: Some(1),
        kind: RefusalKind::WrongAgency,
        reason: "Thuộc phường Hà Lầm.".to_owned(),
        legal_basis: String::new(),
        pointer: "Ủy ban nhân dân phường Hà Lầm".to_owned(),
    };
    let refused = turn_away(services, intake, refuse).await.expect("refused").dossier;
    assert_eq!((refused.state, refused.code), (State::NotAccepted, None));
    assert!(prove(&services.ctx).await.expect("a proof").holds());
}

#[tokio::test]
async fn only_a_shop_writes_down_what_is_brought_to_it() {
    let world = World::new().await;
    for who in ["citizen", "auditor", "officer.police"] {
        let outcome = kept(&world, who, "once").await;
        assert!(matches!(outcome, Err(UseCaseError::Refused(Refusal::NotAllowed))), "{who}: {outcome:?}");
    }
}
