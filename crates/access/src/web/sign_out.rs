//! `/dang-xuat`.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;
use web::page::render;
use web::{Page, PageError, Section, Visitor};

use super::{SignedIn, session_failed};
use crate::node::Access;
use crate::usecases::sign_out::sign_out;

/// The page that asks, for those who come by address.
#[derive(Template)]
#[template(path = "access/sign_out.html")]
pub(super) struct SignOutPage {
    page: Page,
}

impl SignOutPage {
    pub(super) fn new(visitor: Visitor) -> Self {
        Self { page: Page::public(visitor, Section::None, "access-sign-out-title") }
    }
}

/// Asks.
pub(super) async fn get(visitor: Visitor, _actor: SignedIn) -> Result<Response, PageError> {
    render(&SignOutPage::new(visitor))
}

/// Ends the session in the database and takes the cookie away.
pub(super) async fn post(State(access): State<Access>, SignedIn(actor): SignedIn, session: Session) -> Result<Response, PageError> {
    session.flush().await.map_err(session_failed)?;
    sign_out(&access, actor.account).await?;
    Ok(Redirect::to("/").into_response())
}
