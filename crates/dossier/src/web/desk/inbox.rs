//! `/ban/hop-viec`: open work in the order it is due.

use std::sync::Arc;

use access::{Actor, Official};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, NaiveDate};
use kernel::id::{AccountId, DossierId, TaskId};
use serde::Deserialize;
use web::clock_view::{Chip, ChipState};
use web::components::Tab;
use web::page::render;
use web::{Choice, Page, PageError, Section, Visitor};

use super::super::shown::{names, office_name};
use super::super::typed_code;
use super::shared::{failed, initials, step_name, work_chip};
use crate::error::UseCaseError;
use crate::services::Services;
use crate::store::tallies::InboxCount;
use crate::store::tasks::{TaskCursor, TaskFilter, TaskRow};
use crate::usecases::{claim, read};

/// Rows on one page.
const ROWS: i64 = 50;

/// Rows looked through for a text; further ones are reached by paging.
const SEARCHED: i64 = 500;

/// Steps that every general process has.
const STEPS: [&str; 6] = ["intake", "appraise", "consult_1", "decide", "return", ""];

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// `mine`, `free`, `late`, `today`, `stopped`; everything else is all work of the office.
    loc: String,
    /// Key of a step.
    buoc: String,
    /// Text: a name, a procedure, a code.
    q: String,
    /// Where the page begins: instant and task of the row before.
    sau: String,
}

/// One row.
pub(super) struct Row {
    /// Present when a group begins: its class and heading.
    pub(super) group: Option<(String, String)>,
    pub(super) task: TaskRow,
    pub(super) chip: Option<Chip>,
    pub(super) step: String,
    pub(super) office: String,
    pub(super) holder: String,
    pub(super) initials: String,
    pub(super) mine: bool,
    pub(super) lease: String,
    /// The reminder that was given last; empty when none was.
    pub(super) reminded: String,
}

impl Row {
    fn channel_key(&self) -> String {
        format!("dossier-channel-{}", self.task.channel.code())
    }
}

/// The page.
#[derive(Template)]
#[template(path = "desk_inbox.html")]
pub(super) struct InboxPage {
    page: Page,
    asked: Asked,
    tabs: Vec<Tab>,
    steps: Vec<Choice>,
    rows: Vec<Row>,
    next: String,
}

impl Asked {
    fn filter(&self, actor: AccountId, today: NaiveDate) -> TaskFilter {
        let running_until = |day| (Some(false), day);
        let (stopped, due_until) = match self.loc.as_str() {
            "late" => running_until(today.pred_opt()),
            "today" => running_until(Some(today)),
            "stopped" => (Some(true), None),
            _ => (None, None),
        };
        TaskFilter {
            step: Some(self.buoc.clone()).filter(|step| !step.is_empty()),
            stopped,
            due_until,
            holder: (self.loc == "mine").then_some(actor),
            unclaimed: self.loc == "free",
            ..TaskFilter::default()
        }
    }

    fn cursor(&self) -> TaskCursor {
        let read = || {
            let (at, id) = self.sau.split_once('_')?;
            Some(TaskCursor { sort_at: DateTime::from_timestamp_micros(at.parse().ok()?)?, id: id.parse().ok()? })
        };
        read().unwrap_or_else(TaskCursor::start)
    }

    fn address(&self, after: &TaskRow) -> String {
        let cursor = format!("{}_{}", after.sort_at.timestamp_micros(), after.id);
        format!("/ban/hop-viec?loc={}&buoc={}&q={}&sau={cursor}", self.loc, self.buoc, web::language_switch::escape(&self.q))
    }

    fn finds(&self, row: &TaskRow) -> bool {
        let text = kernel::text::fold(self.q.trim());
        let code = row.code.clone().unwrap_or_default();
        text.is_empty()
            || [&row.applicant_name, &row.procedure_name, &row.procedure, &code].iter().any(|part| kernel::text::fold(part).contains(&text))
    }
}

