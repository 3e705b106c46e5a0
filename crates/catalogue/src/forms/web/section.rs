//! `/quan-tri/bieu-mau/{id}/phan/{at}`: a section; one past the last is new.

use access::SignedIn;
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::Value;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor};

use super::super::error::FormRefusal;
use super::super::field::{condition_as_pairs, condition_of_pairs, three};
use super::super::model::{Draft, FormDesk};
use super::super::sheet::{Change, text};
use super::super::usecases::change;
use super::field::condition_choices;
use super::inputs::Inputs;
use super::{ADDRESS, at_inputs, draft_of, edits_forms};

/// What is typed on the page.
#[derive(Default)]
struct Typed {
    title: [String; 3],
    help: [String; 3],
    when: Vec<String>,
}

impl Typed {
    fn of(section: Option<&Value>) -> Self {
        let part = |name: &str| section.and_then(|section| section.get(name));
        Self { title: three(part("title")), help: three(part("help")), when: condition_as_pairs(part("when")) }
    }

    fn section(&self) -> Result<Value, FormRefusal> {
        if self.title[0].is_empty() {
            return Err(FormRefusal::wrong("title.vi", "forms-title-missing", ""));
        }
        let mut section = serde_json::Map::from_iter([("title".to_owned(), text(&self.title))]);
        if self.help.iter().any(|text| !text.is_empty()) {
            section.insert("help".to_owned(), text(&self.help));
        }
        if let Some(when) = condition_of_pairs(&self.when)? {
            section.insert("when".to_owned(), when);
        }
        Ok(Value::Object(section))
    }
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/forms_section.html")]
struct SectionPage {
    page: Page,
    back: String,
    address: String,
    revision: i32,
    typed: Typed,
    conditions: Vec<Choice>,
    errors: FieldErrors,
}

impl SectionPage {
    fn new(visitor: Visitor, (draft, at): (&Draft, usize), revision: i32, typed: Typed, errors: FieldErrors) -> Self {
        let page = Page::desk(visitor, Section::Administration, "forms-section").with_errors(!errors.is_empty());
        let conditions = condition_choices(&draft.json, None, "", &typed.when, &page);
        let back = format!("{ADDRESS}/{}", draft.form);
        Self { address: format!("{back}/phan/{at}"), back, revision, typed, conditions, errors, page }
    }
}

/// Shows the section.
pub(super) async fn get(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path((id, at)): Path<(String, usize)>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let draft = draft_of(&desk, &id).await?;
    let typed = Typed::of(draft.json.pointer(&format!("/x-sections/{at}")));
    render(&SectionPage::new(visitor, (&draft, at), draft.revision, typed, FieldErrors::none()))
}

/// Saves it as a step.
pub(super) async fn post(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path((id, at)): Path<(String, usize)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let inputs = Inputs::of(sent);
    let typed = Typed { title: inputs.three("title"), help: inputs.three("help"), when: inputs.all("when") };
    let saved = match typed.section() {
        Ok(section) => change(&desk, &actor, &id, inputs.revision(), Change::SectionWrite(at, section)).await,
        Err(refusal) => Err(refusal),
    };
    match saved {
        Ok(()) => Ok(Redirect::to(&format!("{ADDRESS}/{id}#section-{at}")).into_response()),
        Err(refusal) => {
            let errors = at_inputs(refusal, "title.vi", visitor.language)?;
            let draft = draft_of(&desk, &id).await?;
            render_with(StatusCode::UNPROCESSABLE_ENTITY, &SectionPage::new(visitor, (&draft, at), inputs.revision(), typed, errors))
        }
    }
}
