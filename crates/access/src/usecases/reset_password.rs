//! An administrator gives somebody another password, because the old one is lost or known to others.

use kernel::id::AccountId;
use kernel::text::nfc;
use serde_json::json;

use crate::error::ChangeRefusal;
use crate::events::{Happened, PASSWORD_RESET, record};
use crate::model::{Action, Actor, Resource};
use crate::node::Access;
use crate::rules::{Facts, check_password, may};
use crate::store;

/// Replaces the password and ends every session of the account.
///
/// # Errors
/// [`ChangeRefusal`]: no such account or not allowed, one's own account (whose password is changed by knowing it), a weak password.
pub async fn reset_password(access: &Access, actor: &Actor, account: AccountId, password: &str) -> Result<(), ChangeRefusal> {
    if !may(actor, Resource::Account, Action::Grant, &Facts { owner: Some(account), ..Facts::default() }) {
        return Err(ChangeRefusal::NotFound);
    }
    if actor.account == account {
        return Err(ChangeRefusal::Oneself);
    }
    check_password(&nfc(password), &[]).map_err(ChangeRefusal::Password)?;
    let hash = access.hasher.hash(&nfc(password), &*access.ctx.entropy).await?;
    let mut transaction = access.ctx.begin().await?;
    if !store::accounts::set_password(&mut transaction, account, &hash).await? {
        return Err(ChangeRefusal::NotFound);
    }
    let ended = store::sessions::delete_of(&mut transaction, account, None).await?;
    let data = json!({ "sessions_ended": ended });
    let happened = Happened { kind: PASSWORD_RESET, account, actor: Some(actor.account), office: None, data };
    record(&mut transaction, &access.ctx, happened).await?;
    transaction.commit().await?;
    Ok(())
}
