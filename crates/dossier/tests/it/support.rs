//! A commune with its one-stop shop, its officials and two citizens, on a database of its own.

use std::collections::BTreeMap;
use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use access::api::{AccountOf, Authority, create_accounts};
use access::usecases::create_token::create_token;
use access::usecases::sign_in::SignIn;
use access::{Access, AccountKind, Actor, Role, Settings};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use chrono::{DateTime, Duration, Utc};
use db::Context;
use dossier::{Processes, Services};
use kernel::calendar::Calendars;
use kernel::clock::{Clock, SettableClock};
use kernel::id::OfficeId;
use kernel::pack::Unwatched;
use organisation::Organisation;
use serde_json::{Value, json};
use testkit::Database;
use tower::ServiceExt;

const PASSWORD: &str = "bốn từ dễ nhớ";
/// A Tuesday at 09:10 in office time, after the offices of today began.
const NOW: &str = "2025-11-25T02:10:00Z";
/// Registration of a birth.
pub(crate) const BIRTH: &str = "1.001193";

/// Procedures of justice with all forms and processes; copied once for all tests of this binary.
static SMALL_PACK: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("dossier-pack-{}", std::process::id()));
    let names = ["G01", "G10", "G12", "G15"].map(|agency| format!("procedures/{agency}.jsonl"));
    let names = names.into_iter().chain(["procedures/state.csv", "procedures/bindings.csv"].map(str::to_owned));
    for name in names.chain(files("forms")).chain(files("processes")) {
        let target = folder.join(&name);
        fs::create_dir_all(target.parent().expect("below the folder")).expect("a folder");
        fs::copy(pack().join(&name), target).expect("a file of the pack");
    }
    let silence = format!(
        "code,subject,meaning,legal_basis,valid_from,valid_to\n{BIRTH},decision,approved,\"Luật dùng để thử, điều 1\",2025-01-01,\n"
    );
    fs::write(folder.join("procedures/silence.csv"), silence).expect("a file of the pack");
    bind_only_what_is_there(&folder);
    folder
});

/// Leaves out the forms and processes of procedures that were not copied: the pack would be unsound.
fn bind_only_what_is_there(folder: &Path) {
    let read = |name: &str| fs::read_to_string(folder.join("procedures").join(name)).expect("a file of the pack");
    let procedures = read("G15.jsonl") + &read("G01.jsonl");
    let known = |line: &&str| {
        let code = line.split(',').next().unwrap_or_default();
        ["code", "*"].contains(&code) || procedures.contains(&format!("\"{code}\""))
    };
    let bindings: String = read("bindings.csv").lines().filter(known).flat_map(|line| [line, "\n"]).collect();
    fs::write(folder.join("procedures/bindings.csv"), bindings).expect("bindings");
}

fn pack() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/vn")
}

fn files(below: &str) -> Vec<String> {
    let entries = fs::read_dir(pack().join(below)).expect("a folder of the pack");
    entries.map(|entry| format!("{below}/{}", entry.expect("an entry").file_name().to_string_lossy())).collect()
}

/// A clock that goes on between two looks at it, as real ones do: whoever looks twice sees two instants.
#[derive(Debug)]
struct Ticking(Arc<SettableClock>);

impl Clock for Ticking {
    fn now(&self) -> DateTime<Utc> {
        self.0.advance(Duration::milliseconds(1));
        self.0.now()
    }
}

/// Everything that acts in a test.
pub(crate) struct World {
    /// Lives as long as its world.
    database: Database,
    pub(crate) access: Access,
    pub(crate) services: Arc<Services>,
    /// The one-stop shop.
    pub(crate) centre: OfficeId,
    /// The officials and citizens by their login.
    pub(crate) actors: BTreeMap<String, Actor>,
    router: Router,
}

/// An answer of the API.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) tag: String,
    pub(crate) body: Value,
}

