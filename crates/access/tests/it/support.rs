//! A node with its own database, its people, and a browser that keeps cookies.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use access::api::{self, Authority, CreateOfficial, create_official};
use access::usecases::register::{Register, register};
use access::{Access, AccountKind, Actor, OfficeChoice, OfficeTree, Role, Settings, SignedIn};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::routing::get;
use kernel::id::{AccountId, OfficeId};
use testkit::Database;
use tower::ServiceExt;
use uuid::Uuid;

pub(crate) const CLIENT: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
pub(crate) const PASSWORD: &str = "bốn từ dễ nhớ";

/// Office 1 stands above 2 and 3.
pub(crate) struct Tree;

impl OfficeTree for Tree {
    fn subtree(&self, at: OfficeId) -> Vec<OfficeId> {
        if at == office(1) { vec![office(1), office(2), office(3)] } else { vec![at] }
    }

    fn name(&self, _office: OfficeId) -> Option<String> {
        Some("Một cửa phường Mẫu".to_owned())
    }

    fn choices(&self) -> Vec<OfficeChoice> {
        (1..=3)
            .map(|number| OfficeChoice { id: office(number), code: format!("H49.0{number}"), name: format!("Cơ quan {number}") })
            .collect()
    }
}

pub(crate) fn office(number: u128) -> OfficeId {
    OfficeId::from_uuid(Uuid::from_u128(0xF000 + number))
}

pub(crate) struct Node {
    pub(crate) database: Database,
    pub(crate) access: Access,
}

pub(crate) async fn node() -> Node {
    node_with(Settings::default()).await
}

pub(crate) async fn node_with(settings: Settings) -> Node {
    let database = Database::create().await;
    let access = Access::start(database.ctx.clone(), Arc::new(Tree), settings).await.unwrap();
    Node { database, access }
}

pub(crate) fn typed() -> Register {
    Register {
        name: "Vũ Thị Mẫu".into(),
        phone: "0912 345 678".into(),
        email: "mau@vidu.vn".into(),
        personal_number: "022194000417".into(),
        password: PASSWORD.into(),
        language: "vi".into(),
    }
}

impl Node {
    /// The applicant of [`typed`].
    pub(crate) async fn applicant(&self) -> AccountId {
        register(&self.access, &typed(), CLIENT).await.unwrap();
        self.find("0912345678").await.unwrap()
    }

    /// An official who signs in as `login`.
    pub(crate) async fn official(&self, login: &str, roles: &[(Role, Option<OfficeId>)]) -> AccountId {
        let command = CreateOfficial {
            logins: vec![login.into()],
            name: "Hoàng Văn Khải".into(),
            kind: AccountKind::Official,
            language: "vi".into(),
            password: PASSWORD.into(),
            roles: roles.to_vec(),
        };
        create_official(&self.access, Authority::Operator, &command).await.unwrap()
    }

    pub(crate) async fn administrator(&self) -> Actor {
        let account = self.official("quan_tri", &[(Role::Administrator, None)]).await;
        self.actor(account).await
    }

    pub(crate) async fn actor(&self, account: AccountId) -> Actor {
        api::actor(&self.access, account).await.unwrap().unwrap()
    }

    pub(crate) async fn find(&self, login: &str) -> Option<AccountId> {
        let mut conn = self.database.pool.acquire().await.unwrap();
        let account = api::find_by_login(&mut conn, &login.parse().unwrap()).await.unwrap();
        account.map(|account| account.id)
    }

    /// A browser in which `login` is signed in.
    pub(crate) async fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        assert_eq!(browser.sign_in(login).await.status, StatusCode::SEE_OTHER);
        browser
    }

    /// Kinds of the journal entries about an account, in order.
    pub(crate) async fn journal(&self, account: AccountId) -> Vec<String> {
        let mut conn = self.database.pool.acquire().await.unwrap();
        let entries = journal::of_subject(&mut conn, account.uuid()).await.unwrap();
        entries.into_iter().map(|entry| entry.kind).collect()
    }

    /// The whole house: the pages of access, one page for those signed in, every layer.
    pub(crate) fn router(&self) -> Router {
        let own = Router::new().route("/ho-so", get(own_dossiers)).route("/api/v1/me", get(me)).route("/api/v1/roles", get(roles));
        let router = access::router(&self.access).merge(own).fallback(web::error::not_found);
        access::protect(router, &self.access, Arc::new(web::Site::sample()))
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser { router: self.router(), cookies: BTreeMap::new(), language: "vi" }
    }
}

async fn own_dossiers(SignedIn(actor): SignedIn) -> axum::response::Html<String> {
    axum::response::Html(actor.name)
}

async fn roles(access::ApiActor(actor): access::ApiActor) -> String {
    let roles: std::collections::BTreeSet<_> = actor.grants.iter().map(|grant| grant.role.code()).collect();
    roles.into_iter().collect::<Vec<_>>().join(" ")
}

async fn me(access::ApiActor(actor): access::ApiActor) -> String {
    actor.name
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn location(&self) -> &str {
        self.header(header::LOCATION)
    }

    /// Fails when a message key stands where words should.
    pub(crate) fn speaks(&self) -> &Self {
        let key = self.text.split(['>', '<', '"']).find(|piece| piece.starts_with("access-") || piece.starts_with("web-"));
        assert_eq!(key, None, "{}", self.text);
        self
    }

    /// The form token of the page.
    pub(crate) fn csrf(&self) -> String {
        let (_, rest) = self.text.split_once("name=\"_csrf\" value=\"").expect("the page has a form");
        rest.split('"').next().unwrap().to_owned()
    }
}

/// Keeps cookies from answer to answer.
pub(crate) struct Browser {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) language: &'static str,
}

impl Browser {
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Opens `page`, fills its form and sends it with the token it carries.
    pub(crate) async fn submit(&mut self, page: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.get(page).await.csrf();
        let mut all = vec![("_csrf", token.as_str())];
        all.extend_from_slice(fields);
        self.post(page.split('?').next().unwrap(), &all).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
        let request = self.request(Method::POST, path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.join("&"))).unwrap()).await
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookies.join("; "))
            .header(header::ACCEPT_LANGUAGE, self.language)
    }

    pub(crate) async fn send(&mut self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    pub(crate) async fn sign_in(&mut self, login: &str) -> Answer {
        self.submit("/dang-nhap", &[("login", login), ("password", PASSWORD)]).await
    }
}

fn escape(text: &str) -> String {
    web::language_switch::escape(text)
}
