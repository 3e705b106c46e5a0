//! "Lan is looking at this": a hint, so that two people do not begin the same work.

use std::collections::BTreeMap;

use access::{Action, Actor};
use chrono::Duration;
use kernel::id::{AccountId, DossierId};

use crate::error::{Refusal, UseCaseError};
use crate::services::{Services, authorise};
use crate::store::{dossiers, presence};

/// Whoever was seen this long ago still looks.
const LOOKS: Duration = Duration::seconds(60);

/// Writes down that the actor looks at the dossier, and gives the others who do.
///
/// # Errors
/// `not_found` for whom the dossier does not exist.
pub async fn look(services: &Services, actor: &Actor, dossier: DossierId) -> Result<Vec<AccountId>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let found = dossiers::find(&mut conn, &services.ctx.node, dossier).await?.ok_or(Refusal::NotFound)?;
    authorise(actor, Action::View, &found.dossier)?;
    let now = services.ctx.now();
    presence::see(&mut conn, &services.ctx.node, (dossier, actor.account), now).await?;
    let seen = presence::since(&mut conn, &services.ctx.node, &[dossier], now - LOOKS).await?;
    Ok(seen.into_iter().map(|(_, account)| account).filter(|account| *account != actor.account).collect())
}

/// Who else looks at these dossiers, which the actor was shown.
///
/// # Errors
/// When the database fails.
pub async fn looking(
    services: &Services,
    actor: &Actor,
    dossiers: &[DossierId],
) -> Result<BTreeMap<DossierId, Vec<AccountId>>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let mut found: BTreeMap<DossierId, Vec<AccountId>> = BTreeMap::new();
    for (dossier, account) in presence::since(&mut conn, &services.ctx.node, dossiers, services.ctx.now() - LOOKS).await? {
        if account != actor.account {
            found.entry(dossier).or_default().push(account);
        }
    }
    Ok(found)
}

/// Forgets who looked long ago; gives how many.
///
/// # Errors
/// When the database fails.
pub async fn forget(services: &Services) -> Result<u64, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(presence::forget(&mut conn, services.ctx.now() - LOOKS * 10).await?)
}
