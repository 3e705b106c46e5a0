//! Those who administer accounts open one.

use kernel::id::AccountId;

use crate::error::Failure;
use crate::model::{AccountRecord, Action, Actor, Resource};
use crate::node::Access;
use crate::rules::scope;
use crate::store;

/// The account with every role it ever had. Nothing: there is none, or the actor may not know that there is.
///
/// # Errors
/// [`Failure`] when storage fails.
pub async fn view_account(access: &Access, actor: &Actor, id: AccountId) -> Result<Option<AccountRecord>, Failure> {
    let scope = scope(actor, Resource::Account, Action::View);
    let mut conn = access.ctx.pool.acquire().await?;
    Ok(store::records::find(&mut conn, &scope.filter(), id).await?)
}
