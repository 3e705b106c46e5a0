//! `/ban/dieu-hanh/loi-hen`: how the offices keep their promises, side by side: late decisions with how certain the share is, apologies, supplements
//! asked for again, opinions given and let pass. All of it is read from kept counters.

use std::sync::Arc;

use access::{Actor, Official};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use web::page::render;
use web::{Choice, Page, PageError, Section, Visitor, format};

use super::super::shown::office_name;
use super::period::Period;
use super::shared::failed;
use super::steering::{gather, reports, whole};
use crate::error::UseCaseError;
use crate::services::Services;
use crate::usecases::figures::Figures;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Code of a [`Period`].
    ky: String,
}

/// One office, in words.
struct Unit {
    name: String,
    figures: Figures,
    /// Share of late decisions, and between which shares it lies.
    late: String,
    interval: String,
}

#[derive(Template)]
#[template(path = "desk_promises.html")]
struct PromisesPage {
    page: Page,
    days: String,
    periods: Vec<Choice>,
    units: Vec<Unit>,
    whole: Unit,
}

/// Shows the table.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    reports(&actor)?;
    let page = Page::desk(visitor, Section::Steering, "dossier-promises").as_of(services.ctx.now());
    render(&load(&services, page, &actor, Period::of(&asked.ky)).await.map_err(failed)?)
}

async fn load(services: &Services, page: Page, actor: &Actor, period: Period) -> Result<PromisesPage, UseCaseError> {
    let today = page.local(services.ctx.now()).date();
    let first = period.first(today);
    let (offices, _) = gather(services, actor, (first, today)).await?;
    let directory = services.directory();
    let mut units: Vec<Unit> =
        offices.iter().map(|(id, figures)| unit(&page, office_name(&directory, *id, page.language()), figures.clone())).collect();
    units.sort_by(|one, other| broken(other).cmp(&broken(one)).then_with(|| one.name.cmp(&other.name)));
    Ok(PromisesPage {
        days: page.t2("dossier-steering-days", "first", page.date(first), "today", page.date(today)),
        periods: period.choices(&page, today),
        whole: unit(&page, page.t("dossier-steering-whole"), whole(&offices)),
        units,
        page,
    })
}

/// How much there is to ask the office about: the table begins with the most.
const fn broken(unit: &Unit) -> i64 {
    unit.figures.late + unit.figures.apologies_late + unit.figures.supplements_again + unit.figures.silences
}

fn unit(page: &Page, name: String, figures: Figures) -> Unit {
    let percent = |share| format::percent(page.language(), share);
    let late = figures.on_time_share().map_or_else(|| "–".to_owned(), |share| percent(1000 - share));
    let interval = figures.late_interval();
    let interval = interval.map(|(low, high)| page.t2("dossier-promises-between", "low", percent(low), "high", percent(high)));
    Unit { name, late, interval: interval.unwrap_or_default(), figures }
}
