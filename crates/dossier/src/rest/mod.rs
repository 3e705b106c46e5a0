//! The operations of the JSON API, grouped by what people do.

mod answer;
mod applications;
mod declared;
mod intake;
mod journal;
mod messages;
mod read;
mod refused;
mod request;
mod results;
mod supplements;
mod tasks;
mod track;

use std::sync::Arc;

use ::access::{Need, RouteRule};
use axum::Router;
use axum::routing::{get, post};
use utoipa::OpenApi;

use crate::services::Services;

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/api/v1/dossiers", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers", Need::Bearer),
    RouteRule::new("GET", "/api/v1/dossiers/{id}", Need::Bearer),
    RouteRule::new("GET", "/api/v1/dossiers/{id}/journal", Need::Bearer),
    RouteRule::new("GET", "/api/v1/dossiers/{id}/messages", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/messages", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/receipt", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/supplement-requests", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/supplements", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/refusal", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/decision", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/return", Need::Bearer),
    RouteRule::new("POST", "/api/v1/receipts", Need::Bearer),
    RouteRule::new("POST", "/api/v1/requests", Need::Bearer),
    RouteRule::new("GET", "/api/v1/tasks", Need::Bearer),
    RouteRule::new("POST", "/api/v1/tasks/{id}/claim", Need::Bearer),
    RouteRule::new("POST", "/api/v1/tasks/{id}/completion", Need::Bearer),
    RouteRule::new("GET", "/api/v1/tracking/{code}", Need::Public),
];

/// The operations of this capability, for the document at `/api/openapi.json`.
#[derive(Debug, OpenApi)]
#[openapi(paths(
    applications::submit,
    applications::receive,
    applications::keep,
    intake::accept,
    intake::refuse,
    supplements::ask,
    supplements::supply,
    results::decide,
    results::hand_over,
    read::get,
    read::list,
    journal::get,
    messages::list,
    messages::send,
    track::get,
    tasks::list,
    tasks::claim,
    tasks::complete
))]
pub struct ApiDoc;

/// The operations behind one router. The layers of access stand before it.
pub fn router(services: Arc<Services>) -> Router {
    Router::new()
        .route("/api/v1/dossiers", get(read::list).post(applications::submit))
        .route("/api/v1/dossiers/{id}", get(read::get))
        .route("/api/v1/dossiers/{id}/journal", get(journal::get))
        .route("/api/v1/dossiers/{id}/messages", get(messages::list).post(messages::send))
        .route("/api/v1/dossiers/{id}/receipt", post(intake::accept))
        .route("/api/v1/dossiers/{id}/supplement-requests", post(supplements::ask))
        .route("/api/v1/dossiers/{id}/supplements", post(supplements::supply))
        .route("/api/v1/dossiers/{id}/refusal", post(intake::refuse))
        .route("/api/v1/dossiers/{id}/decision", post(results::decide))
        .route("/api/v1/dossiers/{id}/return", post(results::hand_over))
        .route("/api/v1/receipts", post(applications::receive))
        .route("/api/v1/requests", post(applications::keep))
        .route("/api/v1/tasks", get(tasks::list))
        .route("/api/v1/tasks/{id}/claim", post(tasks::claim))
        .route("/api/v1/tasks/{id}/completion", post(tasks::complete))
        .route("/api/v1/tracking/{code}", get(track::get))
        .with_state(services)
}
