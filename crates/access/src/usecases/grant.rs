//! Somebody becomes something, somewhere, for a time.

use chrono::{DateTime, Utc};
use db::Context;
use kernel::id::{AccountId, OfficeId, uuid_v7};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::ChangeRefusal;
use crate::events::{Happened, ROLE_GRANTED, record};
use crate::model::{Action, Actor, Resource, Role};
use crate::node::Access;
use crate::rules::{Facts, may};
use crate::store;
use crate::store::grants::NewGrant;

/// What to give.
#[derive(Debug, Clone)]
pub struct GrantRole {
    /// To whom.
    pub account: AccountId,
    /// What.
    pub role: Role,
    /// Where. Roles that work in an office need one; applicants, administrators and auditors have none.
    pub office: Option<OfficeId>,
    /// From this instant on.
    pub valid_from: DateTime<Utc>,
    /// Until just before this instant; nothing: until revoked.
    pub valid_until: Option<DateTime<Utc>>,
}

/// Gives the role and returns the identifier of the grant.
///
/// # Errors
/// [`ChangeRefusal`]: no such account or not allowed, role and office that do not go together, a validity that ends before it begins.
pub async fn grant(access: &Access, actor: &Actor, command: &GrantRole) -> Result<Uuid, ChangeRefusal> {
    let facts = Facts { owner: Some(command.account), assignee: None, office: command.office };
    if !may(actor, Resource::Account, Action::Grant, &facts) {
        return Err(ChangeRefusal::NotFound);
    }
    check(command)?;
    let mut transaction = access.ctx.begin().await?;
    let (id, happened) = insert_grant(&mut transaction, &access.ctx, command, Some(actor.account)).await?;
    record(&mut transaction, &access.ctx, happened).await?;
    transaction.commit().await?;
    access.lookups.forget();
    Ok(id)
}

/// Does the role work in an office?
pub(crate) fn needs_office(role: Role) -> bool {
    !matches!(role, Role::Applicant | Role::Administrator | Role::Auditor)
}

pub(crate) fn check(command: &GrantRole) -> Result<(), ChangeRefusal> {
    if needs_office(command.role) != command.office.is_some() {
        return Err(ChangeRefusal::OfficeMismatch);
    }
    match command.valid_until {
        Some(until) if until < command.valid_from => Err(ChangeRefusal::Validity),
        _ => Ok(()),
    }
}

/// Writes the grant in the caller's transaction and returns the journal entry that belongs to it, for the caller to write.
pub(crate) async fn insert_grant(
    conn: &mut PgConnection,
    ctx: &Context,
    command: &GrantRole,
    granted_by: Option<AccountId>,
) -> Result<(Uuid, Happened), ChangeRefusal> {
    let GrantRole { account, role, office, valid_from, valid_until } = *command;
    let grant = NewGrant { id: uuid_v7(&*ctx.clock, &*ctx.entropy), account, role, office, valid_from, valid_until, granted_by };
    if !store::grants::insert(conn, &grant).await? {
        return Err(ChangeRefusal::NotFound);
    }
    let happened = Happened {
        kind: ROLE_GRANTED,
        account,
        actor: granted_by,
        office,
        data: json!({ "grant": grant.id, "role": role, "office": office, "valid_from": valid_from, "valid_until": valid_until }),
    };
    Ok((grant.id, happened))
}

/// The grant that comes with a new account: from now on, without an end.
pub(crate) fn first_grant(ctx: &Context, account: AccountId, role: Role) -> NewGrant {
    NewGrant {
        id: uuid_v7(&*ctx.clock, &*ctx.entropy),
        account,
        role,
        office: None,
        valid_from: ctx.now(),
        valid_until: None,
        granted_by: None,
    }
}
