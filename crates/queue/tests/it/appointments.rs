//! Appointments: one per person and office, no more than a slot holds.

use chrono::{DateTime, Duration, Utc};
use futures::future::join_all;
use queue::model::{BookingState, Setting, TicketChannel};
use queue::usecases::book::{self, Book};
use queue::usecases::{at_window, draw, furnish, look, upkeep};
use queue::{QueueError, Refusal};

use crate::support::{Shop, wants};

/// Thursday 26 November 2026, 08:00 in Hà Nội.
const TOMORROW: &str = "2026-11-26T01:00:00Z";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn civil(starts_at: &str) -> Book {
    Book { purpose: "civil".to_owned(), priority: None, starts_at: at(starts_at) }
}

fn refusal<T: std::fmt::Debug>(outcome: Result<T, QueueError>) -> Refusal {
    match outcome {
        Err(QueueError::Refused(refusal)) => refusal,
        other => panic!("should be refused: {other:?}"),
    }
}

async fn settle(shop: &Shop, now: &str) {
    shop.database.clock.set(at(now));
    journal::ensure_partitions(&mut shop.database.pool.acquire().await.unwrap(), at(now), at(now)).await.unwrap();
}

#[tokio::test]
async fn an_appointment_is_made_moved_and_kept() {
    let (shop, [first, _]) = Shop::open().await;
    let (queue, person) = (&shop.queue, shop.citizen(1));
    let booking = book::book(queue, &person, &shop.office, civil(TOMORROW)).await.unwrap();
    assert_eq!(refusal(book::book(queue, &person, &shop.office, civil("2026-11-26T02:00:00Z")).await), Refusal::AlreadyBooked);
    let moved = book::reschedule(queue, &person, &booking.code, at("2026-11-26T02:00:00Z")).await.unwrap();
    assert_eq!((moved.code.as_str(), moved.starts_at), (booking.code.as_str(), at("2026-11-26T02:00:00Z")));
    assert_eq!(shop.kinds(booking.id.uuid()).await, ["queue.booking_made", "queue.booking_moved"]);

    settle(&shop, "2026-11-26T00:30:00Z").await;
    assert_eq!(refusal(draw::with_booking(queue, &shop.office, &booking.code).await), Refusal::TooEarly);
    settle(&shop, "2026-11-26T01:50:00Z").await;
    let before = draw::at_kiosk(queue, &shop.office, wants("civil")).await.unwrap();
    let ticket = draw::with_booking(queue, &shop.office, &format!(" {} ", booking.code.to_lowercase())).await.unwrap();
    assert_eq!((ticket.channel, ticket.booked_for), (TicketChannel::Booking, Some(moved.starts_at)));
    assert_eq!(refusal(draw::with_booking(queue, &shop.office, &booking.code).await), Refusal::NotOpen);
    // Before the hour those who came first are called; from the hour on the appointment is.
    let officer = shop.seated(1, &first).await;
    settle(&shop, "2026-11-26T02:00:00Z").await;
    assert_eq!(at_window::call_next(queue, &officer).await.unwrap().id, ticket.id);
    assert!(look::ticket(queue, &before.code).await.is_ok());
    // The next appointment may be booked now.
    book::book(queue, &person, &shop.office, civil("2026-11-27T02:00:00Z")).await.unwrap();
}

