//! Refuse a request at intake, or point it to the competent agency.

use access::{Action, Actor};
use kernel::id::DossierId;

use super::Changed;
use super::change::lock;
use crate::error::UseCaseError;
use crate::model::RefusalKind;
use crate::rules;
use crate::services::Services;

/// Form 03, or the pointer to another agency.
#[derive(Debug, Clone)]
pub struct TurnAway {
    /// The dossier.
    pub dossier: DossierId,
    /// The version the officer saw.
    pub version: Option<i32>,
    /// Not eligible, or not here.
    pub kind: RefusalKind,
    /// Why, in words for the applicant.
    pub reason: String,
    /// The rule it rests on.
    pub legal_basis: String,
    /// The competent agency, when this one is not.
    pub pointer: String,
}

/// Closes the request with reasons.
///
/// # Errors
/// `wrong_state` once received; `missing` without a reason, or without a pointer to the other agency.
pub async fn turn_away(services: &Services, actor: &Actor, command: TurnAway) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock(services, &mut tx, actor, Action::Refuse, command.dossier, command.version).await?;
    let event = rules::turn_away(&locked.before.dossier, command.kind, &command.reason, &command.legal_basis, &command.pointer)?;
    let dossier = locked.record(services, &mut tx, actor.account, &[event]).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}
