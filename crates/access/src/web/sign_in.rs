//! `/dang-nhap`.

use std::net::IpAddr;

use askama::Template;
use axum::extract::{Form, FromRequestParts, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;
use web::language_switch::escape;
use web::page::{render, render_with};
use web::{FieldErrors, Page, PageError, Section, Visitor};

use super::{MaybeSignedIn, client, session_failed};
use crate::api;
use crate::error::SignInRefusal;
use crate::limiter::Wait;
use crate::model::Actor;
use crate::node::Access;
use crate::rules::{describe_agent, safe_return_path};
use crate::session::{ACCOUNT, AGENT};
use crate::usecases::sign_in::{SignIn, sign_in};

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Where to go afterwards.
    #[serde(default)]
    ve: String,
    /// Present when the visitor has just registered.
    moi: Option<String>,
}

/// What was typed. The password is never shown again.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub(super) login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    pub(super) ve: String,
}

/// The page.
#[derive(Template)]
#[template(path = "access/sign_in.html")]
pub(super) struct SignInPage {
    page: Page,
    typed: Typed,
    errors: FieldErrors,
    just_registered: bool,
    register_address: String,
}

impl SignInPage {
    pub(super) fn new(visitor: Visitor, typed: Typed, errors: FieldErrors, just_registered: bool) -> Self {
        let page = Page::public(visitor, Section::None, "access-sign-in-title").with_errors(!errors.is_empty());
        let register_address = with_return("/dang-ky", &typed.ve);
        Self { page, typed, errors, just_registered, register_address }
    }
}

/// `page`, carrying on where to go afterwards.
pub(super) fn with_return(page: &str, back: &str) -> String {
    safe_return_path(back).map_or_else(|| page.to_owned(), |back| format!("{page}?ve={}", escape(back)))
}

/// The address the request came from, as an extractor.
pub(super) struct Client(pub(super) IpAddr);

impl FromRequestParts<Access> for Client {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, access: &Access) -> Result<Self, Self::Rejection> {
        Ok(Self(client::address(access.settings, &parts.headers, &parts.extensions)))
    }
}

/// Shows the form; somebody who is signed in already goes on.
pub(super) async fn get(visitor: Visitor, MaybeSignedIn(actor): MaybeSignedIn, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    if let Some(actor) = actor {
        return Ok(Redirect::to(destination(&asked.ve, &actor)).into_response());
    }
    let typed = Typed { ve: asked.ve, ..Typed::default() };
    render(&SignInPage::new(visitor, typed, FieldErrors::none(), asked.moi.is_some()))
}

/// Signs in: a new identifier for the session, then on to where the visitor wanted to go.
pub(super) async fn post(
    State(access): State<Access>,
    visitor: Visitor,
    session: Session,
    Client(client): Client,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let account = match sign_in(&access, &SignIn { login: &typed.login, password: &typed.password, client }).await {
        Ok(account) => account,
        Err(refusal) => return refused(visitor, typed, refusal),
    };
    session.cycle_id().await.map_err(session_failed)?;
    session.insert(ACCOUNT, account).await.map_err(session_failed)?;
    session.insert(AGENT, describe_agent(agent(&headers))).await.map_err(session_failed)?;
    let actor = api::actor(&access, account).await?.ok_or(PageError::NotAllowed)?;
    Ok(Redirect::to(destination(&typed.ve, &actor)).into_response())
}

fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn refused(visitor: Visitor, typed: Typed, refusal: SignInRefusal) -> Result<Response, PageError> {
    let mut errors = FieldErrors::none();
    match refusal {
        SignInRefusal::NotMatching => {
            errors.add("login", web::t(visitor.language, "access-not-matching"));
            render_with(StatusCode::UNPROCESSABLE_ENTITY, &SignInPage::new(visitor, typed, errors, false))
        }
        SignInRefusal::TooMany(wait) => {
            errors.add("login", too_many(&visitor, "access-too-many", wait));
            let page = render_with(StatusCode::TOO_MANY_REQUESTS, &SignInPage::new(visitor, typed, errors, false))?;
            Ok(retry_after(page, wait))
        }
        SignInRefusal::Failure(failure) => Err(failure.into()),
    }
}

/// The sentence `key` with the minutes to wait.
pub(super) fn too_many(visitor: &Visitor, key: &str, wait: Wait) -> String {
    let minutes = i64::try_from(wait.seconds().div_ceil(60)).unwrap_or(i64::MAX);
    web::t_with(visitor.language, key, &[("minutes", minutes.into())])
}

/// The same answer, saying when to try again.
pub(super) fn retry_after(mut response: Response, wait: Wait) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.seconds()));
    response
}

fn destination<'a>(back: &'a str, actor: &Actor) -> &'a str {
    safe_return_path(back).unwrap_or(if actor.is_official() { "/ban/hop-viec" } else { "/ho-so" })
}
