//! "When is my answer due, and why?": the public page `/han-tra` and the operation `computeDeadline`.
//!
//! Both ask `kernel::calendar`; neither knows a rule. The page is a GET form, so that an answer can be shared as an address.

mod form;
mod page;
mod rest;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use kernel::calendar::Calendars;
use kernel::clock::Clock;
use utoipa::OpenApi;

pub use rest::{DeadlineAnswer, DeadlineCase, DeadlineEvent, DeadlineLimit};

/// Methods and paths of this module; anybody may use them.
pub const ROUTES: &[(&str, &str)] = &[("GET", "/han-tra"), ("POST", "/api/v1/deadlines")];

/// A case is a few hundred bytes; this leaves room for hundreds of events.
const LARGEST_CASE: usize = 64 * 1024;

/// The operation of this module, for the document at `/api/openapi.json`.
#[derive(Debug, OpenApi)]
#[openapi(paths(rest::compute), components(schemas(DeadlineCase, DeadlineLimit, DeadlineEvent, DeadlineAnswer)))]
pub struct ApiDoc;

/// What the page and the operation need.
#[derive(Debug, Clone)]
struct Deadlines {
    calendars: Arc<Calendars>,
    clock: Arc<dyn Clock>,
}

/// The routes of this module.
pub fn router<S: Clone + Send + Sync + 'static>(calendars: Arc<Calendars>, clock: Arc<dyn Clock>) -> Router<S> {
    Router::new()
        .route("/han-tra", get(page::show))
        .route("/api/v1/deadlines", post(rest::compute).layer(DefaultBodyLimit::max(LARGEST_CASE)))
        .with_state(Deadlines { calendars, clock })
}
