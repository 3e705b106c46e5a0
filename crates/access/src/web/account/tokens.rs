//! `POST /tai-khoan/khoa` and `POST /tai-khoan/khoa/{id}`.

use axum::extract::{Form, Path, State};
use axum::response::{Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;
use web::{FieldErrors, PageError, Visitor, t};

use super::{Outcome, show};
use crate::error::{ChangeRefusal, CreateTokenRefusal, SignInRefusal};
use crate::node::Access;
use crate::usecases::create_token::create_own_token;
use crate::usecases::revoke_token::revoke_token;
use crate::web::SignedIn;
use crate::web::sign_in::{retry_after, too_many};

/// What was typed. The password is never shown again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Typed {
    label: String,
    password: String,
}

/// Makes a token and shows its secret, this once.
pub(in crate::web) async fn post(
    State(access): State<Access>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let refusal = match create_own_token(&access, &actor, &typed.password, &typed.label).await {
        Ok(created) => return show(&access, (visitor, actor), &session, Outcome { secret: created.secret, ..Outcome::default() }).await,
        Err(refusal) => refusal,
    };
    let mut errors = FieldErrors::none();
    let mut wait = None;
    match refusal {
        CreateTokenRefusal::Label => errors.add("label", t(visitor.language, "access-api-label")),
        CreateTokenRefusal::SignIn(SignInRefusal::NotMatching) => errors.add("password", t(visitor.language, "access-password-not-yours")),
        CreateTokenRefusal::SignIn(SignInRefusal::TooMany(seconds)) => {
            errors.add("password", too_many(&visitor, "access-too-many", seconds));
            wait = Some(seconds);
        }
        CreateTokenRefusal::SignIn(SignInRefusal::Failure(failure)) => return Err(failure.into()),
    }
    let page = show(&access, (visitor, actor), &session, Outcome { errors, label: typed.label, ..Outcome::default() }).await?;
    Ok(match wait {
        Some(wait) => retry_after(page, wait),
        None => page,
    })
}

/// Revokes one of the visitor's own tokens.
pub(in crate::web) async fn revoke(
    State(access): State<Access>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    match revoke_token(&access, &actor, id).await {
        Ok(()) => Ok(Redirect::to("/tai-khoan?xong=khoa")),
        Err(ChangeRefusal::Failure(failure)) => Err(failure.into()),
        Err(_) => Err(PageError::NotFound),
    }
}
