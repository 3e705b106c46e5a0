//! `GET /quan-tri/tai-khoan/{id}`, and the page that forms of it come back to.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use kernel::id::AccountId;
use serde::Deserialize;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Page, PageError, Section, Side, Visitor, t};

use super::{may_administer, office_choices, role_choices, sees_accounts, shown_logins};
use crate::error::ChangeRefusal;
use crate::model::{AccountRecord, Actor, GrantRecord, Role};
use crate::node::Access;
use crate::usecases::view_account::view_account;
use crate::web::SignedIn;
use crate::web::identify::role_label_key;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    /// What has just been done.
    xong: String,
}

/// What a form of the page brought back.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) errors: FieldErrors,
    /// Message key of what was done; empty when nothing was.
    pub(super) done_key: &'static str,
    /// The role chosen.
    pub(super) role: Option<Role>,
    /// The identifier of the office chosen.
    pub(super) office: String,
}

/// A grant in the words of the page.
struct GrantLine {
    revoke_address: String,
    role: String,
    office: String,
    from: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
    is_over: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "access/account_show.html")]
struct ShowAccountPage {
    page: Page,
    address: String,
    logins: String,
    created_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    grants: Vec<GrantLine>,
    roles: Vec<Choice>,
    offices: Vec<Choice>,
    outcome: Outcome,
    /// May the actor change this account here? Nobody changes their own.
    may_change: bool,
}

/// Shows the account.
pub(in crate::web) async fn get(
    State(access): State<Access>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let outcome = Outcome { done_key: done_key(&asked.xong), ..Outcome::default() };
    show(&access, (visitor, &actor), id, outcome).await
}

/// The page with what a form brought back: 422 when there is something to correct.
pub(super) async fn show(
    access: &Access,
    (visitor, actor): (Visitor, &Actor),
    id: AccountId,
    outcome: Outcome,
) -> Result<Response, PageError> {
    sees_accounts(actor)?;
    let account = view_account(access, actor, id).await?.ok_or(PageError::NotFound)?;
    let has_errors = !outcome.errors.is_empty();
    let page = page(access, (visitor, actor), &account, outcome);
    if has_errors { render_with(StatusCode::UNPROCESSABLE_ENTITY, &page) } else { render(&page) }
}

/// Back to the page after something was done, or the page with what is wrong with one of its fields.
pub(super) async fn after(
    access: &Access,
    (visitor, actor): (Visitor, &Actor),
    id: AccountId,
    done: &str,
    (result, mut outcome): (Result<(), ChangeRefusal>, Outcome),
) -> Result<Response, PageError> {
    let Err(refusal) = result else { return Ok(Redirect::to(&format!("/quan-tri/tai-khoan/{id}?xong={done}")).into_response()) };
    let (field, key) = match refusal {
        ChangeRefusal::NotFound => return Err(PageError::NotFound),
        ChangeRefusal::Failure(failure) => return Err(failure.into()),
        ChangeRefusal::OfficeMismatch | ChangeRefusal::Validity => ("office", "access-office-missing"),
        ChangeRefusal::Oneself => ("noi-dung", "access-not-oneself"),
        ChangeRefusal::Password(weakness) => ("password", weakness.key()),
    };
    outcome.errors.add(field, t(visitor.language, key));
    show(access, (visitor, actor), id, outcome).await
}

fn page(access: &Access, (visitor, actor): (Visitor, &Actor), account: &AccountRecord, outcome: Outcome) -> ShowAccountPage {
    let page = Page::titled(visitor, Side::Desk, Section::Administration, account.name.clone()).with_errors(!outcome.errors.is_empty());
    let address = format!("/quan-tri/tai-khoan/{}", account.id);
    let now = access.ctx.now();
    let line = |grant: &GrantRecord| GrantLine {
        revoke_address: format!("{address}/vai-tro/{}", grant.id),
        role: page.t(&role_label_key(grant.role)),
        office: grant.office.and_then(|office| access.tree.name(office)).unwrap_or_default(),
        from: grant.valid_from,
        until: grant.valid_until,
        is_over: grant.is_over(now),
    };
    ShowAccountPage {
        logins: shown_logins(account),
        created_at: account.created_at,
        closed_at: account.closed_at,
        grants: account.grants.iter().map(line).collect(),
        roles: role_choices(page.language(), Some(outcome.role.unwrap_or(Role::ProcessingOfficer))),
        offices: office_choices(&*access.tree, page.t("access-no-office"), &outcome.office),
        may_change: may_administer(actor) && actor.account != account.id,
        outcome,
        address,
        page,
    }
}

/// Only these can be said: the address is anybody's.
fn done_key(word: &str) -> &'static str {
    match word {
        "moi" => "access-done-created",
        "vai-tro" => "access-done-granted",
        "thu-hoi" => "access-done-revoked",
        "mat-khau" => "access-done-reset",
        "dong" => "access-done-closed",
        "mo" => "access-done-reopened",
        _ => "",
    }
}
