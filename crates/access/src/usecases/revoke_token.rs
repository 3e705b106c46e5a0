//! A token ends before its time.

use kernel::id::TokenId;
use serde_json::json;

use crate::error::ChangeRefusal;
use crate::events::{Happened, TOKEN_REVOKED, record};
use crate::model::{Action, Actor, Resource};
use crate::node::Access;
use crate::rules::{Facts, may};
use crate::store;

/// Revokes the token; from now on it opens nothing. Revoking twice changes nothing.
///
/// # Errors
/// [`ChangeRefusal::NotFound`] when there is none or it is somebody else's.
pub async fn revoke_token(access: &Access, actor: &Actor, id: TokenId) -> Result<(), ChangeRefusal> {
    let mut transaction = access.ctx.begin().await?;
    let owner = store::tokens::owner(&mut transaction, id).await?.ok_or(ChangeRefusal::NotFound)?;
    if !may(actor, Resource::Token, Action::Revoke, &Facts { owner: Some(owner), ..Facts::default() }) {
        return Err(ChangeRefusal::NotFound);
    }
    if store::tokens::revoke(&mut transaction, id, access.ctx.now()).await? {
        let happened =
            Happened { kind: TOKEN_REVOKED, account: owner, actor: Some(actor.account), office: None, data: json!({ "token": id }) };
        record(&mut transaction, &access.ctx, happened).await?;
    }
    transaction.commit().await?;
    access.lookups.forget();
    Ok(())
}
