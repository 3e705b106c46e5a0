//! The receipt and appointment slip (form 01) of a dossier, as a file to print.

use std::sync::Arc;

use access::{Official, SignedIn};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use document::paper;
use kernel::id::DossierId;
use web::clock_view::limit_in_words;
use web::{Language, PageError};

use crate::error::{Refusal, UseCaseError};
use crate::model::{Channel, Content, Dossier, PaperForm, ReturnWay};
use crate::services::Services;
use crate::usecases::read;

/// The slip of a dossier that has been received.
///
/// # Errors
/// `not_found` before receipt; a failure when the paper cannot be set.
async fn slip(services: &Services, dossier: &Dossier, content: Option<&Content>) -> Result<Vec<u8>, UseCaseError> {
    let paper = values(services, dossier, content, receiver(services, dossier).await?)?;
    let set = tokio::task::spawn_blocking(move || paper::render(&paper)).await;
    let set = set.map_err(|error| UseCaseError::Paper(error.to_string()))?;
    set.map_err(|error| UseCaseError::Paper(error.to_string()))
}

/// `/ban/ho-so/{id}/phieu`: for the officer.
pub(crate) async fn official(
    State(services): State<Arc<Services>>,
    Official(actor): Official,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let view = read::open(&services, &actor, id).await.map_err(page)?;
    answer(&services, &view.dossier, view.content.as_ref()).await
}

/// `/ho-so/{id}/phieu`: for the applicant.
pub(crate) async fn own(
    State(services): State<Arc<Services>>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let (dossier, content) = read::open_own(&services, &actor, id).await.map_err(page)?;
    answer(&services, &dossier, Some(&content)).await
}

async fn answer(services: &Services, dossier: &Dossier, content: Option<&Content>) -> Result<Response, PageError> {
    let bytes = slip(services, dossier, content).await.map_err(page)?;
    let code = dossier.code.as_ref().map(ToString::to_string).unwrap_or_default();
    let disposition = format!("inline; filename=\"{code}.pdf\"");
    Ok(([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

fn page(error: UseCaseError) -> PageError {
    match error {
        UseCaseError::Refused(_) => PageError::NotFound,
        failure => PageError::fault(failure),
    }
}

/// The name of the officer who received; empty when the journal names nobody.
async fn receiver(services: &Services, dossier: &Dossier) -> Result<String, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let entries = journal::of_subject(&mut conn, dossier.id.uuid()).await?;
    let Some(actor) = entries.iter().find(|entry| entry.kind == "dossier.received").and_then(|entry| entry.actor) else {
        return Ok(String::new());
    };
    let names = access::api::names(&mut conn, &[actor]).await?;
    Ok(names.get(&actor).cloned().unwrap_or_default())
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
        submitter: if online { paper::Signature::NotNeeded } else { paper::Signature::ByHand { name: applicant_name } },
        receiver: paper::Signature::ByHand { name: receiver },
    })
}

/// The sentences that explain the due date.
fn why(calendar: &kernel::calendar::Calendar, dossier: &Dossier) -> Vec<String> {
    let Some(case) = dossier.clock.as_ref().map(|clock| &clock.case) else { return Vec::new() };
    let Ok(explanation) = calendar.explain(case) else { return Vec::new() };
    let story = web::clock_view::Story::of(Language::Vi, calendar, case, &explanation, calendar.local(case.received_at).date());
    story.reasons.iter().map(|reason| reason.sentence.replace("**", "")).collect()
}

fn head(services: &Services, dossier: &Dossier, number: String, date: chrono::NaiveDate) -> Result<paper::Head, UseCaseError> {
    let directory = services.directory();
    let office = directory.office(dossier.opening.receiving_office).ok_or(Refusal::UnknownOffice)?;
    let parent = office.parent.and_then(|parent| directory.office(parent)).map(|parent| parent.name.clone());
    let (authority, below) = match parent {
        Some(parent) => (parent, office.name.clone()),
        None => (office.name.clone(), String::new()),
    };
    let place = directory.area(&office.unit).map(|area| area.full_name.clone()).unwrap_or_default();
    Ok(paper::Head { authority, office: below, number, place, date })
}

fn applicant(name: &str, content: Option<&Content>) -> paper::Applicant {
    let declared = content.map(|content| &content.applicant);
    let filled = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    paper::Applicant {
        name: name.to_owned(),
        address: declared.and_then(|applicant| filled(&applicant.address)),
        contact: declared.and_then(|applicant| masked(&applicant.phone)),
    }
}

/// A telephone number of which only the ends can be read.
fn masked(phone: &str) -> Option<String> {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let (first, last) = (digits.get(..4)?, digits.get(digits.len().checked_sub(3)?..)?);
    (digits.len() > 8).then(|| format!("{} ••• {}", first.iter().collect::<String>(), last.iter().collect::<String>()))
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

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_slip_never_shows_a_whole_number() {
        assert_eq!(masked("0912 345 386").as_deref(), Some("0912 ••• 386"));
        assert_eq!((masked("12345678"), masked("")), (None, None));
    }
}
