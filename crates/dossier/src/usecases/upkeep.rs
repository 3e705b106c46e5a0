//! What the node does by itself, again and again: fold counter changes, throw away drafts nobody came back to and keys nobody will repeat.

use chrono::Duration;

use crate::error::UseCaseError;
use crate::services::Services;
use crate::store::{drafts, idempotency, tallies};

/// Most counter changes folded at once, so that no transaction is long.
const AT_ONCE: i64 = 10_000;
/// A client that repeats a write does so within days.
const KEYS_KEPT: Duration = Duration::days(7);

/// Adds waiting counter changes to the kept sums; `true` when there are so many that it has to be done again.
///
/// # Errors
/// When the database fails.
pub async fn fold_counters(services: &Services) -> Result<bool, UseCaseError> {
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

/// Forgets the keys of writes that were done long ago; gives how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_old_keys(services: &Services) -> Result<u64, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(idempotency::delete_older(&mut conn, &services.ctx.node, services.ctx.now() - KEYS_KEPT).await?)
}
