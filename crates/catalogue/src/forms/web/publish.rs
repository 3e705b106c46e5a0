//! `/quan-tri/bieu-mau/{id}/cong-bo`: what the draft changes, and making it the next version.

use access::SignedIn;
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate};
use serde_json::Value;
use web::form::TypedDate;
use web::page::{render, render_with};
use web::{FieldErrors, Page, PageError, Section, Visitor};

use super::super::compare::{Difference, compare};
use super::super::model::{Draft, FormDesk, Publication};
use super::super::usecases::{check_complete, publish};
use super::inputs::Inputs;
use super::{ADDRESS, at_inputs, draft_of, edits_forms};
use crate::store::forms;

/// A difference in the words of the page.
struct Line {
    how: String,
    name: String,
    word: String,
    before: String,
    after: String,
}

/// What is typed on the page.
#[derive(Default)]
struct Typed {
    from: TypedDate,
    basis: String,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/forms_publish.html")]
struct PublishPage {
    page: Page,
    back: String,
    address: String,
    revision: i32,
    is_new: bool,
    lines: Vec<Line>,
    procedures: Vec<String>,
    typed: Typed,
    errors: FieldErrors,
}

async fn load(desk: &FormDesk, visitor: Visitor, draft: &Draft, typed: Typed, errors: FieldErrors) -> Result<PublishPage, PageError> {
    let mut connection = desk.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let before = forms::newest(&mut connection, &draft.form).await.map_err(PageError::fault)?;
    let before = before.map_or(Value::Null, |source| source.json);
    let page = Page::desk(visitor, Section::Administration, "forms-publish-title").with_errors(!errors.is_empty());
    let back = format!("{ADDRESS}/{}", draft.form);
    let codes = draft.json.get("x-procedures").and_then(Value::as_array);
    Ok(PublishPage {
        address: format!("{back}/cong-bo"),
        revision: draft.revision,
        is_new: draft.base == 0,
        lines: compare(&before, &draft.json).iter().map(|difference| line(difference, &page)).collect(),
        procedures: codes.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
        back,
        typed,
        errors,
        page,
    })
}

fn line(difference: &Difference, page: &Page) -> Line {
    let Difference { how, name, word, before, after } = difference.clone();
    Line { how: page.t(&format!("forms-how-{}", how.code())), name, word, before, after }
}

/// Shows what changes, and asks from when and on which basis.
pub(super) async fn get(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let draft = draft_of(&desk, &id).await?;
    let tomorrow = desk.today() + Days::new(1);
    let part = |format: &str| tomorrow.format(format).to_string();
    let from = TypedDate { day: part("%d"), month: part("%m"), year: part("%Y"), faulty: String::new() };
    let errors = web::schema_form::Form::from_value(&draft.json).map_err(Into::into).and_then(|form| check_complete(&form));
    let errors = errors.map_or_else(|refusal| at_inputs(refusal, "form", visitor.language), |()| Ok(FieldErrors::none()))?;
    render(&load(&desk, visitor, &draft, Typed { from, basis: String::new() }, errors).await?)
}

/// Publishes.
pub(super) async fn post(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let inputs = Inputs::of(sent);
    let part = |name: &str| inputs.text(&format!("from-{name}"));
    let from = TypedDate { day: part("day"), month: part("month"), year: part("year"), faulty: String::new() };
    let day = date(&from).unwrap_or(NaiveDate::MIN);
    let publication = Publication { from: day, legal_basis: inputs.text("basis") };
    let draft = draft_of(&desk, &id).await?;
    match publish(&desk, &actor, &id, inputs.revision(), &publication).await {
        Ok(_) => Ok(Redirect::to(&format!("{ADDRESS}?xong=cong-bo")).into_response()),
        Err(refusal) => {
            let errors = at_inputs(refusal, "form", visitor.language)?;
            let typed = Typed { from, basis: publication.legal_basis };
            render_with(StatusCode::UNPROCESSABLE_ENTITY, &load(&desk, visitor, &draft, typed, errors).await?)
        }
    }
}

fn date(typed: &TypedDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(typed.year.parse().ok()?, typed.month.parse().ok()?, typed.day.parse().ok()?)
}
