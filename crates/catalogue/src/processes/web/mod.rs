//! `/quan-tri/quy-trinh`: internal processes for those who administer them. For everybody else there are no such pages.

mod edit;
mod export;
mod import;
mod list;
mod publish;
mod show;
mod words;

use ::web::PageError;
use access::{Action, Actor, Need, Resource, RouteRule, scope};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use super::Workbench;

/// Address of the list.
const ADDRESS: &str = "/quan-tri/quy-trinh";
/// Largest step table that is taken.
const LARGEST_FILE: usize = 2 << 20;

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/quan-tri/quy-trinh", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/quy-trinh", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/quy-trinh/{id}", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/quy-trinh/{id}/soan-moi", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/quy-trinh/{id}/soan", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/quy-trinh/{id}/soan", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/quy-trinh/{id}/bo", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/quy-trinh/{id}/ban-hanh", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/quy-trinh/{id}/ban-hanh", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/quy-trinh/{id}/hoan-tac", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/quy-trinh/{id}/gan", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/quy-trinh/{id}/nhap", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/quy-trinh/{id}/xuat", Need::SignedIn),
];

/// The pages.
pub fn router(bench: Workbench) -> Router {
    Router::new()
        .route("/quan-tri/quy-trinh", get(list::get).post(list::post))
        .route("/quan-tri/quy-trinh/{id}", get(show::get))
        .route("/quan-tri/quy-trinh/{id}/soan-moi", post(show::start))
        .route("/quan-tri/quy-trinh/{id}/soan", get(edit::get).post(edit::post))
        .route("/quan-tri/quy-trinh/{id}/bo", post(show::discard))
        .route("/quan-tri/quy-trinh/{id}/ban-hanh", get(publish::get).post(publish::post))
        .route("/quan-tri/quy-trinh/{id}/hoan-tac", post(show::undo))
        .route("/quan-tri/quy-trinh/{id}/gan", post(show::bind))
        .route("/quan-tri/quy-trinh/{id}/nhap", post(import::post).layer(DefaultBodyLimit::max(LARGEST_FILE)))
        .route("/quan-tri/quy-trinh/{id}/xuat", get(export::get))
        .with_state(bench)
}

fn sees(actor: &Actor) -> Result<(), PageError> {
    if scope(actor, Resource::Process, Action::View).all { Ok(()) } else { Err(PageError::NotAllowed) }
}

fn may_edit(actor: &Actor) -> bool {
    scope(actor, Resource::Process, Action::Edit).all
}

fn edits(actor: &Actor) -> Result<(), PageError> {
    if may_edit(actor) { Ok(()) } else { Err(PageError::NotAllowed) }
}
