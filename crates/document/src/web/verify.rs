//! `/kiem-tra` and `/kiem-tra/{id}`: is this paper genuine? Open to everybody, and silent about whom the paper concerns.

use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use web::page::{render, render_with};
use web::{FieldErrors, Page, PageError, Section, Visitor, t};

use crate::error::StoreRefusal;
use crate::model::{Digest, PublicId, ResultState};
use crate::node::Documents;
use crate::rest::{FILE_FIELD, words};
use crate::usecases::verify::{Verified, digest_of, verify};

/// What the address of the question carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// A code, or the whole address behind the QR code.
    ma: String,
}

/// The question: which code does the paper bear?
#[derive(Template)]
#[template(path = "document/verify_ask.html")]
struct AskPage {
    page: Page,
    typed: String,
    errors: FieldErrors,
}

impl AskPage {
    fn new(visitor: Visitor, typed: &str) -> Self {
        let mut errors = FieldErrors::none();
        if !typed.is_empty() {
            errors.add("ma", t(visitor.language, "document-verify-code-form"));
        }
        let page = Page::public(visitor, Section::None, "document-verify-title").with_errors(!errors.is_empty());
        Self { page, typed: typed.to_owned(), errors }
    }
}

/// The answer: no result has this code.
#[derive(Template)]
#[template(path = "document/verify_none.html")]
struct NonePage {
    page: Page,
    typed: String,
}

impl NonePage {
    fn new(visitor: Visitor, typed: &str) -> Self {
        // What was typed is shown, but not at any length.
        let typed = typed.chars().take(40).collect();
        Self { page: Page::public(visitor, Section::None, "document-verify-none-title"), typed }
    }
}

/// What became of the file that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    /// Nothing was shown.
    Open,
    /// Byte for byte what was issued.
    Same,
    /// Something else.
    Different,
}

/// The answer: what was issued under this code.
#[derive(Template)]
#[template(path = "document/verify.html")]
struct VerifyPage {
    page: Page,
    result: Verified,
    comparison: Comparison,
    errors: FieldErrors,
}

impl VerifyPage {
    fn new(visitor: Visitor, result: Verified, comparison: Comparison, refusal: Option<String>) -> Self {
        let mut errors = FieldErrors::none();
        if let Some(refusal) = refusal {
            errors.add(FILE_FIELD, refusal);
        }
        let page = Page::public(visitor, Section::None, "document-verify-title").with_errors(!errors.is_empty());
        Self { page, result, comparison, errors }
    }

    fn is_valid(&self) -> bool {
        self.result.state == ResultState::Valid
    }

    fn is_preparing(&self) -> bool {
        self.result.state == ResultState::Preparing
    }

    fn is_same(&self) -> bool {
        self.comparison == Comparison::Same
    }

    fn is_different(&self) -> bool {
        self.comparison == Comparison::Different
    }

    fn revoked_on(&self) -> String {
        self.result.revoked_at.map(|at| self.page.moment(at)).unwrap_or_default()
    }
}

/// Asks for the code, or leads on to what has the code in `?ma=`.
pub(super) async fn ask(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let typed = asked.ma.trim();
    match typed.parse::<PublicId>() {
        Ok(public_id) => Ok(Redirect::to(&format!("/kiem-tra/{public_id}")).into_response()),
        Err(_) => render(&AskPage::new(visitor, typed)),
    }
}

/// Shows what was issued under the code.
pub(super) async fn get(State(documents): State<Documents>, visitor: Visitor, Path(id): Path<String>) -> Result<Response, PageError> {
    match find(&documents, &id).await? {
        Some(result) => render(&VerifyPage::new(visitor, result, Comparison::Open, None)),
        None => none(visitor, &id),
    }
}

