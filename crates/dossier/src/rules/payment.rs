//! A payment the applicant owes: the first appointment ends with the notice, the second begins with proof (rules A10).

use chrono::{DateTime, Utc};
use kernel::calendar::{Calendar, ClockEvent};
use kernel::id::AccountId;
use kernel::money::Dong;

use super::clock::{after, running};
use crate::error::{Refusal, UseCaseError, optional, required};
use crate::model::{Dossier, Event, PaymentRequest, State};

/// What the applicant is told to pay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Obligation {
    /// What for.
    pub(crate) purpose: String,
    /// How much, when it is known.
    pub(crate) amount: Option<Dong>,
    /// Number and date of the notice, to whom to pay.
    pub(crate) reference: String,
}

/// Tells the applicant of a payment. The clock stands still until there is proof of it.
pub(crate) fn request_payment(
    calendar: &Calendar,
    dossier: &Dossier,
    owed: &Obligation,
    asked_by: AccountId,
    now: DateTime<Utc>,
) -> Result<Event, UseCaseError> {
    if dossier.state != State::InProcess {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    if owed.amount.is_some_and(|amount| amount.0 <= 0) {
        return Err(Refusal::WrongForm { field: "amount" }.into());
    }
    let payment = PaymentRequest {
        purpose: required("purpose", &owed.purpose, 400)?,
        amount: owed.amount,
        reference: optional("reference", &owed.reference, 1000)?,
        asked_at: now,
        asked_by,
        fulfilled_at: None,
        proof: String::new(),
    };
    let clock = after(calendar, running(dossier)?, ClockEvent::financial_requested(now))?.0;
    Ok(Event::PaymentRequested { payment, clock: Box::new(clock) })
}

/// Proof of payment is there: what was left of the limit is counted on.
pub(crate) fn confirm_payment(calendar: &Calendar, dossier: &Dossier, proof: &str, now: DateTime<Utc>) -> Result<Event, UseCaseError> {
    if dossier.open_payment().is_none() {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    let clock = after(calendar, running(dossier)?, ClockEvent::financial_fulfilled(now))?.0;
    Ok(Event::PaymentFulfilled { proof: required("proof", proof, 400)?, clock: Box::new(clock) })
}
