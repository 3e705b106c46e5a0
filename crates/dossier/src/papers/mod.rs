//! The forms of the one-stop circular as files to print: 01 receipt, 02 supplement, 03 refusal, 04 apology, 05 stopping, 06 process control;
//! 07, the tracking book, is that of a shop.

pub(crate) mod book;
mod control;
mod letters;
mod slip;
mod turns;

use std::sync::Arc;

use access::{Official, SignedIn};
use axum::extract::{Path, State as Shared};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use document::paper;
use journal::Entry;
use kernel::id::{AccountId, DossierId, OfficeId};
use sqlx::PgConnection;
use web::PageError;

pub(crate) use self::control::ControlSlip;
pub(crate) use self::letters::{RefusalLetter, SupplementLetter};
pub(crate) use self::slip::Slip;
pub(crate) use self::turns::{ApologyLetter, StopNotice};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Content, Dossier, State};
use crate::services::Services;
use crate::usecases::read;

/// A form that can be printed for some dossiers.
pub(crate) trait Printed {
    /// What is printed.
    type Paper: paper::Paper + Send + 'static;

    /// The values of the form; whoever may not see what was declared prints it without `content`.
    ///
    /// # Errors
    /// `not_found` when this form has not been issued for the dossier.
    fn paper(
        services: &Services,
        dossier: &Dossier,
        content: Option<&Content>,
    ) -> impl Future<Output = Result<Self::Paper, UseCaseError>> + Send;
}

/// The forms issued for a dossier: the last part of the address, and the key of the name.
pub(crate) fn issued(dossier: &Dossier) -> Vec<(&'static str, &'static str)> {
    let forms = [
        (dossier.received_at.is_some(), "phieu", "dossier-form-slip"),
        (dossier.supplement.is_some(), "phieu-bo-sung", "dossier-form-supplement"),
        (dossier.state == State::NotAccepted, "phieu-tu-choi", "dossier-form-refusal"),
        (dossier.extension.is_some(), "phieu-xin-loi", "dossier-form-apology"),
        (dossier.state == State::Stopped, "phieu-dung", "dossier-form-stop"),
    ];
    forms.into_iter().filter(|(issued, ..)| *issued).map(|(_, tail, key)| (tail, key)).collect()
}

/// The forms for officers only.
pub(crate) fn issued_inside(dossier: &Dossier) -> Vec<(&'static str, &'static str)> {
    let mut forms = issued(dossier);
    if dossier.received_at.is_some() {
        forms.push(("phieu-kiem-soat", "dossier-form-control"));
    }
    forms
}

/// The form for the officer, below `/ban/ho-so/{id}`.
pub(crate) async fn official<Form: Printed>(
    Shared(services): Shared<Arc<Services>>,
    Official(actor): Official,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let view = read::open(&services, &actor, id).await.map_err(page)?;
    print::<Form>(&services, &view.dossier, view.content.as_ref()).await.map_err(page)
}

/// The form for the applicant, below `/ho-so/{id}`.
pub(crate) async fn own<Form: Printed>(
    Shared(services): Shared<Arc<Services>>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let (dossier, content) = read::open_own(&services, &actor, id).await.map_err(page)?;
    print::<Form>(&services, &dossier, Some(&content)).await.map_err(page)
}

async fn print<Form: Printed>(services: &Services, dossier: &Dossier, content: Option<&Content>) -> Result<Response, UseCaseError> {
    let paper = Form::paper(services, dossier, content).await?;
    let set = tokio::task::spawn_blocking(move || paper::render(&paper)).await;
    let bytes = set.map_err(|error| UseCaseError::Paper(error.to_string()))?.map_err(|error| UseCaseError::Paper(error.to_string()))?;
    let name = dossier.code.as_ref().map_or_else(|| dossier.opening.procedure.to_string(), ToString::to_string);
    let disposition = format!("inline; filename=\"{name}.pdf\"");
    Ok(([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

fn page(error: UseCaseError) -> PageError {
    match error {
        UseCaseError::Refused(_) => PageError::NotFound,
        failure => PageError::fault(failure),
    }
}

/// The journal entry behind a form, with the name of who wrote it.
struct Author {
    name: String,
    entry: Entry,
}

/// Who did `kind` last; nothing when nobody has. The name is empty when the journal names nobody.
async fn author(services: &Services, dossier: &Dossier, kind: &str) -> Result<Option<Author>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let entries = journal::of_subject(&mut conn, dossier.id.uuid()).await?;
    let Some(entry) = entries.into_iter().rfind(|entry| entry.kind == kind) else { return Ok(None) };
    Ok(Some(Author { name: name_of(&mut conn, entry.actor).await?, entry }))
}

/// The name of an account; empty for the program itself.
async fn name_of(conn: &mut PgConnection, account: Option<AccountId>) -> Result<String, UseCaseError> {
    let Some(account) = account else { return Ok(String::new()) };
    Ok(access::api::names(conn, &[account]).await?.remove(&account).unwrap_or_default())
}

/// The legal head of a paper of the one-stop shop.
fn head(services: &Services, dossier: &Dossier, number: String, date: chrono::NaiveDate) -> Result<paper::Head, UseCaseError> {
    office_head(services, dossier.opening.receiving_office, number, date)
}

/// The legal head of a paper of an office.
fn office_head(services: &Services, office: OfficeId, number: String, date: chrono::NaiveDate) -> Result<paper::Head, UseCaseError> {
    let directory = services.directory();
    let office = directory.office(office).ok_or(Refusal::UnknownOffice)?;
    let parent = office.parent.and_then(|parent| directory.office(parent)).map(|parent| parent.name.clone());
    let (authority, below) = match parent {
        Some(parent) => (parent, office.name.clone()),
        None => (office.name.clone(), String::new()),
    };
    let place = directory.area(&office.unit).map(|area| place_name(&area.full_name).to_owned()).unwrap_or_default();
    Ok(paper::Head { authority, office: below, number, place, date })
}

/// The place as it stands before a date: "Hà Tu", but "Phường 3" where the name is a number (Decree 30/2020/NĐ-CP, appendix I).
pub(crate) fn place_name(full_name: &str) -> &str {
    let kinds = ["Tỉnh ", "Thành phố ", "Phường ", "Xã ", "Thị trấn ", "Đặc khu "];
    let bare = kinds.into_iter().find_map(|kind| full_name.strip_prefix(kind)).unwrap_or(full_name);
    if bare.starts_with(|first: char| first.is_ascii_digit()) { full_name } else { bare }
}

/// The person as far as a paper may name them.
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

#[cfg(test)]
mod tests {
    use super::{masked, place_name};

    #[test]
    fn a_place_is_named_without_its_kind_unless_it_is_a_number() {
        for (full, place) in [("Phường Hà Tu", "Hà Tu"), ("Tỉnh Quảng Ninh", "Quảng Ninh"), ("Phường 3", "Phường 3"), ("Huế", "Huế")]
        {
            assert_eq!(place_name(full), place);
        }
    }

    #[test]
    fn a_slip_never_shows_a_whole_number() {
        assert_eq!(masked("0912 345 386").as_deref(), Some("0912 ••• 386"));
        assert_eq!((masked("12345678"), masked("")), (None, None));
    }
}