impl World {
    /// A commune on a Tuesday morning.
    pub(crate) async fn new() -> Self {
        let database = Database::create().await;
        database.clock.set(NOW.parse().expect("an instant"));
        let ctx = database.ctx.clone().with_clock(Arc::new(Ticking(database.clock.clone())));
        let mut conn = ctx.pool.acquire().await.expect("a connection");
        journal::ensure_partitions(&mut conn, ctx.now(), ctx.now()).await.expect("partitions");
        drop(conn);
        organisation::pack::load(&ctx, &pack(), &Unwatched).await.expect("the offices load");
        catalogue::pack::load(&ctx, &SMALL_PACK, &Unwatched).await.expect("the procedures load");
        let services = Arc::new(services(&database, ctx.clone()).await);
        let access = Access::start(ctx, Arc::new(services.organisation.clone()), Settings::default()).await.expect("access");
        let router = access::protect(dossier::rest::router(Arc::clone(&services)), &access, Arc::new(web::Site::default()));
        let centre = services.directory().one_stop_offices().find(|office| is_commune(&services, &office.unit)).expect("a centre").id;
        let mut world = Self { database, access, services, centre, actors: BTreeMap::new(), router };
        world.people().await;
        world
    }

    /// Logins: `intake`, `officer.<function>`, `head.<function>`, `auditor`, `citizen`, `stranger`.
    async fn people(&mut self) {
        let directory = self.services.directory();
        let unit = directory.office(self.centre).expect("the centre").unit.clone();
        let mut accounts = vec![
            account("intake", AccountKind::Official, Role::IntakeOfficer, Some(self.centre)),
            account("auditor", AccountKind::Official, Role::Auditor, None),
            account("citizen", AccountKind::Person, Role::Applicant, None),
            account("stranger", AccountKind::Person, Role::Applicant, None),
        ];
        for function in ["council_office", "police", "economy", "culture_society"] {
            let office = directory.office_of(&unit, function).map(|office| office.id);
            accounts.push(account(&format!("officer.{function}"), AccountKind::Official, Role::ProcessingOfficer, office));
            accounts.push(account(&format!("head.{function}"), AccountKind::Official, Role::UnitHead, office));
        }
        let ids = create_accounts(&self.access, Authority::Operator, PASSWORD, &accounts).await.expect("accounts");
        for (account, id) in accounts.iter().zip(ids) {
            let actor = access::api::actor(&self.access, id).await.expect("the database").expect("an account");
            self.actors.insert(account.logins[0].clone(), actor);
        }
    }

    /// Waits until readers of the journal see everything that was written.
    pub(crate) async fn settled(&self) {
        self.database.settled().await;
    }

    /// Lets it be `instant`.
    pub(crate) fn set_clock(&self, instant: &str) {
        self.database.clock.set(instant.parse().expect("an instant"));
    }

    /// Waits until readers of the journal see everything that was written; then keeps the tracking books.
    pub(crate) async fn keep_books(&self) {
        self.database.settled().await;
        dossier::usecases::keep_book::keep_books(&self.services).await.expect("kept");
    }

    /// The login of the official with `role` (`officer` or `head`) in the office with this identifier.
    pub(crate) fn official(&self, role: &str, office: &Value) -> String {
        let here = |actor: &Actor| actor.office().is_some_and(|own| Some(own.to_string().as_str()) == office.as_str());
        let found = self.actors.iter().find(|(login, actor)| login.starts_with(role) && here(actor));
        found.map(|(login, _)| login.clone()).expect("an official of the office")
    }

    /// A bearer token of one of the people.
    pub(crate) async fn token(&self, login: &str) -> String {
        let who = SignIn { login, password: PASSWORD, client: IpAddr::V4(Ipv4Addr::LOCALHOST) };
        create_token(&self.access, &who, "test").await.expect("a token").secret
    }

    /// Asks for something; `headers` beside the token and the media type.
    pub(crate) async fn ask(&self, token: &str, (method, path): (&str, &str), headers: &[(&str, &str)], body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = match body {
            Some(body) => request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        let response = self.router.clone().oneshot(request.expect("a request")).await.expect("an answer");
        let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default().to_owned();
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        Answer { status, tag, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) }
    }

