//! Do a step of the internal process.

use access::Actor;
use kernel::id::TaskId;
use process::Variables;

use super::Changed;
use super::change::lock_task;
use crate::error::UseCaseError;
use crate::rules::{self, Completion};
use crate::services::Services;

/// How the step was done.
#[derive(Debug, Clone)]
pub struct Complete {
    /// The task.
    pub task: TaskId,
    /// The version of the dossier the officer saw.
    pub version: Option<i32>,
    /// One of the answers of the step.
    pub outcome: String,
    /// Words for the next officer.
    pub note: String,
    /// Facts for the process, such as which offices to consult.
    pub variables: Variables,
}

/// Takes the process one step further.
///
/// # Errors
/// `unknown_outcome`, `held_by_another`, `decision_step` when deciding is the step, `wrong_state` while the clock stands still.
pub async fn complete(services: &Services, actor: &Actor, command: Complete) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock_task(services, &mut tx, actor, command.task, command.version).await?;
    let completion = Completion { task: command.task, outcome: command.outcome, note: command.note, variables: command.variables };
    let events = services
        .with_desk(Some(&mut tx), &locked.before.dossier.opening, locked.now, |desk| {
            rules::complete(desk, &locked.before.dossier, actor.account, completion)
        })
        .await?;
    let dossier = locked.record(services, &mut tx, actor.account, &events).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}
