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
/// An administrator gave it another password.
pub const PASSWORD_RESET: &str = "account.password_reset";
/// Its language was chosen.
pub const LANGUAGE_CHOSEN: &str = "account.language_chosen";
/// It was closed.
pub const ACCOUNT_CLOSED: &str = "account.closed";
/// It was opened again.
pub const ACCOUNT_REOPENED: &str = "account.reopened";
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

impl Happened {
    fn entry(self) -> NewEntry<'static> {
        let Self { kind, account, actor, office, data } = self;
        NewEntry { office, actor, kind, subject_kind: "account", subject: account.uuid(), data }
    }
}

/// Writes the entry in the caller's transaction.
pub(crate) async fn record(conn: &mut PgConnection, ctx: &Context, happened: Happened) -> Result<(), DbError> {
    journal::append(conn, ctx, happened.entry()).await?;
    Ok(())
}

/// Writes the entries in the caller's transaction, in their order.
pub(crate) async fn record_all(conn: &mut PgConnection, ctx: &Context, happened: Vec<Happened>) -> Result<(), DbError> {
    journal::append_all(conn, ctx, happened.into_iter().map(Happened::entry).collect()).await?;
    Ok(())
}
