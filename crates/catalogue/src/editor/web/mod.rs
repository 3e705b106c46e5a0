//! `/quan-tri/thu-tuc`: procedures for those who administer them. For everybody else there are no such pages.

mod compare;
mod export;
mod import;
mod list;
mod publish;
mod section;
mod show;

use std::collections::BTreeMap;

use ::web::PageError;
use ::web::administration::{HistoryLine, what_happened};
use ::web::{Language, t};
use access::{Action, Actor, Need, Resource, RouteRule, scope};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use kernel::id::AccountId;

use super::Editor;

/// Address of the list.
const ADDRESS: &str = "/quan-tri/thu-tuc";
/// Largest file of procedures that is taken.
const LARGEST_FILE: usize = 8 << 20;

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/quan-tri/thu-tuc", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/thu-tuc", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/thu-tuc/nhap", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/thu-tuc/nhap", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/thu-tuc/xuat", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/thu-tuc/{code}", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/thu-tuc/{code}/xuat", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/thu-tuc/{code}/soan", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/thu-tuc/{code}/bo", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/thu-tuc/{code}/soan/{section}", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/thu-tuc/{code}/soan/{section}", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/thu-tuc/{code}/so-sanh", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/thu-tuc/{code}/ban-hanh", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/thu-tuc/{code}/ban-hanh", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/thu-tuc/{code}/bai-bo", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/thu-tuc/{code}/bai-bo", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/thu-tuc/{code}/hoan-tac", Need::SignedIn),
];

/// The pages.
pub fn router(editor: Editor) -> Router {
    Router::new()
        .route("/quan-tri/thu-tuc", get(list::get).post(list::post))
        .route("/quan-tri/thu-tuc/nhap", get(import::get).post(import::post).layer(DefaultBodyLimit::max(LARGEST_FILE)))
        .route("/quan-tri/thu-tuc/xuat", get(export::all))
        .route("/quan-tri/thu-tuc/{code}", get(show::get))
        .route("/quan-tri/thu-tuc/{code}/xuat", get(export::one))
        .route("/quan-tri/thu-tuc/{code}/soan", post(show::start))
        .route("/quan-tri/thu-tuc/{code}/bo", post(show::discard))
        .route("/quan-tri/thu-tuc/{code}/soan/{section}", get(section::get).post(section::post))
        .route("/quan-tri/thu-tuc/{code}/so-sanh", get(compare::get))
        .route("/quan-tri/thu-tuc/{code}/ban-hanh", get(publish::get).post(publish::post))
        .route("/quan-tri/thu-tuc/{code}/bai-bo", get(publish::get_withdrawal).post(publish::post_withdrawal))
        .route("/quan-tri/thu-tuc/{code}/hoan-tac", post(show::undo))
        .with_state(editor)
}

/// Lets those through who may see drafts and the history of rules.
pub(crate) fn sees_drafts(actor: &Actor) -> Result<(), PageError> {
    if scope(actor, Resource::Draft, Action::View).all { Ok(()) } else { Err(PageError::NotAllowed) }
}

/// May the actor write drafts?
fn may_edit(actor: &Actor) -> bool {
    scope(actor, Resource::Procedure, Action::Edit).all
}

/// Lets those through who may write drafts.
fn edits(actor: &Actor) -> Result<(), PageError> {
    if may_edit(actor) { Ok(()) } else { Err(PageError::NotAllowed) }
}

/// The journal of a subject, newest first, as lines of a history.
pub(crate) fn history(entries: &[journal::Entry], names: &BTreeMap<AccountId, String>, language: Language) -> Vec<HistoryLine> {
    let line = |entry: &journal::Entry| {
        let text = |field: &str| entry.data.get(field).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let who = entry.actor.map(|actor| names.get(&actor).cloned().unwrap_or_default());
        let version = entry.data.get("version").and_then(serde_json::Value::as_i64);
        HistoryLine {
            at: entry.at,
            who: who.unwrap_or_else(|| t(language, "administration-program")),
            what: what_happened(language, &entry.kind),
            about: version
                .map(|version| ::web::t_with(language, "editor-version-number", &[("version", version.into())]))
                .unwrap_or_default(),
            why: text("act"),
        }
    };
    entries.iter().rev().map(line).collect()
}
