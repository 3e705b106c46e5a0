//! `/ban/ho-so`: the dossiers an official may open, newest first, with filters, and the same as a sheet.

use std::sync::Arc;

use access::{Actor, Official};
use askama::Template;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use futures::stream;
use kernel::code::{DossierCode, ProcedureCode};
use kernel::id::DossierId;
use serde::Deserialize;
use web::page::render;
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor};

use super::super::shown::office_name;
use super::export::{Sheet, headers};
use super::period::Period;
use super::shared::failed;
use crate::error::UseCaseError;
use crate::model::State as LegalState;
use crate::services::Services;
use crate::store::lists::{DossierFilter, DossierRow};
use crate::usecases::read;

/// Rows on one page.
const ROWS: i64 = 50;

/// Rows of a sheet fetched at a time; what is in memory does not grow with the sheet.
const FETCHED: i64 = 500;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Code of a dossier, or of a procedure.
    q: String,
    /// Code of a legal state.
    trang_thai: String,
    /// A term of the stock equation: `opening`, `received`, `decided`, `closed`, `left`.
    figure: String,
    /// Code of the [`Period`] the figure belongs to.
    ky: String,
    /// The dossier before the first row.
    sau: String,
}

struct Row {
    dossier: DossierRow,
    office: String,
}

#[derive(Template)]
#[template(path = "desk_list.html")]
struct ListPage {
    page: Page,
    asked: Asked,
    errors: FieldErrors,
    states: Vec<Choice>,
    figure: String,
    rows: Vec<Row>,
    next: String,
}

impl Asked {
    fn procedure(&self) -> Option<ProcedureCode> {
        self.q.trim().parse().ok()
    }

    fn code(&self) -> Option<DossierCode> {
        self.q.trim().parse().ok()
    }

    /// The text is neither empty nor a code.
    fn is_unreadable(&self) -> bool {
        !self.q.trim().is_empty() && self.procedure().is_none() && self.code().is_none()
    }

    fn filter(&self, services: &Services, page: &Page) -> DossierFilter {
        let now = services.ctx.now();
        let begins = Period::of(&self.ky).begins(page, page.local(now).date());
        let of = |figure: &str| self.figure == figure;
        DossierFilter {
            state: if of("closed") { Some(LegalState::Stopped) } else { LegalState::from_code(&self.trang_thai) },
            procedure: self.procedure().map(|code| code.to_string()),
            received_since: of("received").then_some(begins),
            finished_since: (of("decided") || of("closed")).then_some(begins),
            open_at: if of("opening") { Some(begins) } else { of("left").then_some(now) },
        }
    }

    fn query(&self) -> String {
        let q = web::language_switch::escape(&self.q);
        format!("q={q}&trang_thai={}&figure={}&ky={}", self.trang_thai, self.figure, self.ky)
    }

    /// The figure whose rows these are, in words.
    fn figure_words(&self, page: &Page) -> String {
        match self.figure.as_str() {
            figure @ ("opening" | "received" | "decided" | "closed" | "left") => page.t(&format!("dossier-list-figure-{figure}")),
            _ => String::new(),
        }
    }
}

/// Shows one page of the list; a dossier code opens its dossier.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let page = Page::desk(visitor, Section::Inbox, "dossier-list").as_of(services.ctx.now());
    if let Some(code) = asked.code() {
        let found = read::find_by_code(&services, &actor, &code).await;
        if let Ok(id) = found {
            return Ok(Redirect::to(&format!("/ban/ho-so/{id}")).into_response());
        }
    }
    render(&load(&services, page, &actor, asked).await.map_err(failed)?)
}

