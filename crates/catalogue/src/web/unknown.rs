//! The page for a code under which there is no procedure.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use web::page::render_with;
use web::{Page, PageError, Section, Visitor};

/// The page: what was asked for stays in the search box.
#[derive(Template)]
#[template(path = "catalogue/unknown.html")]
pub(super) struct UnknownPage {
    page: Page,
    asked: String,
}

impl UnknownPage {
    pub(super) fn new(visitor: Visitor, asked: String) -> Self {
        Self { page: Page::public(visitor, Section::Procedures, "catalogue-unknown-title"), asked }
    }
}

/// Answers 404 with the ways on.
pub(super) fn unknown(visitor: Visitor, asked: &str) -> Result<Response, PageError> {
    render_with(StatusCode::NOT_FOUND, &UnknownPage::new(visitor, super::shown::query_of(asked)))
}

#[cfg(test)]
mod tests {
    use web::Language;

    use super::*;

    #[test]
    fn what_was_asked_for_stays_in_the_box() {
        for language in Language::ALL {
            let html = UnknownPage::new(Visitor::sample(language), "9.999999\"><b>".to_owned()).render().unwrap();
            assert!(html.contains("9.999999&#34;&#62;&#60;b&#62;") && !html.contains("catalogue-"), "{language:?}: {html}");
        }
    }
}
