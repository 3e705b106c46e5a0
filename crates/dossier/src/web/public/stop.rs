//! `/ho-so/{id}/dung`: ask to stop a received dossier, or think better of it.

use std::sync::Arc;

use access::SignedIn;
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use web::page::{render, render_with};
use web::{FieldErrors, Page, PageError, Section, Visitor};

use super::refused;
use super::show::open_own;
use crate::error::{Refusal, UseCaseError};
use crate::model::Dossier;
use crate::rules::stoppable;
use crate::services::Services;
use crate::usecases::stop::{ask_stop, take_stop_back};

/// What this page asks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    reason: String,
    version: i32,
    /// `back` takes an earlier wish back.
    _then: String,
}

/// The page.
#[derive(Template)]
#[template(path = "public_stop.html")]
struct StopPage {
    page: Page,
    address: String,
    procedure_name: String,
    waiting: bool,
    version: i32,
    reason: String,
    errors: FieldErrors,
}

/// Asks whether it is meant, and why; a wish that waits can be taken back.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (dossier, _) = open_own(&services, &actor, &id).await?;
    if !stoppable(&dossier) {
        return Err(refused::page(Refusal::WrongState { state: dossier.state.code() }.into()));
    }
    let typed = Typed { version: dossier.version, ..Typed::default() };
    render(&page(visitor, &dossier, typed, FieldErrors::none()))
}

/// Sends the wish, or takes it back.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let (dossier, _) = open_own(&services, &actor, &id).await?;
    let seen = (dossier.id, Some(typed.version));
    let done = if typed._then == "back" {
        take_stop_back(&services, &actor, seen).await
    } else {
        ask_stop(&services, &actor, seen, &typed.reason).await
    };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/ho-so/{id}")).into_response()),
        Err(UseCaseError::Refused(refusal @ Refusal::TooLong { .. })) => {
            let mut errors = FieldErrors::none();
            errors.add("reason", refusal.words(visitor.language));
            render_with(StatusCode::UNPROCESSABLE_ENTITY, &page(visitor, &dossier, typed, errors))
        }
        Err(error) => Err(refused::page(error)),
    }
}

fn page(visitor: Visitor, dossier: &Dossier, typed: Typed, errors: FieldErrors) -> StopPage {
    StopPage {
        page: Page::public(visitor, Section::Track, "dossier-public-stop-title").with_errors(!errors.is_empty()),
        address: format!("/ho-so/{}", dossier.id),
        procedure_name: dossier.opening.procedure_name.clone(),
        waiting: dossier.waiting_stop().is_some(),
        version: typed.version,
        reason: typed.reason,
        errors,
    }
}
