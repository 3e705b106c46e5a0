//! A node with people and a journal in which a test writes what happened.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use access::api::{AccountOf, Authority, create_accounts};
use access::{Access, AccountKind, Actor, OfficeTree, Profile, Role, Settings};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use db::DbError;
use journal::{Entry, NewEntry};
use kernel::id::{AccountId, DossierId, OfficeId};
use notice::outward::{Gateway, GatewaySettings, Mail, MailSettings};
use notice::usecases::send::{Round, send_due};
use notice::{Applicants, Concern, Contact, Meaning, Notices, Reach, Recipient, Teller, Topic};
use serde_json::json;
use sqlx::PgConnection;
use testkit::Database;
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "bốn từ dễ nhớ";
pub(crate) const SECRET: &str = "khoa bi mat cua bai thu";
pub(crate) const CODE: &str = "H49.31.01-250609-0001";

#[derive(Debug)]
struct Flat;

impl OfficeTree for Flat {
    fn subtree(&self, at: OfficeId) -> Vec<OfficeId> {
        vec![at]
    }
}

/// Reads what a test wrote: topic, recipient, due date. Anything else cannot be understood.
#[derive(Debug, Default)]
pub(crate) struct Written {
    contact: Mutex<Contact>,
}

#[async_trait]
impl Meaning for Written {
    async fn concerns(&self, _: &mut PgConnection, entry: &Entry, _: bool) -> Result<Vec<Concern>, DbError> {
        if entry.subject_kind != "dossier" {
            return Ok(Vec::new());
        }
        let topic = entry.data["topic"].as_str().and_then(Topic::from_code);
        let topic = topic.ok_or_else(|| DbError::inconsistent("journal.entry", "data", entry.id))?;
        let account = entry.data["account"].as_str().and_then(|id| id.parse::<AccountId>().ok());
        Ok(vec![Concern {
            recipient: account.map_or(Recipient::Applicant, Recipient::Account),
            topic,
            subject: Some(entry.subject),
            code: Some(CODE.to_owned()),
            link: format!("/ho-so/{}", entry.subject),
            due_at: entry.data["due"].as_str().and_then(|due| due.parse().ok()),
        }])
    }
}

