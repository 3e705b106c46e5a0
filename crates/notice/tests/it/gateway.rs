//! Short messages over a gateway that is another program.

use std::time::Duration;

use super::program::Program;
use super::support::World;

#[tokio::test]
async fn what_the_gateway_answers_decides_what_is_tried_again() {
    let gateway = Program::start("gateway.py", &[]);
    let world = World::new(None, Some(gateway.port)).await;
    for phone in ["0900000422", "0900000500", "0912345678"] {
        let person = world.person(phone, None, Some(phone)).await;
        world.happened(Some(person.account), "decided").await;
        world.tell().await;
        world.later(chrono::Duration::milliseconds(1));
    }
    let first = world.send().await;
    assert_eq!((first.sent, first.failed, first.given_up), (1, 1, 1));
    for (minutes, sent) in [(2, 0), (3, 1), (60, 0)] {
        world.later(chrono::Duration::minutes(minutes));
        assert_eq!(world.send().await.sent, sent, "after {minutes} more minutes");
    }
    let asked = gateway.settled(5).await;
    assert_eq!(asked.len(), 5);
    let of_500: Vec<&str> = asked.iter().filter(|one| one["to"] == "0900000500").filter_map(|one| one["key"].as_str()).collect();
    assert!(of_500.len() == 3 && of_500.iter().all(|key| *key == of_500[0]), "every attempt has the same key: {of_500:?}");
    let text = asked[0]["text"].as_str().unwrap_or_default();
    assert!(text.contains("https://motcua.example/ho-so/") && !text.contains("Người"), "{text}");
    let states: Vec<String> = world.deliveries().await.into_iter().map(|delivery| delivery.0).collect();
    assert_eq!(states, ["given_up", "sent", "sent"]);
    assert!(world.sums_agree().await);
}

#[tokio::test]
async fn a_kill_in_the_middle_is_repeated_under_the_same_key_and_known_by_it() {
    let gateway = Program::start("gateway.py", &[]);
    let world = World::new(None, Some(gateway.port)).await;
    let person = world.person("0900000000", None, Some("0900000000")).await;
    world.happened(Some(person.account), "decided").await;
    world.tell().await;
    assert!(tokio::time::timeout(Duration::from_millis(900), world.send()).await.is_err());
    world.later(chrono::Duration::minutes(4));
    // The number answers late each time: the second answer, 409, comes after the patience of the test's gateway, the third in time.
    assert_eq!(world.send().await.failed, 1);
    let asked = gateway.settled(2).await;
    assert_eq!(asked.iter().map(|one| one["repeated"].as_bool()).collect::<Vec<_>>(), [Some(false), Some(true)]);
    assert_eq!(asked[0]["key"], asked[1]["key"]);
    assert_eq!(world.deliveries().await[0], ("failed".to_owned(), 2, "unreachable".to_owned()));
}

#[tokio::test]
async fn an_applicant_without_an_account_is_reached_by_the_dossiers_address() {
    let (gateway, server) = (Program::start("gateway.py", &[]), Program::start("smtp.py", &[]));
    let world = World::new(Some(server.port), Some(gateway.port)).await;
    for (email, phone) in [("ba.tu@example.vn", "0912345678"), ("", "")] {
        world.set_contact(email, phone);
        world.happened(None, "received").await;
        world.tell().await;
    }
    // Addresses are asked for again when something is sent: a correction in between counts.
    world.set_contact("tu@example.vn", "0912345679");
    assert_eq!(world.send().await.sent, 2, "a dossier without an address asks for no delivery");
    assert_eq!(
        (gateway.settled(1).await[0]["to"].as_str(), server.settled(1).await[0]["to"][0].as_str()),
        (Some("0912345679"), Some("tu@example.vn"))
    );
}
