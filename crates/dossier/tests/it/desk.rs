//! The desk of an office: finding work, labels, kept filters, the same done to many, who looks at what.

use access::Actor;
use dossier::model::{Applicant, Channel, LabelColour, ReturnWay};
use dossier::usecases::batch::{Batch, batch};
use dossier::usecases::keep_filter::{self, KeepFilter};
use dossier::usecases::label::{self, Labelling};
use dossier::usecases::receive::{ReceiveAtCounter, receive_at_counter};
use dossier::usecases::{presence, read};
use dossier::{Refusal, STANDING, TaskCursor, TaskFilter, TaskRow, UseCaseError};
use kernel::id::{DossierId, TaskId};
use serde_json::json;

use super::support::{BIRTH, World};

async fn receive(world: &World, name: &str) -> DossierId {
    let sheet = ReceiveAtCounter {
        procedure: BIRTH.parse().expect("a code"),
        office: world.centre,
        channel: Channel::Counter,
        applicant: Applicant { name: name.to_owned(), ..Applicant::default() },
        declaration: json!({}),
        papers: Vec::new(),
        return_way: ReturnWay::Counter,
        limit: None,
        key: None,
    };
    receive_at_counter(&world.services, &world.actors["intake"], sheet).await.expect("a receipt").dossier.id
}

async fn inbox(world: &World, actor: &Actor, filter: TaskFilter) -> Vec<TaskRow> {
    read::inbox(&world.services, actor, &filter, (TaskCursor::start(), 50)).await.expect("an inbox")
}

/// The officer of the office that solves, and its head.
async fn people(world: &World, dossier: DossierId) -> (Actor, Actor) {
    let view = read::open(&world.services, &world.actors["auditor"], dossier).await.expect("a dossier");
    let office = json!(view.dossier.opening.solving_office);
    let actor = |role| world.actors[&world.official(role, &office)].clone();
    (actor("officer"), actor("head"))
}

fn refused<T>(outcome: Result<T, UseCaseError>) -> Refusal {
    let refusal = match outcome {
        Err(UseCaseError::Refused(refusal)) => Some(refusal),
        _ => None,
    };
    refusal.expect("a refusal")
}

#[tokio::test]
async fn work_is_found_by_words_without_marks_and_only_where_it_may_be_seen() {
    let world = World::new().await;
    let first = receive(&world, "Nguyễn Thị Ánh Tuyết").await;
    receive(&world, "Trần Đức Long").await;
    let (officer, _) = people(&world, first).await;
    let found = async |actor: &Actor, words: &str| {
        let rows = inbox(&world, actor, TaskFilter { words: words.to_owned(), ..TaskFilter::default() }).await;
        rows.into_iter().map(|row| row.applicant_name).collect::<Vec<_>>()
    };
    for (words, expected) in [
        ("anh tuyet", vec!["Nguyễn Thị Ánh Tuyết"]),
        ("TUYẾT nguyen", vec!["Nguyễn Thị Ánh Tuyết"]),
        ("duc lo", vec!["Trần Đức Long"]),
        ("khai sinh", vec!["Nguyễn Thị Ánh Tuyết", "Trần Đức Long"]),
        ("1.001193 long", vec!["Trần Đức Long"]),
        ("khong co ai", vec![]),
        ("' | \\ & !", vec![]),
        ("o", vec![]),
    ] {
        assert_eq!(found(&officer, words).await, expected, "{words}");
        assert_eq!(found(&world.actors["auditor"], words).await.len(), expected.len(), "{words}");
    }
    assert_eq!(found(&world.actors["officer.police"], "tuyet").await, Vec::<String>::new());
    let narrowed = TaskFilter { words: "khai sinh".to_owned(), steps: vec!["decide".to_owned()], ..TaskFilter::default() };
    assert_eq!(inbox(&world, &officer, narrowed).await.len(), 0);
}

