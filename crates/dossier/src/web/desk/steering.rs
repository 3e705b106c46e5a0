//! `/ban/dieu-hanh`: what needs a decision today, the stock equation, the offices side by side, the longest late first.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Action, Actor, Official, Resource};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use kernel::id::OfficeId;
use serde::Deserialize;
use web::clock_view::Chip;
use web::components::Stock;
use web::page::render;
use web::{Choice, Page, PageError, Section, Visitor, format};

use super::super::shown::office_name;
use super::export::{self, Sheet};
use super::period::{Period, day_before};
use super::shared::{failed, work_chip};
use crate::error::UseCaseError;
use crate::services::Services;
use crate::store::tallies::InboxCount;
use crate::store::tasks::{TaskCursor, TaskFilter, TaskRow};
use crate::tally::Side;
use crate::usecases::figures::{self, Figures};
use crate::usecases::read;

/// Offices in the table; the sheet has them all.
const OFFICES: usize = 40;

/// Late dossiers shown; the inbox has them all.
const LATEST: i64 = 10;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Code of a [`Period`].
    ky: String,
}

/// Something to decide today: how much of it, in words, and where to.
struct Call {
    words: String,
    action: String,
    address: &'static str,
}

/// The figures of one office, in words.
struct UnitRow {
    name: String,
    figures: Figures,
    on_time: String,
    late_share: String,
}

/// A late dossier.
struct LateRow {
    chip: Option<Chip>,
    task: TaskRow,
    office: String,
}

#[derive(Template)]
#[template(path = "desk_steering.html")]
struct SteeringPage {
    page: Page,
    days: String,
    periods: Vec<Choice>,
    sheet: String,
    calls: Vec<Call>,
    stock: Stock,
    whole: UnitRow,
    received: Figures,
    units: Vec<UnitRow>,
    more: usize,
    late: Vec<LateRow>,
}

impl SteeringPage {
    fn ways(&self) -> Vec<(i64, &'static str)> {
        let keys = ["dossier-steering-way-counter", "dossier-steering-way-online", "dossier-steering-way-post"];
        self.received.ways_in.into_iter().zip(keys).collect()
    }

    fn typed(&self) -> Vec<(i64, &'static str)> {
        let keys = ["dossier-visit-typed-citizen", "dossier-visit-typed-officer", "dossier-visit-typed-helper"];
        self.received.typed.into_iter().zip(keys).collect()
    }

    /// The on-time rate with its denominator.
    fn on_time_line(&self) -> String {
        let figures = &self.whole.figures;
        if figures.decided() == 0 {
            return self.page.t("dossier-steering-on-time-none");
        }
        let number = |count| self.page.number(count).into();
        let good = figures.early + figures.on_time;
        let arguments = [("share", self.whole.on_time.clone().into()), ("good", number(good)), ("decided", number(figures.decided()))];
        self.page.t_with("dossier-steering-on-time", &arguments)
    }
}

/// Shows the figures of the offices the person may report on.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    reports(&actor)?;
    let page = Page::desk(visitor, Section::Steering, "dossier-steering").as_of(services.ctx.now());
    render(&load(&services, page, &actor, Period::of(&asked.ky)).await.map_err(failed)?)
}

/// The same figures as a sheet, every office on a line of its own.
pub(super) async fn sheet(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    reports(&actor)?;
    let page = Page::desk(visitor, Section::Steering, "dossier-steering");
    let today = page.local(services.ctx.now()).date();
    let first = Period::of(&asked.ky).first(today);
    let (offices, _) = gather(&services, &actor, (first, today)).await.map_err(failed)?;
    let rows = unit_rows(&services, &page, &offices);
    export::answer(&format!("dieu-hanh-{first}-{today}.csv"), table(&page, &rows))
}

/// Whether the person has figures to see at all.
pub(super) fn reports(actor: &Actor) -> Result<(), PageError> {
    if access::scope(actor, Resource::Report, Action::View).is_none() { Err(PageError::NotFound) } else { Ok(()) }
}

async fn load(services: &Services, page: Page, actor: &Actor, period: Period) -> Result<SteeringPage, UseCaseError> {
    let today = page.local(services.ctx.now()).date();
    let first = period.first(today);
    let (offices, received) = gather(services, actor, (first, today)).await?;
    let counts = read::inbox_counts(services, actor).await?;
    let mut units = unit_rows(services, &page, &offices);
    let more = units.len().saturating_sub(OFFICES);
    units.truncate(OFFICES);
    let whole = whole(&offices);
    Ok(SteeringPage {
        days: page.t2("dossier-steering-days", "first", page.date(first), "today", page.date(today)),
        periods: period.choices(&page, today),
        sheet: format!("/ban/dieu-hanh.csv?ky={}", period.code()),
        calls: calls(&page, &counts, today),
        stock: stock(&whole, period),
        late: late(services, &page, actor, today).await?,
        received: self::whole(&received),
        whole: unit_row(&page, page.t("dossier-steering-whole"), whole),
        units,
        more,
        page,
    })
}

