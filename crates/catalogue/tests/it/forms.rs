//! Building forms: steps, going back, publishing, and who may.

use access::{AccountKind, Actor, Grant, Role};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use catalogue::forms::{self, Change, FieldKey, FieldSheet, FormDesk, FormRefusal, KindOfField, Publication};
use kernel::id::AccountId;
use kernel::pack::Unwatched;
use serde_json::{Value, json};
use std::sync::Arc;
use testkit::Database;
use tower::ServiceExt;
use web::schema_form::Places;

use crate::{code, day, loaded, small_pack, text};

fn actor(database: &Database, role: Role) -> Actor {
    let account = AccountId::new(&*database.ctx.clock, &*database.ctx.entropy);
    let grants = vec![Grant { role, office: None, subtree: Vec::new() }];
    Actor { account, name: "Nguyễn Văn A".into(), kind: AccountKind::Official, language: "vi".into(), grants }
}

async fn desk() -> (Database, FormDesk, Actor) {
    let database = loaded().await;
    database.clock.set("2026-11-25T02:10:00Z".parse().unwrap());
    let desk = FormDesk::new(database.ctx.clone(), || Arc::new(Places::default()));
    let administrator = actor(&database, Role::Administrator);
    (database, desk, administrator)
}

/// Revision and step of a draft.
async fn standing(database: &Database, form: &str) -> (i32, i32) {
    let row: (i32, i32) = sqlx::query_as("select revision, step from catalogue.form_draft where form = $1")
        .bind(form)
        .fetch_one(&database.ctx.pool)
        .await
        .unwrap();
    row
}

fn three(text: &str) -> [String; 3] {
    [text.to_owned(), text.to_owned(), text.to_owned()]
}

fn question(label: &str) -> Box<FieldSheet> {
    Box::new(FieldSheet { label: three(label), ..FieldSheet::default() })
}

fn key(text: &str) -> FieldKey {
    text.parse().unwrap()
}

fn tomorrow() -> Publication {
    Publication { from: day("2026-11-26"), legal_basis: "Quyết định 12/QĐ-UBND".to_owned() }
}

#[tokio::test]
async fn a_form_is_changed_step_by_step_and_published_for_a_day_to_come() {
    let (database, desk, me) = desk().await;
    forms::begin(&desk, &me, "marital_status", None).await.unwrap();
    let add = Change::FieldWrite(key("note"), question("Ghi chú"), Some(0));
    forms::change(&desk, &me, "marital_status", 1, add).await.unwrap();
    forms::change(&desk, &me, "marital_status", 2, Change::FieldUp(key("note"))).await.unwrap();
    forms::undo(&desk, &me, "marital_status", 3).await.unwrap();
    forms::undo(&desk, &me, "marital_status", 4).await.unwrap();
    assert!(matches!(forms::undo(&desk, &me, "marital_status", 5).await, Err(FormRefusal::NoStep)));
    forms::redo(&desk, &me, "marital_status", 5).await.unwrap();
    assert_eq!(standing(&database, "marital_status").await, (6, 1));
    let version = forms::publish(&desk, &me, "marital_status", 6, &tomorrow()).await.unwrap();
    assert_eq!(version, 2);

    let mut connection = database.ctx.pool.acquire().await.unwrap();
    let on = async |connection: &mut _, on: &str| catalogue::api::form_of(connection, &code("1.004873"), day(on)).await.unwrap().unwrap();
    let (today, then) = (on(&mut connection, "2026-11-25").await, on(&mut connection, "2026-11-26").await);
    assert_eq!((today.version, then.version), (1, 2), "what is handed in today is read with the form of today");
    assert!(today.json.pointer("/properties/note").is_none() && then.json.pointer("/properties/note").is_some());
    let entry: Value = sqlx::query_scalar("select data::jsonb from journal.entry where kind = 'form.published'")
        .fetch_one(&database.ctx.pool)
        .await
        .unwrap();
    assert_eq!((&entry["form"], &entry["version"], &entry["from"]), (&json!("marital_status"), &json!(2), &json!("2026-11-26")));
}

