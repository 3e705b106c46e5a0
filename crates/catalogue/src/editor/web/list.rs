//! `GET /quan-tri/thu-tuc`: procedures by state and words; `POST`: begins the draft of a procedure that did not exist.

use ::web::components::Tab;
use ::web::language_switch::escape;
use ::web::page::{render, render_with};
use ::web::{FieldErrors, Page, PageError, Section, Visitor};
use access::{SignedIn, api};
use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use db::DbError;
use kernel::code::ProcedureCode;
use serde::Deserialize;

use super::{ADDRESS, edits, may_edit, sees_drafts};
use crate::editor::{EditRefusal, Editor, store, usecases};

/// Procedures of one page.
const PER_PAGE: usize = 50;
/// The states a list is narrowed to, as they stand in the address; the first is the usual one.
const STATES: [&str; 5] = ["hieu-luc", "nhap", "cho", "tai-day", "bai-bo"];

/// What the address of the page carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    state: String,
    sau: String,
    xong: String,
}

/// What was typed for a new procedure.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    code: String,
}

/// One procedure in the words of the page.
struct Line {
    code: String,
    name: String,
    /// Field, or who works on it.
    about: String,
    day: Option<NaiveDate>,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/editor_list.html")]
struct ListPage {
    page: Page,
    asked: Asked,
    tabs: Vec<Tab>,
    lines: Vec<Line>,
    next: String,
    may_edit: bool,
    typed: Typed,
    errors: FieldErrors,
}

impl Asked {
    fn state(&self) -> &'static str {
        STATES.into_iter().find(|state| *state == self.state).unwrap_or("hieu-luc")
    }
}

/// Lists procedures.
pub(super) async fn get(
    State(editor): State<Editor>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    sees_drafts(&actor)?;
    render(&page(&editor, visitor, asked, may_edit(&actor)).await.map_err(PageError::fault)?)
}

/// Begins a draft for a code nobody has used, and goes to its first section.
pub(super) async fn post(
    State(editor): State<Editor>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let key = match typed.code.trim().parse::<ProcedureCode>() {
        Err(_) => "editor-code-wrong",
        Ok(code) => match usecases::start(&editor, &actor, &code).await {
            Ok(()) => return Ok(Redirect::to(&format!("{ADDRESS}/{code}/soan/ten")).into_response()),
            Err(EditRefusal::Exists) => "editor-exists",
            Err(other) => return Err(other.into()),
        },
    };
    let mut shown = page(&editor, visitor, Asked::default(), true).await.map_err(PageError::fault)?;
    shown.errors.add("code", shown.page.t(key));
    shown.page.has_errors = true;
    shown.typed = typed;
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

async fn page(editor: &Editor, visitor: Visitor, asked: Asked, may_edit: bool) -> Result<ListPage, DbError> {
    let page = Page::desk(visitor, Section::Administration, "editor-title");
    let (lines, next) = match asked.state() {
        "hieu-luc" => in_force(editor, &asked),
        state => (of_state(editor, state).await?, String::new()),
    };
    let tab = |state: &str| Tab {
        label: page.t(&format!("editor-state-{state}")),
        address: format!("{ADDRESS}?state={state}"),
        count: None,
        current: state == asked.state(),
    };
    Ok(ListPage {
        tabs: STATES.into_iter().map(tab).collect(),
        lines,
        next,
        may_edit,
        typed: Typed::default(),
        errors: FieldErrors::none(),
        asked,
        page,
    })
}

/// Procedures of today, from memory: those that are found by the words, else by code, one page after the code of the address.
fn in_force(editor: &Editor, asked: &Asked) -> (Vec<Line>, String) {
    let overview = editor.catalogue.overview();
    let line =
        |entry: &crate::Entry| Line { code: entry.code.to_string(), name: entry.name.clone(), about: entry.field.clone(), day: None };
    let words = kernel::text::nfc(asked.q.trim());
    if !words.is_empty() {
        let known = overview.entry(&words).map(|entry| entry.code.to_string());
        let codes = known.into_iter().chain(editor.catalogue.searcher().search(&words, PER_PAGE).into_iter().map(|code| code.to_string()));
        let mut codes: Vec<String> = codes.collect();
        codes.dedup();
        return (codes.iter().filter_map(|code| overview.entry(code)).map(line).collect(), String::new());
    }
    let mut rest = overview.entries().iter().skip_while(|entry| entry.code.as_str() <= asked.sau.as_str()).peekable();
    let lines: Vec<Line> = rest.by_ref().take(PER_PAGE).map(line).collect();
    let last = lines.last().map(|line| line.code.clone()).unwrap_or_default();
    let next = if rest.peek().is_some() { format!("{ADDRESS}?sau={}", escape(&last)) } else { String::new() };
    (lines, next)
}

async fn of_state(editor: &Editor, state: &str) -> Result<Vec<Line>, DbError> {
    let mut connection = editor.ctx.pool.acquire().await?;
    let today = editor.today();
    let dated = |row: store::Listed| Line { code: row.code, name: row.name, about: String::new(), day: Some(row.day) };
    Ok(match state {
        "nhap" => {
            let drafts = store::drafts(&mut connection).await?;
            let people: Vec<_> = drafts.iter().map(|draft| draft.saved_by).collect();
            let names = api::names(&mut connection, &people).await?;
            let line = |draft: crate::editor::DraftInShort| Line {
                about: names.get(&draft.saved_by).cloned().unwrap_or_default(),
                day: Some(::web::Site::default().local(draft.saved_at).date()),
                code: draft.code,
                name: draft.name,
            };
            drafts.into_iter().map(line).collect()
        }
        "cho" => {
            let waiting = store::waiting(&mut connection, today).await?;
            waiting.into_iter().map(|(code, name, day)| Line { code, name, about: String::new(), day: Some(day) }).collect()
        }
        "tai-day" => store::published(&mut connection, today).await?.into_iter().map(dated).collect(),
        _ => store::withdrawn(&mut connection).await?.into_iter().map(dated).collect(),
    })
}
