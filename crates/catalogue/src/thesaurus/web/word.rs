//! `/quan-tri/tu-dien/moi` and `/quan-tri/tu-dien/{id}`: one word, new or changed.

use access::SignedIn;
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::ContentId;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor, t};

use super::{ADDRESS, edits_words, kind_choices};
use crate::thesaurus::dictionary::Dictionary;
use crate::thesaurus::error::WordRefusal;
use crate::thesaurus::model::Kind;
use crate::thesaurus::store;
use crate::thesaurus::table::Row;
use crate::thesaurus::usecases::{add_word, change_word};

/// The page.
#[derive(Template)]
#[template(path = "catalogue/word.html")]
struct WordPage {
    page: Page,
    typed: Row,
    kinds: Vec<Choice>,
    errors: FieldErrors,
    address: String,
    /// Where the word is removed; empty for a new one.
    removal: String,
}

impl WordPage {
    fn new(visitor: Visitor, id: Option<ContentId>, typed: Row, errors: FieldErrors) -> Self {
        let title = if id.is_some() { "thesaurus-change" } else { "thesaurus-add" };
        let page = Page::desk(visitor, Section::Administration, title).with_errors(!errors.is_empty());
        let kinds = kind_choices(page.language(), Some(typed.kind.parse().unwrap_or(Kind::Everyday)));
        let address = id.map_or_else(|| format!("{ADDRESS}/moi"), |id| format!("{ADDRESS}/{id}"));
        let removal = id.map(|id| format!("{ADDRESS}/{id}/xoa")).unwrap_or_default();
        Self { page, typed, kinds, errors, address, removal }
    }
}

/// Shows the empty form.
pub(super) async fn get_new(visitor: Visitor, SignedIn(actor): SignedIn) -> Result<Response, PageError> {
    edits_words(&actor)?;
    render(&WordPage::new(visitor, None, Row::default(), FieldErrors::none()))
}

/// Adds the word.
pub(super) async fn post_new(
    State(dictionary): State<Dictionary>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Form(typed): Form<Row>,
) -> Result<Response, PageError> {
    edits_words(&actor)?;
    let outcome = add_word(&dictionary, &actor, &typed).await.map(|_| ());
    answer(outcome, visitor, None, typed)
}

/// Shows a word to change.
pub(super) async fn get(
    State(dictionary): State<Dictionary>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<ContentId>,
) -> Result<Response, PageError> {
    edits_words(&actor)?;
    let mut connection = dictionary.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let word = store::find(&mut connection, id).await.map_err(PageError::fault)?;
    let entry = word.filter(|word| word.by_administrator).ok_or(PageError::NotFound)?.entry;
    let typed = Row {
        term: entry.term,
        kind: entry.kind.to_string(),
        expansion: entry.expansion.to_string(),
        note: entry.note,
        source: String::new(),
    };
    render(&WordPage::new(visitor, Some(id), typed, FieldErrors::none()))
}

/// Changes the word.
pub(super) async fn post(
    State(dictionary): State<Dictionary>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<ContentId>,
    Form(typed): Form<Row>,
) -> Result<Response, PageError> {
    edits_words(&actor)?;
    let outcome = change_word(&dictionary, &actor, id, &typed).await;
    answer(outcome, visitor, Some(id), typed)
}

/// Back to the list, or the form again with what was typed and what is wrong.
fn answer(outcome: Result<(), WordRefusal>, visitor: Visitor, id: Option<ContentId>, typed: Row) -> Result<Response, PageError> {
    let refusal = match outcome {
        Ok(()) => return Ok(Redirect::to(&format!("{ADDRESS}?xong=luu&q={}", web::language_switch::escape(&typed.term))).into_response()),
        Err(refusal) => refusal,
    };
    let (field, key) = field_of(refusal)?;
    let mut errors = FieldErrors::none();
    errors.add(field, t(visitor.language, key));
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &WordPage::new(visitor, id, typed, errors))
}

/// The field at fault and the message about it.
fn field_of(refusal: WordRefusal) -> Result<(&'static str, &'static str), PageError> {
    match refusal {
        WordRefusal::Taken => Ok(("term", "thesaurus-taken")),
        WordRefusal::Wrong { column: "kind", .. } => Ok(("kind", "thesaurus-kind-wrong")),
        WordRefusal::Wrong { column: "expansion", .. } => Ok(("expansion", "thesaurus-expansion-wrong")),
        WordRefusal::Wrong { .. } => Ok(("term", "thesaurus-term-missing")),
        other => Err(other.into()),
    }
}

impl From<WordRefusal> for PageError {
    fn from(refusal: WordRefusal) -> Self {
        match refusal {
            WordRefusal::NotFound | WordRefusal::FromPack => Self::NotFound,
            WordRefusal::Taken => Self::Refused { status: StatusCode::CONFLICT, key: "thesaurus-taken" },
            WordRefusal::Wrong { .. } => Self::Refused { status: StatusCode::UNPROCESSABLE_ENTITY, key: "thesaurus-expansion-wrong" },
            WordRefusal::Failure(failure) => Self::fault(failure),
        }
    }
}
