//! Pages and API operations of this capability.

mod download;
pub(crate) mod sending;
mod series;
mod templates;
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
    RouteRule::new("GET", "/quan-tri/mau-ket-qua", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/mau-ket-qua/moi", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/mau-ket-qua/moi", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/mau-ket-qua/nhap", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/mau-ket-qua/{code}", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/mau-ket-qua/{code}", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/mau-ket-qua/{code}/tep", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/mau-ket-qua/{code}/buoc", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/so-van-ban", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/so-van-ban", Need::SignedIn),
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
        .route("/quan-tri/mau-ket-qua", get(templates::list))
        .route("/quan-tri/mau-ket-qua/moi", get(templates::get_new).post(templates::post_new))
        .route("/quan-tri/mau-ket-qua/nhap", post(templates::import))
        .route("/quan-tri/mau-ket-qua/{code}", get(templates::get).post(templates::post))
        .route("/quan-tri/mau-ket-qua/{code}/tep", get(templates::export))
        .route("/quan-tri/mau-ket-qua/{code}/buoc", post(templates::step))
        .route("/quan-tri/so-van-ban", get(series::get).post(series::post))
        .route("/api/v1/documents", post(rest::upload))
        .route("/api/v1/documents/{id}", get(rest::download))
        .layer(DefaultBodyLimit::max(largest))
        .with_state(documents)
}
