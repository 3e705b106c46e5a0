//! What is in a dossier, for its officers: the declaration, the papers, what happened.

use std::collections::BTreeMap;

use journal::Entry;
use kernel::code::PersonalNumber;
use kernel::id::AccountId;
use serde_json::{Map, Value};
use web::schema_form::Summary;
use web::{Language, Page};

use super::super::shared::{dashed, office_name};
use crate::error::UseCaseError;
use crate::model::{Content, Dossier, Event, Paper};
use crate::ports;
use crate::services::Services;

/// One thing that happened.
pub(super) struct Moment {
    pub(super) title: String,
    pub(super) when: String,
    pub(super) who: String,
    pub(super) lines: Vec<String>,
}

/// One paper.
pub(super) struct PaperRow {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) file_name: String,
    /// Where the file opens; empty when there is none.
    pub(super) address: String,
}

impl PaperRow {
    pub(super) fn of(paper: &Paper) -> Self {
        let file_name = paper.file_name.clone().unwrap_or_default();
        let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_uppercase());
        Self {
            kind: ending.filter(|ending| ending.chars().count() <= 4).unwrap_or_default(),
            name: paper.name.clone(),
            file_name,
            address: paper.document.map(|document| format!("/tai-lieu/{document}")).unwrap_or_default(),
        }
    }
}

/// What was declared, in words: who applies, then the form.
pub(super) async fn declared(
    services: &Services,
    dossier: &Dossier,
    content: &Content,
    language: Language,
) -> Result<Vec<Summary>, UseCaseError> {
    let day = dossier.submitted_at.date_naive();
    let (who, form) = (ports::applicant_form(services).await?, ports::form_for(services, &dossier.opening.procedure, day).await?);
    let mut shown = who.map(|form| form.summary(&applicant(content), language)).unwrap_or_default();
    mask(&mut shown);
    shown.extend(form.map(|form| form.summary(&content.declaration, language)).unwrap_or_default());
    Ok(shown)
}

fn applicant(content: &Content) -> Value {
    let known = |value: &Value| !value.is_null() && value.as_str() != Some("");
    let fields = match serde_json::to_value(&content.applicant) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    Value::Object(fields.into_iter().filter(|(_, value)| known(value)).collect())
}

/// The personal number is shown as it is on every other page: only a few digits.
fn mask(summaries: &mut [Summary]) {
    for row in summaries.iter_mut().flat_map(|summary| &mut summary.rows).filter(|row| row.key == "personal_number") {
        row.value = row.value.parse::<PersonalNumber>().map(|number| number.to_string()).unwrap_or_default();
    }
}

/// The journal in words.
pub(super) fn moments(services: &Services, page: &Page, entries: &[Entry], people: &BTreeMap<AccountId, String>) -> Vec<Moment> {
    let directory = services.directory();
    let moment = |entry: &Entry| {
        let event: Event = serde_json::from_value(entry.data.clone()).ok()?;
        let kind = dashed(event.kind().trim_start_matches("dossier."));
        let account = entry.actor.and_then(|actor| people.get(&actor)).cloned().unwrap_or_default();
        let office = entry.office.map(|office| office_name(&directory, office, page.language())).unwrap_or_default();
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

fn lines(page: &Page, event: Event) -> Vec<String> {
    match event {
        Event::Received { code, .. } => vec![code.to_string()],
        Event::NotAccepted { reason, legal_basis, pointer, .. } => vec![reason, legal_basis, pointer.unwrap_or_default()],
        Event::SupplementRequested { supplement, .. } => {
            let items = supplement.items.iter().map(|item| format!("{}: {}", item.subject, item.reason));
            items.chain(std::iter::once(supplement.legal_basis.clone())).collect()
        }
        Event::TaskCompleted { outcome, note, .. } => vec![page.t(&format!("dossier-outcome-{}", dashed(&outcome))), note],
        Event::TaskSentBack { reason, .. } | Event::Withdrawn { reason } => vec![reason],
        Event::Decided { decision, .. } => {
            let word = page.t(&format!("dossier-work-decide-{}", decision.outcome.code()));
            vec![format!("{word}: {}", decision.paper.number), decision.reason.clone()]
        }
        Event::Returned { way, receiver } => vec![page.t(&format!("dossier-work-way-{}", way.code())), receiver],
        _ => Vec::new(),
    }
}
