//! Stopping a received dossier at the applicant's wish, while there is no decision (rules A11; form 05).

use chrono::{DateTime, Utc};
use kernel::id::AccountId;

use crate::error::{Refusal, UseCaseError, optional};
use crate::model::{Dossier, Event, State, StopRequest};

/// Longest words about a stop, in characters.
const LIMIT: usize = 2000;

/// May the dossier still be stopped? It was received, and there is neither a decision nor an end.
pub(crate) const fn stoppable(dossier: &Dossier) -> bool {
    let state = matches!(dossier.state, State::Received | State::InProcess | State::SupplementRequested | State::FinancialRequested);
    state && dossier.received_at.is_some()
}

/// The applicant asks to stop; the one-stop shop answers with form 05.
pub(crate) fn ask_stop(dossier: &Dossier, reason: &str, asked_by: AccountId, now: DateTime<Utc>) -> Result<Event, UseCaseError> {
    if !stoppable(dossier) {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    if dossier.waiting_stop().is_some() {
        return Err(Refusal::StopAlreadyAsked.into());
    }
    Ok(Event::StopAsked { stop: StopRequest { reason: optional("reason", reason, LIMIT)?, asked_at: now, asked_by } })
}

/// The applicant thought better of it before the shop answered.
pub(crate) fn take_stop_back(dossier: &Dossier) -> Result<Event, UseCaseError> {
    if stoppable(dossier) && dossier.waiting_stop().is_some() {
        Ok(Event::StopTakenBack)
    } else {
        Err(Refusal::WrongState { state: dossier.state.code() }.into())
    }
}

/// The shop stops the dossier. A wish that came on paper is written down first.
pub(crate) fn stop(
    dossier: &Dossier,
    on_paper: Option<&str>,
    note: &str,
    actor: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<Event>, UseCaseError> {
    if !stoppable(dossier) {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    let stopped = Event::Stopped { note: optional("note", note, LIMIT)? };
    match (dossier.waiting_stop(), on_paper) {
        (Some(_), _) => Ok(vec![stopped]),
        (None, Some(reason)) => Ok(vec![ask_stop(dossier, reason, actor, now)?, stopped]),
        (None, None) => Err(Refusal::StopNotAsked.into()),
    }
}
