//! A node with documents, and callers of its API.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use access::usecases::register::{Register, register};
use access::{Access, OfficeChoice, OfficeTree, Settings};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use document::paper::{Fact, Signer};
use document::{Documents, Files, NewResult, OwnerOnly};
use kernel::id::{AccountId, DossierId, OfficeId};
use tempfile::TempDir;
use testkit::Database;
use tower::ServiceExt;
use uuid::Uuid;

/// Small, so that a file too large is made quickly.
pub(crate) const LIMIT: u64 = 300_000;
const PASSWORD: &str = "bốn từ dễ nhớ";

struct Tree;

impl OfficeTree for Tree {
    fn subtree(&self, office: OfficeId) -> Vec<OfficeId> {
        vec![office]
    }

    fn name(&self, _office: OfficeId) -> Option<String> {
        None
    }

    fn choices(&self) -> Vec<OfficeChoice> {
        Vec::new()
    }
}

pub(crate) struct Node {
    pub(crate) database: Database,
    pub(crate) access: Access,
    pub(crate) files: Files,
    pub(crate) folder: TempDir,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Status and code of a problem.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header(header::CONTENT_TYPE), "application/problem+json", "{}", self.text());
        (self.status.as_u16(), self.json()["code"].as_str().unwrap().to_owned())
    }
}

pub(crate) async fn node() -> Node {
    let database = Database::create().await;
    let access = Access::start(database.ctx.clone(), Arc::new(Tree), Settings::default()).await.unwrap();
    let folder = TempDir::new().unwrap();
    let files = Files::open(folder.path(), LIMIT).unwrap();
    Node { database, access, files, folder }
}

impl Node {
    pub(crate) fn router(&self) -> Router {
        let documents = Documents::new(self.database.ctx.clone(), self.files.clone(), Arc::new(OwnerOnly));
        let router = access::router(&self.access).merge(document::router(documents)).fallback(web::error::not_found);
        access::protect(router, &self.access, Arc::new(web::Site::sample()))
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.router().oneshot(request).await.unwrap().into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    pub(crate) async fn get(&self, path: &str, token: &str) -> Answer {
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// The token of a new applicant.
    pub(crate) async fn applicant(&self, phone: &str) -> String {
        let typed = Register {
            name: "Vũ Thị Mẫu".into(),
            phone: phone.into(),
            email: format!("{phone}@vidu.vn"),
            personal_number: format!("02219{}", &phone[3..]),
            password: PASSWORD.into(),
            language: "vi".into(),
        };
        register(&self.access, &typed, IpAddr::V4(Ipv4Addr::LOCALHOST)).await.unwrap();
        let body = serde_json::json!({ "login": phone, "password": PASSWORD, "label": "test" }).to_string();
        let request = Request::post("/api/v1/tokens").header(header::CONTENT_TYPE, "application/json");
        let answer = self.send(request.body(Body::from(body)).unwrap()).await;
        answer.json()["token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn upload(&self, token: &str, key: Option<&str>, name: &str, bytes: &[u8]) -> Answer {
        let mut request = Request::post("/api/v1/documents")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        self.send(request.body(Body::from(form(&[("file", Some(name), bytes)]))).unwrap()).await
    }

    /// Objects in the store, unfinished ones included.
    pub(crate) fn objects(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(self.folder.path())
    }
}

/// A multipart form with the boundary `b`.
pub(crate) fn form(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file_name, bytes) in parts {
        let file = file_name.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    body
}

/// The smallest file that counts as a PDF.
pub(crate) fn pdf(text: &str) -> Vec<u8> {
    format!("%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\n% {text}\nxref\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n").into_bytes()
}

pub(crate) fn office() -> OfficeId {
    OfficeId::from_uuid(Uuid::from_u128(7))
}

pub(crate) fn decision() -> NewResult {
    NewResult {
        office: office(),
        actor: Some(AccountId::from_uuid(Uuid::from_u128(1))),
        dossier: DossierId::from_uuid(Uuid::from_u128(2)),
        dossier_code: "H49.58-250609-0001".into(),
        procedure: "Đăng ký thường trú".into(),
        symbol: "QĐ-UBND".into(),
        title: "Quyết định".into(),
        subject: "Về việc đăng ký thường trú".into(),
        authority: "Ủy ban nhân dân phường Hồng Gai".into(),
        unit: String::new(),
        place: "Hồng Gai".into(),
        issued_on: "2025-06-09".parse().unwrap(),
        bases: vec!["Luật Cư trú số 68/2020/QH14".into()],
        facts: vec![Fact { label: "Họ và tên".into(), value: "Vũ Thị Mẫu".into() }],
        articles: vec!["Đăng ký thường trú cho người có tên dưới đây:".into()],
        recipients: vec!["Lưu: VT".into()],
        signer: Signer { on_behalf: None, title: "Chủ tịch".into(), name: "Hoàng Văn Hải".into(), signed_at: None },
        layout: document::templates::Layout::Decision,
        valid_until: None,
        site: "https://motcua.example/".into(),
    }
}
