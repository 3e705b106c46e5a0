//! An account is closed, or opened again. What it did stays on record; nothing is ever deleted.

use kernel::id::AccountId;
use serde_json::json;

use crate::error::ChangeRefusal;
use crate::events::{ACCOUNT_CLOSED, ACCOUNT_REOPENED, Happened, record};
use crate::model::{Action, Actor, Resource};
use crate::node::Access;
use crate::rules::{Facts, may};
use crate::store;

/// Closes the account: nobody signs in with it, its sessions end now, its tokens open nothing. Closing twice changes nothing.
///
/// # Errors
/// [`ChangeRefusal::NotFound`] when the actor may not, [`ChangeRefusal::Oneself`].
pub async fn close_account(access: &Access, actor: &Actor, account: AccountId) -> Result<(), ChangeRefusal> {
    authorise(actor, account)?;
    let mut transaction = access.ctx.begin().await?;
    if store::accounts::set_disabled(&mut transaction, account, Some(access.ctx.now())).await? {
        let ended = store::sessions::delete_of(&mut transaction, account, None).await?;
        let data = json!({ "sessions_ended": ended });
        let happened = Happened { kind: ACCOUNT_CLOSED, account, actor: Some(actor.account), office: None, data };
        record(&mut transaction, &access.ctx, happened).await?;
    }
    transaction.commit().await?;
    access.lookups.forget();
    Ok(())
}

/// Opens a closed account again, with the password and the roles it had. Opening an open one changes nothing.
///
/// # Errors
/// [`ChangeRefusal::NotFound`] when the actor may not, [`ChangeRefusal::Oneself`].
pub async fn reopen_account(access: &Access, actor: &Actor, account: AccountId) -> Result<(), ChangeRefusal> {
    authorise(actor, account)?;
    let mut transaction = access.ctx.begin().await?;
    if store::accounts::set_disabled(&mut transaction, account, None).await? {
        let happened = Happened { kind: ACCOUNT_REOPENED, account, actor: Some(actor.account), office: None, data: json!({}) };
        record(&mut transaction, &access.ctx, happened).await?;
    }
    transaction.commit().await?;
    access.lookups.forget();
    Ok(())
}

/// Closing takes the right to give and take roles: it takes all of them at once.
fn authorise(actor: &Actor, account: AccountId) -> Result<(), ChangeRefusal> {
    if !may(actor, Resource::Account, Action::Grant, &Facts { owner: Some(account), ..Facts::default() }) {
        return Err(ChangeRefusal::NotFound);
    }
    if actor.account == account { Err(ChangeRefusal::Oneself) } else { Ok(()) }
}
