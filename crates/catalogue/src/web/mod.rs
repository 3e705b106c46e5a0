//! Pages for everybody, one per file.

mod browse;
mod print;
mod procedure;
mod results;
mod shown;
mod unknown;

use access::{Need, RouteRule};
use axum::Router;
use axum::routing::get;

use crate::node::Catalogue;
use crate::rest;

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/thu-tuc", Need::Public),
    RouteRule::new("GET", "/thu-tuc/{code}", Need::Public),
    RouteRule::new("GET", "/tim", Need::Public),
    RouteRule::new("GET", "/tai-san/in-trang.js", Need::Public),
    RouteRule::new("GET", "/api/v1/procedures", Need::Public),
    RouteRule::new("GET", "/api/v1/procedures/{code}", Need::Public),
];

/// The pages and API operations of this capability.
pub fn router(catalogue: Catalogue) -> Router {
    Router::new()
        .route("/thu-tuc", get(browse::get))
        .route("/thu-tuc/{code}", get(procedure::get))
        .route("/tim", get(results::get))
        .route("/tai-san/in-trang.js", get(print::get))
        .route("/api/v1/procedures", get(rest::search_procedures))
        .route("/api/v1/procedures/{code}", get(rest::get_procedure))
        .with_state(catalogue)
}
