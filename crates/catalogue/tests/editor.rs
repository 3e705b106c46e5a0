//! Procedures edited on the node: drafts, publication, withdrawal, undo, files, and who may see and do it.

#![expect(clippy::unwrap_used, reason = "a test stops where something it needs is missing")]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use access::{AccountKind, Actor, Grant, Role};
use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use catalogue::editor::{EditRefusal, Editor, Publication, VersionUse, publish, router, save, start, undo, withdraw};
use catalogue::search::SharedIndex;
use catalogue::thesaurus::{Dictionary, Thesaurus};
use catalogue::{Catalogue, Procedure};
use chrono::NaiveDate;
use db::DbError;
use kernel::calendar::Calendars;
use kernel::code::ProcedureCode;
use kernel::id::AccountId;
use kernel::pack::Unwatched;
use sqlx::PgConnection;
use testkit::Database;
use tower::ServiceExt;

const RESIDENCE: &str = "1.004222";

/// Says what a test wants.
#[derive(Default)]
struct Used(AtomicBool);

#[async_trait]
impl VersionUse for Used {
    async fn is_used(&self, _: &mut PgConnection, _: &ProcedureCode, _: i32, _: NaiveDate) -> Result<bool, DbError> {
        Ok(self.0.load(Ordering::Relaxed))
    }
}

struct World {
    database: Database,
    editor: Editor,
    index: SharedIndex,
    used: Arc<Used>,
    pack: tempfile::TempDir,
    administrator: Actor,
}

fn whole_pack() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/vn")
}

/// The procedures of the police with all forms and processes.
fn small_pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let listed = |below: &str| {
        let entries = std::fs::read_dir(whole_pack().join(below)).unwrap();
        entries.map(|entry| format!("{below}/{}", entry.unwrap().file_name().to_string_lossy())).collect::<Vec<_>>()
    };
    let names = ["procedures/G01.jsonl", "procedures/G15.jsonl", "procedures/state.csv", "procedures/bindings.csv"].map(str::to_owned);
    for name in names.into_iter().chain(listed("forms")).chain(listed("processes")) {
        std::fs::create_dir_all(folder.path().join(&name).parent().unwrap()).unwrap();
        std::fs::copy(whole_pack().join(&name), folder.path().join(&name)).unwrap();
    }
    folder
}

