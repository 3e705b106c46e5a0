//! A payment the applicant owes: tell them, and write down the proof.

use access::{Action, Actor};
use kernel::id::DossierId;
use kernel::money::Dong;

use super::Changed;
use super::change::change;
use crate::error::UseCaseError;
use crate::rules::{self, Obligation};
use crate::services::Services;

/// What the applicant is told to pay.
#[derive(Debug, Clone)]
pub struct RequestPayment {
    /// The dossier.
    pub dossier: DossierId,
    /// The version the officer saw.
    pub version: Option<i32>,
    /// What for.
    pub purpose: String,
    /// How much, when it is known.
    pub amount: Option<Dong>,
    /// Number and date of the notice, to whom to pay.
    pub reference: String,
}

/// Stops the clock until there is proof of payment.
///
/// # Errors
/// `wrong_state` unless the dossier is in work; `missing` without a purpose; `wrong_form` for an amount that is not positive.
pub async fn request_payment(services: &Services, actor: &Actor, command: RequestPayment) -> Result<Changed, UseCaseError> {
    let owed = Obligation { purpose: command.purpose, amount: command.amount, reference: command.reference };
    change(services, actor, Action::RequestPayment, (command.dossier, command.version), |locked| {
        let dossier = &locked.before.dossier;
        let calendar = services.calendar_of(dossier.opening.receiving_office)?;
        Ok(vec![rules::request_payment(calendar, dossier, &owed, actor.account, locked.now)?])
    })
    .await
}

/// Proof of payment is there: the clock goes on, and the applicant has a second appointment.
///
/// # Errors
/// `wrong_state` when nothing is owed; `missing` without proof.
pub async fn confirm_payment(
    services: &Services,
    actor: &Actor,
    seen: (DossierId, Option<i32>),
    proof: &str,
) -> Result<Changed, UseCaseError> {
    change(services, actor, Action::ConfirmPayment, seen, |locked| {
        let dossier = &locked.before.dossier;
        let calendar = services.calendar_of(dossier.opening.receiving_office)?;
        Ok(vec![rules::confirm_payment(calendar, dossier, proof, locked.now)?])
    })
    .await
}
