//! `POST /quan-tri/tai-khoan/{id}/mat-khau`.

use axum::extract::{Form, Path, State};
use axum::response::Response;
use kernel::id::AccountId;
use serde::Deserialize;
use web::{PageError, Visitor};

use super::show::{Outcome, after};
use crate::node::Access;
use crate::usecases::reset_password::reset_password;
use crate::web::SignedIn;

/// What was typed. Never shown again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Typed {
    password: String,
}

/// Gives the account another password; its sessions end.
pub(in crate::web) async fn post(
    State(access): State<Access>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let account: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    let result = reset_password(&access, &actor, account, &typed.password).await;
    after(&access, (visitor, &actor), account, "mat-khau", (result, Outcome::default())).await
}
