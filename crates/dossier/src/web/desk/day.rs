//! `/ban/dieu-hanh/trong-ngay`: the sheet of the day, on paper: what is overdue and what is due today, and who holds it.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, Official};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::id::AccountId;
use web::clock_view::Chip;
use web::page::render;
use web::{Page, PageError, Section, Visitor};

use super::super::shown::{names, office_name};
use super::shared::{failed, step_name, work_chip};
use super::steering::reports;
use crate::error::UseCaseError;
use crate::services::Services;
use crate::store::tasks::{TaskCursor, TaskFilter, TaskRow};
use crate::usecases::read;

/// Most lines of the sheet: ten pages of paper. More is said to be more.
const LINES: usize = 200;

/// One line.
struct Line {
    chip: Option<Chip>,
    step: String,
    holder: String,
    office: String,
    task: TaskRow,
}

/// What one officer holds, from the kept counts.
struct Holder {
    name: String,
    holds: i64,
    late: i64,
    today: i64,
}

#[derive(Template)]
#[template(path = "desk_day.html")]
struct DayPage {
    page: Page,
    day: String,
    holders: Vec<Holder>,
    lines: Vec<Line>,
    more: bool,
}

/// Shows the sheet.
pub(super) async fn get(State(services): State<Arc<Services>>, visitor: Visitor, Official(actor): Official) -> Result<Response, PageError> {
    reports(&actor)?;
    let page = Page::desk(visitor, Section::Steering, "dossier-day").as_of(services.ctx.now());
    render(&load(&services, page, &actor).await.map_err(failed)?)
}

async fn load(services: &Services, page: Page, actor: &Actor) -> Result<DayPage, UseCaseError> {
    let today = page.local(services.ctx.now()).date();
    let filter = TaskFilter { stopped: Some(false), due_until: Some(today), ..TaskFilter::default() };
    let most = i64::try_from(LINES).unwrap_or_default() + 1;
    let mut found = read::inbox(services, actor, &filter, (TaskCursor::start(), most)).await?;
    let more = found.len() > LINES;
    found.truncate(LINES);
    let counts = read::inbox_counts(services, actor).await?;
    let people = found.iter().filter_map(|row| row.holder).chain(counts.iter().filter_map(|count| count.holder));
    let people = names(services, people.collect()).await?;
    let mut held: BTreeMap<Option<AccountId>, (i64, i64, i64)> = BTreeMap::new();
    for count in &counts {
        let sums = held.entry(count.holder).or_default();
        sums.0 += count.amount;
        sums.1 += if !count.stopped && count.day < today { count.amount } else { 0 };
        sums.2 += if !count.stopped && count.day == today { count.amount } else { 0 };
    }
    let name = |holder: Option<AccountId>| match holder {
        // Of the whole node it is kept only that somebody holds the work, not who.
        Some(holder) => people.get(&holder).cloned().unwrap_or_else(|| page.t("dossier-day-somebody")),
        None => page.t("dossier-desk-tab-free"),
    };
    let holder = |(holder, (holds, late, today))| Holder { name: name(holder), holds, late, today };
    let mut holders: Vec<Holder> = held.into_iter().map(holder).collect();
    holders.sort_by_key(|one| std::cmp::Reverse((one.late, one.today, one.holds)));
    let line = |task: TaskRow| Line {
        chip: services
            .calendar_of(task.office)
            .ok()
            .and_then(|calendar| work_chip(page.language(), calendar, task.dossier_due_at, services.ctx.now())),
        step: step_name(page.language(), &task.key, &task.name),
        holder: task.holder.map(|holder| name(Some(holder))).unwrap_or_default(),
        office: office_name(&services.directory(), task.office, page.language()),
        task,
    };
    let lines = found.into_iter().map(line).collect();
    Ok(DayPage { day: page.date(today), holders, lines, more, page })
}
