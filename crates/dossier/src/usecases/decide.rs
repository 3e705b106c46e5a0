//! The head decides: the result is numbered, the clock ends, the paper follows.

use access::{Action, Actor};
use kernel::id::TaskId;
use sqlx::PgConnection;

use super::Changed;
use super::change::{Locked, lock_task};
use super::read::content_of;
use super::result_words::{Occasion, compose};
use crate::error::UseCaseError;
use crate::model::{Content, Outcome, ResultPaper};
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

/// Decides on the dossier of the task. The file of the result is made right after by the node, or when it is first asked for.
///
/// # Errors
/// `not_decision_step`, `held_by_another`, `wrong_state` while the clock stands still, `missing` when a refusal has no reason.
pub async fn decide(services: &Services, actor: &Actor, command: Decide) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock_task(services, &mut tx, actor, command.task, command.version).await?;
    let opening = &locked.before.dossier.opening;
    authorise(actor, Action::Decide, &locked.before.dossier)?;
    rules::decidable(&locked.before.dossier, command.task, actor.account, locked.now)?;
    let paper = register(services, &mut tx, actor, &locked, &command).await?;
    let facts = DecisionFacts { task: command.task, outcome: command.outcome, reason: command.reason, paper };
    let decision =
        services.with_desk(Some(&mut tx), opening, locked.now, |desk| rules::decide(desk, &locked.before.dossier, actor.account, facts));
    let events = decision.await?;
    let dossier = locked.record(services, &mut tx, actor.account, &events).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

/// Gives the result its number, in the same transaction as the decision.
async fn register(
    services: &Services,
    conn: &mut PgConnection,
    actor: &Actor,
    locked: &Locked,
    command: &Decide,
) -> Result<ResultPaper, UseCaseError> {
    let dossier = &locked.before.dossier;
    let content = content_of(services, conn, dossier).await?;
    let Decide { outcome, reason, .. } = command;
    let ruling = Ruling { outcome: *outcome, reason, actor: Some(actor), signer: None };
    number(services, conn, locked, ruling, &content).await
}

/// What is decided, and by whom.
pub(super) struct Ruling<'a> {
    pub(super) outcome: Outcome,
    pub(super) reason: &'a str,
    /// Who signs; nobody when the law takes silence for a decision.
    pub(super) actor: Option<&'a Actor>,
    /// The name on the paper, when another than the actor signed it.
    pub(super) signer: Option<&'a str>,
}

/// Writes the paper into the register of results, which gives it its number.
pub(super) async fn number(
    services: &Services,
    conn: &mut PgConnection,
    locked: &Locked,
    ruling: Ruling<'_>,
    content: &Content,
) -> Result<ResultPaper, UseCaseError> {
    let Ruling { outcome, reason, actor, signer } = ruling;
    let occasion = Occasion { actor, signer, dossier: &locked.before.dossier, content, outcome, reason, now: locked.now };
    let new = compose(services, conn, &occasion).await?;
    let moment = services.ctx.clone().with_clock(std::sync::Arc::new(kernel::clock::SettableClock::at(locked.now)));
    let registered = document::register_result(conn, &moment, new).await.map_err(|error| UseCaseError::Paper(error.to_string()))?;
    Ok(ResultPaper { result: registered.id, number: registered.full_number(), verification: registered.public_id.to_string() })
}
