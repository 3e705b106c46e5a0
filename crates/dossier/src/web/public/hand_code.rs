//! `/ho-so/{id}/ma-nhan`: the code an applicant tells at the counter to take the result.

use std::sync::Arc;

use access::SignedIn;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use web::page::render;
use web::{Page, PageError, Section, Visitor};

use super::refused;
use super::show::{id_of, open_own};
use crate::services::Services;
use crate::usecases::hand_over_proved::make_code;

#[derive(Template)]
#[template(path = "public_hand_code.html")]
struct CodePage {
    page: Page,
    dossier: String,
    code: String,
    until: String,
}

/// Asks whether a code is to be made.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    open_own(&services, &actor, &id).await?;
    let page = Page::public(visitor, Section::Track, "dossier-hand-code");
    render(&CodePage { page, dossier: id, code: String::new(), until: String::new() })
}

/// Makes one and shows it.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (code, until) = make_code(&services, &actor, id_of(&id)?).await.map_err(refused::page)?;
    let page = Page::public(visitor, Section::Track, "dossier-hand-code");
    let until = web::format::time(page.language(), page.local(until).time());
    render(&CodePage { page, dossier: id, code, until })
}
