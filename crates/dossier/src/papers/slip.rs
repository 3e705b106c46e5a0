//! The receipt and appointment slip (form 01) of a dossier.

use document::paper;
use web::Language;
use web::clock_view::limit_in_words;

use super::{Printed, applicant, author, head};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Channel, Content, Dossier, PaperForm, ReturnWay};
use crate::services::Services;

/// Form 01 of a dossier that has been received.
pub(crate) struct Slip;

impl Printed for Slip {
    type Paper = paper::Slip;

    async fn paper(services: &Services, dossier: &Dossier, content: Option<&Content>) -> Result<paper::Slip, UseCaseError> {
        let receiver = author(services, dossier, "dossier.received").await?.map(|author| author.name);
        values(services, dossier, content, receiver.unwrap_or_default())
    }
}

fn values(services: &Services, dossier: &Dossier, content: Option<&Content>, receiver: String) -> Result<paper::Slip, UseCaseError> {
    // Whoever may not see what was declared prints a slip without it.
    let applicant_name = content.map(|content| content.applicant.name.clone()).unwrap_or_default();
    let (Some(code), Some(received)) = (&dossier.code, dossier.received_at) else { return Err(Refusal::NotFound.into()) };
    let calendar = services.calendar_of(dossier.opening.receiving_office)?;
    let received_at = calendar.local(received);
    let online = dossier.opening.channel == Channel::Online;
    Ok(paper::Slip {
        head: head(services, dossier, format!("{code}/TNHS"), received_at.date())?,
        code: code.to_string(),
        lookup_url: format!("{}/tra-cuu?code={code}", services.site),
        site: services.site.trim_start_matches("https://").trim_start_matches("http://").to_owned(),
        hotline: None,
        due: dossier.clock.as_ref().and_then(|clock| clock.due).map(|due| calendar.local(due)),
        applicant: applicant(&applicant_name, content),
        procedure: dossier.opening.procedure_name.clone(),
        procedure_code: dossier.opening.procedure.to_string(),
        components: content.iter().flat_map(|content| &content.papers).map(component).collect(),
        sets: 1,
        received_at,
        limit: dossier.clock.as_ref().map(|clock| limit_in_words(Language::Vi, clock.case.limit)),
        fee: None,
        return_way: return_way(dossier.opening.return_way),
        book: None,
        why: why(calendar, dossier),
        submitter: if online { paper::Signature::NotNeeded } else { paper::Signature::ByHand { name: submitter(content, applicant_name) } },
        receiver: paper::Signature::ByHand { name: receiver },
    })
}

/// Who signs for having handed in: whoever acts for the applicant, with their capacity.
fn submitter(content: Option<&Content>, applicant: String) -> String {
    let Some(declared) = content.map(|content| &content.applicant).filter(|applicant| !applicant.capacity.is_own()) else {
        return applicant;
    };
    let capacity = web::t(Language::Vi, &format!("dossier-visit-capacity-{}", declared.capacity.code()));
    format!("{} ({capacity})", declared.submitter_name)
}

/// The sentences that explain the due date.
fn why(calendar: &kernel::calendar::Calendar, dossier: &Dossier) -> Vec<String> {
    let Some(case) = dossier.clock.as_ref().map(|clock| &clock.case) else { return Vec::new() };
    let Ok(explanation) = calendar.explain(case) else { return Vec::new() };
    let story = web::clock_view::Story::of(Language::Vi, calendar, case, &explanation, calendar.local(case.received_at).date());
    story.reasons.iter().map(|reason| reason.sentence.replace("**", "")).collect()
}

fn component(paper: &crate::model::Paper) -> paper::Component {
    let form = match paper.form {
        PaperForm::Original | PaperForm::Shown => paper::ComponentForm::Original,
        PaperForm::Copy => paper::ComponentForm::Copy,
        PaperForm::Electronic => paper::ComponentForm::Electronic,
    };
    paper::Component { name: paper.name.clone(), form, count: Some(paper.copies) }
}

const fn return_way(way: ReturnWay) -> paper::ReturnWay {
    match way {
        ReturnWay::Counter => paper::ReturnWay::Counter,
        ReturnWay::Online => paper::ReturnWay::Electronic,
        ReturnWay::Post => paper::ReturnWay::Post,
    }
}
