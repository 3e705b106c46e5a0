//! Pages, extractors and the layers that stand before every page of the node.

mod account;
mod accounts;
mod client;
mod csrf;
mod extract;
mod headers;
mod identify;
mod register;
mod script;
mod sign_in;
mod sign_out;
mod tokens;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{delete, get, post};
use web::PageError;

use crate::error::Failure;
use crate::node::Access;
use crate::routes::{Need, RouteRule};
use crate::session;

pub use extract::{Administrator, ApiActor, MaybeSignedIn, Official, SignedIn};
pub use tokens::{ApiDoc, CreateTokenRequest, TokenCreated};

pub(crate) use csrf::HEADER as CSRF_HEADER;
pub(crate) use identify::{VISITOR_COOKIE, visitor_binding};

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/dang-nhap", Need::Public),
    RouteRule::new("POST", "/dang-nhap", Need::Public),
    RouteRule::new("GET", "/dang-ky", Need::Public),
    RouteRule::new("POST", "/dang-ky", Need::Public),
    RouteRule::new("GET", "/dang-xuat", Need::SignedIn),
    RouteRule::new("POST", "/dang-xuat", Need::SignedIn),
    RouteRule::new("GET", "/tai-san/hien-mat-khau.js", Need::Public),
    RouteRule::new("GET", "/tai-khoan", Need::SignedIn),
    RouteRule::new("POST", "/tai-khoan/ngon-ngu", Need::SignedIn),
    RouteRule::new("POST", "/tai-khoan/mat-khau", Need::SignedIn),
    RouteRule::new("POST", "/tai-khoan/phien", Need::SignedIn),
    RouteRule::new("POST", "/tai-khoan/khoa", Need::SignedIn),
    RouteRule::new("POST", "/tai-khoan/khoa/{id}", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/tai-khoan", Need::Official),
    RouteRule::new("GET", "/quan-tri/tai-khoan/moi", Need::Admin),
    RouteRule::new("POST", "/quan-tri/tai-khoan/moi", Need::Admin),
    RouteRule::new("GET", "/quan-tri/tai-khoan/{id}", Need::Official),
    RouteRule::new("POST", "/quan-tri/tai-khoan/{id}/vai-tro", Need::Admin),
    RouteRule::new("POST", "/quan-tri/tai-khoan/{id}/vai-tro/{grant}", Need::Admin),
    RouteRule::new("POST", "/quan-tri/tai-khoan/{id}/mat-khau", Need::Admin),
    RouteRule::new("POST", "/quan-tri/tai-khoan/{id}/dong", Need::Admin),
    RouteRule::new("POST", "/quan-tri/tai-khoan/{id}/mo", Need::Admin),
    RouteRule::new("POST", "/api/v1/tokens", Need::Public),
    RouteRule::new("DELETE", "/api/v1/tokens/{id}", Need::Bearer),
];

/// The pages and API operations of this capability.
pub fn router(access: &Access) -> Router {
    Router::new()
        .route("/dang-nhap", get(sign_in::get).post(sign_in::post))
        .route("/dang-ky", get(register::get).post(register::post))
        .route("/dang-xuat", get(sign_out::get).post(sign_out::post))
        .route("/tai-san/hien-mat-khau.js", get(script::get))
        .route("/tai-khoan", get(account::get))
        .route("/tai-khoan/ngon-ngu", post(account::language::post))
        .route("/tai-khoan/mat-khau", post(account::password::post))
        .route("/tai-khoan/phien", post(account::sessions::post))
        .route("/tai-khoan/khoa", post(account::tokens::post))
        .route("/tai-khoan/khoa/{id}", post(account::tokens::revoke))
        .route("/quan-tri/tai-khoan", get(accounts::list::get))
        .route("/quan-tri/tai-khoan/moi", get(accounts::new::get).post(accounts::new::post))
        .route("/quan-tri/tai-khoan/{id}", get(accounts::show::get))
        .route("/quan-tri/tai-khoan/{id}/vai-tro", post(accounts::grants::post))
        .route("/quan-tri/tai-khoan/{id}/vai-tro/{grant}", post(accounts::grants::revoke))
        .route("/quan-tri/tai-khoan/{id}/mat-khau", post(accounts::password::post))
        .route("/quan-tri/tai-khoan/{id}/dong", post(accounts::state::close))
        .route("/quan-tri/tai-khoan/{id}/mo", post(accounts::state::reopen))
        .route("/api/v1/tokens", post(tokens::create))
        .route("/api/v1/tokens/{id}", delete(tokens::revoke))
        .with_state(access.clone())
}

/// Puts everything before `router` that every request passes: security headers, session, visitor and actor, error pages, form tokens.
///
/// Call it once, on the assembled router, after its fallback is set. `site` says whose door this is.
pub fn protect(router: Router, access: &Access, site: Arc<web::Site>) -> Router {
    // One stack, outermost first: layers put on one by one would each box and copy everything below them, at every request.
    router.layer((
        from_fn_with_state(access.settings, headers::secure),
        axum::Extension(site),
        session::layer(access.ctx.clone(), access.settings),
        from_fn_with_state(access.clone(), identify::identify),
        from_fn(web::error::pages),
        from_fn(csrf::guard),
    ))
}

impl From<Failure> for PageError {
    fn from(failure: Failure) -> Self {
        Self::fault(failure)
    }
}

/// A problem of `tower-sessions`, which carries storage failures as text.
fn session_failed(error: tower_sessions::session::Error) -> PageError {
    PageError::fault(Failure::Session(error.to_string()))
}
