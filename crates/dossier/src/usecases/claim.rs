//! Take a task, or give it back.

use access::{Actor, Role};
use kernel::id::TaskId;

use super::Changed;
use super::change::{Locked, lock_task};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Event, Task};
use crate::rules;
use crate::services::Services;

/// Takes a task for the actor, or renews the actor's own claim.
///
/// # Errors
/// `held_by_another`; `task_not_found` when it is closed or not visible; `not_allowed` without the role the step asks for.
pub async fn claim(services: &Services, actor: &Actor, task: TaskId) -> Result<Changed, UseCaseError> {
    one_event(services, actor, task, |locked| rules::claim(&locked.before.dossier, task, actor.account, locked.now)).await
}

/// Gives a task back to the office.
///
/// # Errors
/// `not_held` when it is not the actor's.
pub async fn release(services: &Services, actor: &Actor, task: TaskId) -> Result<Changed, UseCaseError> {
    one_event(services, actor, task, |locked| rules::release(&locked.before.dossier, task, actor.account)).await
}

async fn one_event(
    services: &Services,
    actor: &Actor,
    task: TaskId,
    decide: impl FnOnce(&Locked) -> Result<Event, Refusal>,
) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock_task(services, &mut tx, actor, task, None).await?;
    let event = decide(&locked)?;
    let dossier = locked.record(services, &mut tx, actor.account, &[event]).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

/// Has the actor the role a step asks for, in the office the task is in? A head may do the work of the unit.
pub(crate) fn may_work(actor: &Actor, task: &Task) -> bool {
    actor.grants.iter().any(|grant| {
        let here = grant.office == Some(task.office);
        let below = grant.subtree.contains(&task.office);
        match grant.role {
            Role::UnitHead => here && task.role != Role::IntakeOfficer.code(),
            Role::OneStopHead => below && task.role == Role::IntakeOfficer.code(),
            role => here && role.code() == task.role,
        }
    })
}
