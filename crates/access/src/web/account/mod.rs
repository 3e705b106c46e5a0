//! `/tai-khoan`: somebody's own account.

pub(super) mod language;
pub(super) mod password;
pub(super) mod sessions;
pub(super) mod tokens;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use tower_sessions::Session;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Language, Page, PageError, Section, Visitor};

use super::SignedIn;
use super::identify::role_label_key;
use crate::model::{Actor, Grant, LiveToken, OwnAccount, Profile, Role, SignedInAt};
use crate::node::Access;
use crate::usecases::own_account::own_account;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// What has just been done.
    xong: String,
}

/// A role with the office it is held in, in words.
struct RoleLine {
    role: String,
    office: String,
}

/// What a form of the page brought back.
#[derive(Default)]
struct Outcome {
    errors: FieldErrors,
    /// Message key of what was done; empty when nothing was.
    done_key: &'static str,
    /// The label typed for a token.
    label: String,
    /// The secret of a token made just now, shown this once.
    secret: String,
}

/// The page.
#[derive(Template)]
#[template(path = "access/account.html")]
struct AccountPage {
    page: Page,
    name: String,
    number: String,
    profile: Profile,
    roles: Vec<RoleLine>,
    languages: Vec<Choice>,
    sessions: Vec<SignedInAt>,
    tokens: Vec<LiveToken>,
    outcome: Outcome,
}

impl AccountPage {
    fn new(access: &Access, visitor: Visitor, actor: Actor, own: OwnAccount, outcome: Outcome) -> Self {
        let page = Page::public(visitor, Section::None, "access-account-title").with_errors(!outcome.errors.is_empty());
        let line = |grant: &Grant| RoleLine {
            role: page.t(&role_label_key(grant.role)),
            office: grant.office.and_then(|office| access.tree.name(office)).unwrap_or_default(),
        };
        // That somebody may apply goes without saying.
        let roles = actor.grants.iter().filter(|grant| grant.role != Role::Applicant).map(line).collect();
        let choice = |language: Language| Choice::new(language.code(), language.own_name(), language.code() == actor.language);
        let languages = Language::ALL.into_iter().map(choice).collect();
        let number = own.profile.masked_number().unwrap_or_default();
        Self { page, name: actor.name, number, profile: own.profile, roles, languages, sessions: own.sessions, tokens: own.tokens, outcome }
    }

    fn is_elsewhere(&self) -> bool {
        self.sessions.iter().any(|session| !session.is_this)
    }
}

/// Shows the account.
pub(super) async fn get(
    State(access): State<Access>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    session: Session,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let outcome = Outcome { done_key: done_key(&asked.xong), ..Outcome::default() };
    show(&access, (visitor, actor), &session, outcome).await
}

/// The page with what a form brought back: 422 when there is something to correct.
async fn show(access: &Access, (visitor, actor): (Visitor, Actor), session: &Session, outcome: Outcome) -> Result<Response, PageError> {
    let own = own_account(access, &actor, session.id()).await?;
    let has_errors = !outcome.errors.is_empty();
    let page = AccountPage::new(access, visitor, actor, own, outcome);
    if has_errors { render_with(StatusCode::UNPROCESSABLE_ENTITY, &page) } else { render(&page) }
}

/// Only these can be said: the address is anybody's.
fn done_key(word: &str) -> &'static str {
    match word {
        "ngon-ngu" => "access-done-language",
        "mat-khau" => "access-done-password",
        "phien" => "access-done-sessions",
        "khoa" => "access-done-token",
        _ => "",
    }
}
