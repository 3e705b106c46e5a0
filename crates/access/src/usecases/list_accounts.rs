//! Those who administer accounts find one.

use crate::error::Failure;
use crate::model::{AccountCursor, AccountFilter, AccountRecord, Action, Actor, Resource};
use crate::node::Access;
use crate::rules::scope;
use crate::store;

/// Accounts of one page.
const PAGE: usize = 50;

/// One page of accounts, ordered by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPage {
    /// The accounts, with the roles in force.
    pub accounts: Vec<AccountRecord>,
    /// Where the next page begins; nothing on the last.
    pub next: Option<AccountCursor>,
}

/// The accounts that the filter asks for and the actor may see.
///
/// # Errors
/// [`Failure`] when storage fails.
pub async fn list_accounts(
    access: &Access,
    actor: &Actor,
    filter: &AccountFilter,
    after: Option<&AccountCursor>,
) -> Result<AccountPage, Failure> {
    let scope = scope(actor, Resource::Account, Action::List);
    if scope.is_none() {
        return Ok(AccountPage { accounts: Vec::new(), next: None });
    }
    // One more than is shown tells whether there is a next page.
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX).saturating_add(1);
    let mut conn = access.ctx.pool.acquire().await?;
    let mut accounts = store::records::page(&mut conn, &scope.filter(), filter, after, (access.ctx.now(), limit)).await?;
    let has_more = accounts.len() > PAGE;
    accounts.truncate(PAGE);
    let next = if has_more { accounts.last().map(|last| AccountCursor { name: last.name.clone(), id: last.id }) } else { None };
    Ok(AccountPage { accounts, next })
}