#[tokio::test]
async fn a_filter_takes_several_values_of_each_kind() {
    let world = World::new().await;
    let first = receive(&world, "Người một").await;
    receive(&world, "Người hai").await;
    let (officer, head) = people(&world, first).await;
    let rows = inbox(&world, &officer, TaskFilter::default()).await;
    let steps = vec!["appraise".to_owned(), rows[0].key.clone()];
    assert_eq!(inbox(&world, &officer, TaskFilter { steps, ..TaskFilter::default() }).await.len(), 2);
    let day = rows[0].day;
    for (due, expected) in [(vec![(day, day), (STANDING, STANDING)], 2), (vec![(STANDING, STANDING)], 0), (vec![], 2)] {
        assert_eq!(inbox(&world, &officer, TaskFilter { due: due.clone(), ..TaskFilter::default() }).await.len(), expected, "{due:?}");
    }
    batch(&world.services, &officer, &[rows[0].id], Batch::Take).await.expect("an answer");
    for (holders, unclaimed, expected) in
        [(vec![officer.account], false, 1), (vec![], true, 1), (vec![officer.account], true, 2), (vec![head.account], false, 0)]
    {
        assert_eq!(inbox(&world, &head, TaskFilter { holders, unclaimed, ..TaskFilter::default() }).await.len(), expected);
    }
    let channels = vec![Channel::Online, Channel::Post];
    assert_eq!(inbox(&world, &officer, TaskFilter { channels, ..TaskFilter::default() }).await.len(), 0);
}

#[tokio::test]
async fn labels_belong_to_an_office_and_narrow_its_work() {
    let world = World::new().await;
    let services = &world.services;
    let first = receive(&world, "Người một").await;
    receive(&world, "Người hai").await;
    let (officer, head) = people(&world, first).await;
    let site = label::keep(services, &officer, None, "  Chờ thực địa ", LabelColour::Ochre).await.expect("a label");
    assert_eq!(refused(label::keep(services, &head, None, "chờ Thực Địa", LabelColour::Jade).await), Refusal::NameTaken);
    assert_eq!(refused(label::keep(services, &officer, None, " ", LabelColour::Jade).await), Refusal::Missing { field: "name" });
    assert!(matches!(refused(label::keep(services, &officer, None, &"x".repeat(41), LabelColour::Jade).await), Refusal::TooLong { .. }));
    assert_eq!(refused(label::keep(services, &world.actors["auditor"], None, "x", LabelColour::Jade).await), Refusal::NotAllowed);
    label::mark(services, &officer, first, site, Labelling::Put).await.expect("a mark");
    assert_eq!(refused(label::mark(services, &officer, first, site, Labelling::Put).await), Refusal::NothingChanged);
    let intake = &world.actors["intake"];
    assert_eq!(refused(label::mark(services, intake, first, site, Labelling::Put).await), Refusal::NotFound);
    assert_eq!(label::labels_on(services, intake, &[first]).await.expect("labels"), []);
    let labelled = inbox(&world, &head, TaskFilter { labels: vec![site], ..TaskFilter::default() }).await;
    assert_eq!(labelled.iter().map(|row| row.dossier).collect::<Vec<_>>(), [first]);
    label::keep(services, &head, Some(site), "Thực địa xong", LabelColour::Red).await.expect("another name");
    let known = label::labels(services, &officer).await.expect("labels");
    assert_eq!(known.iter().map(|label| (label.name.as_str(), label.colour)).collect::<Vec<_>>(), [("Thực địa xong", LabelColour::Red)]);
    label::throw_away(services, &head, site).await.expect("thrown away");
    assert_eq!(label::labels_on(services, &officer, &[first]).await.expect("labels"), []);
    let mut conn = services.ctx.pool.acquire().await.expect("a connection");
    let kinds: Vec<_> = journal::of_subject(&mut conn, site.uuid()).await.expect("entries").into_iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, ["dossier.label_kept", "dossier.label_put", "dossier.label_kept", "dossier.label_thrown_away"]);
}

