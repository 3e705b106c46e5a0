//! The journal entries of this capability. They name accounts and roles, never a password, a login or a personal number.

use db::{Context, DbError};
use journal::NewEntry;
use kernel::id::{AccountId, OfficeId};
use serde_json::Value;
use sqlx::PgConnection;

/// An account was made.
pub const ACCOUNT_REGISTERED: &str = "account.registered";
/// Its password was changed.
pub const PASSWORD_CHANGED: &str = "account.password_changed";
/// Somebody signed in.
pub const SESSION_OPENED: &str = "session.opened";
/// Somebody signed out.
pub const SESSION_CLOSED: &str = "session.closed";
/// A token was made.
pub const TOKEN_CREATED: &str = "token.created";
/// A token was revoked.
pub const TOKEN_REVOKED: &str = "token.revoked";
/// A role was given.
pub const ROLE_GRANTED: &str = "role.granted";
/// A role was taken.
pub const ROLE_REVOKED: &str = "role.revoked";

/// What happened to an account.
pub(crate) struct Happened {
    pub(crate) kind: &'static str,
    pub(crate) account: AccountId,
    pub(crate) actor: Option<AccountId>,
    pub(crate) office: Option<OfficeId>,
    pub(crate) data: Value,
}

/// Writes the entry in the caller's transaction.
pub(crate) async fn record(conn: &mut PgConnection, ctx: &Context, happened: Happened) -> Result<(), DbError> {
    let Happened { kind, account, actor, office, data } = happened;
    let entry = NewEntry { office, actor, kind, subject_kind: "account", subject: account.uuid(), data };
    journal::append(conn, ctx, entry).await?;
    Ok(())
}
