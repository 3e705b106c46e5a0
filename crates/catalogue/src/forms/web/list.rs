//! `GET /quan-tri/bieu-mau`: all forms with their use; `/moi`: a new one.

use std::collections::HashMap;

use access::SignedIn;
use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::Value;
use web::page::{render, render_with};
use web::{FieldErrors, Page, PageError, Section, Visitor};

use super::super::model::{FormDesk, Listed};
use super::super::store;
use super::super::usecases::begin;
use super::inputs::Inputs;
use super::{ADDRESS, at_inputs, edits_forms};
use crate::store::bindings;

/// The form that asks who applies, before every other one.
const APPLICANT: &str = "applicant";

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    xong: String,
}

/// A form in the words of the page.
struct Line {
    title: String,
    address: String,
    legal: String,
    /// "3, từ 01/12/2026"; empty for a form that was never published.
    version: String,
    /// "2 thủ tục", "mọi thủ tục khác".
    uses: String,
    has_draft: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/forms_list.html")]
pub(super) struct ListPage {
    page: Page,
    lines: Vec<Line>,
    done: String,
    errors: FieldErrors,
}

/// Shows all forms.
pub(super) async fn get(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    render(&list_page(&desk, visitor, &asked.xong, FieldErrors::none()).await?)
}

/// The list with what went wrong with a file.
pub(super) async fn list_page(desk: &FormDesk, visitor: Visitor, done: &str, errors: FieldErrors) -> Result<ListPage, PageError> {
    let mut connection = desk.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let forms = store::list(&mut connection).await.map_err(PageError::fault)?;
    let mut uses: HashMap<String, Vec<String>> = HashMap::new();
    for (code, binding) in bindings::standing(&mut connection).await.map_err(PageError::fault)? {
        uses.entry(binding.form).or_default().push(code);
    }
    let page = Page::desk(visitor, Section::Administration, "forms-title").with_errors(!errors.is_empty());
    let done = match done {
        "bo" => page.t("forms-discarded"),
        "cong-bo" => page.t("forms-published"),
        _ => String::new(),
    };
    Ok(ListPage { lines: forms.iter().map(|form| line(form, &uses, &page)).collect(), done, errors, page })
}

fn line(form: &Listed, uses: &HashMap<String, Vec<String>>, page: &Page) -> Line {
    let word = |pointer: &str| form.json.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let title = [word(&format!("/x-title/{}", page.language().code())), word("/title"), form.id.clone()];
    let version = form.valid_from.map(|from| page.t2("forms-version-since", "version", form.version.to_string(), "day", page.date(from)));
    Line {
        title: title.into_iter().find(|title| !title.is_empty()).unwrap_or_default(),
        address: format!("{ADDRESS}/{}", form.id),
        legal: word("/x-legal-form/number"),
        version: version.unwrap_or_default(),
        uses: uses_in_words(form, uses, page),
        has_draft: form.has_draft,
    }
}

fn uses_in_words(form: &Listed, uses: &HashMap<String, Vec<String>>, page: &Page) -> String {
    let codes = uses.get(&form.id).map(Vec::as_slice).unwrap_or_default();
    match codes {
        _ if form.id == APPLICANT => page.t("forms-uses-all"),
        codes if codes.iter().any(|code| code == bindings::EVERY) => page.t("forms-uses-rest"),
        codes => page.t1("forms-uses-count", "count", codes.len()),
    }
}

/// The page of a new form.
#[derive(Template)]
#[template(path = "catalogue/forms_new.html")]
struct NewPage {
    page: Page,
    id: String,
    title: [String; 3],
    errors: FieldErrors,
}

impl NewPage {
    fn new(visitor: Visitor, id: String, title: [String; 3], errors: FieldErrors) -> Self {
        Self { page: Page::desk(visitor, Section::Administration, "forms-new").with_errors(!errors.is_empty()), id, title, errors }
    }
}

/// Asks for the name and the title of a new form.
pub(super) async fn get_new(visitor: Visitor, SignedIn(actor): SignedIn) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    render(&NewPage::new(visitor, String::new(), Default::default(), FieldErrors::none()))
}

/// Begins the draft of a new form.
pub(super) async fn post_new(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let inputs = Inputs::of(sent);
    let (id, title) = (inputs.text("id"), inputs.three("title"));
    match begin(&desk, &actor, &id, Some(&title)).await {
        Ok(()) => Ok(Redirect::to(&format!("{ADDRESS}/{id}")).into_response()),
        Err(refusal) => {
            let errors = at_inputs(refusal, "id", visitor.language)?;
            render_with(StatusCode::UNPROCESSABLE_ENTITY, &NewPage::new(visitor, id, title, errors))
        }
    }
}