async fn load(services: &Services, page: Page, actor: &Actor, asked: Asked) -> Result<ListPage, UseCaseError> {
    let mut errors = FieldErrors::default();
    if asked.is_unreadable() {
        errors.add("q", page.t("dossier-list-unreadable"));
    }
    let found = if asked.is_unreadable() || asked.code().is_some() {
        Vec::new()
    } else {
        read::list(services, actor, &asked.filter(services, &page), (asked.sau.parse().ok(), ROWS)).await?
    };
    let full = i64::try_from(found.len()).unwrap_or(i64::MAX) == ROWS;
    let next = found.last().filter(|_| full).map(|row| format!("/ban/ho-so?{}&sau={}", asked.query(), row.id)).unwrap_or_default();
    let directory = services.directory();
    let row = |dossier: DossierRow| Row { office: office_name(&directory, dossier.owner_office, page.language()), dossier };
    Ok(ListPage {
        rows: found.into_iter().map(row).collect(),
        states: states(&page, &asked.trang_thai),
        figure: asked.figure_words(&page),
        page: page.with_errors(!errors.is_empty()),
        asked,
        errors,
        next,
    })
}

fn states(page: &Page, chosen: &str) -> Vec<Choice> {
    let any = Choice::new("", page.t("dossier-list-any-state"), chosen.is_empty());
    let named = |state: LegalState| Choice::new(state.code(), page.state_name(state.code()), state.code() == chosen);
    std::iter::once(any).chain(LegalState::ALL.into_iter().map(named)).collect()
}

/// A sheet being sent: what is left to fetch.
struct Sending {
    services: Arc<Services>,
    page: Page,
    actor: Actor,
    filter: DossierFilter,
    after: Option<DossierId>,
    started: bool,
    done: bool,
}

/// The same list as a sheet, sent while it is read.
pub(super) async fn sheet(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    if asked.is_unreadable() {
        // The page says what is wrong; an empty sheet would say that there is nothing.
        return Ok(Redirect::to(&format!("/ban/ho-so?{}", asked.query())).into_response());
    }
    let page = Page::desk(visitor, Section::Inbox, "dossier-list");
    let name = format!("ho-so-{}.csv", page.local(services.ctx.now()).date());
    let filter = asked.filter(&services, &page);
    let sending = Sending { services, page, actor, filter, after: None, started: false, done: false };
    let pieces = stream::try_unfold(sending, |mut sending| async move {
        let piece = sending.piece().await?;
        Ok::<_, std::io::Error>(piece.map(|bytes| (bytes, sending)))
    });
    Ok((headers(&name), Body::from_stream(pieces)).into_response())
}

impl Sending {
    /// The next lines; nothing at the end.
    async fn piece(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        if self.done {
            return Ok(None);
        }
        let found = read::list(&self.services, &self.actor, &self.filter, (self.after, FETCHED)).await.map_err(std::io::Error::other)?;
        self.done = i64::try_from(found.len()).unwrap_or(i64::MAX) < FETCHED;
        self.after = found.last().map(|row| row.id).or(self.after);
        Ok(Some(self.lines(&found).map_err(std::io::Error::other)?))
    }

    fn lines(&mut self, rows: &[DossierRow]) -> Result<Vec<u8>, csv::Error> {
        let heads = ["code", "procedure", "procedure-name", "applicant", "state", "office", "submitted", "received", "due", "finished"];
        let mut sheet =
            if self.started { Sheet::more() } else { Sheet::new(heads.map(|head| self.page.t(&format!("dossier-list-head-{head}"))))? };
        self.started = true;
        let directory = self.services.directory();
        let moment = |at: Option<_>| at.map(|at| self.page.local(at).format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
        for row in rows {
            sheet.row([
                row.code.clone().unwrap_or_default(),
                row.procedure.clone(),
                row.procedure_name.clone(),
                row.applicant_name.clone(),
                self.page.state_name(row.state.code()),
                office_name(&directory, row.owner_office, self.page.language()),
                moment(Some(row.submitted_at)),
                moment(row.received_at),
                moment(row.due_at),
                moment(row.finished_at),
            ])?;
        }
        sheet.into_bytes()
    }
}
