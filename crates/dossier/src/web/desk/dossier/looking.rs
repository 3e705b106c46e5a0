//! `POST /ban/ho-so/{id}/dang-xem`: the page says every twenty seconds that it is still looked at, and learns who else looks.

use std::sync::Arc;

use access::{Actor, Official};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use kernel::id::DossierId;
use web::{Page, PageError, Section, Visitor};

use super::super::super::shown::names;
use super::super::inbox::looking_words;
use super::super::shared::failed;
use crate::error::UseCaseError;
use crate::services::Services;
use crate::usecases::presence;

/// Answers with the words to show; empty when nobody else looks.
pub(in crate::web::desk) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let dossier: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let page = Page::desk(visitor, Section::Inbox, "dossier-desk-inbox");
    Ok(words(&services, &page, &actor, dossier).await.map_err(failed)?.into_response())
}

/// Writes down that the actor looks, and says who else does.
pub(super) async fn words(services: &Services, page: &Page, actor: &Actor, dossier: DossierId) -> Result<String, UseCaseError> {
    let others = presence::look(services, actor, dossier).await?;
    let people = names(services, others.clone()).await?;
    Ok(looking_words(page, &others.iter().filter_map(|account| people.get(account)).cloned().collect::<Vec<_>>()))
}
