//! Somebody chooses another password. Every other session of the account ends.

use kernel::text::nfc;
use serde_json::json;
use tower_sessions::session::Id;

use crate::error::{ChangePasswordRefusal, SignInRefusal};
use crate::events::{Happened, PASSWORD_CHANGED, record};
use crate::model::Actor;
use crate::node::Access;
use crate::rules::check_password;
use crate::session::id_hash;
use crate::store;
use crate::usecases::confirm_password::confirm_password;

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
    let stored = confirm_password(access, actor.account, before).await?;
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

impl From<SignInRefusal> for ChangePasswordRefusal {
    fn from(refusal: SignInRefusal) -> Self {
        match refusal {
            SignInRefusal::NotMatching => Self::NotMatching,
            SignInRefusal::TooMany(wait) => Self::TooMany(wait),
            SignInRefusal::Failure(failure) => Self::Failure(failure),
        }
    }
}
