//! The operations of the JSON API, grouped by what people do.

mod answer;
mod applications;
mod declared;
mod intake;
mod journal;
mod read;
mod refused;
mod request;
mod results;
mod supplements;
mod tasks;
mod track;
mod turned;
mod turns;

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
    RouteRule::new("POST", "/api/v1/dossiers/{id}/receipt", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/supplement-requests", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/supplements", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/refusal", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/decision", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/return", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/payment-requests", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/payments", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/apology", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/stop-requests", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/stop", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/consultations", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/corrections", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/stop-withdrawals", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/transfer", Need::Bearer),
    RouteRule::new("POST", "/api/v1/dossiers/{id}/notes", Need::Bearer),
    RouteRule::new("POST", "/api/v1/receipts", Need::Bearer),
    RouteRule::new("POST", "/api/v1/requests", Need::Bearer),
    RouteRule::new("GET", "/api/v1/tasks", Need::Bearer),
    RouteRule::new("POST", "/api/v1/tasks/{id}/claim", Need::Bearer),
    RouteRule::new("POST", "/api/v1/tasks/{id}/completion", Need::Bearer),
    RouteRule::new("POST", "/api/v1/tasks/{id}/opinion", Need::Bearer),
    RouteRule::new("POST", "/api/v1/tasks/{id}/assignment", Need::Bearer),
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
    track::get,
    tasks::list,
    tasks::claim,
    tasks::complete,
    turns::request_payment,
    turns::confirm_payment,
    turns::apologise,
    turns::ask_stop,
    turns::stop_dossier,
    turns::consult_office,
    turns::correct_dossier,
    turns::take_back,
    turns::transfer,
    turns::add_note,
    turns::opinion,
    turns::assignment
))]
pub struct ApiDoc;

/// The operations behind one router. The layers of access stand before it.
pub fn router(services: Arc<Services>) -> Router {
    Router::new()
        .route("/api/v1/dossiers", get(read::list).post(applications::submit))
        .route("/api/v1/dossiers/{id}", get(read::get))
        .route("/api/v1/dossiers/{id}/journal", get(journal::get))
        .route("/api/v1/dossiers/{id}/receipt", post(intake::accept))
        .route("/api/v1/dossiers/{id}/supplement-requests", post(supplements::ask))
        .route("/api/v1/dossiers/{id}/supplements", post(supplements::supply))
        .route("/api/v1/dossiers/{id}/refusal", post(intake::refuse))
        .route("/api/v1/dossiers/{id}/decision", post(results::decide))
        .route("/api/v1/dossiers/{id}/return", post(results::hand_over))
        .route("/api/v1/dossiers/{id}/payment-requests", post(turns::request_payment))
        .route("/api/v1/dossiers/{id}/payments", post(turns::confirm_payment))
        .route("/api/v1/dossiers/{id}/apology", post(turns::apologise))
        .route("/api/v1/dossiers/{id}/stop-requests", post(turns::ask_stop))
        .route("/api/v1/dossiers/{id}/stop", post(turns::stop_dossier))
        .route("/api/v1/dossiers/{id}/consultations", post(turns::consult_office))
        .route("/api/v1/dossiers/{id}/corrections", post(turns::correct_dossier))
        .route("/api/v1/dossiers/{id}/stop-withdrawals", post(turns::take_back))
        .route("/api/v1/dossiers/{id}/transfer", post(turns::transfer))
        .route("/api/v1/dossiers/{id}/notes", post(turns::add_note))
        .route("/api/v1/receipts", post(applications::receive))
        .route("/api/v1/requests", post(applications::keep))
        .route("/api/v1/tasks", get(tasks::list))
        .route("/api/v1/tasks/{id}/claim", post(tasks::claim))
        .route("/api/v1/tasks/{id}/completion", post(tasks::complete))
        .route("/api/v1/tasks/{id}/opinion", post(turns::opinion))
        .route("/api/v1/tasks/{id}/assignment", post(turns::assignment))
        .route("/api/v1/tracking/{code}", get(track::get))
        .with_state(services)
}
