//! Somebody chooses another password. Every other session of the account ends.

use kernel::text::nfc;
use serde_json::json;
use tower_sessions::session::Id;

use crate::error::ChangePasswordRefusal;
use crate::events::{Happened, PASSWORD_CHANGED, record};
use crate::model::Actor;
use crate::node::Access;
use crate::rules::check_password;
use crate::session::id_hash;
use crate::store;

/// Replaces the password `before` by `after` and ends every session but `keep`.
///
/// # Errors
/// [`ChangePasswordRefusal`].
pub async fn change_password(
    access: &Access,
    actor: &Actor,
    (before, after): (&str, &str),
    keep: Option<Id>,
) -> Result<(), ChangePasswordRefusal> {
    check_password(&nfc(after), &[]).map_err(ChangePasswordRefusal::Password)?;
    let mut conn = access.ctx.pool.acquire().await?;
    let stored = store::accounts::password_hash(&mut conn, actor.account).await?;
    drop(conn);
    let matches = access.hasher.verify(&nfc(before), stored.as_deref()).await?;
    let (Some(stored), true) = (stored, matches) else { return Err(ChangePasswordRefusal::NotMatching) };
    let hash = access.hasher.hash(&nfc(after), &*access.ctx.entropy).await?;
    let mut transaction = access.ctx.begin().await?;
    if !store::accounts::replace_password(&mut transaction, actor.account, &stored, &hash).await? {
        return Err(ChangePasswordRefusal::NotMatching);
    }
    let keep = keep.map(id_hash);
    let ended = store::sessions::delete_of(&mut transaction, actor.account, keep.as_ref().map(<[u8; 32]>::as_slice)).await?;
    let happened = Happened {
        kind: PASSWORD_CHANGED,
        account: actor.account,
        actor: Some(actor.account),
        office: None,
        data: json!({ "sessions_ended": ended }),
    };
    record(&mut transaction, &access.ctx, happened).await?;
    transaction.commit().await?;
    Ok(())
}
