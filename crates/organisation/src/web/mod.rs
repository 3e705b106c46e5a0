//! Pages for everybody, one per file.

mod one_stop_offices;

use access::{Need, RouteRule};
use axum::Router;
use axum::routing::get;

use crate::node::Organisation;
use crate::rest;

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[RouteRule::new("GET", "/noi-nop", Need::Public), RouteRule::new("GET", "/api/v1/offices", Need::Public)];

/// The pages and API operations of this capability.
pub fn router(organisation: &Organisation) -> Router {
    Router::new()
        .route("/noi-nop", get(one_stop_offices::get))
        .route("/api/v1/offices", get(rest::list_offices))
        .with_state(organisation.clone())
}