#[async_trait]
impl Applicants for Written {
    async fn contact(&self, _: &mut PgConnection, _: Uuid) -> Result<Contact, DbError> {
        Ok(self.contact.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

pub(crate) struct World {
    pub(crate) database: Database,
    pub(crate) access: Access,
    pub(crate) notices: Notices,
    written: Arc<Written>,
}

impl World {
    /// A node that reaches out over a mail server and a gateway at these ports.
    pub(crate) async fn new(mail: Option<u16>, gateway: Option<u16>) -> Self {
        let mail = mail.map(|port| settings(&format!("smtp://127.0.0.1:{port}")));
        Self::with(mail, gateway).await
    }

    pub(crate) async fn with(mail: Option<MailSettings>, gateway: Option<u16>) -> Self {
        let database = Database::create().await;
        let access = Access::start(database.ctx.clone(), Arc::new(Flat), Settings::default()).await.expect("access");
        let written = Arc::new(Written::default());
        let gateway = gateway.map(|port| {
            let address = format!("http://127.0.0.1:{port}/send");
            let patience = Some(Duration::from_secs(2));
            Gateway::new(&GatewaySettings { address, secret: SECRET.to_owned(), patience }).expect("a gateway")
        });
        let reach = Reach { mail: mail.map(|settings| Mail::new(&settings).expect("a mail server")), gateway };
        let notices = Notices::new(
            (database.ctx.clone(), access.clone()),
            (written.clone(), written.clone()),
            reach,
            "https://motcua.example".to_owned(),
            chrono::Duration::hours(7),
        );
        Self { database, access, notices, written }
    }

    /// Somebody who applies, with these addresses.
    pub(crate) async fn person(&self, login: &str, email: Option<&str>, phone: Option<&str>) -> Actor {
        let profile = Profile { personal_number: None, phone: phone.map(str::to_owned), email: email.map(str::to_owned) };
        self.account(login, AccountKind::Person, Role::Applicant, profile).await
    }

    pub(crate) async fn official(&self, login: &str, role: Role, email: Option<&str>) -> Actor {
        let profile = Profile { email: email.map(str::to_owned), ..Profile::default() };
        self.account(login, AccountKind::Official, role, profile).await
    }

    async fn account(&self, login: &str, kind: AccountKind, role: Role, profile: Profile) -> Actor {
        let office = matches!(role, Role::ProcessingOfficer).then(|| OfficeId::from_uuid(Uuid::from_u128(7)));
        let account = AccountOf {
            logins: vec![login.to_owned()],
            name: format!("Người {login}"),
            kind,
            language: "vi".to_owned(),
            roles: vec![(role, office)],
            profile: Some(profile),
        };
        let ids = create_accounts(&self.access, Authority::Operator, PASSWORD, &[account]).await.expect("an account");
        access::api::actor(&self.access, ids[0]).await.expect("the database").expect("an account")
    }

    /// Where an applicant without an account is written to.
    pub(crate) fn set_contact(&self, email: &str, phone: &str) {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        *self.written.contact.lock().unwrap_or_else(PoisonError::into_inner) = Contact { email: given(email), phone: given(phone) };
    }

    /// Writes down that something happened to a dossier, now.
    pub(crate) async fn happened(&self, account: Option<AccountId>, topic: &str) -> DossierId {
        let ctx = &self.database.ctx;
        let dossier = DossierId::new(&*ctx.clock, &*ctx.entropy);
        self.happened_to(dossier, account, topic).await;
        dossier
    }

    pub(crate) async fn happened_to(&self, dossier: DossierId, account: Option<AccountId>, topic: &str) {
        let ctx = &self.database.ctx;
        let mut conn = ctx.pool.acquire().await.expect("a connection");
        let data = json!({ "topic": topic, "account": account, "due": "2025-06-20T10:00:00Z" });
        let entry = NewEntry { office: None, actor: None, kind: "dossier.test", subject_kind: "dossier", subject: dossier.uuid(), data };
        journal::append(&mut conn, ctx, entry).await.expect("an entry");
    }

    /// Reads the journal to its end.
    pub(crate) async fn tell(&self) -> journal::reader::Progress {
        self.database.settled().await;
        journal::reader::run_to_end(&self.database.ctx, &Teller::new(self.notices.clone())).await.expect("the journal can be read")
    }

    pub(crate) async fn send(&self) -> Round {
        send_due(&self.notices).await.expect("the database")
    }

    pub(crate) fn later(&self, by: chrono::Duration) {
        self.database.clock.advance(by);
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.database.ctx.now()
    }

    /// State, attempts and problem of every delivery, oldest first.
    pub(crate) async fn deliveries(&self) -> Vec<(String, i32, String)> {
        let rows: Vec<(String, i32, Option<String>)> = sqlx::query_as("select state, attempts, problem from notice.delivery order by id")
            .fetch_all(&self.database.pool)
            .await
            .expect("deliveries");
        rows.into_iter().map(|(state, attempts, problem)| (state, attempts, problem.unwrap_or_default())).collect()
    }

    /// What the kept sums say, beside what counting says.
    pub(crate) async fn sums_agree(&self) -> bool {
        let kept = "select channel, state, amount from notice.tally where amount <> 0 order by 1, 2";
        let counted = "select channel, state, count(*) from notice.delivery group by 1, 2 order by 1, 2";
        let kept: Vec<(String, String, i64)> = sqlx::query_as(kept).fetch_all(&self.database.pool).await.expect("sums");
        let counted: Vec<(String, String, i64)> = sqlx::query_as(counted).fetch_all(&self.database.pool).await.expect("deliveries");
        kept == counted
    }
}

pub(crate) fn settings(server: &str) -> MailSettings {
    MailSettings {
        server: server.to_owned(),
        from: "Một cửa Quảng Ninh <motcua@quangninh.example>".to_owned(),
        patience: Some(Duration::from_secs(2)),
        ..MailSettings::default()
    }
}