fn actor(database: &Database, role: Role) -> Actor {
    let account = AccountId::new(&*database.ctx.clock, &*database.ctx.entropy);
    let grants = vec![Grant { role, office: None, subtree: Vec::new() }];
    Actor { account, name: "Nguyễn Văn A".into(), kind: AccountKind::Official, language: "vi".into(), grants }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn code() -> ProcedureCode {
    RESIDENCE.parse().unwrap()
}

fn by(act: &str, on: &str) -> Publication {
    Publication { on: day(on), act: act.to_owned() }
}

impl World {
    /// Wednesday 25/11/2026, 09:10.
    async fn new() -> Self {
        let (database, pack) = (Database::create().await, small_pack());
        database.clock.set("2026-11-25T02:10:00Z".parse().unwrap());
        catalogue::pack::load(&database.ctx, pack.path(), &Unwatched).await.unwrap();
        let read = |name: &str| std::fs::read_to_string(whole_pack().join("calendars").join(name)).unwrap();
        let calendars = Arc::new(Calendars::from_csv(&read("holidays.csv"), &read("weeks.csv")).unwrap());
        let documents = catalogue::search::documents(&pack.path().join("procedures")).unwrap();
        let index = SharedIndex::new(documents, &Thesaurus::default());
        let catalogue = Catalogue::start(database.ctx.clone(), Arc::new(index.clone()), calendars, day("2026-11-25")).await.unwrap();
        let (used, dictionary) = (Arc::new(Used::default()), Dictionary::new(database.ctx.clone(), index.clone()));
        let editor = Editor::new(database.ctx.clone(), catalogue, dictionary, used.clone());
        let administrator = actor(&database, Role::Administrator);
        Self { database, editor, index, used, pack, administrator }
    }

    async fn on(&self, on: &str) -> Option<Procedure> {
        let mut connection = self.database.pool.acquire().await.unwrap();
        catalogue::api::procedure(&mut connection, &code(), day(on)).await.unwrap()
    }

    /// Drafts another name and publishes it.
    async fn rename(&self, name: &str, on: &str) -> Result<i32, EditRefusal> {
        start(&self.editor, &self.administrator, &code()).await?;
        let procedure = Procedure { name: name.to_owned(), ..self.on("2026-11-25").await.unwrap() };
        save(&self.editor, &self.administrator, &procedure, 1).await?;
        publish(&self.editor, &self.administrator, &code(), &by("45/QĐ-UBND", on)).await
    }

    async fn load(&self) {
        catalogue::pack::load(&self.database.ctx, self.pack.path(), &Unwatched).await.unwrap();
    }

    async fn page(&self, actor: &Actor, method: &str, address: &str, body: &str) -> (StatusCode, String, String) {
        let router: Router = router(self.editor.clone());
        let request = Request::builder().method(method).uri(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let mut request = request.body(Body::from(body.to_owned())).unwrap();
        request.extensions_mut().insert(actor.clone());
        let response = router.oneshot(request).await.unwrap();
        let to = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, to, String::from_utf8_lossy(&bytes).into_owned())
    }
}

#[tokio::test]
async fn a_published_version_holds_from_its_day_and_no_load_of_the_pack_touches_it() {
    let world = World::new().await;
    let before = world.on("2026-11-25").await.unwrap();
    assert_eq!(world.rename("Đăng ký thường trú tại phường", "2027-01-01").await.unwrap(), before.version + 1);
    assert_eq!(world.on("2026-12-31").await.unwrap().name, before.name);
    let after = world.on("2027-01-01").await.unwrap();
    assert_eq!((after.name.as_str(), after.decision.as_str()), ("Đăng ký thường trú tại phường", "45/QĐ-UBND"));
    let file = world.pack.path().join("procedures/G01.jsonl");
    let text = std::fs::read_to_string(&file).unwrap();
    let (changed, removed): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| !line.contains(RESIDENCE));
    assert_eq!(removed.len(), 1);
    std::fs::write(&file, changed.join("\n")).unwrap();
    // The bindings name it; they go along, or the pack is unsound.
    let bindings = world.pack.path().join("procedures/bindings.csv");
    let kept: Vec<String> =
        std::fs::read_to_string(&bindings).unwrap().lines().filter(|line| !line.contains(RESIDENCE)).map(str::to_owned).collect();
    std::fs::write(&bindings, kept.join("\n")).unwrap();
    world.load().await;
    assert_eq!(world.on("2027-01-01").await.unwrap(), after);
}

#[tokio::test]
async fn search_and_lists_know_a_publication_at_once() {
    let world = World::new().await;
    world.rename("Ghi danh cư dân quần đảo", "2026-11-25").await.unwrap();
    assert_eq!(world.index.search("ghi danh cu dan quan dao", 3).first().map(|hit| hit.code.as_str()), Some(RESIDENCE));
    undo(&world.editor, &world.administrator, &code()).await.unwrap();
    let found = world.index.search("ghi danh cu dan quan dao", 3);
    assert!(found.first().is_none_or(|hit| hit.code != RESIDENCE), "{found:?}");
}

#[tokio::test]
async fn a_publication_is_taken_back_until_somebody_applied() {
    let world = World::new().await;
    let before = world.on("2026-11-25").await.unwrap();
    world.rename("Tên mới", "2026-11-25").await.unwrap();
    world.used.0.store(true, Ordering::Relaxed);
    assert!(matches!(undo(&world.editor, &world.administrator, &code()).await, Err(EditRefusal::Used)));
    world.used.0.store(false, Ordering::Relaxed);
    undo(&world.editor, &world.administrator, &code()).await.unwrap();
    assert_eq!(world.on("2026-11-25").await.unwrap(), before, "the version before holds on");
    assert!(matches!(undo(&world.editor, &world.administrator, &code()).await, Err(EditRefusal::NotFound)));
    // The number is used up; the pack decides about the procedure again.
    let file = world.pack.path().join("procedures/G01.jsonl");
    let text = std::fs::read_to_string(&file)
        .unwrap()
        .replace("\"code\":\"1.004222\",\"name\":\"", "\"code\":\"1.004222\",\"name\":\"Theo nguồn: ");
    std::fs::write(&file, text).unwrap();
    world.load().await;
    let loaded = world.on("2026-11-25").await.unwrap();
    assert!(loaded.name.starts_with("Theo nguồn") && loaded.version == before.version + 2, "{} {}", loaded.name, loaded.version);
}