/// Compares a file with the one that was issued. The file is hashed while it comes in and kept nowhere.
pub(super) async fn post(
    State(documents): State<Documents>,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    let Some(result) = find(&documents, &id).await? else { return none(visitor, &id) };
    match shown(form, documents.files.limit()).await {
        Ok(digest) => {
            let comparison = if result.sha256 == Some(digest) { Comparison::Same } else { Comparison::Different };
            render(&VerifyPage::new(visitor, result, comparison, None))
        }
        Err(refusal) => {
            let status = refusal.map_or(StatusCode::UNPROCESSABLE_ENTITY, StoreRefusal::status);
            let text = refusal.map_or_else(|| t(visitor.language, "document-file-missing"), |refusal| words(visitor.language, refusal));
            render_with(status, &VerifyPage::new(visitor, result, Comparison::Open, Some(text)))
        }
    }
}

async fn find(documents: &Documents, id: &str) -> Result<Option<Verified>, PageError> {
    let Ok(public_id) = id.parse::<PublicId>() else { return Ok(None) };
    verify(&documents.ctx, &public_id).await.map_err(PageError::fault)
}

fn none(visitor: Visitor, id: &str) -> Result<Response, PageError> {
    render_with(StatusCode::NOT_FOUND, &NonePage::new(visitor, id))
}

/// Hash of the file in the form; no refusal in words when there was none to refuse.
async fn shown(form: Result<Multipart, MultipartRejection>, limit: u64) -> Result<Digest, Option<StoreRefusal>> {
    let mut form = form.map_err(|_| None)?;
    while let Some(field) = form.next_field().await.map_err(|_| Some(StoreRefusal::Interrupted))? {
        if field.name() == Some(FILE_FIELD) {
            let (digest, size) = digest_of(field, limit).await.map_err(Some)?;
            // A browser sends an empty file when none was chosen.
            return if size == 0 { Err(None) } else { Ok(digest) };
        }
    }
    Err(None)
}

#[cfg(test)]
mod tests {
    use web::Language;

    use super::*;

    fn sample(state: ResultState) -> Verified {
        Verified {
            public_id: "7K3M-9QXA-2DVE-P0TR".parse().unwrap(),
            state,
            office_name: "Ủy ban nhân dân phường Hồng Gai".into(),
            title: "Quyết định".into(),
            number: "1207/QĐ-UBND".into(),
            issued_on: "2026-11-26".parse().unwrap(),
            procedure: "Đăng ký thường trú".into(),
            signer_title: "Chủ tịch".into(),
            revoked_at: (state == ResultState::Revoked).then(|| "2026-12-01T02:00:00Z".parse().unwrap()),
            sha256: (state != ResultState::Preparing).then_some(Digest([7; 32])),
        }
    }

    fn check(html: &str, words: &str) {
        assert!(html.contains(words), "{words}: {html}");
        let keys = html.split(['>', '<', '"']).find(|piece| piece.starts_with("document-") || piece.starts_with("web-"));
        assert_eq!(keys, None, "{html}");
    }

    #[test]
    fn every_page_renders_in_every_state_and_language() {
        for language in Language::ALL {
            let visitor = || Visitor::sample(language);
            check(&AskPage::new(visitor(), "").render().unwrap(), "name=\"ma\"");
            check(&AskPage::new(visitor(), "<mã>").render().unwrap(), "value=\"&#60;mã&#62;\"");
            check(&NonePage::new(visitor(), &"x".repeat(99)).render().unwrap(), &"x".repeat(40));
            for state in [ResultState::Valid, ResultState::Preparing, ResultState::Revoked] {
                for comparison in [Comparison::Open, Comparison::Same, Comparison::Different] {
                    let html = VerifyPage::new(visitor(), sample(state), comparison, None).render().unwrap();
                    check(&html, "1207/QĐ-UBND");
                    assert_eq!(html.contains("type=\"file\""), state != ResultState::Preparing, "{html}");
                }
            }
            check(&VerifyPage::new(visitor(), sample(ResultState::Valid), Comparison::Open, Some("!?".into())).render().unwrap(), "!?");
        }
    }
}
