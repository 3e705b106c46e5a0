//! The letters of a dossier that does not run its plain course: the apology with a new date (form 04) and the notice of stopping (form 05).

use document::paper;
use web::Language;

use super::letters::{filled, named, procedure, sentence};
use super::{Printed, author, head, name_of};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Content, Dossier, PaperForm, State};
use crate::services::Services;

/// Form 04 of a dossier that got its one new date.
pub(crate) struct ApologyLetter;

impl Printed for ApologyLetter {
    type Paper = paper::ApologyLetter;

    async fn paper(services: &Services, dossier: &Dossier, content: Option<&Content>) -> Result<paper::ApologyLetter, UseCaseError> {
        let extension = dossier.extension.as_ref().ok_or(Refusal::NotFound)?;
        let (Some(code), Some(received)) = (&dossier.code, dossier.received_at) else { return Err(Refusal::NotFound.into()) };
        let signer = name_of(&mut *services.ctx.pool.acquire().await?, Some(extension.signed_by)).await?;
        let calendar = services.calendar_of(dossier.opening.receiving_office)?;
        Ok(paper::ApologyLetter {
            head: head(services, dossier, format!("{code}/PXL"), calendar.local(extension.asked_at).date())?,
            code: code.to_string(),
            lookup_url: format!("{}/tra-cuu?code={code}", services.site),
            applicant: named(content),
            procedure: dossier.opening.procedure_name.clone(),
            received_at: calendar.local(received),
            original_due: calendar.local(extension.previous_due),
            new_due: calendar.local(extension.new_due),
            reason: sentence(&extension.reason),
            signer_title: web::t(Language::Vi, "dossier-paper-signer"),
            signer: paper::Signature::ByHand { name: signer },
        })
    }
}

/// Form 05 of a dossier that was stopped at its applicant's wish.
pub(crate) struct StopNotice;

impl Printed for StopNotice {
    type Paper = paper::StopNotice;

    async fn paper(services: &Services, dossier: &Dossier, content: Option<&Content>) -> Result<paper::StopNotice, UseCaseError> {
        if dossier.state != State::Stopped {
            return Err(Refusal::NotFound.into());
        }
        let stopped = author(services, dossier, "dossier.stopped").await?.ok_or(Refusal::NotFound)?;
        let (Some(code), Some(received)) = (&dossier.code, dossier.received_at) else { return Err(Refusal::NotFound.into()) };
        let calendar = services.calendar_of(dossier.opening.receiving_office)?;
        let stopped_at = calendar.local(stopped.entry.at);
        let originals = content.iter().flat_map(|content| &content.papers).filter(|paper| paper.form == PaperForm::Original);
        Ok(paper::StopNotice {
            head: head(services, dossier, format!("{code}/TBD"), stopped_at.date())?,
            code: code.to_string(),
            lookup_url: format!("{}/tra-cuu?code={code}", services.site),
            applicant: named(content),
            procedure: procedure(dossier),
            received_at: calendar.local(received),
            due: dossier.clock.as_ref().map(|clock| calendar.local(clock.original_due)),
            stopped_at,
            reason: dossier.stop.as_ref().and_then(|stop| filled(&stop.reason)).map(|reason| sentence(&reason)),
            returned_papers: originals.map(|paper| paper.name.clone()).collect(),
            contact_phone: None,
            officer: paper::Signature::ByHand { name: stopped.name },
        })
    }
}
