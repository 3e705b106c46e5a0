//! Putting right what was received: both versions stay, the applicant is told.

use crate::error::{Refusal, UseCaseError, required};
use crate::model::{Content, Dossier, Event, State};

/// Most names of changed fields that are kept.
const FIELDS: usize = 200;

/// May an officer correct the declaration now? It was received and nothing was decided on it.
pub(crate) const fn correctable(dossier: &Dossier) -> bool {
    let state = matches!(dossier.state, State::Received | State::InProcess | State::SupplementRequested | State::FinancialRequested);
    state && dossier.received_at.is_some()
}

/// An officer puts `fields` of the declaration right.
pub(crate) fn correct(dossier: &Dossier, content: &Content, fields: Vec<String>, reason: &str) -> Result<Event, UseCaseError> {
    if !correctable(dossier) {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    if fields.is_empty() {
        return Err(Refusal::NothingChanged.into());
    }
    let reason = required("reason", reason, 2000)?;
    let fields = fields.into_iter().take(FIELDS).collect();
    Ok(Event::Corrected { content: content.id, content_sha256: hex::encode(content.digest()), reason, fields })
}