#[tokio::test]
async fn nobody_writes_over_what_they_did_not_see() {
    let (database, desk, me) = desk().await;
    forms::begin(&desk, &me, "death", None).await.unwrap();
    forms::change(&desk, &me, "death", 1, Change::FieldDown(key("dead_name"))).await.unwrap();
    let late = forms::change(&desk, &me, "death", 1, Change::FieldRemove(key("dead_name"))).await;
    assert!(matches!(late, Err(FormRefusal::Changed)), "{late:?}");
    assert!(matches!(forms::publish(&desk, &me, "death", 1, &tomorrow()).await, Err(FormRefusal::Changed)));
    assert_eq!(standing(&database, "death").await, (2, 1));
    forms::begin(&desk, &me, "death", None).await.unwrap();
    assert_eq!(standing(&database, "death").await, (2, 1), "beginning again goes on with the draft");
    forms::discard(&desk, &me, "death").await.unwrap();
    assert!(matches!(forms::discard(&desk, &me, "death").await, Err(FormRefusal::NotFound)));
}

#[tokio::test]
async fn a_new_form_is_built_bound_and_kept_when_the_pack_is_loaded_again() {
    let (database, desk, me) = desk().await;
    let title = three("Xác nhận cư trú");
    forms::begin(&desk, &me, "residence_proof", Some(&title)).await.unwrap();
    let empty = forms::publish(&desk, &me, "residence_proof", 1, &tomorrow()).await;
    assert!(matches!(empty, Err(FormRefusal::Wrong { key: "forms-no-fields", .. })), "{empty:?}");
    let choice = FieldSheet { kind: KindOfField::Choice, options: "a | A | A | A\nb | B | B | B".into(), ..*question("Trường hợp") };
    let rows = FieldSheet { kind: KindOfField::Rows, when: vec!["ground=b".into()], ..*question("Người ở cùng") };
    let changes = [
        Change::FieldWrite(key("ground"), Box::new(choice), Some(0)),
        Change::FieldWrite(key("people"), Box::new(rows), Some(0)),
        Change::FieldWrite(key("people.born"), Box::new(FieldSheet { kind: KindOfField::Date, ..*question("Ngày sinh") }), None),
        Change::FieldCopy(key("people.born")),
        Change::FieldUp(key("people.born")),
        Change::Head(json!({ "x-procedures": ["1.010028"] }).as_object().unwrap().clone()),
    ];
    for (at, change) in (1..).zip(changes) {
        forms::change(&desk, &me, "residence_proof", at, change).await.unwrap_or_else(|refusal| panic!("{at}: {refusal}"));
    }
    let needed = forms::change(&desk, &me, "residence_proof", 7, Change::FieldRemove(key("ground"))).await;
    assert!(matches!(&needed, Err(FormRefusal::Wrong { key: "forms-removed-needed", name, .. }) if name == "Người ở cùng"), "{needed:?}");
    assert_eq!(forms::publish(&desk, &me, "residence_proof", 7, &tomorrow()).await.unwrap(), 1);

    let bound = async || {
        let mut connection = database.ctx.pool.acquire().await.unwrap();
        catalogue::api::form_of(&mut connection, &code("1.010028"), day("2026-11-27")).await.unwrap().unwrap()
    };
    let form = bound().await;
    assert_eq!(form.id, "residence_proof");
    assert_eq!(form.json.pointer("/properties/people/items/x-fields"), Some(&json!(["born", "name", "born_2"])));
    let pack = small_pack();
    crate::replace(pack.path(), "forms/death.json", "Tuổi già", "Già yếu");
    catalogue::pack::load(&database.ctx, pack.path(), &Unwatched).await.unwrap();
    assert_eq!(bound().await.id, "residence_proof", "loading the pack leaves what an administrator published");
}

