//! Somebody ceases to be something. The grant stays on record with its end.

use serde_json::json;
use uuid::Uuid;

use crate::error::ChangeRefusal;
use crate::events::{Happened, ROLE_REVOKED, record};
use crate::model::{Action, Actor, Resource};
use crate::node::Access;
use crate::rules::{Facts, may};
use crate::store;

/// Ends the grant now.
///
/// # Errors
/// [`ChangeRefusal::NotFound`] when there is none in force or the actor may not end it; [`ChangeRefusal::Oneself`] for one's own.
pub async fn revoke_grant(access: &Access, actor: &Actor, id: Uuid) -> Result<(), ChangeRefusal> {
    let mut transaction = access.ctx.begin().await?;
    let account = store::grants::end(&mut transaction, id, access.ctx.now()).await?.ok_or(ChangeRefusal::NotFound)?;
    if !may(actor, Resource::Account, Action::Grant, &Facts { owner: Some(account), ..Facts::default() }) {
        // The transaction is dropped here, and with it the change.
        return Err(ChangeRefusal::NotFound);
    }
    if account == actor.account {
        return Err(ChangeRefusal::Oneself);
    }
    let happened = Happened { kind: ROLE_REVOKED, account, actor: Some(actor.account), office: None, data: json!({ "grant": id }) };
    record(&mut transaction, &access.ctx, happened).await?;
    transaction.commit().await?;
    access.lookups.forget();
    Ok(())
}
