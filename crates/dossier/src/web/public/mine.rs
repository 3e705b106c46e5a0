//! `/ho-so`: one's own dossiers and drafts.

use std::sync::Arc;

use access::{Actor, SignedIn};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use kernel::calendar::Calendars;
use kernel::id::{DossierId, DraftId};
use organisation::Directory;
use serde::Deserialize;
use web::clock_view::{Chip, ChipState, Standing};
use web::page::render;
use web::{Language, Page, PageError, Section, Visitor};

use super::super::shown::office_name;
use super::refused;
use super::wizard::draft_line;
use crate::model::State as Legal;
use crate::services::Services;
use crate::store::drafts::Draft;
use crate::store::lists::DossierRow;
use crate::usecases::{draft, read};

/// Rows of one page.
const PAGE: i64 = 20;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The dossier after which the page begins.
    sau: Option<String>,
    /// A draft was just saved for later.
    luu: Option<String>,
    /// A draft was just thrown away.
    bo: Option<String>,
    /// A draft was handed in before.
    nop: Option<String>,
}

impl Asked {
    /// The message about what was just done.
    fn news(&self) -> &'static str {
        match (&self.luu, &self.bo, &self.nop) {
            (Some(_), ..) => "dossier-public-news-saved",
            (_, Some(_), _) => "dossier-public-news-discarded",
            (.., Some(_)) => "dossier-public-news-handed-in",
            _ => "",
        }
    }
}

/// A dossier in the list.
pub(super) struct Row {
    pub(super) address: String,
    pub(super) code: String,
    pub(super) procedure_name: String,
    pub(super) office_name: String,
    pub(super) submitted_at: DateTime<Utc>,
    pub(super) state: Legal,
    pub(super) chip: Option<Chip>,
}

/// A draft in the list.
pub(super) struct DraftRow {
    pub(super) address: String,
    pub(super) procedure_name: String,
    pub(super) line: String,
}

/// The page.
#[derive(Template)]
#[template(path = "public_mine.html")]
pub(super) struct MinePage {
    pub(super) page: Page,
    pub(super) news: &'static str,
    pub(super) drafts: Vec<DraftRow>,
    pub(super) rows: Vec<Row>,
    pub(super) is_first: bool,
    pub(super) next: String,
}

impl MinePage {
    /// Back to the first page: a list paged by key knows no page before.
    const fn first(&self) -> &'static str {
        if self.is_first { "" } else { "/ho-so" }
    }
}

/// Shows drafts first, then dossiers, newest first.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let after: Option<DossierId> = asked.sau.as_deref().map(str::parse).transpose().map_err(|_| PageError::NotFound)?;
    let mut found = read::own_list(&services, &actor, (after, PAGE + 1)).await.map_err(refused::page)?;
    let more = i64::try_from(found.len()).is_ok_and(|count| count > PAGE);
    found.truncate(usize::try_from(PAGE).unwrap_or_default());
    let next = found.last().filter(|_| more).map(|row| format!("/ho-so?sau={}", row.id)).unwrap_or_default();
    let page = Page::public(visitor, Section::Track, "dossier-public-mine-title");
    let (directory, now, language) = (services.directory(), services.ctx.now(), page.language());
    let drafts = if after.is_none() { draft_rows(&services, &actor, &page).await? } else { Vec::new() };
    let rows = found.into_iter().map(|row| shown(row, &directory, &services.calendars, now, language)).collect();
    render(&MinePage { news: asked.news(), drafts, rows, is_first: after.is_none(), next, page })
}

async fn draft_rows(services: &Services, actor: &Actor, page: &Page) -> Result<Vec<DraftRow>, PageError> {
    let drafts = draft::drafts_of(services, actor).await.map_err(refused::page)?;
    Ok(drafts.iter().map(|draft| draft_row(services, page, draft)).collect())
}

