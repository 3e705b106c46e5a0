//! What people choose is what happens.

use notice::usecases::{prefer, read};
use notice::{Channel, Kind, Mode};

use super::program::Program;
use super::support::World;

#[tokio::test]
async fn what_the_law_wants_told_stays_in_the_account() {
    let world = World::new(Some(1), None).await;
    let mai = world.person("mai", Some("mai@example.vn"), None).await;
    let wish: Vec<_> = Kind::ALL.iter().flat_map(|kind| Channel::ALL.iter().map(|channel| (*kind, *channel, Mode::Never))).collect();
    prefer::choose(&world.notices, &mai, &wish).await.expect("the database");
    world.happened(Some(mai.account), "decided").await;
    world.happened(Some(mai.account), "message").await;
    world.tell().await;
    let (told, _) = read::list(&world.notices, &mai, None).await.expect("the database");
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].topic.code(), world.deliveries().await.len()), ("decided", 0));
    assert_eq!(prefer::chosen(&world.notices, &mai).await.expect("the database").mode(Kind::Legal, Channel::Account), Mode::AtOnce);
}

#[tokio::test]
async fn a_day_is_one_letter_at_seven() {
    let server = Program::start("smtp.py", &[]);
    let world = World::new(Some(server.port), None).await;
    let mai = world.person("mai", Some("mai@example.vn"), None).await;
    prefer::choose(&world.notices, &mai, &[(Kind::Legal, Channel::Email, Mode::Daily)]).await.expect("the database");
    for topic in ["received", "supplement", "decided"] {
        world.happened(Some(mai.account), topic).await;
        world.tell().await;
        world.later(chrono::Duration::minutes(1));
    }
    assert_eq!(world.send().await.sent, 0, "nothing before seven");
    world.later(chrono::Duration::hours(22));
    assert_eq!(world.send().await.sent, 1);
    let letters = server.settled(1).await;
    let text = letters[0]["text"].as_str().unwrap_or_default();
    assert_eq!(text.matches("https://motcua.example/ho-so/").count(), 3, "{text}");
    assert_eq!(letters[0]["subject"].as_str(), Some("Một cửa: 3 tin trong ngày"));
    world.happened(Some(mai.account), "returned").await;
    world.tell().await;
    assert_eq!(world.deliveries().await.len(), 2, "the next day has a letter of its own");
}
