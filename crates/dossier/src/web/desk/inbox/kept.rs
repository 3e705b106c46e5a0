//! `/ban/hop-viec/bo-loc`: the filters people keep: made, named anew, shared, thrown away.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, Official};
use askama::Template;
use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use web::page::{render, render_with};
use web::{FieldErrors, Page, PageError, Section, Visitor};

use super::super::shared::{failed, status};
use super::asked::Asked;
use crate::error::{Refusal, UseCaseError};
use crate::model::SavedFilter;
use crate::services::Services;
use crate::usecases::keep_filter::{self, KeepFilter};

/// A kept filter as it is shown.
struct Row {
    filter: SavedFilter,
    changeable: bool,
    error: String,
    mine: bool,
}

#[derive(Template)]
#[template(path = "desk_filters.html")]
struct KeptPage {
    page: Page,
    errors: FieldErrors,
    /// The filter to keep now, when the page was opened from the inbox.
    query: String,
    typed: String,
    shared: bool,
    rows: Vec<Row>,
}

/// Shows the filters; with the parts of an address also the form that keeps it.
pub(in crate::web::desk) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let query = Asked::read(pairs).query();
    render(&load(&services, visitor, &actor, (query, String::new(), false), FieldErrors::none()).await.map_err(failed)?)
}

async fn load(
    services: &Services,
    visitor: Visitor,
    actor: &Actor,
    (query, typed, shared): (String, String, bool),
    errors: FieldErrors,
) -> Result<KeptPage, UseCaseError> {
    let kept = keep_filter::filters(services, actor).await?;
    let row = |filter: SavedFilter| Row {
        changeable: keep_filter::may_change(actor, &filter),
        mine: filter.account == actor.account,
        error: errors.of(&format!("name-{}", filter.id)).to_owned(),
        filter,
    };
    let page = Page::desk(visitor, Section::Inbox, "dossier-filter-title").with_errors(!errors.is_empty());
    let rows = kept.into_iter().map(row).collect();
    Ok(KeptPage { page, errors, query, typed, shared, rows })
}

/// Keeps, changes or throws away a filter.
pub(in crate::web::desk) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let text = |name: &str| sent.get(name).map_or("", String::as_str);
    let id = text("id").parse().ok();
    let (name, shared) = (text("name").to_owned(), text("shared") == "yes");
    let done = match (text("_action"), id) {
        ("throw", Some(id)) => keep_filter::throw_away(&services, &actor, id).await,
        (_, id) => {
            let query = id.is_none().then(|| text("query").to_owned());
            keep_filter::keep(&services, &actor, KeepFilter { id, name: name.clone(), shared, query }).await.map(|_| ())
        }
    };
    match done {
        Ok(()) if id.is_none() => Ok(Redirect::to(&format!("/ban/hop-viec?{}", text("query"))).into_response()),
        Ok(()) => Ok(Redirect::to("/ban/hop-viec/bo-loc").into_response()),
        Err(UseCaseError::Refused(Refusal::NotFound)) => Err(PageError::NotFound),
        Err(UseCaseError::Refused(refusal)) => {
            let mut errors = FieldErrors::none();
            let field = id.map_or_else(|| "name".to_owned(), |id| format!("name-{id}"));
            errors.add(field, refusal.words(visitor.language));
            let typed = if id.is_none() { (text("query").to_owned(), name, shared) } else { Default::default() };
            let page = load(&services, visitor, &actor, typed, errors).await.map_err(failed)?;
            render_with(status(&refusal), &page)
        }
        Err(failure) => Err(failed(failure)),
    }
}
