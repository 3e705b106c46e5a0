//! `/quan-tri/thu-tuc/nhap`: a file of procedures becomes drafts, all of them or none.

use ::web::page::{render, render_with};
use ::web::{FieldErrors, Page, PageError, Section, Visitor};
use access::SignedIn;
use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{ADDRESS, edits};
use crate::editor::{EditRefusal, Editor, usecases};

/// Most flaws that are listed; the rest is corrected in the next round.
const MOST_SHOWN: usize = 50;

/// The page.
#[derive(Template)]
#[template(path = "catalogue/editor_import.html")]
struct ImportPage {
    page: Page,
    errors: FieldErrors,
    /// One sentence for each line that is wrong.
    flaws: Vec<String>,
}

/// Shows the form.
pub(super) async fn get(visitor: Visitor, SignedIn(actor): SignedIn) -> Result<Response, PageError> {
    edits(&actor)?;
    let page = Page::desk(visitor, Section::Administration, "editor-import");
    render(&ImportPage { page, errors: FieldErrors::none(), flaws: Vec::new() })
}

/// Takes the file.
pub(super) async fn post(
    State(editor): State<Editor>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    multipart: Multipart,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let Some(text) = file(multipart).await? else { return refused(visitor, "editor-import-encoding", Vec::new()) };
    match usecases::import(&editor, &actor, &text).await {
        Ok(_) => Ok(Redirect::to(&format!("{ADDRESS}?state=nhap&xong=nhap")).into_response()),
        Err(EditRefusal::Import(flaws)) => {
            let language = visitor.language;
            let sentence = |flaw: &crate::editor::ImportFlaw| {
                let what = ::web::t_with(language, flaw.key, &[("found", flaw.found.clone().into())]);
                let row = i64::try_from(flaw.row).unwrap_or(i64::MAX);
                ::web::t_with(language, "editor-import-row", &[("row", row.into()), ("what", what.into())])
            };
            refused(visitor, "editor-import-wrong", flaws.iter().take(MOST_SHOWN).map(sentence).collect())
        }
        Err(other) => Err(other.into()),
    }
}

fn refused(visitor: Visitor, key: &str, flaws: Vec<String>) -> Result<Response, PageError> {
    let page = Page::desk(visitor, Section::Administration, "editor-import").with_errors(true);
    let mut errors = FieldErrors::none();
    errors.add("file", page.t(key));
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &ImportPage { page, errors, flaws })
}

/// The text of the field `file`; nothing when it is not UTF-8.
async fn file(mut multipart: Multipart) -> Result<Option<String>, PageError> {
    while let Some(field) = multipart.next_field().await.map_err(|_| PageError::TooLarge)? {
        if field.name() == Some("file") {
            let bytes = field.bytes().await.map_err(|_| PageError::TooLarge)?;
            return Ok(String::from_utf8(bytes.to_vec()).ok());
        }
    }
    Ok(Some(String::new()))
}
