//! What both sides of the counter show of a dossier: names, the chip, the declaration, its papers, refusals in words.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Utc};
use kernel::clock::Entropy;
use kernel::code::PersonalNumber;
use kernel::id::{AccountId, OfficeId};
use organisation::Directory;
use serde_json::{Map, Value};
use web::clock_view::{Chip, Standing, StopReason};
use web::schema_form::{Form, Summary, Typed};
use web::{Language, format};

use crate::error::UseCaseError;
use crate::model::{Applicant, Capacity, Content, Dossier, Paper, PaperForm, PaymentRequest, State};
use crate::ports::{self, FileFacts};
use crate::services::Services;

/// A code as it stands in a message key.
pub(super) fn dashed(code: &str) -> String {
    code.replace('_', "-")
}

/// A mark that tells this page from every other one.
pub(super) fn new_window(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    hex::encode(bytes)
}

/// The name of an office in the language of the page; empty when it is unknown.
pub(super) fn office_name(directory: &Directory, id: OfficeId, language: Language) -> String {
    let name = |office: &organisation::Office| if language == Language::Vi { office.name.clone() } else { office.name_en.clone() };
    directory.office(id).map(name).unwrap_or_default()
}

/// The names of accounts.
pub(super) async fn names(services: &Services, mut people: Vec<AccountId>) -> Result<BTreeMap<AccountId, String>, UseCaseError> {
    people.sort_unstable();
    people.dedup();
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(access::api::names(&mut conn, &people).await?)
}

/// The date the chip speaks of: that in force, or the one in force when the clock stopped.
pub(super) fn due_in_force(dossier: &Dossier) -> Option<DateTime<Utc>> {
    match &dossier.clock {
        Some(clock) => Some(clock.due.unwrap_or(clock.original_due)),
        None => dossier.intake.as_ref().map(|intake| intake.answer_due),
    }
}

/// Where the dossier stands against its date; nothing when it was closed without a decision.
pub(super) fn chip(services: &Services, dossier: &Dossier, now: DateTime<Utc>, language: Language) -> Option<Chip> {
    if dossier.state.is_final() && dossier.decision.is_none() {
        return None;
    }
    let own = dossier.clock.as_ref().and_then(|clock| services.calendars.get(&clock.case.calendar));
    let calendar = own.or_else(|| services.calendar_of(dossier.owner_office).ok())?;
    let decided_at = dossier.decision.as_ref().map(|decision| decision.decided_at);
    let standing = Standing::new(calendar, due_in_force(dossier)?, decided_at.unwrap_or(now)).ok()?;
    let standing = match dossier.state {
        _ if decided_at.is_some() => standing.returned(),
        State::SupplementRequested => standing.stopped(StopReason::Supplement),
        State::FinancialRequested => standing.stopped(StopReason::Payment),
        _ => standing,
    };
    Some(Chip::of(language, &standing))
}

/// What was declared, in words: who applies, then the form.
pub(super) async fn declared(
    services: &Services,
    dossier: &Dossier,
    content: &Content,
    language: Language,
) -> Result<Vec<Summary>, UseCaseError> {
    let day = services.day_of(dossier.submitted_at);
    let (who, form) = (ports::applicant_form(services).await?, ports::form_for(services, &dossier.opening.procedure, day).await?);
    let mut shown = who.map(|form| form.summary(&declaration_of(&content.applicant), language)).unwrap_or_default();
    mask(&mut shown);
    shown.extend(form.map(|form| form.summary(&content.declaration, language)).unwrap_or_default());
    Ok(shown)
}

/// The applicant as a declaration of the applicant's form: only what is known.
pub(super) fn declaration_of(applicant: &Applicant) -> Value {
    let known = |value: &Value| !value.is_null() && value.as_str() != Some("");
    let fields = match serde_json::to_value(applicant) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    Value::Object(fields.into_iter().filter(|(_, value)| known(value)).collect())
}

