//! `/ban/hop-viec`: open work in the order it is due.

mod asked;
pub(super) mod batch;
mod choices;
pub(super) mod kept;
mod row;

use std::sync::Arc;

use access::{Actor, Official};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::{DossierId, TaskId};
use web::components::Tab;
use web::page::render;
use web::{Choice, Page, PageError, Section, Visitor};

use super::super::shown::names;
use super::super::typed_code;
use super::shared::failed;
use crate::error::UseCaseError;
use crate::services::Services;
use crate::store::tasks::TaskRow;
use crate::usecases::{claim, keep_filter, label, presence, read};
use asked::Asked;
use choices::Boxes;
pub(super) use choices::staff;
use row::{Around, grouped};
pub(super) use row::{Row, looking_words};

/// Rows on one page.
const ROWS: usize = 50;

/// Rows of a narrowed list that are counted; of more it is said that there are more.
const COUNTED: usize = 200;

/// The page.
#[derive(Template)]
#[template(path = "desk_inbox.html")]
pub(super) struct InboxPage {
    page: Page,
    asked: Asked,
    tabs: Vec<Tab>,
    boxes: Boxes,
    rows: Vec<Row>,
    /// How many a narrowed list has, in words.
    amount: String,
    /// Officers and labels to choose from for what is ticked.
    give: Vec<Choice>,
    mark: Vec<Choice>,
    works: bool,
    heads: bool,
    next: String,
}

/// Shows the inbox.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let asked = Asked::read(pairs);
    if let Some(id) = meant(&services, &actor, &asked.q).await.map_err(failed)? {
        return Ok(Redirect::to(&format!("/ban/ho-so/{id}")).into_response());
    }
    let page = Page::desk(visitor, Section::Inbox, "dossier-desk-inbox").as_of(services.ctx.now());
    render(&load(&services, page, &actor, asked).await.map_err(failed)?)
}

/// The dossier whose code was typed into the search, if it is one that the actor may see.
async fn meant(services: &Services, actor: &Actor, typed: &str) -> Result<Option<DossierId>, UseCaseError> {
    let Some(code) = typed_code::read(typed) else { return Ok(None) };
    match read::find_by_code(services, actor, &code).await {
        Ok(id) => Ok(Some(id)),
        Err(UseCaseError::Refused(_)) => Ok(None),
        Err(failure) => Err(failure),
    }
}

async fn load(services: &Services, page: Page, actor: &Actor, asked: Asked) -> Result<InboxPage, UseCaseError> {
    let today = page.local(services.ctx.now()).date();
    let counts = read::inbox_counts(services, actor).await?;
    let most = i64::try_from(if asked.narrows() { COUNTED } else { ROWS }).unwrap_or_default() + 1;
    let mut found = read::inbox(services, actor, &asked.filter(actor.account, today), (asked.cursor(), most)).await?;
    let amount = amount(&page, &asked, found.len());
    let more = found.len() > ROWS;
    found.truncate(ROWS);
    let next = found.last().filter(|_| more).map(|row| asked.page_after(row)).unwrap_or_default();
    let (labels, kept) = (label::labels(services, actor).await?, keep_filter::filters(services, actor).await?);
    let officers = choices::officers(services, actor).await?;
    let boxes = Boxes::new(&page, &asked, &labels, &officers, &found);
    let choose = |key: &str| Choice::new("", page.t(key), true);
    let to = officers.iter().map(|(id, name)| Choice::new(id.to_string(), name, false));
    let marks = labels.iter().map(|label| Choice::new(label.id.to_string(), label.name.clone(), false));
    Ok(InboxPage {
        tabs: choices::tabs(&page, (&counts, today), actor.account, &asked, &kept),
        give: if officers.is_empty() { Vec::new() } else { std::iter::once(choose("dossier-many-whom")).chain(to).collect() },
        mark: if labels.is_empty() { Vec::new() } else { std::iter::once(choose("dossier-many-which")).chain(marks).collect() },
        heads: super::absent::heads(actor),
        works: !label::desks(actor).is_empty(),
        rows: rows(services, &page, actor, found, &labels).await?,
        boxes,
        amount,
        next,
        page,
        asked,
    })
}

/// The rows in words, with who holds them, who looks at them and what labels they carry.
async fn rows(
    services: &Services,
    page: &Page,
    actor: &Actor,
    found: Vec<TaskRow>,
    labels: &[crate::model::Label],
) -> Result<Vec<Row>, UseCaseError> {
    let dossiers: Vec<DossierId> = found.iter().map(|row| row.dossier).collect();
    let (on, looking) = (label::labels_on(services, actor, &dossiers).await?, presence::looking(services, actor, &dossiers).await?);
    let holders = found.iter().filter_map(|row| row.holder);
    let people = names(services, holders.chain(looking.values().flatten().copied()).collect()).await?;
    let around = Around { services, page, actor, people: &people, labels, on: &on, looking: &looking };
    let today = page.local(services.ctx.now()).date();
    let mut rows: Vec<Row> = found.into_iter().map(|task| around.row(task)).collect();
    super::reminded::fill(services, page, &mut rows).await?;
    Ok(grouped(page, rows, today))
}

/// How many a narrowed list has: exact up to [`COUNTED`]. The tabs have kept counts of their own.
fn amount(page: &Page, asked: &Asked, found: usize) -> String {
    if !asked.narrows() || !asked.after.is_empty() {
        return String::new();
    }
    let count = i64::try_from(found.min(COUNTED)).unwrap_or_default();
    page.t1(if found > COUNTED { "dossier-desk-amount-over" } else { "dossier-desk-amount" }, "count", count)
}

/// Takes a task and opens its dossier.
pub(super) async fn claim(
    State(services): State<Arc<Services>>,
    Official(actor): Official,
    Path(task): Path<String>,
) -> Result<Response, PageError> {
    let task: TaskId = task.parse().map_err(|_| PageError::NotFound)?;
    let changed = claim::claim(&services, &actor, task).await.map_err(failed)?;
    Ok(Redirect::to(&format!("/ban/ho-so/{}?viec={task}", changed.dossier.id)).into_response())
}
