//! What the node does by itself, again and again: fold counter changes, throw away drafts nobody came back to.

use crate::error::UseCaseError;
use crate::services::Services;
use crate::store::{drafts, tallies};

/// Most counter changes folded at once, so that no transaction is long.
const AT_ONCE: i64 = 10_000;

/// Adds waiting counter changes to the kept sums; gives how many there were. Fewer than asked for means that none are left.
///
/// # Errors
/// When the database fails.
pub async fn fold_counters(services: &Services) -> Result<u64, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let folded = tallies::fold(&mut tx, AT_ONCE).await?;
    tx.commit().await?;
    Ok(folded)
}

/// Throws away expired drafts; gives how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_expired_drafts(services: &Services) -> Result<u64, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(drafts::delete_expired(&mut conn, &services.ctx.node, services.ctx.now()).await?)
}