/// The figures of the offices as those who solve; of a shop that solves nothing itself, those of what it received. Then what was received.
pub(super) async fn gather(
    services: &Services,
    actor: &Actor,
    days: (NaiveDate, NaiveDate),
) -> Result<(BTreeMap<OfficeId, Figures>, BTreeMap<OfficeId, Figures>), UseCaseError> {
    let solving = figures::by_office(services, actor, Side::Solving, days).await?;
    let receiving = figures::by_office(services, actor, Side::Receiving, days).await?;
    Ok(if solving.is_empty() { (receiving.clone(), receiving) } else { (solving, receiving) })
}

pub(super) fn whole(offices: &BTreeMap<OfficeId, Figures>) -> Figures {
    offices.values().fold(Figures::default(), |mut whole, office| {
        whole.add(office);
        whole
    })
}

fn stock(whole: &Figures, period: Period) -> Stock {
    Stock {
        opening: whole.opening(),
        received: whole.received,
        early: whole.early,
        on_day: whole.on_time,
        late: whole.late,
        closed: whole.closed,
        within: whole.due_today + whole.due_later,
        stopped: whole.stopped,
        overdue: whole.overdue,
        address: format!("/ban/ho-so?ky={}", period.code()),
    }
}

/// What has to be decided today, the most pressing first; what there is none of is left out.
fn calls(page: &Page, counts: &[InboxCount], today: NaiveDate) -> Vec<Call> {
    let sum = |of: &dyn Fn(&InboxCount) -> bool| counts.iter().filter(|count| of(count)).map(|count| count.amount).sum::<i64>();
    let late = sum(&|count| !count.stopped && count.day < today);
    let due = sum(&|count| !count.stopped && count.day == today);
    let free = sum(&|count| count.holder.is_none());
    let call = |name: &str, count: i64, address| Call {
        words: page.t1(&format!("dossier-steering-call-{name}"), "count", count),
        action: page.t1("dossier-steering-call-open", "count", count),
        address,
    };
    [("late", late, "/ban/hop-viec?loc=late"), ("today", due, "/ban/hop-viec?loc=today"), ("free", free, "/ban/hop-viec?loc=free")]
        .into_iter()
        .filter(|&(_, count, _)| count > 0)
        .map(|(name, count, address)| call(name, count, address))
        .collect()
}

/// Offices with the most overdue first, then with the most left.
fn unit_rows(services: &Services, page: &Page, offices: &BTreeMap<OfficeId, Figures>) -> Vec<UnitRow> {
    let directory = services.directory();
    let named = |(id, figures): (&OfficeId, &Figures)| unit_row(page, office_name(&directory, *id, page.language()), figures.clone());
    let mut rows: Vec<UnitRow> = offices.iter().map(named).collect();
    rows.sort_by(|one, other| {
        let key = |row: &UnitRow| (-row.figures.overdue, -row.figures.left(), -row.figures.decided());
        key(one).cmp(&key(other)).then_with(|| one.name.cmp(&other.name))
    });
    rows
}

fn unit_row(page: &Page, name: String, figures: Figures) -> UnitRow {
    let percent = |share: Option<i64>| share.map_or_else(|| "–".to_owned(), |share| format::percent(page.language(), share));
    let on_time = figures.on_time_share();
    UnitRow { name, on_time: percent(on_time), late_share: percent(on_time.map(|share| 1000 - share)), figures }
}

async fn late(services: &Services, page: &Page, actor: &Actor, today: NaiveDate) -> Result<Vec<LateRow>, UseCaseError> {
    let filter = TaskFilter { stopped: Some(false), due_until: Some(day_before(today)), ..TaskFilter::default() };
    let found = read::inbox(services, actor, &filter, (TaskCursor::start(), LATEST)).await?;
    let directory = services.directory();
    let row = |task: TaskRow| {
        let calendar = services.calendar_of(task.office).ok();
        LateRow {
            chip: calendar.and_then(|calendar| work_chip(page.language(), calendar, task.dossier_due_at, services.ctx.now())),
            office: office_name(&directory, task.office, page.language()),
            task,
        }
    };
    Ok(found.into_iter().map(row).collect())
}

fn table(page: &Page, rows: &[UnitRow]) -> Result<Sheet, csv::Error> {
    let heads = ["office", "opening", "received", "early", "on-time", "late", "closed", "left", "due-today", "overdue", "stopped", "share"];
    let mut sheet = Sheet::new(heads.map(|head| page.t(&format!("dossier-steering-head-{head}"))))?;
    for row in rows {
        let figures = &row.figures;
        let numbers = [
            figures.opening(),
            figures.received,
            figures.early,
            figures.on_time,
            figures.late,
            figures.closed,
            figures.left(),
            figures.due_today,
            figures.overdue,
            figures.stopped,
        ];
        let cells = std::iter::once(row.name.clone()).chain(numbers.map(|number| number.to_string())).chain([row.on_time.clone()]);
        sheet.row(cells)?;
    }
    Ok(sheet)
}
