//! The letters with which a one-stop shop does not receive: the one request for a supplement (form 02) and the refusal (form 03).

use document::paper;
use kernel::calendar::SupplementRule;

use super::{Printed, applicant, author, head, name_of};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Content, Dossier, Event, SupplementStage};
use crate::services::Services;

/// Form 02 of a dossier that had to be completed.
pub(crate) struct SupplementLetter;

impl Printed for SupplementLetter {
    type Paper = paper::SupplementLetter;

    async fn paper(services: &Services, dossier: &Dossier, content: Option<&Content>) -> Result<paper::SupplementLetter, UseCaseError> {
        let asked = dossier.supplement.as_ref().ok_or(Refusal::NotFound)?;
        let officer = name_of(&mut *services.ctx.pool.acquire().await?, Some(asked.asked_by)).await?;
        let day = services.calendar_of(dossier.opening.receiving_office)?.local(asked.asked_at).date();
        Ok(paper::SupplementLetter {
            head: head(services, dossier, number(dossier, "HDHS"), day)?,
            code: dossier.code.as_ref().map(ToString::to_string),
            lookup_url: format!("{}/ho-so/{}", services.site, dossier.id),
            applicant: named(content),
            procedure: procedure(dossier),
            stage: match asked.stage {
                SupplementStage::Intake => paper::Stage::Intake,
                SupplementStage::Appraisal => paper::Stage::Appraisal,
            },
            clock: stopped(dossier, asked.stage),
            items: asked.items.iter().map(|item| paper::MissingItem { what: item.subject.clone(), why: sentence(&item.reason) }).collect(),
            legal_basis: filled(&asked.legal_basis),
            answer_by: None,
            contact_phone: None,
            officer: paper::Signature::ByHand { name: officer },
        })
    }
}

/// Form 03 of a request that was not received.
pub(crate) struct RefusalLetter;

impl Printed for RefusalLetter {
    type Paper = paper::RefusalLetter;

    async fn paper(services: &Services, dossier: &Dossier, content: Option<&Content>) -> Result<paper::RefusalLetter, UseCaseError> {
        let refused = author(services, dossier, "dossier.not_accepted").await?.ok_or(Refusal::NotFound)?;
        let Ok(Event::NotAccepted { reason, legal_basis, pointer, .. }) = serde_json::from_value(refused.entry.data) else {
            return Err(db::DbError::inconsistent("journal.entry", "data", refused.entry.id).into());
        };
        let day = services.calendar_of(dossier.opening.receiving_office)?.local(refused.entry.at).date();
        Ok(paper::RefusalLetter {
            head: head(services, dossier, number(dossier, "TCHS"), day)?,
            code: dossier.code.as_ref().map(ToString::to_string),
            applicant: named(content),
            procedure: procedure(dossier),
            stage: paper::Stage::Intake,
            reason: sentence(&reason),
            legal_basis: filled(&legal_basis),
            right_agency: pointer,
            contact_phone: None,
            officer: paper::Signature::ByHand { name: refused.name },
        })
    }
}

fn stopped(dossier: &Dossier, stage: SupplementStage) -> paper::StoppedClock {
    match (stage, dossier.clock.as_ref().map(|clock| clock.case.supplement_rule)) {
        (SupplementStage::Intake, _) | (_, None) => paper::StoppedClock::NotStarted,
        (_, Some(SupplementRule::Restart)) => paper::StoppedClock::Restarts,
        (_, Some(SupplementRule::Resume)) => paper::StoppedClock::Resumes,
    }
}

pub(super) fn named(content: Option<&Content>) -> paper::Applicant {
    applicant(content.map(|content| content.applicant.name.as_str()).unwrap_or_default(), content)
}

pub(super) fn procedure(dossier: &Dossier) -> String {
    format!("{} ({})", dossier.opening.procedure_name, dossier.opening.procedure)
}

/// The number with its symbol. Before receipt there is no code: the officer writes the number of the book by hand.
fn number(dossier: &Dossier, symbol: &str) -> String {
    format!("{}/{symbol}", dossier.code.as_ref().map_or("……", |code| code.as_str()))
}

/// What an officer wrote, with a full stop.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', '…', ';']) { text.to_owned() } else { format!("{text}.") }
}

pub(super) fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_ends_like_a_sentence() {
        for (written, printed) in [("Thiếu chữ ký", "Thiếu chữ ký."), (" Đã mờ. ", "Đã mờ."), ("Vì sao?", "Vì sao?")] {
            assert_eq!(sentence(written), printed);
        }
    }
}
