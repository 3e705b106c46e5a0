//! Housekeeping: forgets sessions that nobody can use any more. The binary runs it now and then; journaled it is not, since nothing changes for anybody.

use crate::error::Failure;
use crate::node::Access;
use crate::session;
use crate::store;

/// Deletes expired sessions and says how many.
///
/// # Errors
/// [`Failure`] when storage fails.
pub async fn end_expired_sessions(access: &Access) -> Result<u64, Failure> {
    let now = access.ctx.now();
    let mut conn = access.ctx.pool.acquire().await?;
    Ok(store::sessions::delete_expired(&mut conn, now, session::seen_after(now)).await?)
}
