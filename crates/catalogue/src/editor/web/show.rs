//! `GET /quan-tri/thu-tuc/{code}`: a procedure with its draft, its versions and its history, and the small acts on it.

use ::web::administration::HistoryLine;
use ::web::page::render;
use ::web::{Page, PageError, Section, Side, Visitor};
use access::{SignedIn, api};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::code::ProcedureCode;
use serde::Deserialize;

use super::{ADDRESS, edits, history, may_edit, sees_drafts};
use crate::editor::model::{Draft, VersionInShort};
use crate::editor::rules::{Undoable, undoable};
use crate::editor::section::SECTIONS;
use crate::editor::{EditRefusal, Editor, store, usecases};

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    xong: String,
}

/// A section of the draft, and its title.
struct SectionLink {
    address: String,
    title: String,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/editor_show.html")]
struct ShowPage {
    page: Page,
    code: String,
    address: String,
    today: chrono::NaiveDate,
    draft: Option<Draft>,
    draft_by: String,
    sections: Vec<SectionLink>,
    versions: Vec<VersionInShort>,
    history: Vec<HistoryLine>,
    may_edit: bool,
    is_in_force: bool,
    /// What can be undone, in words; empty when nothing can.
    undo: String,
    done: String,
}

impl ShowPage {
    fn state(&self, version: &VersionInShort) -> String {
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

    /// Where two versions are compared: this one and the one before.
    fn comparison(&self, version: &VersionInShort) -> String {
        let before = self.versions.iter().map(|other| other.version).filter(|number| *number < version.version).max();
        before.map(|before| format!("{}/so-sanh?cu={before}&moi={}", self.address, version.version)).unwrap_or_default()
    }
}

/// Shows the procedure.
pub(super) async fn get(
    State(editor): State<Editor>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<ProcedureCode>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    sees_drafts(&actor)?;
    let mut connection = editor.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let draft = store::draft(&mut connection, code.as_str()).await.map_err(PageError::fault)?;
    let versions = store::versions(&mut connection, code.as_str()).await.map_err(PageError::fault)?;
    if draft.is_none() && versions.is_empty() {
        return Err(PageError::NotFound);
    }
    let entries = journal::of_subject(&mut connection, usecases::subject(code.as_str())).await.map_err(PageError::fault)?;
    let people: Vec<_> = entries.iter().filter_map(|entry| entry.actor).chain(draft.as_ref().map(|draft| draft.saved_by)).collect();
    let names = api::names(&mut connection, &people).await.map_err(PageError::fault)?;
    let today = editor.today();
    let name = draft.as_ref().map(|draft| draft.procedure.name.clone()).filter(|name| !name.is_empty());
    let name = name.or_else(|| versions.last().map(|version| version.name.clone())).unwrap_or_else(|| code.to_string());
    let page = Page::titled(visitor, Side::Desk, Section::Administration, name);
    let address = format!("{ADDRESS}/{code}");
    let link = |section: &crate::editor::section::Section| SectionLink {
        address: format!("{address}/soan/{}", section.slug),
        title: page.t(&format!("editor-section-{}", section.key)),
    };
    render(&ShowPage {
        sections: SECTIONS.iter().map(link).collect(),
        draft_by: draft.as_ref().and_then(|draft| names.get(&draft.saved_by).cloned()).unwrap_or_default(),
        history: history(&entries, &names, page.language()),
        may_edit: may_edit(&actor),
        is_in_force: versions.iter().any(|version| version.valid_to.is_none()),
        undo: undo_words(&page, &versions, today),
        done: done(&page, &asked.xong),
        code: code.to_string(),
        today,
        versions: versions.into_iter().rev().collect(),
        draft,
        address,
        page,
    })
}

fn undo_words(page: &Page, versions: &[VersionInShort], today: chrono::NaiveDate) -> String {
    match undoable(versions, today) {
        Some(Undoable::Publication(version)) => page.t1("editor-undo-publication", "version", i64::from(version.version)),
        Some(Undoable::Withdrawal(_)) => page.t("editor-undo-withdrawal"),
        None => String::new(),
    }
}

/// Only these can be said: the address is anybody's.
fn done(page: &Page, word: &str) -> String {
    match word {
        "ban-hanh" => page.t("editor-done-published"),
        "bai-bo" => page.t("editor-done-withdrawn"),
        "bo" => page.t("editor-done-discarded"),
        "hoan-tac" => page.t("editor-done-undone"),
        _ => String::new(),
    }
}

/// Begins a draft, or goes on with the one there is.
pub(super) async fn start(
    State(editor): State<Editor>,
    SignedIn(actor): SignedIn,
    Path(code): Path<ProcedureCode>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    match usecases::start(&editor, &actor, &code).await {
        Ok(()) | Err(EditRefusal::Exists) => Ok(Redirect::to(&format!("{ADDRESS}/{code}/soan/ten")).into_response()),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Throws the draft away.
pub(super) async fn discard(
    State(editor): State<Editor>,
    SignedIn(actor): SignedIn,
    Path(code): Path<ProcedureCode>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let mut connection = editor.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let had_versions = !store::versions(&mut connection, code.as_str()).await.map_err(PageError::fault)?.is_empty();
    drop(connection);
    usecases::discard(&editor, &actor, &code).await?;
    let back = if had_versions { format!("{ADDRESS}/{code}?xong=bo") } else { format!("{ADDRESS}?state=nhap") };
    Ok(Redirect::to(&back).into_response())
}

/// Takes back the last publication or withdrawal.
pub(super) async fn undo(
    State(editor): State<Editor>,
    SignedIn(actor): SignedIn,
    Path(code): Path<ProcedureCode>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    usecases::undo(&editor, &actor, &code).await?;
    Ok(Redirect::to(&format!("{ADDRESS}/{code}?xong=hoan-tac")).into_response())
}
