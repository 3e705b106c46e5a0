//! Pages of this capability: what I was told, how I want to be told, what became of it.

mod administration;
mod list;
mod preferences;
mod unread;

use access::{Need, RouteRule};
use axum::Router;
use axum::routing::{get, post};

use crate::node::Notices;

pub use unread::with_unread;

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/thong-bao", Need::SignedIn),
    RouteRule::new("POST", "/thong-bao/da-doc", Need::SignedIn),
    RouteRule::new("GET", "/thong-bao/{id}", Need::SignedIn),
    RouteRule::new("GET", "/tai-khoan/thong-bao", Need::SignedIn),
    RouteRule::new("POST", "/tai-khoan/thong-bao", Need::SignedIn),
    RouteRule::new("POST", "/tai-khoan/thong-bao/dia-chi", Need::SignedIn),
    RouteRule::new("POST", "/tai-khoan/thong-bao/ma", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/thong-bao", Need::Official),
    RouteRule::new("POST", "/quan-tri/thong-bao/doc-lai", Need::Admin),
    RouteRule::new("POST", "/quan-tri/thong-bao/{id}/gui-lai", Need::Admin),
];

/// The pages of this capability.
pub fn router(notices: Notices) -> Router {
    Router::new()
        .route("/thong-bao", get(list::get))
        .route("/thong-bao/da-doc", post(list::read_all))
        .route("/thong-bao/{id}", get(list::open))
        .route("/tai-khoan/thong-bao", get(preferences::get).post(preferences::post))
        .route("/tai-khoan/thong-bao/dia-chi", post(preferences::ask))
        .route("/tai-khoan/thong-bao/ma", post(preferences::confirm))
        .route("/quan-tri/thong-bao", get(administration::get))
        .route("/quan-tri/thong-bao/doc-lai", post(administration::read_again))
        .route("/quan-tri/thong-bao/{id}/gui-lai", post(administration::try_again))
        .with_state(notices)
}