fn draft_row(services: &Services, page: &Page, draft: &Draft) -> DraftRow {
    let overview = services.catalogue.overview();
    DraftRow {
        address: format!("/nop/{}/{}", draft.procedure, draft.id),
        // A procedure that is no longer in force has only its code.
        procedure_name: overview.entry(&draft.procedure).map_or_else(|| draft.procedure.clone(), |entry| entry.name.clone()),
        line: draft_line(page, draft.saved_at, draft.expires_at),
    }
}

fn shown(row: DossierRow, directory: &Directory, calendars: &Calendars, now: DateTime<Utc>, language: Language) -> Row {
    let office = directory.office(row.owner_office);
    let chip = office.and_then(|office| {
        let calendar = calendars.get(&office.calendar)?;
        let due = row.due_at?;
        let standing = Standing::new(calendar, due, row.finished_at.unwrap_or(now)).ok()?;
        let standing = if row.finished_at.is_some() { standing.returned() } else { standing };
        Some(Chip::of(language, &standing))
    });
    Row {
        address: format!("/ho-so/{}", row.id),
        code: row.code.unwrap_or_default(),
        procedure_name: row.procedure_name,
        office_name: office_name(directory, row.owner_office, language),
        submitted_at: row.submitted_at,
        chip: if has_clock(row.state) { chip.or_else(|| stopped(row.state, language)) } else { None },
        state: row.state,
    }
}

/// Whether a due date says anything about a dossier in this state.
const fn has_clock(state: Legal) -> bool {
    !matches!(state, Legal::NotAccepted | Legal::Withdrawn | Legal::Stopped)
}

/// The chip of a clock that stands still: a list does not know the date that was in force.
fn stopped(state: Legal, language: Language) -> Option<Chip> {
    let key = match state {
        Legal::SupplementRequested => "web-chip-stopped-supplement",
        Legal::FinancialRequested => "web-chip-stopped-payment",
        _ => return None,
    };
    Some(Chip { state: ChipState::Stopped, words: web::t(language, key), note: String::new() })
}

/// The page that asks before a draft is thrown away.
#[derive(Template)]
#[template(path = "public_discard.html")]
struct DiscardPage {
    page: Page,
    address: String,
    procedure_name: String,
    line: String,
}

/// Asks whether to throw a draft away.
pub(super) async fn ask_discard(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path((_, draft)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let draft = draft::open_draft(&services, &actor, id_of(&draft)?).await.map_err(refused::page)?;
    let page = Page::public(visitor, Section::Track, "dossier-public-discard-title");
    let DraftRow { address, procedure_name, line } = draft_row(&services, &page, &draft);
    render(&DiscardPage { page, address, procedure_name, line })
}

/// Throws a draft away.
pub(super) async fn discard(
    State(services): State<Arc<Services>>,
    SignedIn(actor): SignedIn,
    Path((_, draft)): Path<(String, String)>,
) -> Result<Response, PageError> {
    draft::discard_draft(&services, &actor, id_of(&draft)?).await.map_err(refused::page)?;
    Ok(Redirect::to("/ho-so?bo=1").into_response())
}

fn id_of(text: &str) -> Result<DraftId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_clock_has_its_chip_and_a_closed_dossier_none() {
        for state in Legal::ALL {
            let chip = stopped(state, Language::Vi);
            assert_eq!(chip.is_some(), matches!(state, Legal::SupplementRequested | Legal::FinancialRequested), "{state:?}");
        }
        assert!(!has_clock(Legal::Withdrawn) && has_clock(Legal::Returned));
    }

    #[test]
    fn an_empty_list_shows_ways_on_in_every_language() {
        for language in Language::ALL {
            let page = Page::public(Visitor::sample_applicant(language), Section::Track, "dossier-public-mine-title");
            let page =
                MinePage { page, news: "dossier-public-news-saved", drafts: vec![], rows: vec![], is_first: true, next: String::new() };
            let html = page.render().unwrap();
            assert!(html.contains("href=\"/thu-tuc\"") && !html.contains("dossier-public-"), "{html}");
        }
    }
}
