//! `/ho-so/{id}/bo-sung`: answer a supplement request. The items with their reasons, a file for each, and the form again.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, SignedIn};
use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::DocumentId;
use web::page::{render, render_with};
use web::schema_form::{Form, FormAction, ShownField, ShownSection, Typed};
use web::{FieldErrors, Language, Page, PageError, Section, Visitor};

use super::super::shown::{PaperRow, paper, paper_rows};
use super::refused;
use super::show::open_own;
use super::uploads::Sent;
use crate::error::{Refusal, UseCaseError};
use crate::model::{About, Content, Dossier, Paper, State as Legal, SupplementItem};
use crate::ports;
use crate::services::Services;
use crate::usecases::supply::{Supply, supply};

/// An item of the request with what was uploaded for it so far.
pub(super) struct Item {
    pub(super) field: String,
    pub(super) item: SupplementItem,
    /// The field of the form that is meant; a file is asked for when none is.
    pub(super) asked: Option<ShownField>,
    pub(super) given: Vec<PaperRow>,
}

/// The page.
#[derive(Template)]
#[template(path = "public_supplement.html")]
pub(super) struct SupplementPage {
    pub(super) page: Page,
    pub(super) address: String,
    pub(super) procedure_name: String,
    pub(super) items: Vec<Item>,
    pub(super) others: Vec<PaperRow>,
    pub(super) other_name: String,
    pub(super) sections: Vec<ShownSection>,
    pub(super) form_open: bool,
    /// Papers that are uploaded and not yet sent: name and document, to be carried on.
    pub(super) kept: Vec<(String, String)>,
    pub(super) version: i32,
    pub(super) errors: FieldErrors,
}

/// The dossier that waits, with its form.
struct Open {
    dossier: Dossier,
    content: Content,
    form: Option<Form>,
}

impl Open {
    /// `None` when nothing was asked for, or it was answered already.
    async fn load(services: &Services, actor: &Actor, id: &str) -> Result<Option<Self>, PageError> {
        let (dossier, content) = open_own(services, actor, id).await?;
        if dossier.state != Legal::SupplementRequested {
            return Ok(None);
        }
        let day = services.day_of(dossier.submitted_at);
        let form = ports::form_for(services, &dossier.opening.procedure, day).await.map_err(refused::page)?;
        Ok(Some(Self { dossier, content, form }))
    }

    fn items(&self) -> &[SupplementItem] {
        self.dossier.supplement.as_ref().map(|supplement| supplement.items.as_slice()).unwrap_or_default()
    }
}

/// Shows what is missing; answered already, it leads to the dossier.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let Some(open) = Open::load(&services, &actor, &id).await? else { return Ok(to_dossier(&id)) };
    let typed = open.form.as_ref().map(|form| Typed::from_declaration(form, &open.content.declaration)).unwrap_or_default();
    let version = open.dossier.version;
    render(&page(&services, visitor, &open, Answer { typed, version, ..Answer::default() }, FieldErrors::none()).await?)
}

/// What the applicant sends.
#[derive(Default)]
struct Answer {
    typed: Typed,
    papers: Vec<Paper>,
    other_name: String,
    version: i32,
}

/// Sends the answer, or shows what is wrong with it.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response, PageError> {
    let Some(open) = Open::load(&services, &actor, &id).await? else { return Ok(to_dossier(&id)) };
    let language = visitor.language;
    let mut sent = Sent::read(&services, &actor, language, form).await?;
    let mut answer = answer(&services, &actor, &open, &mut sent, language).await?;
    let mut errors = std::mem::take(&mut sent.errors);
    if let Some(form) = &open.form {
        errors = errors.list().iter().chain(form.check(&answer.typed, language).list()).cloned().collect();
    }
    let action = FormAction::parse(sent.text("_form"));
    if let (Some(form), Some(action)) = (&open.form, &action) {
        answer.typed.act(form, action);
        errors = FieldErrors::none();
    }
    if errors.is_empty() && action.is_none() && sent.text("_then") != "stay" {
        match send(&services, &actor, &open, &answer).await {
            Ok(()) => return Ok(to_dossier(&id)),
            Err(UseCaseError::Refused(refusal @ (Refusal::Missing { .. } | Refusal::UnknownDocument | Refusal::TooLong { .. }))) => {
                errors.add("item-0", missing_words(language, &refusal));
            }
            Err(error) => return Err(refused::page(error)),
        }
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    render_with(status, &page(&services, visitor, &open, answer, errors).await?)
}

fn missing_words(language: Language, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Missing { .. } => web::t(language, "dossier-public-supplement-nothing"),
        other => other.words(language),
    }
}

fn to_dossier(id: &str) -> Response {
    Redirect::to(&format!("/ho-so/{id}")).into_response()
}

