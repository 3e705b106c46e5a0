//! `/thong-bao`: what I was told, newest first.

use access::SignedIn;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;
use web::page::render;
use web::{Page, PageError, Section, Visitor};

use crate::model::Notice;
use crate::node::Notices;
use crate::usecases::read;
use crate::words::{dashed, sentence};

/// What the address of the page carries: where it begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    luc: String,
    sau: String,
}

impl Asked {
    fn before(&self) -> Option<(DateTime<Utc>, Uuid)> {
        let at = DateTime::from_timestamp_micros(self.luc.parse().ok()?)?;
        Some((at, self.sau.parse().ok()?))
    }
}

/// One notice in the words of the page.
struct Line {
    address: String,
    name: String,
    sentence: String,
    at: DateTime<Utc>,
    is_unread: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "notice/list.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
    unread: i64,
    next: String,
}

/// Shows one page of the actor's notices.
pub(super) async fn get(
    State(notices): State<Notices>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let (found, next) = read::list(&notices, &actor, asked.before()).await?;
    let unread = read::unread(&notices, actor.account).await?;
    let page = Page::public(visitor, Section::None, "notice-title").as_of(notices.ctx.now());
    let line = |notice: &Notice| Line {
        address: format!("/thong-bao/{}", notice.id),
        name: page.t(&format!("notice-name-{}", dashed(notice.topic.code()))),
        sentence: sentence(page.language(), notices.offset, notice),
        at: notice.at,
        is_unread: notice.read_at.is_none(),
    };
    let lines = found.iter().map(line).collect();
    let next = next.map(|(at, id)| format!("/thong-bao?luc={}&sau={id}", at.timestamp_micros())).unwrap_or_default();
    render(&ListPage { lines, unread, next, page })
}

/// Opens a notice: to the place it tells about.
pub(super) async fn open(State(notices): State<Notices>, SignedIn(actor): SignedIn, Path(id): Path<String>) -> Result<Response, PageError> {
    let id: Uuid = id.parse().map_err(|_| PageError::NotFound)?;
    let found = read::open(&notices, &actor, id).await?.ok_or(PageError::NotFound)?;
    Ok(Redirect::to(&found.link).into_response())
}

/// Everything counts as read.
pub(super) async fn read_all(State(notices): State<Notices>, SignedIn(actor): SignedIn) -> Result<Response, PageError> {
    read::read_all(&notices, &actor).await?;
    Ok(Redirect::to("/thong-bao").into_response())
}