#[tokio::test]
async fn a_withdrawal_ends_a_procedure_and_can_be_taken_back() {
    let world = World::new().await;
    withdraw(&world.editor, &world.administrator, &code(), &by("46/QĐ-UBND", "2026-12-01")).await.unwrap();
    assert!(world.on("2026-11-30").await.is_some() && world.on("2026-12-01").await.is_none());
    world.load().await;
    assert!(world.on("2026-12-01").await.is_none(), "the pack does not bring it back");
    undo(&world.editor, &world.administrator, &code()).await.unwrap();
    assert!(world.on("2026-12-01").await.is_some());
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let world = World::new().await;
    let administrator = &world.administrator;
    start(&world.editor, administrator, &code()).await.unwrap();
    assert!(matches!(start(&world.editor, administrator, &code()).await, Err(EditRefusal::Exists)));
    let procedure = world.on("2026-11-25").await.unwrap();
    save(&world.editor, administrator, &procedure, 1).await.unwrap();
    assert!(matches!(save(&world.editor, administrator, &procedure, 1).await, Err(EditRefusal::Stale { revision: 2 })));
    let refused = |outcome: Result<i32, EditRefusal>| outcome.unwrap_err();
    assert!(matches!(refused(publish(&world.editor, administrator, &code(), &by(" ", "2026-11-25")).await), EditRefusal::NoAct));
    assert!(matches!(refused(publish(&world.editor, administrator, &code(), &by("1/QĐ", "2026-11-24")).await), EditRefusal::Day { .. }));
    let empty = Procedure { steps: String::new(), channels: vec![], ..procedure.clone() };
    save(&world.editor, administrator, &empty, 2).await.unwrap();
    let missing = refused(publish(&world.editor, administrator, &code(), &by("1/QĐ", "2026-11-25")).await);
    assert!(matches!(missing, EditRefusal::Incomplete(keys) if keys.contains(&"editor-missing-ways")));
    save(&world.editor, administrator, &procedure, 3).await.unwrap();
    publish(&world.editor, administrator, &code(), &by("1/QĐ", "2027-01-01")).await.unwrap();
    let waiting = withdraw(&world.editor, administrator, &code(), &by("2/QĐ", "2026-12-01")).await;
    assert!(matches!(waiting, Err(EditRefusal::Scheduled { .. })));
}