/// Shows the inbox.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
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
    let now = services.ctx.now();
    let today = page.local(now).date();
    let counts = read::inbox_counts(services, actor).await?;
    let most = if asked.q.trim().is_empty() { ROWS } else { SEARCHED };
    let found = read::inbox(services, actor, &asked.filter(actor.account, today), (asked.cursor(), most)).await?;
    let full = i64::try_from(found.len()).unwrap_or(i64::MAX) == most;
    let next = found.last().filter(|_| full).map(|row| asked.address(row)).unwrap_or_default();
    let people = names(services, found.iter().filter_map(|row| row.holder).collect()).await?;
    let shown = found.into_iter().filter(|row| asked.finds(row));
    let mut rows: Vec<Row> = shown.map(|task| row(services, &page, actor, task, &people)).collect();
    super::reminded::fill(services, &page, &mut rows).await?;
    Ok(InboxPage {
        tabs: tabs(&page, &counts, actor.account, today, &asked.loc),
        steps: steps(&page, &asked.buoc),
        rows: grouped(&page, rows, today),
        next,
        page,
        asked,
    })
}

fn row(services: &Services, page: &Page, actor: &Actor, task: TaskRow, people: &std::collections::BTreeMap<AccountId, String>) -> Row {
    let now = services.ctx.now();
    let calendar = services.calendar_of(task.office).ok();
    let due = task.dossier_due_at.filter(|_| !task.stopped);
    let held = task.holder.filter(|_| task.lease_until.is_none_or(|until| now < until));
    let holder = held.and_then(|holder| people.get(&holder)).cloned().unwrap_or_default();
    let lease =
        task.lease_until.filter(|_| held.is_some()).map(|until| page.t1("dossier-desk-held-until", "moment", page.short_moment(until)));
    Row {
        group: None,
        chip: calendar.filter(|_| !task.is_decided()).and_then(|calendar| work_chip(page.language(), calendar, due, now)),
        step: step_name(page.language(), &task.key, &task.name),
        office: office_name(&services.directory(), task.office, page.language()),
        initials: initials(&holder),
        mine: held == Some(actor.account),
        lease: lease.unwrap_or_default(),
        reminded: String::new(),
        holder,
        task,
    }
}

/// Which group a row belongs to; the order is that of the page.
fn group(row: &Row, today: NaiveDate) -> (u8, &'static str) {
    if row.task.is_decided() {
        return (5, "decided");
    }
    match row.chip.as_ref().map(|chip| chip.state) {
        Some(ChipState::Late) => (0, "late"),
        Some(ChipState::Today) => (1, "today"),
        Some(ChipState::Stopped) => (4, "stopped"),
        _ if today.succ_opt() == Some(row.task.day) => (2, "tomorrow"),
        _ => (3, "later"),
    }
}

fn grouped(page: &Page, mut rows: Vec<Row>, today: NaiveDate) -> Vec<Row> {
    rows.sort_by_key(|row| group(row, today).0);
    let mut before = "";
    for row in &mut rows {
        let (_, name) = group(row, today);
        if name != before {
            row.group = Some((name.to_owned(), page.t(&format!("dossier-desk-group-{name}"))));
        }
        before = name;
    }
    rows
}

fn tabs(page: &Page, counts: &[InboxCount], account: AccountId, today: NaiveDate, current: &str) -> Vec<Tab> {
    let sum = |of: &dyn Fn(&InboxCount) -> bool| counts.iter().filter(|count| of(count)).map(|count| count.amount).sum::<i64>();
    let tab = |name: &'static str, count| Tab {
        label: page.t(&format!("dossier-desk-tab-{name}")),
        address: if name == "office" { "/ban/hop-viec".to_owned() } else { format!("/ban/hop-viec?loc={name}") },
        count: Some(count),
        current: current == name || (name == "office" && current.is_empty()),
    };
    vec![
        tab("office", sum(&|_| true)),
        tab("mine", sum(&|count| count.holder == Some(account))),
        tab("free", sum(&|count| count.holder.is_none())),
        tab("late", sum(&|count| !count.stopped && count.day < today)),
        tab("today", sum(&|count| !count.stopped && count.day <= today)),
        tab("stopped", sum(&|count| count.stopped)),
    ]
}

fn steps(page: &Page, chosen: &str) -> Vec<Choice> {
    let label = |key: &str| {
        if key.is_empty() { page.t("dossier-desk-any-step") } else { page.t(&format!("dossier-step-{}", super::super::shown::dashed(key))) }
    };
    STEPS.iter().rev().map(|key| Choice::new(*key, label(key), *key == chosen)).collect()
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