#[tokio::test]
async fn a_slot_holds_no_more_than_its_places() {
    let (shop, _) = Shop::open().await;
    let people: Vec<_> = (0..8).map(|number| shop.citizen(number)).collect();
    let outcomes = join_all(people.iter().map(|person| book::book(&shop.queue, person, &shop.office, civil(TOMORROW)))).await;
    let (made, full): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!((made.len(), full.len()), (2, 6));
    assert!(full.into_iter().all(|outcome| refusal(outcome) == Refusal::SlotFull));
    let day = at(TOMORROW).date_naive();
    let mut conn = shop.database.pool.acquire().await.unwrap();
    let free = book::free_hours(&shop.queue, &mut conn, &shop.office, day).await.unwrap();
    assert_eq!(free.len(), 15, "sixteen half hours less the full one");
    // Taken back, the place is free again.
    let booking = made.into_iter().next().unwrap().unwrap();
    let owner = people.iter().find(|person| person.account == booking.account).unwrap();
    book::cancel(&shop.queue, owner, &booking.code).await.unwrap();
    let free = book::free_hours(&shop.queue, &mut conn, &shop.office, day).await.unwrap();
    assert_eq!(free.iter().find(|(slot, _)| slot.starts_at == at(TOMORROW)).unwrap().1, 1);
}

#[tokio::test]
async fn hours_that_are_not_offered_cannot_be_booked() {
    let (shop, _) = Shop::open().await;
    let person = shop.citizen(1);
    for wrong in [
        "2026-11-25T01:00:00Z", // has passed
        "2026-11-26T01:07:00Z", // between two slots
        "2026-11-26T05:00:00Z", // lunch
        "2026-11-29T02:00:00Z", // Sunday
        "2027-02-25T02:00:00Z", // too far ahead
    ] {
        assert_eq!(refusal(book::book(&shop.queue, &person, &shop.office, civil(wrong)).await), Refusal::NoSuchSlot, "{wrong}");
    }
    let land = Book { purpose: "business".to_owned(), ..civil(TOMORROW) };
    assert_eq!(refusal(book::book(&shop.queue, &person, &shop.office, land).await), Refusal::UnknownPurpose);
    let none = Setting { capacity: 0, ..Setting::default() };
    furnish::set(&shop.queue, &shop.head(), shop.office.id, none).await.unwrap();
    assert_eq!(refusal(book::book(&shop.queue, &person, &shop.office, civil(TOMORROW)).await), Refusal::SlotFull);
    let wrong = Setting { slot_minutes: 0, ..Setting::default() };
    assert_eq!(refusal(furnish::set(&shop.queue, &shop.head(), shop.office.id, wrong).await), Refusal::WrongSetting);
}

#[tokio::test]
async fn the_appointment_of_another_does_not_exist() {
    let (shop, _) = Shop::open().await;
    let booking = book::book(&shop.queue, &shop.citizen(1), &shop.office, civil(TOMORROW)).await.unwrap();
    let other = shop.citizen(2);
    assert_eq!(refusal(look::booking(&shop.queue, &other, &booking.code).await), Refusal::NotFound);
    assert_eq!(refusal(book::cancel(&shop.queue, &other, &booking.code).await), Refusal::NotFound);
    assert_eq!(refusal(book::reschedule(&shop.queue, &other, &booking.code, at(TOMORROW)).await), Refusal::NotFound);
    assert!(look::bookings(&shop.queue, &other).await.unwrap().is_empty());
}

#[tokio::test]
async fn whoever_does_not_come_is_marked_after_an_hour() {
    let (shop, _) = Shop::open().await;
    let (queue, person) = (&shop.queue, shop.citizen(1));
    let booking = book::book(queue, &person, &shop.office, civil(TOMORROW)).await.unwrap();
    settle(&shop, "2026-11-26T02:00:00Z").await;
    upkeep::tidy(queue).await.unwrap();
    assert_eq!(look::booking(queue, &person, &booking.code).await.unwrap().state, BookingState::Open);
    shop.database.clock.advance(Duration::seconds(1));
    upkeep::tidy(queue).await.unwrap();
    assert_eq!(look::booking(queue, &person, &booking.code).await.unwrap().state, BookingState::Missed);
    assert_eq!(shop.kinds(booking.id.uuid()).await, ["queue.booking_made", "queue.booking_missed"]);
    book::book(queue, &person, &shop.office, civil("2026-11-27T01:00:00Z")).await.unwrap();
}
