//! Asking for what is missing: once, with reasons, complete (rules A3, A7; Decree 61/2018 arts 17 and 19.4).

use chrono::{DateTime, Utc};
use kernel::calendar::{Calendar, ClockEvent};
use kernel::id::AccountId;
use kernel::limit::{Limit, LimitUnit};

use super::clock::after;
use super::intake::answer_due;
use crate::error::{Refusal, UseCaseError, optional, required};
use crate::model::{Content, Dossier, Event, State, Supplement, SupplementItem, SupplementStage};

/// Most items one request may list.
const ITEM_LIMIT: usize = 50;

/// The solving office returns an incomplete dossier within this many working days of receipt (Decree 61/2018 art. 19.4).
const APPRAISAL_DAYS: u16 = 3;

/// What the officer asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Everything that is missing.
    pub(crate) items: Vec<SupplementItem>,
    /// The rule it rests on.
    pub(crate) legal_basis: String,
    /// The exception of the law that allows to ask again; empty for the first time.
    pub(crate) exception: String,
}

/// Asks the applicant to complete the dossier. The clock stands still from now on. A second time needs an exception of the law.
pub(crate) fn ask_supplement(
    calendar: &Calendar,
    dossier: &Dossier,
    wanted: &Wanted,
    asked_by: AccountId,
    now: DateTime<Utc>,
) -> Result<Event, UseCaseError> {
    let stage = match dossier.state {
        State::New => SupplementStage::Intake,
        State::InProcess => SupplementStage::Appraisal,
        state => return Err(Refusal::WrongState { state: state.code() }.into()),
    };
    let exception = optional("exception", &wanted.exception, 1000)?;
    if dossier.supplement.is_some() && exception.is_empty() {
        return Err(Refusal::SupplementAlreadyAsked.into());
    }
    let clock = match &dossier.clock {
        Some(clock) => Some(Box::new(after(calendar, clock, ClockEvent::supplement_requested(now))?.0)),
        None => None,
    };
    let supplement = Supplement {
        stage,
        items: complete_items(&wanted.items)?,
        legal_basis: optional("legal_basis", &wanted.legal_basis, 1000)?,
        asked_at: now,
        asked_by,
        exception: if dossier.supplement.is_some() { exception } else { String::new() },
        late: is_late(calendar, dossier, now)?,
        supplied_at: None,
    };
    Ok(Event::SupplementRequested { supplement, clock })
}

/// Is a request during appraisal later than the rule allows?
fn is_late(calendar: &Calendar, dossier: &Dossier, now: DateTime<Utc>) -> Result<bool, UseCaseError> {
    let Some(received_at) = dossier.received_at else { return Ok(false) };
    let limit = Limit::whole(APPRAISAL_DAYS, LimitUnit::WorkingDay);
    Ok(now > calendar.due(received_at, limit).map_err(|_| Refusal::OutsideCalendar)?)
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
            Ok(SupplementItem {
                about: item.about.clone(),
                subject: required("subject", &item.subject, 400)?,
                reason: required("reason", &item.reason, 2000)?,
            })
        })
        .collect()
}
