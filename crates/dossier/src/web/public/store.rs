//! `/kho-giay-to`: the results a person got, with number, date, validity, file and the page that proves them.

use std::sync::Arc;

use access::SignedIn;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use document::model::ResultState;
use kernel::id::DossierId;
use serde::Deserialize;
use web::page::render;
use web::{Page, PageError, Section, Visitor};

use super::refused;
use crate::services::Services;
use crate::usecases::own_results::{OwnResult, own_results};

/// Dossiers looked through for one page.
const PAGE: i64 = 50;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The dossier after which the page begins.
    sau: String,
}

/// A result in words.
struct Row {
    title: String,
    about: String,
    number: String,
    issued_on: String,
    office: String,
    validity: String,
    /// Whether it may be relied on today.
    counts: bool,
    file: String,
    proof: String,
    dossier: String,
}

#[derive(Template)]
#[template(path = "public_store.html")]
struct StorePage {
    page: Page,
    rows: Vec<Row>,
    next: String,
}

/// Shows the results.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let after: Option<DossierId> = asked.sau.parse().ok();
    let (found, next) = own_results(&services, &actor, (after, PAGE)).await.map_err(refused::page)?;
    let page = Page::public(visitor, Section::Track, "dossier-store");
    let today = page.local(services.ctx.now()).date();
    render(&StorePage {
        rows: found.iter().map(|own| row(&page, own, today)).collect(),
        next: next.map(|next| format!("/kho-giay-to?sau={next}")).unwrap_or_default(),
        page,
    })
}

fn row(page: &Page, own: &OwnResult, today: chrono::NaiveDate) -> Row {
    let OwnResult { dossier, result } = own;
    let over = result.valid_until.is_some_and(|last| last < today);
    let validity = match (result.state(), result.valid_until) {
        (ResultState::Revoked, _) => page.t("dossier-store-revoked"),
        (ResultState::Preparing, _) => page.t("dossier-store-preparing"),
        (ResultState::Valid, None) => page.t("dossier-store-no-end"),
        (ResultState::Valid, Some(last)) if over => page.t1("dossier-store-over", "day", page.date(last)),
        (ResultState::Valid, Some(last)) => page.t1("dossier-store-until", "day", page.date(last)),
    };
    Row {
        title: result.title.clone(),
        about: dossier.procedure_name.clone(),
        number: result.full_number(),
        issued_on: page.date(result.issued_on),
        office: result.office_name.clone(),
        validity,
        counts: result.state() == ResultState::Valid && !over,
        file: format!("/ho-so/{}/ket-qua", dossier.id),
        proof: format!("/kiem-tra/{}", result.public_id),
        dossier: format!("/ho-so/{}", dossier.id),
    }
}
