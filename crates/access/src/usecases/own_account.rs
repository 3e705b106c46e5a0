//! Somebody looks at their own account.

use tower_sessions::session::Id;

use crate::error::Failure;
use crate::model::{Actor, OwnAccount, SignedInAt};
use crate::node::Access;
use crate::session::{id_hash, seen_after};
use crate::store;
use crate::store::sessions::OpenSession;

/// Profile, open sessions and live tokens of the actor; `this` is the session that asks.
///
/// # Errors
/// [`Failure`] when storage fails.
pub async fn own_account(access: &Access, actor: &Actor, this: Option<Id>) -> Result<OwnAccount, Failure> {
    let now = access.ctx.now();
    let this = this.map(id_hash);
    let mut conn = access.ctx.pool.acquire().await?;
    let profile = store::accounts::profile(&mut conn, actor.account).await?.unwrap_or_default();
    let sessions = store::sessions::open_of(&mut conn, actor.account, now, seen_after(now)).await?;
    let tokens = store::tokens::live_of(&mut conn, actor.account, now).await?;
    let shown = |session: OpenSession| SignedInAt {
        is_this: this.is_some_and(|this| this.as_slice() == session.id_hash),
        since: session.created_at,
        seen_at: session.seen_at,
        agent: session.agent.unwrap_or_default(),
    };
    Ok(OwnAccount { profile, sessions: sessions.into_iter().map(shown).collect(), tokens })
}