    pub(crate) async fn read(&self, token: &str, path: &str) -> Answer {
        self.ask(token, ("GET", path), &[], None).await
    }

    /// A write on something that exists, on the version `tag`.
    pub(crate) async fn write(&self, token: &str, path: &str, tag: &str, body: Value) -> Answer {
        self.ask(token, ("POST", path), &[("if-match", tag)], Some(body)).await
    }

    /// Hands in a birth registration under `key`.
    pub(crate) async fn submit(&self, token: &str, key: &str) -> Answer {
        self.ask(token, ("POST", "/api/v1/dossiers"), &[("idempotency-key", key)], Some(self.application())).await
    }

    /// A filled application.
    pub(crate) fn application(&self) -> Value {
        json!({
            "procedure": BIRTH, "office": self.centre,
            "applicant": { "name": "Vũ Thị Mẫu", "personal_number": "022194000417", "address": "12 Lê Thánh Tông" },
            "declaration": birth(),
            "papers": [{ "name": "Giấy chứng sinh" }],
        })
    }
}

async fn services(database: &Database, ctx: Context) -> Services {
    let read = |name: &str| fs::read_to_string(pack().join("calendars").join(name)).expect("a file of the pack");
    let calendars = Arc::new(Calendars::from_csv(&read("holidays.csv"), &read("weeks.csv")).expect("calendars"));
    let today = ctx.now().date_naive();
    let organisation = Organisation::start(ctx.clone(), Arc::clone(&calendars), today).await.expect("offices");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&database.name);
    let words = catalogue::search::documents(&SMALL_PACK.join("procedures")).expect("procedures of the pack");
    let index = Arc::new(catalogue::search::SharedIndex::new(words, &catalogue::thesaurus::Thesaurus::default()));
    let catalogue = catalogue::Catalogue::start(ctx.clone(), index, Arc::clone(&calendars), today).await.expect("a catalogue");
    Services {
        beginnings: dossier::usecases::Beginnings::new(ctx.clone()),
        ctx,
        calendars,
        organisation,
        catalogue,
        asked: dossier::RecentlyAsked::default(),
        processes: Processes::default(),
        files: document::Files::open(&folder, document::DEFAULT_LIMIT).expect("a folder of files"),
        codes: dossier::codes::CodeBook::default(),
        site: "http://localhost".to_owned(),
        told: Arc::new(dossier::NobodyTold),
        intake: Arc::new(dossier::IntakeFacts::read(&pack()).expect("the pack is sound")),
    }
}

fn is_commune(services: &Services, unit: &str) -> bool {
    services.directory().area(unit).is_some_and(|area| area.province != unit)
}

fn account(login: &str, kind: AccountKind, role: Role, office: Option<OfficeId>) -> AccountOf {
    AccountOf {
        logins: vec![login.to_owned()],
        name: format!("Người {login}"),
        kind,
        language: "en".to_owned(),
        roles: vec![(role, office)],
        profile: None,
    }
}

/// A filled registration of a birth.
fn birth() -> Value {
    json!({
        "child_name": "Vũ Minh Mẫu", "child_born": "2025-11-10", "child_sex": "female",
        "child_birth_place": "Bệnh viện Sản Nhi Quảng Ninh", "child_birth_commune": "Phường Hạ Long",
        "child_ethnicity": "Kinh", "child_nationality": "VN", "child_home": "Phường Hạ Long, tỉnh Quảng Ninh",
        "mother_name": "Vũ Thị Mẫu", "mother_ethnicity": "Kinh", "mother_nationality": "VN", "mother_address": "12 Lê Thánh Tông",
        "father_known": "yes", "father_name": "Vũ Văn Mẫu", "father_ethnicity": "Kinh", "father_nationality": "VN",
        "father_address": "12 Lê Thánh Tông", "relation": "mother", "copies": 1, "promise": true
    })
}
