//! Take a request back before it was received.

use access::{Action, Actor};
use kernel::id::DossierId;

use super::Changed;
use super::change::lock;
use crate::error::UseCaseError;
use crate::rules;
use crate::services::Services;

/// Closes the request at the applicant's wish.
///
/// # Errors
/// `wrong_state` once received.
pub async fn withdraw(
    services: &Services,
    actor: &Actor,
    dossier: DossierId,
    version: Option<i32>,
    reason: &str,
) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock(services, &mut tx, actor, Action::Withdraw, dossier, version).await?;
    let event = rules::withdraw(&locked.before.dossier, reason)?;
    let dossier = locked.record(services, &mut tx, actor.account, &[event]).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}
