//! Dossiers that begin at the same moment, and who sees what of them.

use std::collections::BTreeSet;

use dossier::model::{Applicant, Channel, ReturnWay};
use dossier::tally::Side;
use dossier::usecases::figures::by_office;
use dossier::usecases::prove::prove;
use dossier::usecases::receive::{ReceiveAtCounter, receive_at_counter};
use dossier::usecases::upkeep::forget_old_keys;
use dossier::usecases::{Changed, Key};
use dossier::{Refusal, UseCaseError};
use serde_json::{Value, json};

use super::support::{BIRTH, World};

fn sheet(world: &World, name: &str, key: Option<&str>) -> ReceiveAtCounter {
    ReceiveAtCounter {
        procedure: BIRTH.parse().expect("a code"),
        office: world.centre,
        channel: Channel::Counter,
        applicant: Applicant { name: name.to_owned(), ..Applicant::default() },
        declaration: json!({}),
        papers: Vec::new(),
        return_way: ReturnWay::Counter,
        limit: None,
        key: key.map(|key| Key::new(key, "test", &name).expect("a key")),
    }
}

async fn all_at_once(world: &World, sheets: Vec<ReceiveAtCounter>) -> Vec<Result<Changed, UseCaseError>> {
    let intake = &world.actors["intake"];
    futures::future::join_all(sheets.into_iter().map(|sheet| receive_at_counter(&world.services, intake, sheet))).await
}

#[tokio::test]
async fn nobody_fails_for_the_sake_of_another() {
    let world = World::new().await;
    let mut sheets: Vec<_> = (0..100).map(|number| sheet(&world, &format!("Người {number}"), None)).collect();
    // The database takes no such text: this one alone is refused.
    sheets[17].applicant.name = "a\u{0}b".to_owned();
    let received = all_at_once(&world, sheets).await;
    for (number, outcome) in received.iter().enumerate() {
        match outcome {
            Ok(changed) => assert!(number != 17 && !changed.replayed, "{number}"),
            Err(error) => assert!(number == 17 && matches!(error, UseCaseError::Database(_)), "{number}: {error}"),
        }
    }
    let codes: BTreeSet<_> = received.iter().flatten().map(|changed| changed.dossier.code.clone()).collect();
    assert_eq!(codes.len(), 99);
    let proof = prove(&world.services.ctx).await.expect("a proof");
    assert!(proof.holds() && proof.dossiers == 99, "{proof:?}");
}

#[tokio::test]
async fn one_key_makes_one_dossier_however_many_ask_at_once() {
    let world = World::new().await;
    let sheets = (0..40).map(|number| sheet(&world, &format!("Người {}", number % 4), Some(&format!("key-{}", number % 4)))).collect();
    let received = all_at_once(&world, sheets).await;
    let made: BTreeSet<_> = received.iter().map(|outcome| outcome.as_ref().expect("an answer").dossier.id).collect();
    let replayed = received.iter().flatten().filter(|changed| changed.replayed).count();
    assert_eq!((made.len(), replayed), (4, 36));
    let other = all_at_once(&world, vec![sheet(&world, "Người khác", Some("key-1"))]).await;
    assert!(matches!(other[0], Err(UseCaseError::Refused(Refusal::KeyReused))), "{other:?}");
    // A code taken for a request that had been done before is the next one's: the numbers of the day have no gaps.
    let next = all_at_once(&world, vec![sheet(&world, "Người sau", None)]).await;
    let code = next[0].as_ref().expect("a receipt").dossier.code.clone().expect("a code");
    let ordinal: u32 = code.as_str().rsplit('-').next().and_then(|ordinal| ordinal.parse().ok()).expect("an ordinal");
    assert!(ordinal <= 40, "{code}");
}

#[tokio::test]
async fn keys_are_forgotten_after_a_week_and_not_before() {
    let world = World::new().await;
    let replayed = async || {
        let received = all_at_once(&world, vec![sheet(&world, "Vũ Thị Mẫu", Some("once"))]).await;
        received[0].as_ref().expect("a receipt").replayed
    };
    assert!(!replayed().await);
    for (day, forgotten, repeated) in [("2025-12-01", 0, true), ("2025-12-03", 1, false)] {
        world.set_clock(&format!("{day}T02:00:00Z"));
        assert_eq!(forget_old_keys(&world.services).await.expect("upkeep"), forgotten, "{day}");
        assert_eq!(replayed().await, repeated, "{day}");
    }
}

#[tokio::test]
async fn a_version_holds_from_midnight_in_the_country() {
    let world = World::new().await;
    let pool = &world.services.ctx.pool;
    let next = "insert into catalogue.procedure (code, version, valid_from, name, field, agency, levels, digest, content, loaded_at)
                select code, version + 1, '2025-11-27', name, field, agency, levels, digest, content, loaded_at
                from catalogue.procedure where code = $1";
    let last = "update catalogue.procedure set valid_to = '2025-11-27' where code = $1";
    for change in [last, next] {
        sqlx::query(change).bind(BIRTH).execute(pool).await.expect("a new version");
    }
    for (instant, version) in [("2025-11-26T16:59:00Z", 1), ("2025-11-26T17:01:00Z", 2)] {
        world.set_clock(instant);
        let received = all_at_once(&world, vec![sheet(&world, "Vũ Thị Mẫu", None)]).await;
        assert_eq!(received[0].as_ref().expect("a receipt").dossier.opening.procedure_version, version, "{instant}");
    }
}

#[tokio::test]
async fn a_head_sees_the_figures_of_no_other_office() {
    let world = World::new().await;
    let received = all_at_once(&world, vec![sheet(&world, "Vũ Thị Mẫu", None)]).await;
    let solving = received[0].as_ref().expect("a receipt").dossier.opening.solving_office;
    let own = world.official("head", &json!(solving));
    let today = world.services.ctx.now().date_naive();
    for (login, actor) in &world.actors {
        let seen = by_office(&world.services, actor, Side::Solving, (today, today)).await.expect("figures");
        let offices: Vec<_> = seen.into_keys().collect();
        let expected = if *login == own || login == "auditor" { vec![solving] } else { Vec::new() };
        assert_eq!(offices, expected, "{login}");
    }
}

#[tokio::test]
async fn whoever_opens_what_was_declared_is_on_record() {
    let world = World::new().await;
    let received = all_at_once(&world, vec![sheet(&world, "Vũ Thị Mẫu", None)]).await;
    let dossier = &received[0].as_ref().expect("a receipt").dossier;
    let login = world.official("officer", &json!(dossier.opening.solving_office));
    let (token, address) = (world.token(&login).await, format!("/api/v1/dossiers/{}", dossier.id));
    for _ in 0..2 {
        assert_eq!(world.read(&token, &address).await.status, 200);
    }
    let mut conn = world.services.ctx.pool.acquire().await.expect("a connection");
    let readings = journal::of_subject(&mut conn, dossier.content.uuid()).await.expect("entries");
    let told: Vec<_> = readings.iter().map(|entry| (entry.kind.as_str(), entry.actor)).collect();
    assert_eq!(told, [("dossier.content_read", Some(world.actors[&login].account))], "once a day is enough");
    let words = readings.iter().map(|entry| entry.data.to_string()).collect::<String>();
    assert!(!words.contains("Vũ Thị Mẫu"), "{words}");
    assert_eq!(readings[0].data["dossier"], Value::from(dossier.id.to_string()));
}
