//! Ask the applicant, once, to complete the dossier.

use access::{Action, Actor};
use kernel::id::DossierId;

use super::Changed;
use super::change::lock;
use crate::error::UseCaseError;
use crate::model::SupplementItem;
use crate::rules::{self, Wanted};
use crate::services::{Services, authorise};

/// Form 02: everything that is missing, with reasons.
#[derive(Debug, Clone)]
pub struct AskSupplement {
    /// The dossier.
    pub dossier: DossierId,
    /// The version the officer saw.
    pub version: Option<i32>,
    /// What is missing.
    pub items: Vec<SupplementItem>,
    /// The rule it rests on.
    pub legal_basis: String,
    /// The exception of the law that allows to ask again; empty for the first time.
    pub exception: String,
}

/// Stops the clock and asks.
///
/// # Errors
/// `supplement_already_asked` for a second time without an exception; `not_allowed` when that is not the actor's to use; `wrong_state` outside intake and appraisal; `missing` without items or reasons.
pub async fn ask_supplement(services: &Services, actor: &Actor, command: AskSupplement) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock(services, &mut tx, actor, Action::RequestSupplement, command.dossier, command.version).await?;
    let dossier = &locked.before.dossier;
    let wanted = Wanted { items: command.items, legal_basis: command.legal_basis, exception: command.exception };
    if dossier.supplement.is_some() && !wanted.exception.trim().is_empty() {
        authorise(actor, Action::AllowException, dossier)?;
    }
    let calendar = services.calendar_of(dossier.owner_office)?;
    let event = rules::ask_supplement(calendar, dossier, &wanted, actor.account, locked.now)?;
    let dossier = locked.record(services, &mut tx, actor.account, &[event]).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}