#[tokio::test]
async fn a_publication_needs_a_day_to_come_a_basis_and_every_language() {
    let (_database, desk, me) = desk().await;
    forms::begin(&desk, &me, "stay", None).await.unwrap();
    let refused = async |how: Publication, expected: &str| match forms::publish(&desk, &me, "stay", 1, &how).await {
        Err(FormRefusal::Wrong { key, .. }) => assert_eq!(key, expected),
        other => panic!("{expected}: {other:?}"),
    };
    refused(Publication { from: day("2026-11-25"), ..tomorrow() }, "forms-from-past").await;
    refused(Publication { legal_basis: " ".into(), ..tomorrow() }, "forms-basis-missing").await;
    let untranslated = FieldSheet { label: ["Chỉ tiếng Việt".into(), String::new(), String::new()], ..FieldSheet::default() };
    forms::change(&desk, &me, "stay", 1, Change::FieldWrite(key("only_vi"), Box::new(untranslated), Some(0))).await.unwrap();
    let refused = forms::publish(&desk, &me, "stay", 2, &tomorrow()).await;
    assert!(matches!(refused, Err(FormRefusal::Wrong { key: "forms-untranslated", .. })));
    let unknown = json!({ "x-procedures": ["9.999999"] }).as_object().unwrap().clone();
    forms::undo(&desk, &me, "stay", 2).await.unwrap();
    forms::change(&desk, &me, "stay", 3, Change::Head(unknown)).await.unwrap();
    let refused = forms::publish(&desk, &me, "stay", 4, &tomorrow()).await;
    assert!(matches!(refused, Err(FormRefusal::Wrong { key: "forms-procedure-unknown", .. })));
}

#[tokio::test]
async fn files_go_out_and_come_in_as_they_are() {
    let (database, desk, me) = desk().await;
    for hostile in [
        json!(null),
        json!([]),
        json!({ "$id": "../x" }),
        json!({ "$id": "x", "title": "x", "x-version": 1, "x-sections": [], "properties": { "a": 1 } }),
    ] {
        assert!(forms::import(&desk, &me, hostile.clone()).await.is_err(), "{hostile}");
    }
    let text = std::fs::read_to_string(small_pack().path().join("forms/seal.json")).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(forms::import(&desk, &me, json.clone()).await.unwrap(), "seal");
    let kept: Value = sqlx::query_scalar("select json::jsonb from catalogue.form_step where form = 'seal' and step = 1")
        .fetch_one(&database.ctx.pool)
        .await
        .unwrap();
    assert_eq!(kept, json);
}

#[tokio::test]
async fn nobody_else_may_touch_a_form() {
    let (database, desk, me) = desk().await;
    forms::begin(&desk, &me, "death", None).await.unwrap();
    for role in [Role::Applicant, Role::IntakeOfficer, Role::ProcessingOfficer, Role::UnitHead, Role::OneStopHead, Role::Auditor] {
        let other = actor(&database, role);
        assert!(matches!(forms::begin(&desk, &other, "stay", None).await, Err(FormRefusal::NotFound)), "{role:?}");
        assert!(matches!(forms::undo(&desk, &other, "death", 1).await, Err(FormRefusal::NotFound)));
        assert!(matches!(forms::discard(&desk, &other, "death").await, Err(FormRefusal::NotFound)));
        assert!(matches!(forms::publish(&desk, &other, "death", 1, &tomorrow()).await, Err(FormRefusal::NotFound)));
        assert!(matches!(forms::import(&desk, &other, json!({})).await, Err(FormRefusal::NotFound)));
        assert_eq!(page(&desk, &other, "/quan-tri/bieu-mau").await.0, StatusCode::NOT_FOUND, "{role:?}");
    }
}

async fn page(desk: &FormDesk, actor: &Actor, address: &str) -> (StatusCode, String) {
    send(&forms::router(desk.clone()), actor, Request::get(address).body(Body::empty()).unwrap()).await
}

async fn send(router: &Router, actor: &Actor, mut request: Request<Body>) -> (StatusCode, String) {
    request.extensions_mut().insert(actor.clone());
    let response = router.clone().oneshot(request).await.unwrap();
    let place = response.headers().get(header::LOCATION).and_then(|place| place.to_str().ok()).unwrap_or_default().to_owned();
    let status = response.status();
    (status, if place.is_empty() { text(response).await } else { place })
}