#[tokio::test]
async fn a_shared_filter_is_changed_by_who_made_it_or_the_head() {
    let world = World::new().await;
    let services = &world.services;
    let first = receive(&world, "Người một").await;
    let (officer, head) = people(&world, first).await;
    let command = |id, name: &str, shared| KeepFilter { id, name: name.to_owned(), shared, query: Some("han=late".to_owned()) };
    let own = keep_filter::keep(services, &officer, command(None, "Riêng", false)).await.expect("a filter");
    let shared = keep_filter::keep(services, &head, command(None, "Chung", true)).await.expect("a filter");
    let names = async |actor: &Actor| {
        let found = keep_filter::filters(services, actor).await.expect("filters");
        found.into_iter().map(|filter| filter.name).collect::<Vec<_>>()
    };
    assert_eq!((names(&officer).await, names(&head).await), (vec!["Riêng".to_owned(), "Chung".to_owned()], vec!["Chung".to_owned()]));
    assert_eq!(names(&world.actors["officer.police"]).await, Vec::<String>::new());
    assert_eq!(refused(keep_filter::keep(services, &officer, command(Some(shared), "x", true)).await), Refusal::NotAllowed);
    assert_eq!(refused(keep_filter::throw_away(services, &head, own).await), Refusal::NotFound);
    let renamed = KeepFilter { id: Some(own), name: "Của tôi".to_owned(), shared: true, query: None };
    keep_filter::keep(services, &officer, renamed).await.expect("changed");
    keep_filter::throw_away(services, &head, own).await.expect("the head may");
    assert_eq!(names(&officer).await, ["Chung"]);
    for number in 1..20 {
        keep_filter::keep(services, &head, command(None, &number.to_string(), false)).await.expect("a filter");
    }
    assert_eq!(refused(keep_filter::keep(services, &head, command(None, "zu viel", false)).await), Refusal::TooMany { limit: 20 });
}

#[tokio::test]
async fn what_cannot_be_done_stops_nothing_else() {
    let world = World::new().await;
    let services = &world.services;
    let first = receive(&world, "Người một").await;
    receive(&world, "Người hai").await;
    let (officer, head) = people(&world, first).await;
    let mut chosen: Vec<TaskId> = inbox(&world, &officer, TaskFilter::default()).await.into_iter().map(|row| row.id).collect();
    batch(services, &head, &chosen[..1], Batch::Take).await.expect("an answer");
    let unknown: TaskId = "0193a5e0-0000-7000-8000-000000000001".parse().expect("an identifier");
    chosen.extend([unknown, chosen[1]]);
    let done = batch(services, &officer, &chosen, Batch::Take).await.expect("an answer");
    let refusals: Vec<_> = done.iter().map(|one| (one.row.is_some(), one.refusal.clone())).collect();
    assert_eq!(refusals.iter().filter(|one| **one == (true, None)).count(), 1, "{refusals:?}");
    assert!(refusals.contains(&(true, Some(Refusal::HeldByAnother))), "{refusals:?}");
    assert!(refusals.contains(&(false, Some(Refusal::TaskNotFound))), "{refusals:?}");
    let given = batch(services, &head, &chosen[..2], Batch::Give(officer.account)).await.expect("an answer");
    assert_eq!(given.iter().filter(|one| one.refusal.is_none()).count(), 2, "{given:?}");
    assert_eq!(refused(batch(services, &officer, &[], Batch::Take).await), Refusal::Missing { field: "chosen" });
    let many = vec![unknown; 300];
    assert_eq!(batch(services, &officer, &many, Batch::Take).await.expect("an answer").len(), 1, "the same is chosen once");
    let strange = batch(services, &world.actors["officer.police"], &chosen[..1], Batch::Take).await.expect("an answer");
    assert!(strange[0].row.is_none(), "what may not be seen is not shown: {strange:?}");
}

#[tokio::test]
async fn who_looks_is_told_for_a_minute() {
    let world = World::new().await;
    let services = &world.services;
    let first = receive(&world, "Người một").await;
    let (officer, head) = people(&world, first).await;
    assert_eq!(presence::look(services, &officer, first).await.expect("a look"), []);
    assert_eq!(presence::look(services, &head, first).await.expect("a look"), [officer.account]);
    let looking = presence::looking(services, &officer, &[first]).await.expect("who looks");
    assert_eq!(looking[&first], [head.account]);
    assert_eq!(refused(presence::look(services, &world.actors["stranger"], first).await), Refusal::NotFound);
    world.set_clock("2025-11-25T02:11:30Z");
    assert_eq!(presence::look(services, &officer, first).await.expect("a look"), []);
    world.set_clock("2025-11-25T03:00:00Z");
    assert_eq!(presence::forget(services).await.expect("forgotten"), 2);
}
