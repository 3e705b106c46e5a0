//! The counter as a page.

use askama::Template;
use kernel::calendar::{ClockCase, SupplementRule};
use kernel::id::OfficeId;
use kernel::limit::{Limit, LimitUnit};
use web::clock_view::{Story, limit_in_words};
use web::schema_form::ShownSection;
use web::{Choice, FieldErrors, Page, Section, Visitor};

use super::super::super::shown::{chip, dashed, due_in_force, office_name};
use super::sent::{OTHER_PAPERS, Sent};
use crate::error::UseCaseError;
use crate::model::{Dossier, ReturnWay};
use crate::ports::{self, AskedPaper};
use crate::services::Services;
use crate::usecases::read::View;

/// Procedures offered for typed words.
const OFFERED: usize = 6;

/// One paper the procedure asks for, with how many were handed in.
pub(super) struct AskedRow {
    pub(super) name: String,
    pub(super) asked: AskedPaper,
    pub(super) count: String,
}

/// A paper beside those.
pub(super) struct OtherRow {
    pub(super) input: String,
    pub(super) number: usize,
    pub(super) name: String,
}

/// The form.
#[derive(Template)]
#[template(path = "desk_counter.html")]
pub(super) struct CounterPage {
    page: Page,
    office: String,
    key: String,
    card: String,
    typed: String,
    procedure_name: String,
    offered: Vec<Choice>,
    sections: Vec<ShownSection>,
    papers: Vec<AskedRow>,
    others: Vec<OtherRow>,
    ways: Vec<Choice>,
    /// The procedure names no limit that can be used: the officer states one.
    ask_limit: bool,
    limit: String,
    units: Vec<Choice>,
    promise: Option<Promised>,
    errors: FieldErrors,
}

/// The date that will be promised.
pub(super) struct Promised {
    limit: String,
    story: Story,
}

impl CounterPage {
    /// Everything the page shows for what was sent.
    pub(super) async fn load(
        services: &Services,
        visitor: Visitor,
        office: OfficeId,
        sent: &Sent,
        errors: FieldErrors,
    ) -> Result<Self, UseCaseError> {
        let language = visitor.language;
        let page = Page::desk(visitor, Section::Reception, "dossier-counter-title").with_errors(!errors.is_empty());
        let (code, now) = (sent.procedure(), services.ctx.now());
        let overview = services.catalogue.overview();
        let entry = code.as_ref().and_then(|code| overview.entry(code.as_str()));
        let own = match &code {
            Some(code) => procedure_limit(services, code).await?,
            None => None,
        };
        let papers = match &code {
            Some(code) => ports::papers_for(services, code, services.day_of(now)).await?,
            None => Vec::new(),
        };
        let form = ports::applicant_form(services).await?;
        let stated = sent.limit().ok().flatten();
        Ok(Self {
            office: office_name(&services.directory(), office, language),
            key: sent.text("key").to_owned(),
            card: sent.text("card").to_owned(),
            // Once it is known, its code stands in the field: the next look and the receipt go by it.
            typed: entry.map_or_else(|| sent.text("procedure").to_owned(), |entry| entry.code.to_string()),
            procedure_name: entry.map(|entry| entry.name.clone()).unwrap_or_default(),
            offered: if entry.is_none() { offered(services, sent) } else { Vec::new() },
            sections: form.map(|form| form.shown(&sent.typed(&form), &errors, language)).unwrap_or_default(),
            papers: papers.into_iter().enumerate().map(|(at, paper)| asked_row(sent, at, paper)).collect(),
            others: (1..=OTHER_PAPERS).map(|at| other_row(sent, at)).collect(),
            ways: ways(&page, sent.way()),
            ask_limit: entry.is_some() && own.is_none(),
            limit: sent.text("limit").to_owned(),
            units: units(&page, sent.text("unit")),
            promise: own.or(stated).filter(|_| entry.is_some()).and_then(|limit| promised(services, &page, office, limit)),
            errors,
            page,
        })
    }
}

async fn procedure_limit(services: &Services, code: &kernel::code::ProcedureCode) -> Result<Option<Limit>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let found = catalogue::api::procedure(&mut conn, code, services.day_of(services.ctx.now())).await?;
    Ok(found.and_then(|procedure| procedure.promise()).map(|(limit, _)| limit))
}

/// Procedures that answer the typed words.
fn offered(services: &Services, sent: &Sent) -> Vec<Choice> {
    let (words, overview) = (sent.text("procedure"), services.catalogue.overview());
    if words.is_empty() {
        return Vec::new();
    }
    let found = services.catalogue.searcher().search(words, OFFERED);
    let entries = found.iter().filter_map(|code| overview.entry(code.as_str()));
    entries.map(|entry| Choice::new(entry.code.as_str(), format!("{} ({})", entry.name, entry.code), false)).collect()
}

fn asked_row(sent: &Sent, at: usize, asked: AskedPaper) -> AskedRow {
    let name = format!("paper-{at}");
    AskedRow { count: sent.text(&name).to_owned(), name, asked }
}

fn other_row(sent: &Sent, number: usize) -> OtherRow {
    let input = format!("other-{number}");
    OtherRow { name: sent.text(&input).to_owned(), input, number }
}

fn ways(page: &Page, chosen: ReturnWay) -> Vec<Choice> {
    let way = |way: &ReturnWay| Choice::new(way.code(), page.t(&format!("dossier-work-way-{}", way.code())), *way == chosen);
    ReturnWay::ALL.iter().map(way).collect()
}

fn units(page: &Page, chosen: &str) -> Vec<Choice> {
    let offered = [LimitUnit::WorkingDay, LimitUnit::WorkingHour, LimitUnit::CalendarDay, LimitUnit::Month, LimitUnit::SameDay];
    let unit =
        |unit: LimitUnit| Choice::new(unit.code(), page.t(&format!("web-deadline-unit-{}", dashed(unit.code()))), unit.code() == chosen);
    offered.into_iter().map(unit).collect()
}

/// The date and its reasons for a dossier received now.
fn promised(services: &Services, page: &Page, office: OfficeId, limit: Limit) -> Option<Promised> {
    let calendar = services.calendar_of(office).ok()?;
    let received_at = services.ctx.now();
    let case = ClockCase {
        calendar: calendar.id().to_owned(),
        received_at,
        limit,
        supplement_rule: SupplementRule::default(),
        events: Vec::new(),
    };
    let explanation = calendar.explain(&case).ok()?;
    let story = Story::of(page.language(), calendar, &case, &explanation, page.local(received_at).date());
    Some(Promised { limit: limit_in_words(page.language(), limit), story })
}

/// What was just received.
#[derive(Template)]
#[template(path = "desk_counter_done.html")]
pub(super) struct DonePage {
    page: Page,
    dossier: Dossier,
    applicant_name: String,
    chip: Option<web::clock_view::Chip>,
    due: String,
}

impl DonePage {
    fn slip(&self) -> String {
        format!("/ban/ho-so/{}/phieu", self.dossier.id)
    }

    pub(super) fn new(services: &Services, visitor: Visitor, view: View) -> Self {
        let page = Page::desk(visitor, Section::Reception, "dossier-counter-done");
        let View { dossier, applicant_name, .. } = view;
        Self {
            chip: chip(services, &dossier, services.ctx.now(), page.language()),
            due: due_in_force(&dossier).map(|due| page.moment(due)).unwrap_or_default(),
            dossier,
            applicant_name,
            page,
        }
    }
}
