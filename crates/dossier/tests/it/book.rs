//! The tracking book of a shop: ordinals by the order of receipts, once, from 01 each year.

use access::Actor;
use dossier::Part;
use dossier::model::{Applicant, Channel, Dossier, ReturnWay};
use dossier::usecases::Key;
use dossier::usecases::read_book::{Seen, books, lines, shops};
use dossier::usecases::receive::{ReceiveAtCounter, receive_at_counter};
use kernel::id::OfficeId;
use serde_json::json;

use super::support::{BIRTH, World};

async fn received(world: &World, name: &str) -> Dossier {
    let applicant =
        Applicant {
            name: name.to_owned(), address: "12 Lê Thánh Tông".to_owned(), phone: "0912345386".to_owned(), ..Applicant::default()
        };
    let brought = ReceiveAtCounter {
        procedure: BIRTH.parse().expect("a code"),
        office: world.centre,
        channel: Channel::Counter,
        applicant,
        declaration: json!({}),
        papers: Vec::new(),
        return_way: ReturnWay::Counter,
        limit: None,
        key: Some(Key::new(name, "receiveDossier", &name).expect("a key")),
    };
    receive_at_counter(&world.services, &world.actors["intake"], brought).await.expect("received").dossier
}

fn year_of(office: OfficeId, year: i32) -> Part {
    Part { office, year, day: None, last: None }
}

async fn read(world: &World, who: &Actor, part: &Part, seen: Seen) -> Vec<(i32, String, Option<String>)> {
    let rows = lines(&world.services, who, part, (0, 100), seen).await.expect("the book");
    rows.into_iter().map(|row| (row.ordinal, row.applicant_name, row.phone)).collect()
}

#[tokio::test]
async fn receipts_get_the_next_ordinal_once_and_a_new_year_begins_anew() {
    let world = World::new().await;
    let intake = world.actors["intake"].clone();
    for name in ["Một", "Hai"] {
        received(&world, name).await;
        world.keep_books().await;
    }
    received(&world, "Ba").await;
    // Kept late, kept twice, kept by two at once: the same book.
    tokio::join!(world.keep_books(), world.keep_books());
    world.keep_books().await;
    let part = year_of(world.centre, 2025);
    let book = read(&world, &intake, &part, Seen::Names).await;
    let expected = [(1, "Một"), (2, "Hai"), (3, "Ba")].map(|(ordinal, name)| (ordinal, name.to_owned(), None));
    assert_eq!(book, expected);
    world.set_clock("2025-12-31T17:30:00Z");
    received(&world, "Năm mới").await;
    world.keep_books().await;
    let years: Vec<_> = books(&world.services, &intake, world.centre).await.expect("books");
    let years: Vec<_> = years.iter().map(|book| (book.year, book.lines, book.opened_on.to_string())).collect();
    assert_eq!(years, [(2026, 1, "2026-01-01".to_owned()), (2025, 3, "2025-11-25".to_owned())]);
    let day = Part { day: Some("2025-11-25".parse().expect("a day")), ..part };
    assert_eq!(read(&world, &intake, &day, Seen::Names).await.len(), 3);
    let volume = Part { last: Some(2), ..part };
    assert_eq!(read(&world, &intake, &volume, Seen::Names).await.len(), 2);
}

#[tokio::test]
async fn the_book_is_for_those_who_may_list_the_dossiers_of_the_shop() {
    let world = World::new().await;
    received(&world, "Một").await;
    world.keep_books().await;
    let part = year_of(world.centre, 2025);
    for (who, rows, sees_phones) in
        [("intake", 1, true), ("auditor", 1, true), ("officer.police", 0, false), ("citizen", 0, false), ("stranger", 0, false)]
    {
        let actor = world.actors[who].clone();
        let seen = read(&world, &actor, &part, Seen::Declared).await;
        assert_eq!(seen.len(), rows, "{who}");
        assert!(seen.iter().all(|(_, _, phone)| phone.is_some() == sees_phones), "{who}: {seen:?}");
        assert_eq!(books(&world.services, &actor, world.centre).await.expect("books").len(), rows, "{who}");
        assert_eq!(shops(&world.services, &actor).iter().any(|shop| shop.id == world.centre), rows > 0, "{who}");
    }
}

#[tokio::test]
async fn a_look_at_addresses_is_noted_once_a_day_for_the_applicants() {
    let world = World::new().await;
    let dossier = received(&world, "Một").await;
    world.keep_books().await;
    let (part, intake) = (year_of(world.centre, 2025), world.actors["intake"].clone());
    read(&world, &intake, &part, Seen::Names).await;
    let readings = || async { dossier::usecases::read::readings_of(&world.services, &intake, dossier.id).await.expect("readings").len() };
    assert_eq!(readings().await, 0, "names are in every list");
    read(&world, &intake, &part, Seen::Declared).await;
    read(&world, &intake, &part, Seen::Declared).await;
    assert_eq!(readings().await, 1);
    let entries = sqlx::query_scalar::<_, i64>("select count(*) from journal.entry where kind = 'book.read'");
    assert_eq!(entries.fetch_one(&world.services.ctx.pool).await.expect("a count"), 1);
}
