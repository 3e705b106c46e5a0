//! `/quan-tri/bieu-mau/{id}/dau`: title, form of the law, legal basis, source, and the procedures the form is for.

use access::SignedIn;
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::code::ProcedureCode;
use serde_json::{Map, Value, json};
use web::page::{render, render_with};
use web::{FieldErrors, Page, PageError, Section, Visitor};

use super::super::error::FormRefusal;
use super::super::field::three;
use super::super::model::FormDesk;
use super::super::sheet::{Change, text};
use super::super::usecases::change;
use super::inputs::Inputs;
use super::{ADDRESS, at_inputs, draft_of, edits_forms};

/// What is typed on the page.
#[derive(Default)]
struct Typed {
    title: [String; 3],
    number: String,
    annex: String,
    basis: String,
    known: String,
    unverified: String,
    procedures: String,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/forms_head.html")]
struct HeadPage {
    page: Page,
    address: String,
    revision: i32,
    typed: Typed,
    errors: FieldErrors,
}

impl HeadPage {
    fn new(visitor: Visitor, id: &str, revision: i32, typed: Typed, errors: FieldErrors) -> Self {
        let page = Page::desk(visitor, Section::Administration, "forms-head").with_errors(!errors.is_empty());
        Self { page, address: format!("{ADDRESS}/{id}"), revision, typed, errors }
    }
}

impl Typed {
    fn of(json: &Value) -> Self {
        let word = |pointer: &str| json.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        let codes = json.get("x-procedures").and_then(Value::as_array);
        Self {
            title: three(json.get("x-title")),
            number: word("/x-legal-form/number"),
            annex: word("/x-legal-form/annex"),
            basis: word("/x-legal-basis"),
            known: word("/x-source/known"),
            unverified: word("/x-source/unverified"),
            procedures: codes.into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
        }
    }

    fn sent(inputs: &Inputs) -> Self {
        Self {
            title: inputs.three("title"),
            number: inputs.text("number"),
            annex: inputs.text("annex"),
            basis: inputs.text("basis"),
            known: inputs.text("known"),
            unverified: inputs.text("unverified"),
            procedures: inputs.text("procedures"),
        }
    }

    fn words(&self) -> Result<Map<String, Value>, FormRefusal> {
        if self.title[0].is_empty() {
            return Err(FormRefusal::wrong("title.vi", "forms-title-missing", ""));
        }
        let codes: Vec<&str> = self.procedures.split_whitespace().collect();
        if let Some(wrong) = codes.iter().find(|code| code.parse::<ProcedureCode>().is_err()) {
            return Err(FormRefusal::wrong("procedures", "forms-procedure-unknown", *wrong));
        }
        let words = json!({
            "title": self.title[0], "x-title": text(&self.title), "x-legal-basis": self.basis, "x-procedures": codes,
            "x-legal-form": { "number": self.number, "annex": self.annex },
            "x-source": { "known": self.known, "unverified": self.unverified }
        });
        Ok(words.as_object().cloned().unwrap_or_default())
    }
}

/// Shows the head.
pub(super) async fn get(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let draft = draft_of(&desk, &id).await?;
    render(&HeadPage::new(visitor, &id, draft.revision, Typed::of(&draft.json), FieldErrors::none()))
}

/// Saves the head as a step.
pub(super) async fn post(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let inputs = Inputs::of(sent);
    let typed = Typed::sent(&inputs);
    let saved = match typed.words() {
        Ok(words) => change(&desk, &actor, &id, inputs.revision(), Change::Head(words)).await,
        Err(refusal) => Err(refusal),
    };
    match saved {
        Ok(()) => Ok(Redirect::to(&format!("{ADDRESS}/{id}")).into_response()),
        Err(refusal) => {
            let errors = at_inputs(refusal, "title.vi", visitor.language)?;
            render_with(StatusCode::UNPROCESSABLE_ENTITY, &HeadPage::new(visitor, &id, inputs.revision(), typed, errors))
        }
    }
}
