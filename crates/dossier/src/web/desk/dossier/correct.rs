//! `/ban/ho-so/{id}/sua`: put a received declaration right. Both versions stay; the applicant is told.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Action, Actor, Official};
use askama::Template;
use axum::extract::{Form as Sent, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::DossierId;
use serde_json::Value;
use web::page::{render, render_with};
use web::schema_form::{Form, ShownSection, Typed};
use web::{FieldErrors, Page, PageError, Section, Side, Visitor};

use super::super::super::shown::{applicant_of, declaration_of};
use super::super::shared::{failed, status};
use crate::error::UseCaseError;
use crate::model::{Applicant, Content, Dossier};
use crate::ports;
use crate::rules::correctable;
use crate::services::{Services, may};
use crate::usecases::correct::{Correct, correct};
use crate::usecases::read;

/// The page.
#[derive(Template)]
#[template(path = "desk_correct.html")]
struct CorrectPage {
    page: Page,
    address: String,
    procedure_name: String,
    sections: Vec<ShownSection>,
    version: i32,
    reason: String,
    top: String,
    errors: FieldErrors,
}

/// The dossier with its forms.
struct Open {
    dossier: Dossier,
    content: Content,
    person: Option<Form>,
    form: Option<Form>,
}

impl Open {
    /// Nothing is shown to those who may not correct, nor once it is decided.
    async fn load(services: &Services, actor: &Actor, id: &str) -> Result<Self, PageError> {
        let id: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
        let view = read::open(services, actor, id).await.map_err(failed)?;
        let content = view.content.ok_or(PageError::NotFound)?;
        if !correctable(&view.dossier) || !may(actor, Action::Correct, &view.dossier) {
            return Err(PageError::NotFound);
        }
        let day = services.day_of(view.dossier.submitted_at);
        let form = ports::form_for(services, &view.dossier.opening.procedure, day).await.map_err(failed)?;
        let person = ports::applicant_form(services).await.map_err(failed)?;
        Ok(Self { dossier: view.dossier, content, person, form })
    }

    /// What is declared now, as if it had been typed.
    fn typed(&self) -> (Typed, Typed) {
        let of = |form: &Option<Form>, value: &Value| form.as_ref().map(|form| Typed::from_declaration(form, value)).unwrap_or_default();
        (of(&self.person, &declaration_of(&self.content.applicant)), of(&self.form, &self.content.declaration))
    }

    fn page(&self, visitor: Visitor, (person, typed): &(Typed, Typed), sent: &Words) -> CorrectPage {
        let language = visitor.language;
        let shown =
            |form: &Option<Form>, typed: &Typed| form.as_ref().map(|form| form.shown(typed, &sent.errors, language)).unwrap_or_default();
        let mut sections = shown(&self.person, person);
        sections.extend(shown(&self.form, typed));
        CorrectPage {
            page: Page::titled(visitor, Side::Desk, Section::Inbox, web::t(language, "dossier-correct-title"))
                .with_errors(!sent.errors.is_empty()),
            address: format!("/ban/ho-so/{}", self.dossier.id),
            procedure_name: self.dossier.opening.procedure_name.clone(),
            sections,
            version: sent.version,
            reason: sent.reason.clone(),
            top: sent.top.clone(),
            errors: sent.errors.clone(),
        }
    }
}

/// What is said beside the form.
struct Words {
    version: i32,
    reason: String,
    top: String,
    errors: FieldErrors,
}

/// Shows the declaration, to be changed.
pub(in crate::web::desk) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let open = Open::load(&services, &actor, &id).await?;
    let words = Words { version: open.dossier.version, reason: String::new(), top: String::new(), errors: FieldErrors::none() };
    render(&open.page(visitor, &open.typed(), &words))
}

/// Keeps the corrected version, or shows what is wrong with it.
pub(in crate::web::desk) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Path(id): Path<String>,
    Sent(texts): Sent<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let open = Open::load(&services, &actor, &id).await?;
    let language = visitor.language;
    let inputs = || texts.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let read = |form: &Option<Form>| form.as_ref().map(|form| Typed::from_inputs(form, inputs())).unwrap_or_default();
    let typed = (read(&open.person), read(&open.form));
    let text = |name: &str| texts.get(name).cloned().unwrap_or_default();
    let mut words = Words {
        version: text("_version").parse().unwrap_or(open.dossier.version),
        reason: text("_reason"),
        top: String::new(),
        errors: checked(&open, &typed, language),
    };
    if !words.errors.is_empty() {
        return render_with(StatusCode::UNPROCESSABLE_ENTITY, &open.page(visitor, &typed, &words));
    }
    match correct(&services, &actor, command(&open, &typed, &words)).await {
        Ok(changed) => Ok(Redirect::to(&format!("/ban/ho-so/{}", changed.dossier.id)).into_response()),
        Err(UseCaseError::Refused(refusal)) => {
            match refusal.field() {
                Some("reason") => words.errors.add("_reason", refusal.words(language)),
                _ => words.top = refusal.words(language),
            }
            render_with(status(&refusal), &open.page(visitor, &typed, &words))
        }
        Err(failure) => Err(failed(failure)),
    }
}

fn checked(open: &Open, (person, typed): &(Typed, Typed), language: web::Language) -> FieldErrors {
    let check = |form: &Option<Form>, typed: &Typed| form.as_ref().map_or_else(FieldErrors::none, |form| form.check(typed, language));
    let (who, what) = (check(&open.person, person), check(&open.form, typed));
    who.list().iter().chain(what.list()).cloned().collect()
}

fn command(open: &Open, (person, typed): &(Typed, Typed), words: &Words) -> Correct {
    let applicant = open.person.as_ref().map(|form| corrected(&open.content.applicant, applicant_of(form, person)));
    Correct {
        dossier: open.dossier.id,
        version: Some(words.version),
        applicant,
        declaration: open.form.as_ref().map(|form| typed.declaration(form)),
        reason: words.reason.clone(),
    }
}

/// The form shows nothing of the person that it does not ask; what it does not ask stays.
fn corrected(before: &Applicant, after: Applicant) -> Applicant {
    Applicant { email: if after.email.is_empty() { before.email.clone() } else { after.email.clone() }, ..after }
}
