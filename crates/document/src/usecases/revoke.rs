//! Taking a result back. Its number stays used; its verification page says from then on that it no longer counts.

use db::Context;
use journal::NewEntry;
use kernel::id::AccountId;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::ResultError;
use crate::store;

/// Revokes result `id` for `reason`, in the caller's transaction; the caller has checked that `actor` may.
///
/// # Errors
/// [`ResultError::NotFound`], [`ResultError::AlreadyRevoked`], [`ResultError::Db`].
pub async fn revoke(conn: &mut PgConnection, ctx: &Context, actor: AccountId, id: Uuid, reason: &str) -> Result<(), ResultError> {
    let result = store::results::lock(conn, ctx.node.as_str(), id).await?.ok_or(ResultError::NotFound)?;
    if result.revoked_at.is_some() {
        return Err(ResultError::AlreadyRevoked);
    }
    store::results::set_revoked(conn, ctx.node.as_str(), id, ctx.now()).await?;
    let entry = NewEntry {
        office: Some(result.office),
        actor: Some(actor),
        kind: "result.revoked",
        subject_kind: "result",
        subject: id,
        data: json!({ "reason": kernel::text::nfc(reason) }),
    };
    journal::append(conn, ctx, entry).await?;
    Ok(())
}
