//! Who hands in for whom, who typed it, and with which number they stood at the counter.

use std::path::PathBuf;

use dossier::model::{Capacity, TypedBy};
use dossier::tally::Side;
use dossier::usecases::figures;
use dossier::usecases::prove::prove;
use queue::usecases::draw::{Draw, at_counter};
use queue::usecases::{at_window, furnish, sit};
use serde_json::{Value, json};

use super::support::World;

fn receipt(world: &World, applicant: Value) -> Value {
    let mut body = world.application();
    body["applicant"] = applicant;
    body["channel"] = json!("counter");
    body
}

fn company() -> Value {
    json!({
        "name": "Công ty TNHH Mẫu", "address": "12 Lê Thánh Tông", "capacity": "representative", "tax_number": "5700100256",
        "submitter_name": "Vũ Văn Mẫu", "submitter_position": "Giám đốc"
    })
}

#[tokio::test]
async fn a_company_is_received_through_its_representative() {
    let world = World::new().await;
    let token = world.token("intake").await;
    let made = world.ask(&token, ("POST", "/api/v1/receipts"), &[("idempotency-key", "1")], Some(receipt(&world, company()))).await;
    assert_eq!(
        (made.status, &made.body["capacity"], &made.body["typed_by"]),
        (201, &json!("representative"), &json!("officer")),
        "{made:?}"
    );
    for (missing, field) in
        [("tax_number", "tax_number"), ("submitter_name", "submitter_name"), ("submitter_position", "submitter_position")]
    {
        let mut applicant = company();
        applicant.as_object_mut().expect("an object").remove(missing);
        let refused =
            world.ask(&token, ("POST", "/api/v1/receipts"), &[("idempotency-key", missing)], Some(receipt(&world, applicant))).await;
        assert!(refused.status == 422 && refused.body.to_string().contains(field), "{missing}: {refused:?}");
    }
    assert!(prove(&world.services.ctx).await.expect("a proof").holds());
}

#[tokio::test]
async fn who_typed_is_counted_apart() {
    let world = World::new().await;
    let (citizen, intake) = (world.token("citizen").await, world.token("intake").await);
    assert_eq!(world.submit(&citizen, "own").await.body["typed_by"], json!("citizen"));
    let mut helped = world.application();
    helped["applicant"]["helper"] = json!("Bưu điện phường");
    let helped = world.ask(&citizen, ("POST", "/api/v1/dossiers"), &[("idempotency-key", "helped")], Some(helped)).await;
    assert_eq!((helped.status, &helped.body["typed_by"], &helped.body["capacity"]), (201, &json!("helper"), &json!("own")));
    let own = receipt(&world, json!({ "name": "Vũ Thị Mẫu", "address": "12 Lê Thánh Tông" }));
    world.ask(&intake, ("POST", "/api/v1/receipts"), &[("idempotency-key", "officer")], Some(own)).await;
    let today = world.services.ctx.now().date_naive();
    let found = figures::by_office(&world.services, &world.actors["auditor"], Side::Receiving, (today, today)).await.expect("figures");
    assert_eq!(found[&world.centre].typed, [1, 1, 1]);
}

#[tokio::test]
async fn the_number_of_the_visitor_is_taken_over_from_the_queue() {
    let world = World::new().await;
    let facts = queue::Facts::read(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/vn")).expect("the pack is sound");
    let services = &world.services;
    let calendars = std::sync::Arc::clone(&services.calendars);
    let line = queue::Queue::new(services.ctx.clone(), services.organisation.clone(), calendars, facts, String::new());
    let office = services.directory().office(world.centre).expect("the centre").clone();
    let intake = &world.actors["intake"];
    let mut head = intake.clone();
    head.grants.iter_mut().for_each(|grant| grant.role = access::Role::OneStopHead);
    let window = furnish::add_window(&line, &head, &office, 3, vec!["civil".to_owned()]).await.expect("a window");
    sit::open(&line, intake, window.id).await.expect("opened");
    at_counter(&line, intake, &office, Draw { purpose: "civil".to_owned(), priority: None }).await.expect("a number");
    at_window::call_next(&line, intake).await.expect("called");
    let token = world.token("intake").await;
    let made = world.ask(&token, ("POST", "/api/v1/receipts"), &[("idempotency-key", "1")], Some(receipt(&world, company()))).await;
    let id = made.body["id"].as_str().expect("an identifier").parse().expect("an identifier");
    let opened = dossier::usecases::read::open(services, intake, id).await.expect("opened");
    let submission = opened.dossier.opening.submission.expect("written down");
    assert_eq!(
        (submission.ticket.as_deref(), submission.capacity, submission.typed_by),
        (Some("A001"), Capacity::Representative, TypedBy::Officer)
    );
}
