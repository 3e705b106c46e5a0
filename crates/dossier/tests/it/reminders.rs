//! Reminders follow the clock: made, moved, cancelled, given once.

use chrono::{DateTime, Utc};
use dossier::usecases::remind::{ReminderKeeper, remind_next};
use serde_json::{Value, json};

use super::support::World;

/// Rung, moment and whether it was given, of the dossier's own limit.
async fn ladder(world: &World, dossier: &str) -> Vec<(String, DateTime<Utc>, bool)> {
    let id: uuid::Uuid = dossier.parse().expect("an identifier");
    sqlx::query_as("select rung, at, fired_at is not null from dossier.reminder where thing = $1 order by at")
        .bind(id)
        .fetch_all(&world.services.ctx.pool)
        .await
        .expect("reminders")
}

async fn follow(world: &World) {
    world.settled().await;
    let keeper = ReminderKeeper::new(world.services.clone());
    let progress = journal::reader::run_to_end(&world.services.ctx, &keeper).await.expect("the journal");
    assert_eq!(progress.parked, 0);
}

async fn remind(world: &World) -> usize {
    let mut given = 0;
    while remind_next(&world.services).await.expect("the database") {
        given += 1;
    }
    given
}

async fn reminded(world: &World) -> Vec<Value> {
    let rows: Vec<(Value,)> = sqlx::query_as("select data from journal.entry where kind = 'dossier.reminded' order by sequence")
        .fetch_all(&world.services.ctx.pool)
        .await
        .expect("entries");
    rows.into_iter().map(|row| row.0).collect()
}

#[tokio::test]
async fn every_rung_of_a_limit_is_climbed_once() {
    let world = World::new().await;
    let (citizen, intake) = (world.token("citizen").await, world.token("intake").await);
    let id = world.submit(&citizen, "a").await.body["id"].as_str().expect("a dossier").to_owned();
    let address = format!("/api/v1/dossiers/{id}");
    follow(&world).await;
    let waiting = ladder(&world, &id).await;
    assert!(!waiting.is_empty() && waiting.iter().all(|(.., given)| !given), "the answer to the request has a limit too: {waiting:?}");
    let tag = world.read(&intake, &address).await.tag;
    let received = world.write(&intake, &format!("{address}/receipt"), &tag, json!({})).await;
    assert_eq!(received.status, 200, "{}", received.body);
    follow(&world).await;
    follow(&world).await;
    let rungs = ladder(&world, &id).await;
    // A short limit has fewer rungs: two at the same moment are one.
    assert!(rungs.len() >= 2 && rungs.last().is_some_and(|(rung, ..)| rung == "overdue"), "{rungs:?}");
    let before: Vec<Value> = reminded(&world).await;
    for (count, (rung, at, _)) in rungs.iter().enumerate() {
        world.set_clock(&at.to_rfc3339());
        remind(&world).await;
        assert_eq!(remind(&world).await, 0, "once");
        let own: Vec<Value> = reminded(&world).await.into_iter().skip(before.len()).filter(|data| data["thing"] == id.as_str()).collect();
        assert_eq!((own.len(), own[count]["rung"].as_str()), (count + 1, Some(rung.as_str())));
    }
    // Following the journal again, as after a crash, changes nothing that was given.
    sqlx::query("update journal.cursor set transaction = '0', sequence = 0").execute(&world.services.ctx.pool).await.expect("a cursor");
    follow(&world).await;
    assert_eq!(remind(&world).await, 0);
    assert!(dossier::usecases::prove::prove(&world.services.ctx).await.expect("the database").holds(), "reminders are no events");
}

#[tokio::test]
async fn a_clock_that_stops_or_ends_cancels() {
    let world = World::new().await;
    let (citizen, intake) = (world.token("citizen").await, world.token("intake").await);
    let handed_in = world.submit(&citizen, "a").await;
    let id = handed_in.body["id"].as_str().expect("a dossier").to_owned();
    let address = format!("/api/v1/dossiers/{id}");
    follow(&world).await;
    let due = ladder(&world, &id).await.last().expect("reminders").1;
    let asked = json!({ "items": [{ "subject": "Giấy chứng sinh", "reason": "mờ" }], "legal_basis": "" });
    let stopped = world.write(&intake, &format!("{address}/supplement-requests"), &handed_in.tag, asked).await;
    assert_eq!(stopped.status, 200, "{}", stopped.body);
    // The reader of the journal has not come that far when the moment comes: nothing is said about a clock that stands still.
    world.set_clock(&due.to_rfc3339());
    remind(&world).await;
    assert!(reminded(&world).await.is_empty());
    follow(&world).await;
    assert_eq!(ladder(&world, &id).await, []);
    let supplied =
        world.write(&citizen, &format!("{address}/supplements"), "*", json!({ "papers": [{ "name": "Giấy chứng sinh" }] })).await;
    assert_eq!(supplied.status, 200, "{}", supplied.body);
    follow(&world).await;
    assert!(ladder(&world, &id).await.iter().all(|(_, at, given)| *at > due - chrono::Duration::days(1) && !given));
    assert_ne!(ladder(&world, &id).await, []);
}