async fn answer(services: &Services, actor: &Actor, open: &Open, sent: &mut Sent, language: Language) -> Result<Answer, PageError> {
    let inputs = sent.texts.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let typed = open.form.as_ref().map(|form| Typed::from_inputs(form, inputs)).unwrap_or_default();
    let mut papers = kept(services, actor, &sent.texts).await?;
    let name_missing = web::t(language, "dossier-public-other-missing");
    for (field, file) in &sent.files {
        let item = open.items().iter().enumerate().find(|(at, _)| format!("item-{at}") == *field);
        match item.map_or_else(|| sent.text("other_name"), |(_, item)| item.subject.as_str()) {
            "" => sent.errors.add("other_name", name_missing.as_str()),
            name => papers.push(paper(name, file)),
        }
    }
    let other_name = if sent.errors.is_empty() { String::new() } else { sent.text("other_name").to_owned() };
    Ok(Answer { typed, papers, other_name, version: sent.text("version").parse().unwrap_or(open.dossier.version) })
}

/// Papers uploaded before: each as two hidden inputs, `kept-3` with the document and `kept-3-name`. Only the actor's own files count.
async fn kept(services: &Services, actor: &Actor, texts: &BTreeMap<String, String>) -> Result<Vec<Paper>, PageError> {
    let named: Vec<(DocumentId, &str)> = texts
        .iter()
        .filter(|(name, _)| name.starts_with("kept-") && !name.ends_with("-name"))
        .filter_map(|(name, document)| Some((document.parse().ok()?, texts.get(&format!("{name}-name"))?.as_str())))
        .collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let documents: Vec<DocumentId> = named.iter().map(|(document, _)| *document).collect();
    let known = ports::files(services, Some(actor.account), &documents).await.map_err(refused::page)?;
    let file = |(document, name): &(DocumentId, &str)| known.iter().find(|file| file.document == *document).map(|file| paper(name, file));
    Ok(named.iter().filter_map(file).collect())
}

async fn send(services: &Services, actor: &Actor, open: &Open, answer: &Answer) -> Result<(), UseCaseError> {
    let declaration = open.form.as_ref().map(|form| answer.typed.declaration(form));
    let command = Supply {
        dossier: open.dossier.id,
        version: Some(answer.version),
        declaration: declaration.filter(|declaration| *declaration != open.content.declaration),
        papers: answer.papers.clone(),
    };
    supply(services, actor, command).await.map(|_| ())
}

/// The field an item is about, taken out of the form: it is asked for once on the page, where its reason stands.
fn taken(sections: &mut [ShownSection], about: &About) -> Option<ShownField> {
    let About::Field { name } = about else { return None };
    let section = sections.iter_mut().find(|section| section.fields.iter().any(|field| field.name == *name))?;
    let at = section.fields.iter().position(|field| field.name == *name)?;
    Some(section.fields.remove(at))
}

async fn page(
    services: &Services,
    visitor: Visitor,
    open: &Open,
    answer: Answer,
    errors: FieldErrors,
) -> Result<SupplementPage, PageError> {
    let language = visitor.language;
    let given = paper_rows(services, language, &answer.papers).await.map_err(refused::page)?;
    let of = |name: &str| given.iter().filter(|row| row.name == name).cloned().collect();
    let is_item = |row: &PaperRow| open.items().iter().any(|item| item.subject == row.name);
    let mut sections = open.form.as_ref().map(|form| form.shown(&answer.typed, &errors, language)).unwrap_or_default();
    let mut items = Vec::new();
    for (at, item) in open.items().iter().enumerate() {
        let asked = taken(&mut sections, &item.about);
        items.push(Item { field: format!("item-{at}"), item: item.clone(), asked, given: of(&item.subject) });
    }
    sections.retain(|section| !section.fields.is_empty());
    // Whoever changed something in the form goes on in it.
    let changed = open.form.as_ref().is_some_and(|form| answer.typed.declaration(form) != open.content.declaration);
    Ok(SupplementPage {
        page: Page::public(visitor, Section::Track, "dossier-public-supplement-title").with_errors(!errors.is_empty()),
        address: format!("/ho-so/{}", open.dossier.id),
        procedure_name: open.dossier.opening.procedure_name.clone(),
        items,
        others: given.iter().filter(|row| !is_item(row)).cloned().collect(),
        other_name: answer.other_name,
        form_open: changed || sections.iter().flat_map(|section| &section.fields).any(|field| !field.error.is_empty()),
        sections,
        kept: answer.papers.iter().filter_map(|paper| Some((paper.name.clone(), paper.document?.to_string()))).collect(),
        version: answer.version,
        errors,
    })
}
