//! The line: numbers, calls, and two officers who call at once.

use std::collections::BTreeSet;

use access::Role;
use chrono::Duration;
use futures::future::join_all;
use queue::model::TicketState;
use queue::usecases::draw::{self, Draw};
use queue::usecases::{at_window, furnish, look, sit, upkeep};
use queue::{QueueError, Refusal};

use crate::support::{Shop, purposes, wants};

fn refused<T: std::fmt::Debug>(outcome: Result<T, QueueError>) -> Refusal {
    match outcome {
        Err(QueueError::Refused(refusal)) => refusal,
        other => panic!("should be refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_visitor_draws_waits_is_called_and_served() {
    let (shop, [first, _]) = Shop::open().await;
    let (queue, officer) = (&shop.queue, shop.seated(1, &first).await);
    let earlier = draw::at_kiosk(queue, &shop.office, wants("civil")).await.unwrap();
    let ticket = draw::at_kiosk(queue, &shop.office, wants("civil")).await.unwrap();
    assert_eq!((earlier.label().as_str(), ticket.label().as_str()), ("A001", "A002"));

    let (found, line) = look::ticket(queue, &ticket.code).await.unwrap();
    let wait = line.wait_of(&found);
    assert_eq!((wait.before, wait.minutes), (1, Some(12)));

    shop.database.clock.advance(Duration::minutes(5));
    at_window::call_next(queue, &officer).await.unwrap();
    assert_eq!(refused(at_window::call_next(queue, &officer).await), Refusal::StillCalled);
    at_window::serve(queue, &officer).await.unwrap();
    shop.database.clock.advance(Duration::minutes(7));
    // Calling the next one ends the first.
    let called = at_window::call_next(queue, &officer).await.unwrap();
    assert_eq!(called.id, ticket.id);
    at_window::call_again(queue, &officer).await.unwrap();
    at_window::skip(queue, &officer).await.unwrap();
    let back = at_window::take_back(queue, &officer, ticket.id).await.unwrap();
    assert_eq!(back.state, TicketState::Waiting);
    assert_eq!(
        shop.kinds(ticket.id.uuid()).await,
        ["queue.ticket_issued", "queue.ticket_called", "queue.ticket_called", "queue.ticket_missed", "queue.ticket_returned"]
    );

    let figures = look::figures(queue, &shop.head(), &shop.office).await.unwrap();
    let [figure] = figures.as_slice() else { panic!("one window did something: {figures:?}") };
    assert_eq!((figure.served, figure.missed, figure.waited_seconds, figure.serving_seconds), (1, 1, 300, 420));
}

#[tokio::test]
async fn two_officers_never_call_one_number() {
    let shop = Shop::bare().await;
    let head = shop.head();
    let mut officers = Vec::new();
    for number in 1..=6_i16 {
        let window = furnish::add_window(&shop.queue, &head, &shop.office, number, purposes(&["civil"])).await.unwrap();
        officers.push(shop.seated(number.unsigned_abs().into(), &window).await);
    }
    for _ in 0..12 {
        draw::at_kiosk(&shop.queue, &shop.office, wants("civil")).await.unwrap();
    }
    let mut called = BTreeSet::new();
    for _ in 0..2 {
        let round = join_all(officers.iter().map(|officer| at_window::call_next(&shop.queue, officer))).await;
        for ticket in round {
            assert!(called.insert(ticket.unwrap().number), "a number was called twice");
        }
        for served in join_all(officers.iter().map(|officer| at_window::finish(&shop.queue, officer))).await {
            served.unwrap();
        }
    }
    assert_eq!(called.len(), 12);
    assert_eq!(refused(at_window::call_next(&shop.queue, &officers[0]).await), Refusal::NobodyWaits);
}

#[tokio::test]
async fn numbers_drawn_at_once_are_all_different() {
    let (shop, _) = Shop::open().await;
    let drawn = join_all((0..15).map(|_| draw::at_kiosk(&shop.queue, &shop.office, wants("civil")))).await;
    let numbers: BTreeSet<i16> = drawn.into_iter().map(|ticket| ticket.unwrap().number).collect();
    assert_eq!(numbers, (1..=15).collect());
    // The next day begins anew, and yesterday's line is cleared by the node.
    let waiting = look::line(&shop.queue, shop.office.clone()).await.unwrap().tickets;
    shop.database.clock.advance(Duration::days(1));
    journal::ensure_partitions(&mut shop.database.pool.acquire().await.unwrap(), shop.database.ctx.now(), shop.database.ctx.now())
        .await
        .unwrap();
    assert_eq!(draw::at_kiosk(&shop.queue, &shop.office, wants("land")).await.unwrap().label(), "C001");
    // Only once it is yesterday everywhere.
    shop.database.clock.advance(Duration::hours(12));
    upkeep::tidy(&shop.queue).await.unwrap();
    let (yesterday, _) = look::ticket(&shop.queue, &waiting[0].code).await.unwrap();
    assert_eq!(yesterday.state, TicketState::Left);
}

#[tokio::test]
async fn a_kiosk_that_is_played_with_stops_and_officers_still_give_numbers() {
    let (shop, _) = Shop::open().await;
    for _ in 0..20 {
        draw::at_kiosk(&shop.queue, &shop.office, wants("civil")).await.unwrap();
    }
    assert_eq!(refused(draw::at_kiosk(&shop.queue, &shop.office, wants("civil")).await), Refusal::TooMany);
    draw::at_counter(&shop.queue, &shop.officer(1), &shop.office, wants("civil")).await.unwrap();
    shop.database.clock.advance(Duration::minutes(1));
    draw::at_kiosk(&shop.queue, &shop.office, wants("civil")).await.unwrap();
}

#[tokio::test]
async fn numbers_are_given_while_the_shop_is_open() {
    let (shop, [first, _]) = Shop::open().await;
    let draw = || draw::at_kiosk(&shop.queue, &shop.office, wants("civil"));
    for (at, open) in [
        ("2026-11-24T23:59:00Z", false), // 06:59
        ("2026-11-25T00:00:00Z", true),  // 07:00, half an hour before the doors open
        ("2026-11-25T05:00:00Z", true),  // noon: people wait through the break
        ("2026-11-25T10:00:00Z", false), // 17:00
        ("2026-11-22T03:00:00Z", false), // Sunday
    ] {
        shop.database.clock.set(at.parse().unwrap());
        assert_eq!(draw().await.is_ok(), open, "{at}");
    }
    // Somebody sits at a window, so the shop is open whatever the calendar says.
    shop.database.clock.set("2026-11-25T12:00:00Z".parse().unwrap());
    shop.seated(1, &first).await;
    draw().await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_drawn_is_refused() {
    let shop = Shop::bare().await;
    assert_eq!(refused(draw::at_kiosk(&shop.queue, &shop.office, wants("civil")).await), Refusal::NoNumbers);
    let (shop, _) = Shop::open().await;
    let queue = &shop.queue;
    for purpose in ["business", "", "civil; drop table", "\u{202e}civil"] {
        assert_eq!(refused(draw::at_kiosk(queue, &shop.office, wants(purpose)).await), Refusal::UnknownPurpose, "{purpose}");
    }
    let unknown = Draw { purpose: "civil".to_owned(), priority: Some("king".to_owned()) };
    assert_eq!(refused(draw::at_kiosk(queue, &shop.office, unknown).await), Refusal::UnknownPriority);
    let ticket = draw::at_kiosk(queue, &shop.office, wants("civil")).await.unwrap();
    draw::leave(queue, &ticket.code, None).await.unwrap();
    assert_eq!(refused(draw::leave(queue, &ticket.code, None).await), Refusal::NotWaiting);
    assert_eq!(refused(draw::leave(queue, "KHONGCO2", None).await), Refusal::NotFound);
}

#[tokio::test]
async fn whoever_does_not_work_there_moves_nothing() {
    let (shop, [first, second]) = Shop::open().await;
    let queue = &shop.queue;
    let elsewhere = shop.organisation.directory().office_by_code("H49.36.01").unwrap().id;
    let stranger = shop.actor(900, Role::IntakeOfficer, Some(elsewhere));
    let auditor = shop.actor(901, Role::Auditor, None);
    for actor in [&stranger, &auditor, &shop.citizen(1)] {
        assert_eq!(refused(sit::open(queue, actor, first.id).await), Refusal::NotFound);
        assert_eq!(refused(at_window::call_next(queue, actor).await), Refusal::NoWindow);
        assert_eq!(refused(furnish::add_window(queue, actor, &shop.office, 9, purposes(&["civil"])).await), Refusal::NotFound);
        assert_eq!(refused(furnish::remove_window(queue, actor, second.id).await), Refusal::NotFound);
        assert_eq!(refused(draw::at_counter(queue, actor, &shop.office, wants("civil")).await), Refusal::NotFound);
    }
    // An officer calls but does not furnish.
    let officer = shop.officer(1);
    assert_eq!(refused(furnish::change_window(queue, &officer, first.id, purposes(&["land"])).await), Refusal::NotFound);
    assert_eq!(refused(look::figures(queue, &stranger, &shop.office).await), Refusal::NotFound);
    look::figures(queue, &auditor, &shop.office).await.unwrap();
}

#[tokio::test]
async fn a_window_has_one_officer_and_an_officer_one_window() {
    let (shop, [first, second]) = Shop::open().await;
    let queue = &shop.queue;
    let officer = shop.seated(1, &first).await;
    assert_eq!(refused(sit::open(queue, &shop.officer(2), first.id).await), Refusal::WindowTaken);
    assert_eq!(refused(furnish::remove_window(queue, &shop.head(), first.id).await), Refusal::WindowInUse);
    let ticket = draw::at_kiosk(queue, &shop.office, wants("civil")).await.unwrap();
    at_window::call_next(queue, &officer).await.unwrap();
    assert_eq!(refused(sit::open(queue, &officer, second.id).await), Refusal::StillServing);
    assert_eq!(refused(sit::close(queue, &officer).await), Refusal::StillServing);
    // Sent to the window for land, which calls it although it does not serve the purpose.
    at_window::send(queue, &officer, second.id).await.unwrap();
    let other = shop.seated(2, &second).await;
    assert_eq!(at_window::call_next(queue, &other).await.unwrap().id, ticket.id);
    sit::open(queue, &shop.officer(3), first.id).await.unwrap_err();
    sit::close(queue, &officer).await.unwrap();
    sit::open(queue, &shop.officer(3), first.id).await.unwrap();
    assert_eq!(
        shop.kinds(first.id.uuid()).await,
        ["queue.window_added", "queue.window_opened", "queue.window_closed", "queue.window_opened"]
    );
}

#[tokio::test]
async fn windows_have_numbers_of_their_own() {
    let (shop, _) = Shop::open().await;
    let (queue, head) = (&shop.queue, shop.head());
    for number in [1, 0, -3, 100] {
        assert_eq!(refused(furnish::add_window(queue, &head, &shop.office, number, purposes(&["civil"])).await), Refusal::WindowNumber);
    }
    assert_eq!(refused(furnish::add_window(queue, &head, &shop.office, 3, Vec::new()).await), Refusal::UnknownPurpose);
    assert_eq!(refused(furnish::add_window(queue, &head, &shop.office, 3, purposes(&["?"])).await), Refusal::UnknownPurpose);
}
