//! Internal processes edited on the node: drafts with flaws, publication, undo, who uses them, and the dry run of moving what is running.

#![expect(clippy::unwrap_used, reason = "a test stops where something it needs is missing")]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use access::{AccountKind, Actor, Grant, Role};
use async_trait::async_trait;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use catalogue::Catalogue;
use catalogue::editor::{EditRefusal, Publication};
use catalogue::processes::{ProcessUse, Running, Workbench, bind, dry_run, publish, router, save, start, undo};
use catalogue::search::SharedIndex;
use catalogue::thesaurus::Thesaurus;
use chrono::NaiveDate;
use db::DbError;
use kernel::calendar::Calendars;
use kernel::code::ProcedureCode;
use kernel::id::AccountId;
use kernel::pack::Unwatched;
use process::table::{Cells, cells_csv};
use process::{Event, Instance, Variables, step};
use sqlx::PgConnection;
use testkit::Database;
use tower::ServiceExt;

const RESIDENCE: &str = "residence_1.004222";

/// Says what a test wants.
#[derive(Default)]
struct Used {
    is_used: AtomicBool,
    running: std::sync::Mutex<Vec<Running>>,
}

#[async_trait]
impl ProcessUse for Used {
    async fn is_used(&self, _: &mut PgConnection, _: (&str, i32), _: &[ProcedureCode], _: NaiveDate) -> Result<bool, DbError> {
        Ok(self.is_used.load(Ordering::Relaxed))
    }

    async fn running(&self, _: &mut PgConnection, _: &str, _: &[ProcedureCode], _: i64) -> Result<Vec<Running>, DbError> {
        Ok(self.running.lock().unwrap().clone())
    }
}

struct World {
    database: Database,
    bench: Workbench,
    used: Arc<Used>,
    administrator: Actor,
    process: String,
}

fn pack() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/vn")
}

fn actor(database: &Database, role: Role) -> Actor {
    let account = AccountId::new(&*database.ctx.clock, &*database.ctx.entropy);
    let grants = vec![Grant { role, office: None, subtree: Vec::new() }];
    Actor { account, name: "Nguyễn Văn A".into(), kind: AccountKind::Official, language: "vi".into(), grants }
}

fn by(act: &str, on: &str) -> Publication {
    Publication { on: on.parse().unwrap(), act: act.to_owned() }
}

impl World {
    /// Wednesday 25/11/2026, 09:10, with the whole pack.
    async fn new() -> Self {
        let database = Database::create().await;
        database.clock.set("2026-11-25T02:10:00Z".parse().unwrap());
        catalogue::pack::load(&database.ctx, &pack(), &Unwatched).await.unwrap();
        let read = |name: &str| std::fs::read_to_string(pack().join("calendars").join(name)).unwrap();
        let calendars = Arc::new(Calendars::from_csv(&read("holidays.csv"), &read("weeks.csv")).unwrap());
        let index = Arc::new(SharedIndex::new(Vec::new(), &Thesaurus::default()));
        let catalogue = Catalogue::start(database.ctx.clone(), index, calendars, "2026-11-25".parse().unwrap()).await.unwrap();
        let used = Arc::new(Used::default());
        let bench = Workbench::new(database.ctx.clone(), catalogue, used.clone());
        let administrator = actor(&database, Role::Administrator);
        let mut connection = database.pool.acquire().await.unwrap();
        let code = "1.004222".parse().unwrap();
        let process = catalogue::api::process_of(&mut connection, &code, "2026-11-25".parse().unwrap()).await.unwrap().unwrap().id;
        drop(connection);
        Self { database, bench, used, administrator, process }
    }

    async fn source(&self, on: &str) -> catalogue::ProcessSource {
        let mut connection = self.database.pool.acquire().await.unwrap();
        let code = "1.004222".parse().unwrap();
        catalogue::api::process_of(&mut connection, &code, on.parse().unwrap()).await.unwrap().unwrap()
    }

    /// Begins a draft of the process with these rows.
    async fn draft(&self, rows: &[Cells]) {
        start(&self.bench, &self.administrator, &self.process).await.unwrap();
        save(&self.bench, &self.administrator, (&self.process, "Thường trú", 1), rows).await.unwrap();
    }

    async fn page(&self, actor: &Actor, method: &str, address: &str, body: &str) -> (StatusCode, String, String) {
        let request = Request::builder().method(method).uri(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let mut request = request.body(Body::from(body.to_owned())).unwrap();
        request.extensions_mut().insert(actor.clone());
        let response = router(self.bench.clone()).oneshot(request).await.unwrap();
        let to = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, to, String::from_utf8_lossy(&bytes).into_owned())
    }
}

