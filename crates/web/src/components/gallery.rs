//! `/thanh-phan`: every part in every state. A page that looks different from this one is wrong.

use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;

use crate::error::PageError;
use crate::page::{self, Page, Section};
use crate::visitor::Visitor;

pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/thanh-phan", get(show))
}

async fn show(visitor: Visitor) -> Result<Response, PageError> {
    page::render(&GalleryPage::sample(visitor))
}

/// The components page; it has sample values only.
#[derive(Template)]
#[template(path = "gallery.html")]
pub(crate) struct GalleryPage {
    page: Page,
}

impl GalleryPage {
    pub(crate) fn sample(visitor: Visitor) -> Self {
        Self { page: Page::public(visitor, Section::None, "web-components-title") }
    }
}
