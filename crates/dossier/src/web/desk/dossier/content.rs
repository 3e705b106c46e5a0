//! What is in a dossier, for its officers: the declaration, the papers, what happened.

use std::collections::BTreeMap;

use journal::Entry;
use kernel::id::AccountId;
use web::Page;

use super::super::super::shown::{dashed, office_name};
use crate::model::{Channel, Event};
use crate::services::Services;

/// One thing that happened.
pub(super) struct Moment {
    pub(super) title: String,
    pub(super) when: String,
    pub(super) who: String,
    pub(super) lines: Vec<String>,
}

/// The journal in words.
pub(super) fn moments(
    services: &Services,
    page: &Page,
    entries: &[Entry],
    people: &BTreeMap<AccountId, String>,
    applicant: Option<AccountId>,
) -> Vec<Moment> {
    let directory = services.directory();
    let moment = |entry: &Entry| {
        let event: Event = serde_json::from_value(entry.data.clone()).ok()?;
        let kind = kind_of(&event);
        let account = entry.actor.and_then(|actor| people.get(&actor)).cloned().unwrap_or_default();
        let by_applicant = entry.actor.is_some() && entry.actor == applicant;
        let office =
            entry.office.filter(|_| !by_applicant).map(|office| office_name(&directory, office, page.language())).unwrap_or_default();
        let who: Vec<String> = [account, office].into_iter().filter(|part| !part.is_empty()).collect();
        Some(Moment {
            title: page.t(&format!("dossier-work-did-{kind}")),
            when: page.short_moment(entry.at),
            who: who.join(", "),
            lines: lines(page, event).into_iter().filter(|line| !line.is_empty()).collect(),
        })
    };
    entries.iter().filter_map(moment).collect()
}

/// The notes of colleagues, newest first.
pub(super) fn notes(page: &Page, entries: &[Entry], people: &BTreeMap<AccountId, String>) -> Vec<Moment> {
    let note = |entry: &Entry| match serde_json::from_value(entry.data.clone()) {
        Ok(Event::Noted { note }) => Some(Moment {
            title: entry.actor.and_then(|actor| people.get(&actor)).cloned().unwrap_or_default(),
            when: page.short_moment(entry.at),
            who: String::new(),
            lines: vec![note],
        }),
        _ => None,
    };
    entries.iter().rev().filter_map(note).collect()
}

/// The event as it stands in a message key.
fn kind_of(event: &Event) -> String {
    match event {
        Event::Submitted { opening, .. } if opening.channel != Channel::Online => "kept".to_owned(),
        _ => dashed(event.kind().trim_start_matches("dossier.")),
    }
}

fn lines(page: &Page, event: Event) -> Vec<String> {
    match event {
        Event::Received { code, .. } => vec![code.to_string()],
        Event::NotAccepted { reason, legal_basis, pointer, .. } => vec![reason, legal_basis, pointer.unwrap_or_default()],
        Event::SupplementRequested { supplement, .. } => {
            let items = supplement.items.iter().map(|item| format!("{}: {}", item.subject, item.reason));
            items.chain(std::iter::once(supplement.legal_basis.clone())).collect()
        }
        Event::TaskCompleted { outcome, note, .. } => vec![page.t(&format!("dossier-outcome-{}", dashed(&outcome))), note],
        Event::TaskSentBack { reason, .. } | Event::Withdrawn { reason } | Event::TaskAssigned { reason, .. } => vec![reason],
        Event::Deemed { decision, .. } => {
            let word = page.t(&format!("dossier-work-decide-{}", decision.outcome.code()));
            vec![format!("{word}: {}", decision.paper.number), decision.reason]
        }
        Event::PaymentRequested { payment, .. } => {
            let amount = payment.amount.map(|amount| web::format::money(page.language(), amount.0)).unwrap_or_default();
            vec![payment.purpose, amount, payment.reference]
        }
        Event::PaymentFulfilled { proof, .. } => vec![proof],
        Event::Extended { extension, .. } => {
            let key = if extension.late { "dossier-work-extended-late" } else { "dossier-work-extended" };
            vec![page.t1(key, "due", page.moment(extension.new_due)), extension.reason]
        }
        Event::StopAsked { stop } => vec![stop.reason],
        Event::Stopped { note } | Event::Noted { note } => vec![note],
        Event::Corrected { reason, fields, .. } => vec![reason, fields.join(", ")],
        Event::ConsultationAsked { consultation, .. } => vec![consultation.question],
        Event::ConsultationAnswered { answer, .. } => vec![answer],
        Event::ConsultationLapsed { silence_basis, .. } => vec![silence_basis],
        Event::Decided { decision, .. } => {
            let word = page.t(&format!("dossier-work-decide-{}", decision.outcome.code()));
            vec![format!("{word}: {}", decision.paper.number), decision.reason.clone()]
        }
        Event::Returned { way, receiver } => vec![page.t(&format!("dossier-work-way-{}", way.code())), receiver],
        _ => Vec::new(),
    }
}
