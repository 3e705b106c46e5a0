//! `POST /tai-khoan/mat-khau`.

use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;
use web::{FieldErrors, PageError, Visitor, t};

use super::{Outcome, show};
use crate::error::ChangePasswordRefusal;
use crate::node::Access;
use crate::usecases::change_password::change_password;
use crate::web::SignedIn;
use crate::web::sign_in::{retry_after, too_many};

/// What was typed. Neither is ever shown again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Typed {
    before: String,
    after: String,
}

/// Changes the password; this session stays, all others end.
pub(in crate::web) async fn post(
    State(access): State<Access>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let mut errors = FieldErrors::none();
    let mut wait = None;
    match change_password(&access, &actor, (&typed.before, &typed.after), session.id()).await {
        Ok(()) => return Ok(Redirect::to("/tai-khoan?xong=mat-khau").into_response()),
        Err(ChangePasswordRefusal::NotMatching) => errors.add("before", t(visitor.language, "access-password-not-yours")),
        Err(ChangePasswordRefusal::Password(weakness)) => errors.add("after", t(visitor.language, weakness.key())),
        Err(ChangePasswordRefusal::TooMany(seconds)) => {
            errors.add("before", too_many(&visitor, "access-too-many", seconds));
            wait = Some(seconds);
        }
        Err(ChangePasswordRefusal::Failure(failure)) => return Err(failure.into()),
    }
    let page = show(&access, (visitor, actor), &session, Outcome { errors, ..Outcome::default() }).await?;
    Ok(match wait {
        Some(wait) => retry_after(page, wait),
        None => page,
    })
}