fn post(address: &str, body: &str) -> Request<Body> {
    let request = Request::post(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.body(Body::from(body.to_owned())).unwrap()
}

#[tokio::test]
async fn the_pages_show_and_do_everything_without_a_script() {
    let (_database, desk, me) = desk().await;
    let router = forms::router(desk.clone());
    let (_, list) = page(&desk, &me, "/quan-tri/bieu-mau").await;
    assert!(list.contains("/quan-tri/bieu-mau/death") && list.contains("Tờ khai đăng ký khai tử"), "{list}");
    let (status, place) = send(&router, &me, post("/quan-tri/bieu-mau/death", "_form=begin")).await;
    assert_eq!((status, place.as_str()), (StatusCode::SEE_OTHER, "/quan-tri/bieu-mau/death"));
    for (address, words) in [
        ("/quan-tri/bieu-mau/death", "up:field:dead_name"),
        ("/quan-tri/bieu-mau/death/dau", "1.000656"),
        ("/quan-tri/bieu-mau/death/phan/1", "Người mất"),
        ("/quan-tri/bieu-mau/death/phan/9", "name=\"title.vi\""),
        ("/quan-tri/bieu-mau/death/muc/death_facility", "death_where=hospital"),
        ("/quan-tri/bieu-mau/death/muc/moi?phan=1", "name=\"label.vi\""),
        ("/quan-tri/bieu-mau/death/xem-thu?tieng=th&rong=hep&kiem=1", "preview-narrow"),
        ("/quan-tri/bieu-mau/death/cong-bo", "Không có gì khác"),
        ("/quan-tri/bieu-mau/death/tep", "\"$id\": \"death\""),
        ("/quan-tri/bieu-mau/moi", "name=\"id\""),
    ] {
        let (status, html) = page(&desk, &me, address).await;
        assert!(status == StatusCode::OK && html.contains(words) && !html.contains("forms-step-"), "{address}: {status} {html}");
    }
    let (status, html) = send(&router, &me, post("/quan-tri/bieu-mau/death/muc/moi?phan=1", "revision=1&label.vi=&kind=line")).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("Nhập câu hỏi bằng tiếng Việt"), "{html}");
    let body = "revision=1&label.vi=T%C3%B4n+gi%C3%A1o&label.en=Religion&label.th=x&kind=choice&options=a+%7C+A%0D%0Ab+%7C+B&when=death_where%3Dhome";
    let (status, place) = send(&router, &me, post("/quan-tri/bieu-mau/death/muc/moi?phan=1", body)).await;
    assert_eq!((status, place.as_str()), (StatusCode::SEE_OTHER, "/quan-tri/bieu-mau/death#field-ton_giao"));
    let (status, html) = send(&router, &me, post("/quan-tri/bieu-mau/death", "revision=2&_form=remove%3Afield%3Adeath_where")).await;
    assert!(status == StatusCode::CONFLICT && html.contains("Chưa bỏ được"), "{html}");
    let (_, html) = page(&desk, &me, "/quan-tri/bieu-mau/death/cong-bo").await;
    assert!(html.contains("Thêm: Tôn giáo"), "{html}");
    let (status, html) =
        send(&router, &me, post("/quan-tri/bieu-mau/death/cong-bo", "revision=2&from-day=31&from-month=2&from-year=2027&basis=x")).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("Chọn một ngày từ ngày mai trở đi") && html.contains("value=\"31\""),
        "{html}"
    );
    for missing in [
        "/quan-tri/bieu-mau/nothing",
        "/quan-tri/bieu-mau/death/muc/nothing",
        "/quan-tri/bieu-mau/death/muc/A.b.c",
        "/quan-tri/bieu-mau/stay/dau",
    ] {
        assert_eq!(page(&desk, &me, missing).await.0, StatusCode::NOT_FOUND, "{missing}");
    }
}
