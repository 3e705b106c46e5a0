//! `GET /quan-tri/tu-dien`: the words, and a box to try what a query finds.

use access::SignedIn;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use db::DbError;
use kernel::id::ContentId;
use serde::Deserialize;
use uuid::Uuid;
use web::language_switch::escape;
use web::page::render;
use web::{Choice, Page, PageError, Section, Visitor, t};

use super::{ADDRESS, kind_choices, kind_name, may_edit, sees_words};
use crate::search::CODES_PER_LINE;
use crate::thesaurus::dictionary::Dictionary;
use crate::thesaurus::model::{Kind, Word};
use crate::thesaurus::store;

/// Words of one page.
const PER_PAGE: usize = 50;

/// What the address of the page carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    kind: String,
    thu: String,
    sau_tu: String,
    sau: String,
    xong: String,
    tu: String,
}

/// One word in the words of the page.
struct Line {
    term: String,
    kind: String,
    expansion: String,
    /// Where it is changed; empty for words of the pack.
    address: String,
}

/// One procedure the tried query finds.
struct Found {
    code: String,
    name: String,
    address: String,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/words.html")]
struct WordsPage {
    page: Page,
    part: String,
    kinds: Vec<Choice>,
    tried: String,
    found: Vec<Found>,
    lines: Vec<Line>,
    next: String,
    may_edit: bool,
    done: String,
    undo: String,
}

/// Lists the words that the filter asks for.
pub(super) async fn get(
    State(dictionary): State<Dictionary>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    sees_words(&actor)?;
    let words = read(&dictionary, &asked).await.map_err(PageError::fault)?;
    render(&page(&dictionary, visitor, &asked, words, may_edit(&actor)))
}

async fn read(dictionary: &Dictionary, asked: &Asked) -> Result<Vec<Word>, DbError> {
    let kind = asked.kind.parse::<Kind>().ok().map(Kind::as_str);
    let after: Uuid = asked.sau.parse().unwrap_or_default();
    let limit = i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX);
    let mut connection = dictionary.ctx.pool.acquire().await?;
    store::list(&mut connection, (asked.q.trim(), kind), (&asked.sau_tu, after), limit).await
}

fn page(dictionary: &Dictionary, visitor: Visitor, asked: &Asked, words: Vec<Word>, may_edit: bool) -> WordsPage {
    let language = visitor.language;
    let any = Choice::new("", t(language, "thesaurus-any-kind"), asked.kind.is_empty());
    let next =
        if words.len() > PER_PAGE { words.get(PER_PAGE - 1).map(|last| asked.after(last)).unwrap_or_default() } else { String::new() };
    let line = |word: &Word| Line {
        term: word.entry.term.clone(),
        kind: kind_name(language, word.entry.kind),
        expansion: word.entry.expansion.to_string(),
        address: if word.by_administrator && may_edit { format!("{ADDRESS}/{}", word.id) } else { String::new() },
    };
    let page = Page::desk(visitor, Section::Administration, "thesaurus-title");
    WordsPage {
        part: asked.q.clone(),
        kinds: std::iter::once(any).chain(kind_choices(language, asked.kind.parse().ok())).collect(),
        tried: asked.thu.clone(),
        found: found(dictionary, &asked.thu),
        lines: words.iter().take(PER_PAGE).map(line).collect(),
        next,
        may_edit,
        done: asked.done(&page),
        undo: asked.undo(),
        page,
    }
}

fn found(dictionary: &Dictionary, query: &str) -> Vec<Found> {
    let hits = dictionary.index.search(query, CODES_PER_LINE);
    let name = |code: &str| dictionary.index.name(code).unwrap_or_default();
    hits.into_iter().map(|hit| Found { name: name(&hit.code), address: format!("/thu-tuc/{}", hit.code), code: hit.code }).collect()
}

impl Asked {
    /// The address of the page after `last`, with the same filter.
    fn after(&self, last: &Word) -> String {
        format!("{ADDRESS}?q={}&kind={}&sau_tu={}&sau={}", escape(&self.q), escape(&self.kind), escape(&last.entry.term), last.id)
    }

    /// What was just done, in words.
    fn done(&self, page: &Page) -> String {
        match self.xong.as_str() {
            "luu" => page.t("thesaurus-saved"),
            "xoa" => page.t("thesaurus-removed"),
            "hoan-tac" => page.t("thesaurus-restored"),
            _ => String::new(),
        }
    }

    /// Where the last removal is undone.
    fn undo(&self) -> String {
        let removed: Option<ContentId> = self.tu.parse().ok().filter(|_| self.xong == "xoa");
        removed.map(|id| format!("{ADDRESS}/{id}/hoan-tac")).unwrap_or_default()
    }
}
