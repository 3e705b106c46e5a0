//! Send the work back to the step before.

use access::Actor;
use kernel::id::TaskId;

use super::Changed;
use super::change::lock_task;
use crate::error::UseCaseError;
use crate::rules;
use crate::services::Services;

/// Returns the work with a reason.
///
/// # Errors
/// `no_earlier_step` at the first step; `missing` without a reason.
pub async fn send_back(
    services: &Services,
    actor: &Actor,
    task: TaskId,
    version: Option<i32>,
    reason: &str,
) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock_task(services, &mut tx, actor, task, version).await?;
    let events = services
        .with_desk(Some(&mut tx), &locked.before.dossier.opening, locked.now, |desk| {
            rules::send_back(desk, &locked.before.dossier, actor.account, task, reason)
        })
        .await?;
    let dossier = locked.record(services, &mut tx, actor.account, &events).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}
