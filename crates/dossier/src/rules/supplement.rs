//! Asking for what is missing: once, with reasons, complete (rules A3, A7; Decree 61/2018 arts 17 and 19.4).

use chrono::{DateTime, Utc};
use kernel::calendar::{Calendar, ClockEvent};
use kernel::id::AccountId;

use super::clock::after;
use super::intake::answer_due;
use crate::error::{Refusal, UseCaseError, optional, required};
use crate::model::{Content, Dossier, Event, State, Supplement, SupplementItem, SupplementStage};

/// Most items one request may list.
const ITEM_LIMIT: usize = 50;

/// Asks the applicant to complete the dossier. The clock stands still from now on.
pub(crate) fn ask_supplement(
    calendar: &Calendar,
    dossier: &Dossier,
    items: &[SupplementItem],
    legal_basis: &str,
    asked_by: AccountId,
    now: DateTime<Utc>,
) -> Result<Event, UseCaseError> {
    let stage = match dossier.state {
        State::New => SupplementStage::Intake,
        State::InProcess => SupplementStage::Appraisal,
        state => return Err(Refusal::WrongState { state: state.code() }.into()),
    };
    if dossier.supplement.is_some() {
        return Err(Refusal::SupplementAlreadyAsked.into());
    }
    let clock = match &dossier.clock {
        Some(clock) => Some(Box::new(after(calendar, clock, ClockEvent::supplement_requested(now))?.0)),
        None => None,
    };
    let supplement = Supplement {
        stage,
        items: complete_items(items)?,
        legal_basis: optional("legal_basis", legal_basis, 1000)?,
        asked_at: now,
        asked_by,
        supplied_at: None,
    };
    Ok(Event::SupplementRequested { supplement, clock })
}

/// The applicant sends what was missing. The clock starts again.
pub(crate) fn supply(calendar: &Calendar, dossier: &Dossier, content: &Content, now: DateTime<Utc>) -> Result<Event, UseCaseError> {
    if dossier.state != State::SupplementRequested {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    let (clock, intake) = match &dossier.clock {
        Some(clock) => (Some(Box::new(after(calendar, clock, ClockEvent::supplement_supplied(now))?.0)), None),
        None => (None, Some(answer_due(calendar, now)?)),
    };
    Ok(Event::Supplemented { content: content.id, content_sha256: hex::encode(content.digest()), clock, intake })
}

fn complete_items(items: &[SupplementItem]) -> Result<Vec<SupplementItem>, Refusal> {
    if items.is_empty() {
        return Err(Refusal::Missing { field: "items" });
    }
    if items.len() > ITEM_LIMIT {
        return Err(Refusal::TooLong { field: "items", limit: ITEM_LIMIT });
    }
    items
        .iter()
        .map(|item| {
            Ok(SupplementItem { subject: required("subject", &item.subject, 400)?, reason: required("reason", &item.reason, 2000)? })
        })
        .collect()
}
