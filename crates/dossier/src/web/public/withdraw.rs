//! `/ho-so/{id}/rut`: take a request back before it was received.

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
use super::show::{may_withdraw, open_own};
use crate::error::{Refusal, UseCaseError};
use crate::services::Services;
use crate::usecases::withdraw::withdraw;

/// What this page asks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    reason: String,
    version: i32,
}

/// The page.
#[derive(Template)]
#[template(path = "public_withdraw.html")]
struct WithdrawPage {
    page: Page,
    address: String,
    procedure_name: String,
    version: i32,
    reason: String,
    errors: FieldErrors,
}

/// Asks whether it is meant, and why.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (dossier, _) = open_own(&services, &actor, &id).await?;
    if !may_withdraw(&dossier) {
        return Err(refused::page(Refusal::WrongState { state: dossier.state.code() }.into()));
    }
    let typed = Typed { version: dossier.version, ..Typed::default() };
    render(&page(visitor, &id, dossier.opening.procedure_name, typed, FieldErrors::none()))
}

/// Takes the request back.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let (dossier, _) = open_own(&services, &actor, &id).await?;
    match withdraw(&services, &actor, dossier.id, Some(typed.version), &typed.reason).await {
        Ok(_) => Ok(Redirect::to(&format!("/ho-so/{id}")).into_response()),
        Err(UseCaseError::Refused(refusal @ Refusal::TooLong { .. })) => {
            let mut errors = FieldErrors::none();
            errors.add("reason", refusal.words(visitor.language));
            let page = page(visitor, &id, dossier.opening.procedure_name, typed, errors);
            render_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(refused::page(error)),
    }
}

fn page(visitor: Visitor, id: &str, procedure_name: String, typed: Typed, errors: FieldErrors) -> WithdrawPage {
    WithdrawPage {
        page: Page::public(visitor, Section::Track, "dossier-public-withdraw-title").with_errors(!errors.is_empty()),
        address: format!("/ho-so/{id}"),
        procedure_name,
        version: typed.version,
        reason: typed.reason,
        errors,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::Language;

    #[test]
    fn what_was_typed_survives_an_error() {
        for language in Language::ALL {
            let mut errors = FieldErrors::none();
            errors.add("reason", "quá dài");
            let typed = Typed { reason: "Tôi nhầm thủ tục".to_owned(), version: 3 };
            let html = page(Visitor::sample_applicant(language), "7", "Khai sinh".to_owned(), typed, errors).render().unwrap();
            assert!(html.contains("Tôi nhầm thủ tục") && html.contains("value=\"3\"") && !html.contains("dossier-public-"), "{html}");
        }
    }
}