#[tokio::test]
async fn a_version_is_published_survives_the_pack_and_is_taken_back() {
    let world = World::new().await;
    let before = world.source("2026-11-25").await;
    let mut rows = cells_csv(&before.source).unwrap();
    rows[0][5] = "1 ngày".into();
    world.draft(&rows).await;
    let version = publish(&world.bench, &world.administrator, &world.process, &by("7/QĐ-UBND", "2026-11-25")).await.unwrap();
    assert_eq!(version, before.version + 1);
    let after = world.source("2026-11-25").await;
    assert_eq!((after.version, after.definition.version()), (version, u32::try_from(version).unwrap()));
    assert!(after.definition.table_time() < before.definition.table_time());
    // Another pack: a remark more in one of its tables.
    let folder = tempfile::tempdir().unwrap();
    let status =
        std::process::Command::new("cp").args(["-r", pack().join(".").to_str().unwrap(), folder.path().to_str().unwrap()]).status();
    assert!(status.unwrap().success());
    let file = folder.path().join(format!("processes/{}.csv", world.process));
    std::fs::write(&file, format!("# mới\n{}", std::fs::read_to_string(&file).unwrap())).unwrap();
    catalogue::pack::load(&world.database.ctx, folder.path(), &Unwatched).await.unwrap();
    assert_eq!(world.source("2026-11-25").await.version, version);
    world.used.is_used.store(true, Ordering::Relaxed);
    assert!(matches!(undo(&world.bench, &world.administrator, &world.process).await, Err(EditRefusal::Used)));
    world.used.is_used.store(false, Ordering::Relaxed);
    undo(&world.bench, &world.administrator, &world.process).await.unwrap();
    assert_eq!(world.source("2026-11-25").await.version, before.version);
}

#[tokio::test]
async fn a_flawed_draft_is_kept_and_not_published() {
    let world = World::new().await;
    let mut rows = cells_csv(&world.source("2026-11-25").await.source).unwrap();
    rows[1][4] = "vua".into();
    world.draft(&rows).await;
    let refused = publish(&world.bench, &world.administrator, &world.process, &by("7/QĐ", "2026-11-25")).await;
    assert!(matches!(refused, Err(EditRefusal::Incomplete(_))));
    let address = format!("/quan-tri/quy-trinh/{}/soan", world.process);
    let (_, _, text) = world.page(&world.administrator, "GET", &address, "").await;
    assert!(text.contains("href=\"#role-1\"") && text.contains("vua") && !text.contains("<svg role"), "{text}");
    let body = "revision=2&title=T&number-0=1&name-0=A&unit-0=specialist&role-0=processing_officer&number-1=2&name-1=B&unit-1=leader&role-1=unit_head&lam=them-0";
    let (status, to, _) = world.page(&world.administrator, "POST", &address, body).await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("{address}#buoc-1")));
    let (_, _, text) = world.page(&world.administrator, "GET", &address, "").await;
    assert!(text.contains("id=\"buoc-2\""), "a row was put between");
    let stale = world.page(&world.administrator, "POST", &address, body).await;
    assert!(stale.2.contains("role=\"alert\"") && stale.2.contains("name=\"revision\" value=\"3\""));
}

#[tokio::test]
async fn the_dry_run_names_the_dossiers_that_cannot_be_moved() {
    let world = World::new().await;
    let source = world.source("2026-11-25").await;
    let (instance, _) = step(
        &source.definition,
        &Instance::new(&source.definition),
        Event::Start { variables: Variables::new() },
        world.database.ctx.clock.now(),
    )
    .unwrap();
    let running = Running { code: "H49.31.01-261124-0001".into(), address: String::new(), version: source.version, instance };
    world.used.running.lock().unwrap().push(running);
    let mut rows = cells_csv(&source.source).unwrap();
    world.draft(&rows).await;
    let run = dry_run(&world.bench, &world.administrator, &world.process).await.unwrap();
    assert_eq!((run.able, run.unable.len()), (1, 0));
    rows[0][1] = "khac".into();
    save(&world.bench, &world.administrator, (&world.process, "", 2), &rows).await.unwrap();
    let run = dry_run(&world.bench, &world.administrator, &world.process).await.unwrap();
    assert_eq!((run.able, run.unable.len()), (0, 1));
    let (status, _, text) = world.page(&world.administrator, "GET", &format!("/quan-tri/quy-trinh/{}/ban-hanh", world.process), "").await;
    assert!(status == StatusCode::OK && text.contains("H49.31.01-261124-0001"), "{text}");
}

#[tokio::test]
async fn a_procedure_is_given_a_process_and_pages_open_to_those_who_may() {
    let world = World::new().await;
    let code: ProcedureCode = "2.000815".parse().unwrap();
    bind(&world.bench, &world.administrator, &world.process, &code).await.unwrap();
    let (_, _, text) = world.page(&world.administrator, "GET", &format!("/quan-tri/quy-trinh/{}", world.process), "").await;
    assert!(text.contains("2.000815") && text.contains("<svg"), "{text}");
    assert!(!text.contains(">process-") && !text.contains(">editor-"), "{text}");
    let nothing = bind(&world.bench, &world.administrator, "nothing", &code).await;
    assert!(matches!(nothing, Err(EditRefusal::NotFound)));
    for dang in ["csv", "xlsx"] {
        let address = format!("/quan-tri/quy-trinh/{}/xuat?dang={dang}", world.process);
        assert_eq!(world.page(&world.administrator, "GET", &address, "").await.0, StatusCode::OK);
    }
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::Administrator) {
        let other = actor(&world.database, role);
        let sees = if role == Role::Auditor { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(world.page(&other, "GET", "/quan-tri/quy-trinh", "").await.0, sees, "{role:?}");
        assert_eq!(world.page(&other, "GET", &format!("/quan-tri/quy-trinh/{}/soan", world.process), "").await.0, StatusCode::NOT_FOUND);
        assert!(matches!(start(&world.bench, &other, RESIDENCE).await, Err(EditRefusal::NotFound)), "{role:?}");
    }
}
