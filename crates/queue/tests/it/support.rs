//! A shop with windows, its officers and a citizen.

use std::path::PathBuf;
use std::sync::Arc;

use access::{AccountKind, Actor, Grant, Role};
use kernel::calendar::Calendars;
use kernel::id::{AccountId, OfficeId};
use kernel::pack::Unwatched;
use organisation::{Office, Organisation};
use queue::model::Window;
use queue::usecases::draw::Draw;
use queue::usecases::{furnish, sit};
use queue::{Facts, Queue};
use testkit::Database;
use uuid::Uuid;

/// The centre of a commune.
pub(crate) const SHOP: &str = "H49.31.01";
/// Wednesday 25 November 2026, 09:00 in Hà Nội.
pub(crate) const MORNING: &str = "2026-11-25T02:00:00Z";

pub(crate) fn pack() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/vn")
}

pub(crate) struct Shop {
    pub(crate) database: Database,
    pub(crate) queue: Queue,
    pub(crate) organisation: Organisation,
    pub(crate) office: Office,
}

impl Shop {
    /// A shop without windows.
    pub(crate) async fn bare() -> Self {
        let database = Database::create().await;
        database.clock.set(MORNING.parse().unwrap());
        let now = database.clock_now();
        journal::ensure_partitions(&mut database.pool.acquire().await.unwrap(), now, now).await.unwrap();
        organisation::pack::load(&database.ctx, &pack(), &Unwatched).await.expect("the pack loads");
        let read = |name: &str| std::fs::read_to_string(pack().join("calendars").join(name)).unwrap();
        let calendars = Arc::new(Calendars::from_csv(&read("holidays.csv"), &read("weeks.csv")).unwrap());
        let organisation = Organisation::start(database.ctx.clone(), Arc::clone(&calendars), now.date_naive()).await.unwrap();
        let office = organisation.directory().office_by_code(SHOP).expect("the shop is in the pack").clone();
        let facts = Facts::read(&pack()).expect("the facts are sound");
        let queue = Queue::new(database.ctx.clone(), organisation.clone(), calendars, facts, "https://motcua.example".to_owned());
        Self { database, queue, organisation, office }
    }

    /// The shop with two windows: 1 serves civil matters and results, 2 land.
    pub(crate) async fn open() -> (Self, [Window; 2]) {
        let shop = Self::bare().await;
        let head = shop.head();
        let first = furnish::add_window(&shop.queue, &head, &shop.office, 1, purposes(&["civil", "result"])).await.unwrap();
        let second = furnish::add_window(&shop.queue, &head, &shop.office, 2, purposes(&["land"])).await.unwrap();
        (shop, [first, second])
    }

    pub(crate) fn actor(&self, number: u128, role: Role, office: Option<OfficeId>) -> Actor {
        Actor {
            account: AccountId::from_uuid(Uuid::from_u128(0xA000 + number)),
            name: "Lê Hải Yến".to_owned(),
            kind: AccountKind::Official,
            language: "vi".to_owned(),
            grants: vec![Grant::new(role, office, &self.organisation)],
        }
    }

    pub(crate) fn head(&self) -> Actor {
        self.actor(1, Role::OneStopHead, Some(self.office.id))
    }

    /// The `number`-th officer of the shop.
    pub(crate) fn officer(&self, number: u128) -> Actor {
        self.actor(100 + number, Role::IntakeOfficer, Some(self.office.id))
    }

    pub(crate) fn citizen(&self, number: u128) -> Actor {
        self.actor(500 + number, Role::Applicant, None)
    }

    /// An officer who sits at the window.
    pub(crate) async fn seated(&self, number: u128, window: &Window) -> Actor {
        let officer = self.officer(number);
        sit::open(&self.queue, &officer, window.id).await.unwrap();
        officer
    }

    pub(crate) async fn kinds(&self, subject: Uuid) -> Vec<String> {
        let entries = journal::of_subject(&mut self.database.pool.acquire().await.unwrap(), subject).await.unwrap();
        entries.into_iter().map(|entry| entry.kind).collect()
    }
}

trait Now {
    fn clock_now(&self) -> chrono::DateTime<chrono::Utc>;
}

impl Now for Database {
    fn clock_now(&self) -> chrono::DateTime<chrono::Utc> {
        self.ctx.now()
    }
}

pub(crate) fn purposes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

pub(crate) fn wants(purpose: &str) -> Draw {
    Draw { purpose: purpose.to_owned(), priority: None }
}
