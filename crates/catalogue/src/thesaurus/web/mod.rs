//! `/quan-tri/tu-dien`: the words search knows, for those who administer them.

mod list;
mod removal;
mod word;

use access::{Action, Actor, Need, Resource, RouteRule, scope};
use axum::Router;
use axum::routing::{get, post};
use web::{Choice, Language, PageError, t};

use super::dictionary::Dictionary;
use super::model::Kind;

/// Address of the list.
const ADDRESS: &str = "/quan-tri/tu-dien";

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/quan-tri/tu-dien", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/tu-dien/moi", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/tu-dien/moi", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/tu-dien/{id}", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/tu-dien/{id}", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/tu-dien/{id}/xoa", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/tu-dien/{id}/hoan-tac", Need::SignedIn),
];

/// The pages of the thesaurus.
pub fn router(dictionary: Dictionary) -> Router {
    Router::new()
        .route("/quan-tri/tu-dien", get(list::get))
        .route("/quan-tri/tu-dien/moi", get(word::get_new).post(word::post_new))
        .route("/quan-tri/tu-dien/{id}", get(word::get).post(word::post))
        .route("/quan-tri/tu-dien/{id}/xoa", post(removal::remove))
        .route("/quan-tri/tu-dien/{id}/hoan-tac", post(removal::restore))
        .with_state(dictionary)
}

/// Lets those through who may see the words; for everybody else there is no such page.
fn sees_words(actor: &Actor) -> Result<(), PageError> {
    if scope(actor, Resource::Thesaurus, Action::List).all { Ok(()) } else { Err(PageError::NotAllowed) }
}

/// May the actor change words?
fn may_edit(actor: &Actor) -> bool {
    scope(actor, Resource::Thesaurus, Action::Edit).all
}

/// Lets those through who may change words.
fn edits_words(actor: &Actor) -> Result<(), PageError> {
    if may_edit(actor) { Ok(()) } else { Err(PageError::NotAllowed) }
}

fn kind_name(language: Language, kind: Kind) -> String {
    t(language, &format!("thesaurus-kind-{}", kind.as_str()))
}

/// The kinds, with `chosen` chosen.
fn kind_choices(language: Language, chosen: Option<Kind>) -> Vec<Choice> {
    Kind::ALL.into_iter().map(|kind| Choice::new(kind.as_str(), kind_name(language, kind), chosen == Some(kind))).collect()
}
