//! The head decides: the result is numbered, the clock ends, the paper follows.

use access::{Action, Actor};
use kernel::id::TaskId;

use super::Changed;
use super::change::{Locked, lock_task};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Outcome, ResultPaper};
use crate::rules::{self, DecisionFacts};
use crate::services::{Services, authorise};

/// A decision.
#[derive(Debug, Clone)]
pub struct Decide {
    /// The decision task.
    pub task: TaskId,
    /// The version of the dossier the head saw.
    pub version: Option<i32>,
    /// Granted or refused.
    pub outcome: Outcome,
    /// Reasons; required for a refusal.
    pub reason: String,
}

/// Decides on the dossier of the task.
///
/// # Errors
/// `not_decision_step`, `held_by_another`, `wrong_state` while the clock stands still, `missing` when a refusal has no reason.
pub async fn decide(services: &Services, actor: &Actor, command: Decide) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock_task(services, &mut tx, actor, command.task, command.version).await?;
    authorise(actor, Action::Decide, &locked.before.dossier)?;
    rules::decidable(&locked.before.dossier, command.task, actor.account, locked.now)?;
    let paper = number(services, &mut tx, actor, &locked, &command).await?;
    let facts = DecisionFacts { task: command.task, outcome: command.outcome, reason: command.reason, paper };
    let events = services
        .with_desk(&locked.before.dossier.opening, locked.now, |desk| rules::decide(desk, &locked.before.dossier, actor.account, facts))?;
    let dossier = locked.record(services, &mut tx, actor.account, &events).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

async fn number(
    services: &Services,
    conn: &mut sqlx::PgConnection,
    actor: &Actor,
    locked: &Locked,
    command: &Decide,
) -> Result<ResultPaper, UseCaseError> {
    let _ = (services, conn, actor, locked, command);
    Err(Refusal::NotFound.into())
}