/// Who applies, as far as the form is filled rightly.
pub(super) fn applicant_of(form: &Form, typed: &Typed) -> Applicant {
    let declared = typed.declaration(form);
    let text = |key: &str| declared.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Applicant {
        name: text("name"),
        personal_number: Some(text("personal_number")).filter(|number| !number.is_empty()),
        born: text("born").parse().ok(),
        sex: declared.get("sex").and_then(|sex| serde_json::from_value(sex.clone()).ok()),
        address: text("address"),
        phone: text("phone"),
        email: text("email"),
        capacity: Capacity::from_code(&text("capacity")).unwrap_or_default(),
        tax_number: Some(text("tax_number")).filter(|number| !number.is_empty()),
        submitter_name: text("submitter_name"),
        submitter_number: Some(text("submitter_number")).filter(|number| !number.is_empty()),
        submitter_phone: text("submitter_phone"),
        submitter_position: text("submitter_position"),
        authority: text("authority"),
        helper: text("helper"),
        post: None,
    }
}

/// The personal number of the applicant is shown as it is on every other page: only a few digits.
fn mask(summaries: &mut [Summary]) {
    for row in summaries
        .iter_mut()
        .flat_map(|summary| &mut summary.rows)
        .filter(|row| matches!(row.key.as_str(), "personal_number" | "submitter_number"))
    {
        row.value = row.value.parse::<PersonalNumber>().map(|number| number.to_string()).unwrap_or_default();
    }
}

/// An uploaded file as a paper of the dossier.
pub(super) fn paper(name: &str, file: &FileFacts) -> Paper {
    Paper {
        name: name.to_owned(),
        form: PaperForm::Electronic,
        copies: 1,
        document: Some(file.document),
        file_name: Some(file.name.clone()),
    }
}

/// What is owed: for what, and how much when that is known.
pub(super) fn owed(language: Language, payment: &PaymentRequest) -> String {
    let amount = payment.amount.map(|amount| format::money(language, amount.0));
    std::iter::once(payment.purpose.clone()).chain(amount).collect::<Vec<_>>().join(", ")
}

/// One paper with what is known of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PaperRow {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) size: String,
    pub(super) file_name: String,
    /// Where the file opens; empty when there is none.
    pub(super) address: String,
    pub(super) index: usize,
}

/// The papers with what is known of their files.
pub(super) async fn paper_rows(services: &Services, language: Language, papers: &[Paper]) -> Result<Vec<PaperRow>, UseCaseError> {
    let documents: Vec<_> = papers.iter().filter_map(|paper| paper.document).collect();
    let known = if documents.is_empty() { Vec::new() } else { ports::files(services, None, &documents).await? };
    Ok(papers.iter().enumerate().map(|(index, paper)| paper_row(language, index, paper, &known)).collect())
}

fn paper_row(language: Language, index: usize, paper: &Paper, known: &[FileFacts]) -> PaperRow {
    let facts = known.iter().find(|file| Some(file.document) == paper.document);
    let file_name = paper.file_name.clone().unwrap_or_default();
    PaperRow {
        name: paper.name.clone(),
        kind: kind(&file_name),
        size: facts.map(|file| format::size(language, file.size)).unwrap_or_default(),
        address: paper.document.map(|document| format!("/tai-lieu/{document}")).unwrap_or_default(),
        file_name,
        index,
    }
}

/// The ending of a file's name in capitals, at most four letters.
fn kind(file_name: &str) -> String {
    let ending = Path::new(file_name).extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    ending.chars().take(4).collect::<String>().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::id::DocumentId;

    #[test]
    fn a_paper_shows_its_file() {
        let document: DocumentId = "00000000-0000-7000-8000-000000000007".parse().unwrap();
        let file = FileFacts { document, name: "giấy chứng sinh.jpeg".to_owned(), size: 418_000 };
        let shown = paper_row(Language::Vi, 2, &paper("Giấy chứng sinh", &file), std::slice::from_ref(&file));
        assert_eq!((shown.kind.as_str(), shown.size.as_str(), shown.index), ("JPEG", "418\u{a0}kB", 2));
        assert!(shown.address.ends_with("000007"));
        let shown_only = Paper { form: PaperForm::Shown, document: None, file_name: None, ..paper("Căn cước", &file) };
        let shown = paper_row(Language::Vi, 0, &shown_only, &[file]);
        assert_eq!((shown.kind.as_str(), shown.size.as_str(), shown.address.as_str()), ("", "", ""));
    }
}