#[tokio::test]
async fn the_pages_walk_from_draft_to_publication() {
    let world = World::new().await;
    let administrator = &world.administrator;
    let own = format!("/quan-tri/thu-tuc/{RESIDENCE}");
    let (status, to, _) = world.page(administrator, "POST", &format!("{own}/soan"), "").await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("{own}/soan/ten")));
    for section in ["ten", "ai-nop", "cach-nop", "giay-to", "cac-buoc", "ket-qua", "can-cu", "noi-lam", "cho-chua-ro"] {
        let (status, _, text) = world.page(administrator, "GET", &format!("{own}/soan/{section}"), "").await;
        assert!(status == StatusCode::OK && !text.contains(">editor-"), "{section}: {text}");
    }
    let wrong =
        "revision=1&channel-0=online&limit-value-0=8&limit-unit-0=working_day&limit-text-0=07+ng%C3%A0y+l%C3%A0m+vi%E1%BB%87c&fees-0=abc";
    let (status, _, text) = world.page(administrator, "POST", &format!("{own}/soan/cach-nop"), wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text.contains("href=\"#limit-text-0\"") && text.contains("href=\"#fees-0\"") && text.contains(">abc</textarea>"), "{text}");
    let right = "revision=1&channel-0=online&limit-value-0=5&limit-unit-0=working_day&fees-0=10.000+VND&den=lai";
    let (status, to, _) = world.page(administrator, "POST", &format!("{own}/soan/cach-nop"), right).await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("{own}/soan/cach-nop#luu")));
    let stale = world.page(administrator, "POST", &format!("{own}/soan/cac-buoc"), "revision=1&steps=B%C6%B0%E1%BB%9Bc+1").await;
    assert!(stale.0 == StatusCode::UNPROCESSABLE_ENTITY && stale.2.contains("Bước 1") && stale.2.contains("name=\"revision\" value=\"2\""));
    let (_, _, text) = world.page(administrator, "GET", &format!("{own}/so-sanh"), "").await;
    assert!(text.contains("<del>") && text.contains("5 ngày làm việc"), "{text}");
    let (status, _, text) =
        world.page(administrator, "POST", &format!("{own}/ban-hanh"), "on-day=31&on-month=11&on-year=2026&act=9/QD").await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && text.contains("value=\"9/QD\""), "{text}");
    let (status, to, _) =
        world.page(administrator, "POST", &format!("{own}/ban-hanh"), "on-day=25&on-month=11&on-year=2026&act=9/QD").await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("{own}?xong=ban-hanh")));
    let (_, _, text) = world.page(administrator, "GET", &own, "").await;
    assert!(text.contains("9/QD") && text.contains("/hoan-tac") && text.contains("Ban hành thủ tục"), "{text}");
    for address in ["?state=nhap", "?state=cho", "?state=tai-day", "?state=bai-bo", "?q=thường+trú", "?q=1.004222", "?sau=x", ""] {
        assert_eq!(world.page(administrator, "GET", &format!("/quan-tri/thu-tuc{address}"), "").await.0, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn files_go_out_and_come_in_as_drafts_all_or_none() {
    let world = World::new().await;
    let (_, _, all) = world.page(&world.administrator, "GET", "/quan-tri/thu-tuc/xuat", "").await;
    assert!(all.lines().count() > 100 && all.lines().all(|line| serde_json::from_str::<Procedure>(line).is_ok()));
    let line = all.lines().find(|line| line.contains("\"1.004222\"")).unwrap();
    let codes = catalogue::editor::import(&world.editor, &world.administrator, line).await.unwrap();
    assert_eq!(codes, [code()]);
    let twice = catalogue::editor::import(&world.editor, &world.administrator, &format!("{line}\n{{}}")).await;
    assert!(matches!(twice, Err(EditRefusal::Import(flaws)) if flaws.len() == 1 && flaws[0].row == 2));
    let again = catalogue::editor::import(&world.editor, &world.administrator, line).await;
    assert!(matches!(again, Err(EditRefusal::Import(flaws)) if flaws[0].key == "editor-import-draft-exists"));
    let (_, _, national) = world.page(&world.administrator, "GET", "/quan-tri/thu-tuc/1.004222/xuat?dang=quoc-gia", "").await;
    assert!(national.contains("\"MATTHC\":\"1.004222\""), "{national}");
}

#[tokio::test]
async fn only_administrators_change_and_auditors_only_read() {
    let world = World::new().await;
    start(&world.editor, &world.administrator, &code()).await.unwrap();
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::Administrator) {
        let actor = actor(&world.database, role);
        let refused = publish(&world.editor, &actor, &code(), &by("1/QĐ", "2026-11-25")).await;
        assert!(matches!(refused, Err(EditRefusal::NotFound)), "{role:?}");
        let sees = if role == Role::Auditor { StatusCode::OK } else { StatusCode::NOT_FOUND };
        for address in ["/quan-tri/thu-tuc", "/quan-tri/thu-tuc/1.004222", "/quan-tri/thu-tuc/1.004222/so-sanh", "/quan-tri/thu-tuc/xuat"] {
            assert_eq!(world.page(&actor, "GET", address, "").await.0, sees, "{role:?} {address}");
        }
        for address in ["/quan-tri/thu-tuc/1.004222/soan/ten", "/quan-tri/thu-tuc/1.004222/ban-hanh", "/quan-tri/thu-tuc/nhap"] {
            assert_eq!(world.page(&actor, "GET", address, "").await.0, StatusCode::NOT_FOUND, "{role:?} {address}");
        }
    }
}
