//! Somebody leaves. The page ends the session itself; [`sign_out`] journals it, the others end sessions that are open elsewhere.

use db::DbError;
use kernel::id::AccountId;
use serde_json::json;
use sqlx::PgConnection;
use tower_sessions::session::Id;

use crate::error::{ChangeRefusal, Failure};
use crate::events::{Happened, SESSION_CLOSED, record};
use crate::model::{Action, Actor, Resource};
use crate::node::Access;
use crate::rules::{Facts, may};
use crate::session::id_hash;
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

/// Ends every session of the actor but `keep`, on every machine. Returns how many there were.
///
/// # Errors
/// [`Failure`] when storage fails.
pub async fn sign_out_elsewhere(access: &Access, actor: &Actor, keep: Option<Id>) -> Result<u64, Failure> {
    let keep = keep.map(id_hash);
    let mut transaction = access.ctx.begin().await?;
    let ended = end_sessions(&mut transaction, access, (actor.account, actor.account), keep).await?;
    transaction.commit().await?;
    Ok(ended)
}

/// Ends every session of `account` at once, on every machine. Returns how many there were.
///
/// # Errors
/// [`ChangeRefusal::NotFound`] when the actor may not change the account.
pub async fn sign_out_everywhere(access: &Access, actor: &Actor, account: AccountId) -> Result<u64, ChangeRefusal> {
    if !may(actor, Resource::Account, Action::Edit, &Facts { owner: Some(account), ..Facts::default() }) {
        return Err(ChangeRefusal::NotFound);
    }
    let mut transaction = access.ctx.begin().await?;
    let ended = end_sessions(&mut transaction, access, (account, actor.account), None).await?;
    transaction.commit().await?;
    Ok(ended)
}

/// Ends the sessions and journals how many, in the caller's transaction.
async fn end_sessions(
    conn: &mut PgConnection,
    access: &Access,
    (account, actor): (AccountId, AccountId),
    keep: Option<[u8; 32]>,
) -> Result<u64, DbError> {
    let ended = store::sessions::delete_of(conn, account, keep.as_ref().map(<[u8; 32]>::as_slice)).await?;
    let happened = Happened { kind: SESSION_CLOSED, account, actor: Some(actor), office: None, data: json!({ "sessions": ended }) };
    record(conn, &access.ctx, happened).await?;
    Ok(ended)
}
