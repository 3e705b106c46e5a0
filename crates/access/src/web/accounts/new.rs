//! `/quan-tri/tai-khoan/moi`.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::OfficeId;
use serde::Deserialize;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor, t};

use super::{administers, office_choices, role_choices};
use crate::error::CreateOfficialRefusal;
use crate::model::{AccountKind, Role};
use crate::node::Access;
use crate::usecases::create_official::{Authority, CreateOfficial, create_official};
use crate::usecases::grant::needs_office;
use crate::web::SignedIn;

/// What was typed. The password is never shown again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Typed {
    name: String,
    login: String,
    password: String,
    role: String,
    office: String,
}

/// The page.
#[derive(Template)]
#[template(path = "access/account_new.html")]
struct NewAccountPage {
    page: Page,
    typed: Typed,
    roles: Vec<Choice>,
    offices: Vec<Choice>,
    errors: FieldErrors,
}

impl NewAccountPage {
    fn new(access: &Access, visitor: Visitor, typed: Typed, errors: FieldErrors) -> Self {
        let chosen = typed.role.parse().unwrap_or(Role::ProcessingOfficer);
        let page = Page::desk(visitor, Section::Administration, "access-new-title").with_errors(!errors.is_empty());
        let offices = office_choices(&*access.tree, page.t("access-no-office"), &typed.office);
        Self { roles: role_choices(page.language(), Some(chosen)), offices, page, typed, errors }
    }
}

/// Shows the form.
pub(in crate::web) async fn get(State(access): State<Access>, visitor: Visitor, SignedIn(actor): SignedIn) -> Result<Response, PageError> {
    administers(&actor)?;
    render(&NewAccountPage::new(&access, visitor, Typed::default(), FieldErrors::none()))
}

/// Makes the account and goes to its page.
pub(in crate::web) async fn post(
    State(access): State<Access>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    administers(&actor)?;
    let role: Role = typed.role.parse().map_err(|_| PageError::NotFound)?;
    let office: Option<OfficeId> = typed.office.parse().ok();
    let command = CreateOfficial {
        logins: vec![typed.login.clone()],
        name: typed.name.clone(),
        kind: AccountKind::Official,
        language: "vi".to_owned(),
        password: typed.password.clone(),
        // An office chosen for a role that has none is forgotten rather than refused: the form has one list for all roles.
        roles: vec![(role, office.filter(|_| needs_office(role)))],
    };
    let refusal = match create_official(&access, Authority::Actor(&actor), &command).await {
        Ok(account) => return Ok(Redirect::to(&format!("/quan-tri/tai-khoan/{account}?xong=moi")).into_response()),
        Err(refusal) => refusal,
    };
    let (field, key) = field_of(refusal)?;
    let mut errors = FieldErrors::none();
    errors.add(field, t(visitor.language, key));
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &NewAccountPage::new(&access, visitor, typed, errors))
}

/// The field at fault and the message about it.
fn field_of(refusal: CreateOfficialRefusal) -> Result<(&'static str, &'static str), PageError> {
    match refusal {
        CreateOfficialRefusal::Name => Ok(("name", "access-name-missing")),
        CreateOfficialRefusal::Login { .. } => Ok(("login", "access-new-login-unreadable")),
        CreateOfficialRefusal::LoginTaken => Ok(("login", "access-new-login-taken")),
        CreateOfficialRefusal::Password(weakness) => Ok(("password", weakness.key())),
        CreateOfficialRefusal::Role => Ok(("office", "access-office-missing")),
        CreateOfficialRefusal::NotAllowed => Err(PageError::NotAllowed),
        CreateOfficialRefusal::Failure(failure) => Err(failure.into()),
    }
}
