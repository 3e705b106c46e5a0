//! `GET /quan-tri/quy-trinh`: every process; `POST`: begins a new one.

use ::web::page::{render, render_with};
use ::web::{FieldErrors, Page, PageError, Section, Visitor};
use access::SignedIn;
use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{ADDRESS, edits, may_edit, sees};
use crate::editor::EditRefusal;
use crate::processes::store::Listed;
use crate::processes::{Workbench, store, usecases};

/// What was typed for a new process.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    id: String,
    title: String,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/processes.html")]
struct ListPage {
    page: Page,
    processes: Vec<Listed>,
    may_edit: bool,
    typed: Typed,
    errors: FieldErrors,
}

async fn page(bench: &Workbench, visitor: Visitor, may_edit: bool, typed: Typed, errors: FieldErrors) -> Result<ListPage, PageError> {
    let mut connection = bench.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let processes = store::all(&mut connection).await.map_err(PageError::fault)?;
    let page = Page::desk(visitor, Section::Administration, "process-title").with_errors(!errors.is_empty());
    Ok(ListPage { page, processes, may_edit, typed, errors })
}

/// Lists the processes.
pub(super) async fn get(State(bench): State<Workbench>, visitor: Visitor, SignedIn(actor): SignedIn) -> Result<Response, PageError> {
    sees(&actor)?;
    render(&page(&bench, visitor, may_edit(&actor), Typed::default(), FieldErrors::none()).await?)
}

/// Begins a process.
pub(super) async fn post(
    State(bench): State<Workbench>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let (id, title) = (typed.id.trim().to_owned(), kernel::text::nfc(typed.title.trim()));
    let key = match usecases::start_new(&bench, &actor, &id, &title.chars().take(200).collect::<String>()).await {
        Ok(()) => return Ok(Redirect::to(&format!("{ADDRESS}/{id}/soan")).into_response()),
        Err(EditRefusal::NotFound) => "process-id-wrong",
        Err(EditRefusal::Exists) => "process-id-taken",
        Err(other) => return Err(other.into()),
    };
    let mut errors = FieldErrors::none();
    errors.add("id", ::web::t(visitor.language, key));
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&bench, visitor, true, typed, errors).await?)
}
