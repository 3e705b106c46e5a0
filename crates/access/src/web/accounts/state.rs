//! `POST /quan-tri/tai-khoan/{id}/dong` and `POST …/mo`.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::id::AccountId;
use web::{PageError, Visitor};

use super::show::{Outcome, after};
use crate::node::Access;
use crate::usecases::close_account::{close_account, reopen_account};
use crate::web::SignedIn;

/// Closes the account.
pub(in crate::web) async fn close(
    State(access): State<Access>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let account: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    let result = close_account(&access, &actor, account).await;
    after(&access, (visitor, &actor), account, "dong", (result, Outcome::default())).await
}

/// Opens the account again.
pub(in crate::web) async fn reopen(
    State(access): State<Access>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let account: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    let result = reopen_account(&access, &actor, account).await;
    after(&access, (visitor, &actor), account, "mo", (result, Outcome::default())).await
}
