//! Hand the result over and close the dossier.

use access::{Action, Actor};
use kernel::id::DossierId;

use super::Changed;
use super::change::lock;
use crate::error::UseCaseError;
use crate::model::ReturnWay;
use crate::rules;
use crate::services::Services;

/// How and to whom the result was handed.
#[derive(Debug, Clone)]
pub struct HandOver {
    /// The dossier.
    pub dossier: DossierId,
    /// The version the officer saw.
    pub version: Option<i32>,
    /// At the counter, online or by post.
    pub way: ReturnWay,
    /// Who took it; may be empty when it was put into the applicant's account.
    pub receiver: String,
}

/// Closes the dossier.
///
/// # Errors
/// `wrong_state` unless there is a result that was not handed over; `missing` without a receiver at the counter or by post.
pub async fn hand_over(services: &Services, actor: &Actor, command: HandOver) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock(services, &mut tx, actor, Action::Return, command.dossier, command.version).await?;
    let event = rules::hand_over(&locked.before.dossier, command.way, &command.receiver)?;
    let dossier = locked.record(services, &mut tx, actor.account, &[event]).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}
