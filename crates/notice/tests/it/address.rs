//! Another address is used once a code came back from it.

use notice::Channel;
use notice::usecases::confirm::{self, Refusal};
use web::Language;

use super::program::Program;
use super::support::World;

#[tokio::test]
async fn an_address_is_used_once_its_code_came_back() {
    let server = Program::start("smtp.py", &[]);
    let world = World::new(Some(server.port), None).await;
    let mai = world.person("mai", Some("mai@example.vn"), None).await;
    let ask = async |typed: &str| confirm::ask(&world.notices, &mai, Language::Vi, Channel::Email, typed).await.expect("the database");
    let take = async |code: &str| confirm::confirm(&world.notices, &mai, Channel::Email, code).await.expect("the database");
    assert_eq!(take("123456").await, Err(Refusal::Expired));
    for typed in ["", "mai", "mai@example.vn\r\nBcc: x@y.vn", "<script>@example.vn"] {
        assert_eq!(ask(typed).await, Err(Refusal::NoMailAddress), "{typed:?}");
    }
    assert_eq!(ask("moi@example.vn").await, Ok(()));
    assert_eq!(ask("moi@example.vn").await, Err(Refusal::TooSoon));
    let letters = server.settled(1).await;
    let text = letters[0]["text"].as_str().unwrap_or_default();
    let code: String = text.split("Mã xác nhận: ").nth(1).unwrap_or_default().chars().take(6).collect();
    assert!(code.chars().all(|digit| digit.is_ascii_digit()) && !letters[0]["subject"].to_string().contains(&code), "{text}");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(take(wrong).await, Err(Refusal::WrongCode));
    world.happened(Some(mai.account), "decided").await;
    world.tell().await;
    world.send().await;
    assert_eq!(server.settled(2).await[1]["to"][0].as_str(), Some("mai@example.vn"), "not before it is confirmed");
    assert_eq!(take(&format!(" {code} ")).await, Ok(()));
    assert_eq!(take(&code).await, Err(Refusal::Expired), "a code is good once");
    world.happened(Some(mai.account), "decided").await;
    world.tell().await;
    world.send().await;
    assert_eq!(server.settled(3).await[2]["to"][0].as_str(), Some("moi@example.vn"));
}

#[tokio::test]
async fn nobody_guesses_a_code_or_fills_a_strangers_mailbox() {
    let server = Program::start("smtp.py", &[]);
    let world = World::new(Some(server.port), None).await;
    let mai = world.person("mai", None, None).await;
    let ask = async || confirm::ask(&world.notices, &mai, Language::En, Channel::Email, "moi@example.vn").await.expect("the database");
    for _ in 0..5 {
        assert_eq!(ask().await, Ok(()));
        world.later(chrono::Duration::minutes(1));
    }
    assert_eq!(ask().await, Err(Refusal::TooMany));
    for _ in 0..5 {
        let taken = confirm::confirm(&world.notices, &mai, Channel::Email, "abc").await.expect("the database");
        assert_eq!(taken, Err(Refusal::WrongCode));
    }
    let taken = confirm::confirm(&world.notices, &mai, Channel::Email, "abc").await.expect("the database");
    assert_eq!(taken, Err(Refusal::TooManyTries));
    let phone = confirm::ask(&world.notices, &mai, Language::En, Channel::Phone, "0912345678").await.expect("the database");
    assert_eq!(phone, Err(Refusal::NoChannel));
    assert_eq!(server.settled(5).await.len(), 5);
}
