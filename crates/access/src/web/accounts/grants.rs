//! `POST /quan-tri/tai-khoan/{id}/vai-tro` and `POST …/vai-tro/{grant}`.

use axum::extract::{Form, Path, State};
use axum::response::Response;
use kernel::id::{AccountId, OfficeId};
use serde::Deserialize;
use uuid::Uuid;
use web::{PageError, Visitor};

use super::show::{Outcome, after};
use crate::model::Role;
use crate::node::Access;
use crate::usecases::grant::{GrantRole, grant, needs_office};
use crate::usecases::revoke_grant::revoke_grant;
use crate::web::SignedIn;

/// What was chosen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Typed {
    role: String,
    office: String,
}

/// Gives the role from now on.
pub(in crate::web) async fn post(
    State(access): State<Access>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let account: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    let role: Role = typed.role.parse().map_err(|_| PageError::NotFound)?;
    let office: Option<OfficeId> = typed.office.parse().ok();
    // An office chosen for a role that has none is forgotten rather than refused: the form has one list for all roles.
    let office = office.filter(|_| needs_office(role));
    let command = GrantRole { account, role, office, valid_from: access.ctx.now(), valid_until: None };
    let result = grant(&access, &actor, &command).await.map(|_| ());
    let outcome = Outcome { role: Some(role), office: typed.office, ..Outcome::default() };
    after(&access, (visitor, &actor), account, "vai-tro", (result, outcome)).await
}

/// Takes the role away.
pub(in crate::web) async fn revoke(
    State(access): State<Access>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path((id, grant)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let account: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    let grant: Uuid = grant.parse().map_err(|_| PageError::NotFound)?;
    let result = revoke_grant(&access, &actor, grant).await;
    after(&access, (visitor, &actor), account, "thu-hoi", (result, Outcome::default())).await
}
