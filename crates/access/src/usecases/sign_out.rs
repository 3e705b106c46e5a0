//! Somebody leaves. The page ends the session itself; [`sign_out`] journals it, [`sign_out_everywhere`] ends all of an account's sessions.

use kernel::id::AccountId;
use serde_json::json;

use crate::error::Failure;
use crate::events::{Happened, SESSION_CLOSED, record};
use crate::node::Access;
use crate::store;

/// Journals that the account closed a session.
///
/// # Errors
/// [`Failure`] when storage fails.
pub async fn sign_out(access: &Access, account: AccountId) -> Result<(), Failure> {
    let mut transaction = access.ctx.begin().await?;
    let happened = Happened { kind: SESSION_CLOSED, account, actor: Some(account), office: None, data: json!({}) };
    record(&mut transaction, &access.ctx, happened).await?;
    transaction.commit().await?;
    Ok(())
}

/// Ends every session of the account at once, on every machine. Returns how many there were.
///
/// # Errors
/// [`Failure`] when storage fails.
pub async fn sign_out_everywhere(access: &Access, account: AccountId, actor: AccountId) -> Result<u64, Failure> {
    let mut transaction = access.ctx.begin().await?;
    let ended = store::sessions::delete_of(&mut transaction, account, None).await?;
    let happened = Happened { kind: SESSION_CLOSED, account, actor: Some(actor), office: None, data: json!({ "sessions": ended }) };
    record(&mut transaction, &access.ctx, happened).await?;
    transaction.commit().await?;
    Ok(ended)
}
