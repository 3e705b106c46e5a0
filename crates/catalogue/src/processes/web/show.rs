//! `GET /quan-tri/quy-trinh/{id}`: a process with its drawing, who uses it, versions and history, and the small acts on it.

use ::web::administration::HistoryLine;
use ::web::clock_view::limit_in_words;
use ::web::page::render;
use ::web::{Page, PageError, Section, Side, Visitor};
use access::{SignedIn, api};
use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use kernel::code::ProcedureCode;
use serde::Deserialize;

use super::{ADDRESS, edits, may_edit, sees, words};
use crate::editor::{EditRefusal, history};
use crate::processes::rules::{Fit, Version, fit, undoable};
use crate::processes::{TableDraft, Workbench, store, usecases};
use crate::store::{bindings, processes};

/// Procedures that are named on the page.
const MOST_NAMED: usize = 100;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    xong: String,
}

/// A procedure that uses the process.
struct User {
    code: String,
    name: String,
    limit: String,
    fit: Fit,
}

impl User {
    fn is_over(&self) -> bool {
        self.fit == Fit::Over
    }

    const fn fit_key(&self) -> &'static str {
        match self.fit {
            Fit::Within => "process-fit-within",
            Fit::Over => "process-fit-over",
            Fit::Unknown => "process-fit-unknown",
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/process_show.html")]
struct ShowPage {
    page: Page,
    id: String,
    address: String,
    today: NaiveDate,
    draft: Option<TableDraft>,
    draft_by: String,
    drawing: String,
    sum: String,
    users: Vec<User>,
    is_for_all: bool,
    more_users: i64,
    versions: Vec<Version>,
    history: Vec<HistoryLine>,
    undo: Option<i64>,
    may_edit: bool,
    done: String,
}

impl ShowPage {
    fn state(&self, version: &Version) -> String {
        let key = if version.undone {
            "editor-version-undone"
        } else if version.holds(self.today) {
            "editor-version-holds"
        } else if version.is_ahead(self.today) {
            "editor-version-ahead"
        } else {
            "editor-version-ended"
        };
        self.page.t(key)
    }
}

/// Shows the process.
pub(super) async fn get(
    State(bench): State<Workbench>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    sees(&actor)?;
    let mut connection = bench.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let versions = store::versions(&mut connection, &id).await.map_err(PageError::fault)?;
    let draft = store::draft(&mut connection, &id).await.map_err(PageError::fault)?;
    if versions.is_empty() && draft.is_none() {
        return Err(PageError::NotFound);
    }
    let entries = journal::of_subject(&mut connection, usecases::subject(&id)).await.map_err(PageError::fault)?;
    let people: Vec<_> = entries.iter().filter_map(|entry| entry.actor).chain(draft.as_ref().map(|draft| draft.saved_by)).collect();
    let names = api::names(&mut connection, &people).await.map_err(PageError::fault)?;
    let title = store::title(&mut connection, &id).await.map_err(PageError::fault)?;
    let title = draft.as_ref().map(|draft| draft.title.clone()).filter(|title| !title.is_empty()).unwrap_or(title);
    let source = processes::find(&mut connection, &id, bench.today()).await.map_err(PageError::fault)?;
    let used = store::used_by(&mut connection, &id).await.map_err(PageError::fault)?;
    drop(connection);
    let page = Page::titled(visitor, Side::Desk, Section::Administration, if title.is_empty() { id.clone() } else { title });
    let steps = source.as_ref().map(|source| source.definition.table_time()).unwrap_or_default();
    let users: Vec<User> =
        used.iter().filter(|code| *code != bindings::EVERY).filter_map(|code| user(&bench, code, steps, &page)).collect();
    render(&ShowPage {
        address: format!("{ADDRESS}/{id}"),
        today: bench.today(),
        draft_by: draft.as_ref().and_then(|draft| names.get(&draft.saved_by).cloned()).unwrap_or_default(),
        drawing: source.as_ref().map(|source| words::drawing(&source.definition, page.language())).unwrap_or_default(),
        sum: words::time(steps, page.language()),
        is_for_all: used.iter().any(|code| code == bindings::EVERY),
        more_users: i64::try_from(users.len().saturating_sub(MOST_NAMED)).unwrap_or(i64::MAX),
        users: users.into_iter().take(MOST_NAMED).collect(),
        undo: undoable(&versions).map(|version| i64::from(version.version)),
        versions: versions.into_iter().rev().collect(),
        history: history(&entries, &names, page.language()),
        may_edit: may_edit(&actor),
        done: done(&page, &asked.xong),
        draft,
        id,
        page,
    })
}

fn user(bench: &Workbench, code: &str, steps: process::WorkTime, page: &Page) -> Option<User> {
    let overview = bench.catalogue.overview();
    let entry = overview.entry(code)?;
    Some(User {
        code: code.to_owned(),
        name: entry.name.clone(),
        limit: entry.limit.map_or_else(|| page.t("catalogue-limit-by-case"), |limit| limit_in_words(page.language(), limit)),
        fit: fit(steps, entry.limit),
    })
}

/// Only these can be said: the address is anybody's.
fn done(page: &Page, word: &str) -> String {
    match word {
        "ban-hanh" => page.t("process-done-published"),
        "bo" => page.t("editor-done-discarded"),
        "hoan-tac" => page.t("editor-done-undone"),
        "gan" => page.t("process-done-bound"),
        "gan-sai" => page.t("process-bind-wrong"),
        "nhap-sai" => page.t("process-import-wrong"),
        _ => String::new(),
    }
}

/// Begins a draft, or goes on with the one there is.
pub(super) async fn start(
    State(bench): State<Workbench>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    match usecases::start(&bench, &actor, &id).await {
        Ok(()) | Err(EditRefusal::Exists) => Ok(Redirect::to(&format!("{ADDRESS}/{id}/soan")).into_response()),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Throws the draft away.
pub(super) async fn discard(
    State(bench): State<Workbench>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    usecases::discard(&bench, &actor, &id).await?;
    let mut connection = bench.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let remains = !store::versions(&mut connection, &id).await.map_err(PageError::fault)?.is_empty();
    Ok(Redirect::to(&if remains { format!("{ADDRESS}/{id}?xong=bo") } else { ADDRESS.to_owned() }).into_response())
}

/// Takes back the last publication.
pub(super) async fn undo(State(bench): State<Workbench>, SignedIn(actor): SignedIn, Path(id): Path<String>) -> Result<Response, PageError> {
    edits(&actor)?;
    usecases::undo(&bench, &actor, &id).await?;
    Ok(Redirect::to(&format!("{ADDRESS}/{id}?xong=hoan-tac")).into_response())
}

/// A code that was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    code: String,
}

/// Gives a procedure this process.
pub(super) async fn bind(
    State(bench): State<Workbench>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let outcome = match typed.code.trim().parse::<ProcedureCode>() {
        Ok(code) => usecases::bind(&bench, &actor, &id, &code).await,
        Err(_) => Err(EditRefusal::NotFound),
    };
    let word = match outcome {
        Ok(()) => "gan",
        Err(EditRefusal::NotFound) => "gan-sai",
        Err(other) => return Err(other.into()),
    };
    Ok(Redirect::to(&format!("{ADDRESS}/{id}?xong={word}")).into_response())
}
