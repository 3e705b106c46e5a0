//! The working calendar changed on the node: it wins over the pack, keeps what was promised, and is taken back until it is used.

use std::sync::Arc;

use access::{AccountKind, Actor, Grant, Role};
use async_trait::async_trait;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use db::DbError;
use kernel::calendar::{ClockCase, SupplementRule};
use kernel::id::AccountId;
use kernel::limit::{Limit, LimitUnit};
use organisation::calendars::{
    CalendarBook, CalendarRefusal, Change, DayChange, DayKind, OpenPromises, Promised, change, effect, router, undo,
};
use sqlx::PgConnection;
use testkit::Database;
use tower::ServiceExt;

use crate::list_offices::calendars;

/// One dossier with three working days.
struct One(Promised);

#[async_trait]
impl OpenPromises for One {
    async fn open_promises(&self, _: &mut PgConnection, _: i64) -> Result<Vec<Promised>, DbError> {
        Ok(vec![self.0.clone()])
    }
}

fn actor(database: &Database, role: Role) -> Actor {
    let account = AccountId::new(&*database.ctx.clock, &*database.ctx.entropy);
    let grants = vec![Grant { role, office: None, subtree: Vec::new() }];
    Actor { account, name: "Nguyễn Văn A".into(), kind: AccountKind::Official, language: "vi".into(), grants }
}

fn off(date: &str) -> Change {
    Change { days: vec![DayChange { date: date.parse().unwrap(), kind: DayKind::Holiday, name: "Nghỉ bão".into() }], weeks: vec![] }
}

/// Wednesday 25/11/2026, 09:10.
async fn book() -> (Database, CalendarBook, Arc<kernel::calendar::Calendars>, Actor) {
    let database = Database::create().await;
    database.clock.set("2026-11-25T02:10:00Z".parse().unwrap());
    let shared = calendars();
    let case = ClockCase {
        calendar: "standard".into(),
        received_at: "2026-11-25T01:00:00Z".parse().unwrap(),
        limit: Limit::whole(3, LimitUnit::WorkingDay),
        supplement_rule: SupplementRule::default(),
        events: vec![],
    };
    let due = shared.get("standard").unwrap().due(case.received_at, case.limit).unwrap();
    let read = |name: &str| std::fs::read_to_string(crate::pack_folder().join("calendars").join(name)).unwrap();
    let pack = (read("holidays.csv"), read("weeks.csv"));
    let book = CalendarBook::new(database.ctx.clone(), pack, Arc::clone(&shared), Arc::new(One(Promised { case, due })));
    let administrator = actor(&database, Role::Administrator);
    (database, book, shared, administrator)
}

#[tokio::test]
async fn a_change_counts_from_now_on_and_is_taken_back_until_its_day() {
    let (database, book, shared, administrator) = book().await;
    let due = |at: &str| {
        let due = shared.get("standard").unwrap().due(at.parse().unwrap(), Limit::whole(3, LimitUnit::WorkingDay));
        due.unwrap().date_naive().to_string()
    };
    let seen = effect(&book, &administrator, &off("2026-11-27")).await.unwrap();
    assert_eq!((seen.looked_at, seen.moved.values().sum::<i64>()), (1, 1), "{seen:?}");
    assert_eq!(due("2026-11-25T02:30:00Z"), "2026-11-30", "a preview changes nothing");
    let number = change(&book, &administrator, &off("2026-11-27"), "9/CĐ-TTg").await.unwrap();
    assert_eq!((due("2026-11-25T01:00:00Z"), due("2026-11-25T02:30:00Z")), ("2026-11-30".into(), "2026-12-01".into()));
    for (wrong, act) in [(off("2026-11-24"), "1"), (off("2026-11-27"), "1"), (Change::default(), "1"), (off("2026-12-02"), " ")] {
        assert!(change(&book, &administrator, &wrong, act).await.is_err(), "{wrong:?}");
    }
    undo(&book, &administrator, number).await.unwrap();
    database.clock.set("2026-11-25T03:10:00Z".parse().unwrap());
    assert_eq!(due("2026-11-25T03:30:00Z"), "2026-11-30");
    let again = change(&book, &administrator, &off("2026-11-27"), "10/CĐ-TTg").await.unwrap();
    database.clock.set("2026-11-27T01:00:00Z".parse().unwrap());
    assert!(matches!(undo(&book, &administrator, again).await, Err(CalendarRefusal::Used)));
}

#[tokio::test]
async fn the_page_shows_previews_and_saves_for_those_who_may() {
    let (database, book, _, administrator) = book().await;
    let ask = |actor: Actor, method: &'static str, address: &'static str, body: &'static str| {
        let router = router(book.clone());
        async move {
            let request = Request::builder().method(method).uri(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let mut request = request.body(Body::from(body)).unwrap();
            request.extensions_mut().insert(actor);
            let response = router.oneshot(request).await.unwrap();
            let status = response.status();
            let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            (status, String::from_utf8_lossy(&bytes).into_owned())
        }
    };
    let (status, text) = ask(administrator.clone(), "GET", "/quan-tri/lich?nam=2026", "").await;
    assert!(status == StatusCode::OK && text.contains("07:30-11:30, 13:00-17:00") && !text.contains(">calendar-"), "{text}");
    let wrong = ask(administrator.clone(), "POST", "/quan-tri/lich", "date-0=31%2F11%2F2026&name-0=x&lam=luu&act=1").await;
    assert!(wrong.0 == StatusCode::UNPROCESSABLE_ENTITY && wrong.1.contains("value=\"31/11/2026\"") && wrong.1.contains("#date-0"));
    let seen = ask(administrator.clone(), "POST", "/quan-tri/lich", "date-0=27%2F11%2F2026&name-0=B%C3%A3o&lam=xem").await;
    assert!(seen.0 == StatusCode::OK && seen.1.contains("notice-turn") && seen.1.contains("value=\"27/11/2026\""), "{}", seen.1);
    let saved = ask(administrator.clone(), "POST", "/quan-tri/lich", "date-0=27%2F11%2F2026&name-0=B%C3%A3o&lam=luu&act=9").await;
    assert_eq!(saved.0, StatusCode::SEE_OTHER);
    let (_, days) = ask(administrator.clone(), "GET", "/quan-tri/lich/xuat/holidays.csv", "").await;
    assert!(days.contains("2026-11-27,Bão,holiday,official,node"), "{days}");
    let hours = "calendar=standard&zone=Asia%2FHo_Chi_Minh&hours-monday=8-9&lam=xem";
    assert_eq!(ask(administrator.clone(), "POST", "/quan-tri/lich/gio", hours).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ask(actor(&database, Role::Auditor), "GET", "/quan-tri/lich", "").await.0, StatusCode::OK);
    assert_eq!(
        ask(actor(&database, Role::Auditor), "POST", "/quan-tri/lich", "date-0=27%2F11%2F2026&name-0=x&lam=luu&act=9").await.0,
        StatusCode::NOT_FOUND
    );
    assert_eq!(ask(actor(&database, Role::UnitHead), "GET", "/quan-tri/lich", "").await.0, StatusCode::NOT_FOUND);
}
