//! The only thing other capabilities may use besides [`crate::may`], [`crate::scope`] and the extractors.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::id::{AccountId, OfficeId};
use sqlx::PgConnection;

use crate::error::Failure;
use crate::model::{Account, Actor, Login, Profile, Role};
use crate::node::Access;
use crate::store;

pub use crate::usecases::create_accounts::{AccountOf, create_accounts};
pub use crate::usecases::create_official::{Authority, CreateOfficial, create_official};

/// Names to show for accounts, for timelines and lists. Accounts that do not exist are not in the answer.
///
/// # Errors
/// [`DbError`] when storage fails.
pub async fn names(conn: &mut PgConnection, accounts: &[AccountId]) -> Result<BTreeMap<AccountId, String>, DbError> {
    if accounts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<_> = accounts.iter().map(|account| account.uuid()).collect();
    let found = store::accounts::by_ids(conn, &ids).await?;
    Ok(found.into_iter().map(|account| (account.id, account.name)).collect())
}

/// The accounts with these identifiers, in no order: their name, kind and language. Those that do not exist are not in the answer.
///
/// # Errors
/// [`DbError`] when storage fails.
pub async fn accounts(conn: &mut PgConnection, accounts: &[AccountId]) -> Result<Vec<Account>, DbError> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = accounts.iter().map(|account| account.uuid()).collect();
    store::accounts::by_ids(conn, &ids).await
}

/// The account that signs in with `login`. For commands and loaders; pages must not tell whether an account exists.
///
/// # Errors
/// [`DbError`] when storage fails.
pub async fn find_by_login(conn: &mut PgConnection, login: &Login) -> Result<Option<Account>, DbError> {
    store::accounts::by_login(conn, login).await
}

/// What a person told about themselves, to fill in their forms. The caller checks that it is theirs.
///
/// # Errors
/// [`DbError`] when storage fails.
pub async fn profile(conn: &mut PgConnection, account: AccountId) -> Result<Option<Profile>, DbError> {
    store::accounts::profile(conn, account).await
}

/// Accounts that hold `role` in one of `offices` now, to assign work to.
///
/// # Errors
/// [`DbError`] when storage fails.
pub async fn holders(access: &Access, conn: &mut PgConnection, role: Role, offices: &[OfficeId]) -> Result<Vec<AccountId>, DbError> {
    let offices: Vec<_> = offices.iter().map(|office| office.uuid()).collect();
    store::grants::holders(conn, role, &offices, access.ctx.now()).await
}

/// An official of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The account.
    pub account: AccountId,
    /// The name, for showing.
    pub name: String,
    /// The roles held in the office.
    pub roles: Vec<Role>,
}

/// The officials of an office at `now`, by name: to give work to.
///
/// # Errors
/// [`DbError`] when storage fails.
pub async fn colleagues(conn: &mut PgConnection, office: OfficeId, now: DateTime<Utc>) -> Result<Vec<Colleague>, DbError> {
    store::grants::colleagues(conn, office.uuid(), now).await
}

/// The actor an account is at this moment, without a session: for loaders, commands and benchmarks.
///
/// # Errors
/// [`Failure`] when storage fails.
pub async fn actor(access: &Access, account: AccountId) -> Result<Option<Actor>, Failure> {
    let mut conn = access.ctx.pool.acquire().await?;
    Ok(store::actors::by_account(&mut conn, &*access.tree, account.uuid(), access.ctx.now()).await?)
}
