//! Pages and API operations of this capability.

mod download;
pub(crate) mod sending;
mod verify;

use access::{Need, RouteRule};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::node::Documents;
use crate::rest;

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/kiem-tra", Need::Public),
    RouteRule::new("GET", "/kiem-tra/{id}", Need::Public),
    RouteRule::new("POST", "/kiem-tra/{id}", Need::Public),
    RouteRule::new("GET", "/tai-lieu/{id}", Need::SignedIn),
    RouteRule::new("POST", "/api/v1/documents", Need::Bearer),
    RouteRule::new("GET", "/api/v1/documents/{id}", Need::Bearer),
];

/// What a form may have beside its file: boundaries, names, other fields.
const FORM_ROOM: u64 = 64 * 1024;

/// The pages and API operations of this capability.
pub fn router(documents: Documents) -> Router {
    let largest = usize::try_from(documents.files.limit().saturating_add(FORM_ROOM)).unwrap_or(usize::MAX);
    Router::new()
        .route("/kiem-tra", get(verify::ask))
        .route("/kiem-tra/{id}", get(verify::get).post(verify::post))
        .route("/tai-lieu/{id}", get(download::get))
        .route("/api/v1/documents", post(rest::upload))
        .route("/api/v1/documents/{id}", get(rest::download))
        .layer(DefaultBodyLimit::max(largest))
        .with_state(documents)
}
