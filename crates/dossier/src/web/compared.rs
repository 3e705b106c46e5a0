//! `/ho-so/{id}/ban-khai` and `/ban/ho-so/{id}/ban-khai`: the last correction, field by field, before and after.

use std::sync::Arc;

use access::{Official, SignedIn};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::id::DossierId;
use web::page::render;
use web::schema_form::{Summary, SummaryRow};
use web::{Language, Page, PageError, Section, Side, Visitor};

use super::shown::declared;
use crate::error::{Refusal, UseCaseError};
use crate::model::{Content, Dossier};
use crate::services::Services;
use crate::usecases::correct::{Corrected, last_correction};
use crate::usecases::read;

/// One field that was changed.
struct Changed {
    label: String,
    before: String,
    after: String,
}

/// The page, for the applicant.
#[derive(Template)]
#[template(path = "public_compared.html")]
struct PublicPage {
    page: Page,
    address: String,
    changed: Vec<Changed>,
    reason: String,
}

/// The page, for officers.
#[derive(Template)]
#[template(path = "desk_compared.html")]
struct DeskPage {
    page: Page,
    address: String,
    changed: Vec<Changed>,
    reason: String,
}

/// Shows the applicant what was corrected.
pub(super) async fn own(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let (dossier, content) = read::open_own(&services, &actor, id).await.map_err(failed)?;
    let (changed, reason) = compare(&services, &dossier, &content, visitor.language).await.map_err(failed)?;
    let page = Page::public(visitor, Section::Track, "dossier-compare-title");
    render(&PublicPage { page, address: format!("/ho-so/{id}"), changed, reason })
}

/// Shows officers what was corrected.
pub(super) async fn official(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let view = read::open(&services, &actor, id).await.map_err(failed)?;
    let content = view.content.ok_or(PageError::NotFound)?;
    let (changed, reason) = compare(&services, &view.dossier, &content, visitor.language).await.map_err(failed)?;
    let title = web::t(visitor.language, "dossier-compare-title");
    let page = Page::titled(visitor, Side::Desk, Section::Inbox, title);
    render(&DeskPage { page, address: format!("/ban/ho-so/{id}"), changed, reason })
}

async fn compare(
    services: &Services,
    dossier: &Dossier,
    content: &Content,
    language: Language,
) -> Result<(Vec<Changed>, String), UseCaseError> {
    let Corrected { before, reason } = last_correction(services, dossier).await?.ok_or(Refusal::NotFound)?;
    let (old, new) = (declared(services, dossier, &before, language).await?, declared(services, dossier, content, language).await?);
    Ok((differences(&old, &new), reason))
}

/// Fields whose words differ, in the order of the form.
fn differences(old: &[Summary], new: &[Summary]) -> Vec<Changed> {
    let rows = |summaries: &[Summary]| -> Vec<SummaryRow> { summaries.iter().flat_map(|summary| summary.rows.clone()).collect() };
    let (old, new) = (rows(old), rows(new));
    let value = |rows: &[SummaryRow], key: &str| rows.iter().find(|row| row.key == key).map(|row| row.value.clone()).unwrap_or_default();
    let mut seen: Vec<&str> = Vec::new();
    let mut changed = Vec::new();
    for row in new.iter().chain(&old) {
        let (before, after) = (value(&old, &row.key), value(&new, &row.key));
        if before != after && !seen.contains(&row.key.as_str()) {
            changed.push(Changed { label: row.label.clone(), before, after });
        }
        seen.push(&row.key);
    }
    changed
}

fn failed(error: UseCaseError) -> PageError {
    match error {
        UseCaseError::Refused(_) => PageError::NotFound,
        failure => PageError::fault(failure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(rows: &[(&str, &str)]) -> Vec<Summary> {
        let row =
            |(key, value): &(&str, &str)| SummaryRow { key: (*key).to_owned(), label: key.to_uppercase(), value: (*value).to_owned() };
        vec![Summary { title: String::new(), rows: rows.iter().map(row).collect() }]
    }

    #[test]
    fn only_what_differs_is_shown_and_what_was_left_out_too() {
        let found = differences(&summary(&[("a", "1"), ("b", "2"), ("c", "3")]), &summary(&[("a", "1"), ("b", "x"), ("d", "4")]));
        let words: Vec<_> = found.iter().map(|row| (row.label.as_str(), row.before.as_str(), row.after.as_str())).collect();
        assert_eq!(words, [("B", "2", "x"), ("D", "", "4"), ("C", "3", "")]);
    }
}
