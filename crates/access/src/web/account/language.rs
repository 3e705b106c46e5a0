//! `POST /tai-khoan/ngon-ngu`.

use axum::extract::{Form, State};
use axum::response::Redirect;
use serde::Deserialize;
use web::{Language, PageError};

use crate::node::Access;
use crate::usecases::choose_language::choose_language;
use crate::web::SignedIn;

/// What was chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Typed {
    language: String,
}

/// Remembers the language and goes on over the switch, which sets the cookie of this browser.
pub(in crate::web) async fn post(
    State(access): State<Access>,
    SignedIn(actor): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Redirect, PageError> {
    let language: Language = typed.language.parse().map_err(|_| PageError::NotFound)?;
    choose_language(&access, &actor, language).await?;
    Ok(Redirect::to(&format!("/ngon-ngu/{}?ve=/tai-khoan%3Fxong%3Dngon-ngu", language.code())))
}
