//! What people see of accounts: their own, and those they administer.

use chrono::{DateTime, Utc};
use kernel::id::{AccountId, OfficeId, TokenId};
use uuid::Uuid;

use super::account::{AccountKind, Profile};
use super::role::Role;

/// A place where somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedInAt {
    /// Since when.
    pub since: DateTime<Utc>,
    /// Last request, to the minute.
    pub seen_at: DateTime<Utc>,
    /// Browser and system: "Firefox, Windows". Empty when the browser did not say.
    pub agent: String,
    /// Is it the session that asks?
    pub is_this: bool,
}

/// An API token that still opens something. Its secret is not known to anybody here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveToken {
    /// Identifier, for revoking.
    pub id: TokenId,
    /// What it is for.
    pub label: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Everything an account shows to its owner.
#[derive(Debug, Clone)]
pub struct OwnAccount {
    /// What was told about the person.
    pub profile: Profile,
    /// Where they are signed in, last used first.
    pub sessions: Vec<SignedInAt>,
    /// Their tokens, newest first.
    pub tokens: Vec<LiveToken>,
}

/// A grant on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRecord {
    /// Identifier, for revoking.
    pub id: Uuid,
    /// What the account is.
    pub role: Role,
    /// Where.
    pub office: Option<OfficeId>,
    /// From this instant on.
    pub valid_from: DateTime<Utc>,
    /// Until just before this instant.
    pub valid_until: Option<DateTime<Utc>>,
}

impl GrantRecord {
    /// Is it over at `now`? One that has not begun yet is not.
    #[must_use]
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.valid_until.is_some_and(|until| until <= now)
    }
}

/// An account as those who administer accounts see it. Nothing of the profile is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRecord {
    /// Its identifier.
    pub id: AccountId,
    /// Name to show.
    pub name: String,
    /// Who stands behind it.
    pub kind: AccountKind,
    /// What it signs in with.
    pub logins: Vec<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Roles: in a list those in force, on the page of the account all that ever were, newest first.
    pub grants: Vec<GrantRecord>,
}

/// Which accounts to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFilter {
    /// Who stands behind them.
    pub kind: AccountKind,
    /// Words of the name, all of which must be there, or one whole login. Empty: any.
    pub words: String,
    /// Holding this role now.
    pub role: Option<Role>,
    /// Holding a role in this office now.
    pub office: Option<OfficeId>,
    /// Closed accounts instead of open ones.
    pub closed: bool,
}

impl Default for AccountFilter {
    fn default() -> Self {
        Self { kind: AccountKind::Official, words: String::new(), role: None, office: None, closed: false }
    }
}

/// Where the next page begins: after this account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountCursor {
    /// Its name.
    pub name: String,
    /// Its identifier.
    pub id: AccountId,
}
