//! `/quan-tri/quy-trinh/{id}/ban-hanh`: what the draft would mean for the work that is running, a day and an act.

use ::web::form::TypedDate;
use ::web::page::{render, render_with};
use ::web::{FieldErrors, Page, PageError, Section, Sent, Visitor};
use access::{Actor, SignedIn};
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{ADDRESS, edits, words};
use crate::editor::{EditRefusal, Publication};
use crate::processes::{Workbench, usecases};

/// A dossier that could not go on under the draft.
struct Stuck {
    code: String,
    address: String,
    why: String,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/process_publish.html")]
struct PublishPage {
    page: Page,
    id: String,
    address: String,
    able: i64,
    stuck: Vec<Stuck>,
    is_cut: bool,
    date: TypedDate,
    document: String,
    errors: FieldErrors,
}

impl PublishPage {
    fn unable(&self) -> i64 {
        i64::try_from(self.stuck.len()).unwrap_or(i64::MAX)
    }
}

/// Shows the form.
pub(super) async fn get(
    State(bench): State<Workbench>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let date = TypedDate::of(bench.today());
    match page(&bench, visitor, (&actor, &id), (date, String::new()), FieldErrors::none()).await? {
        Some(shown) => render(&shown),
        // A draft with flaws is corrected first.
        None => Ok(Redirect::to(&format!("{ADDRESS}/{id}/soan")).into_response()),
    }
}

/// Publishes.
pub(super) async fn post(
    State(bench): State<Workbench>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let sent = Sent::new(pairs);
    let on = sent.date("on").read();
    let outcome = match on {
        Some(on) => usecases::publish(&bench, &actor, &id, &Publication { on, act: sent.text("act").to_owned() }).await.map_err(Some),
        None => Err(None),
    };
    let (field, key) = match outcome {
        Ok(_) => return Ok(Redirect::to(&format!("{ADDRESS}/{id}?xong=ban-hanh")).into_response()),
        Err(None) => ("on", "editor-day-wrong"),
        Err(Some(EditRefusal::Day { .. })) => ("on", "editor-day-past"),
        Err(Some(EditRefusal::Scheduled { .. })) => ("on", "editor-scheduled"),
        Err(Some(EditRefusal::NoAct)) => ("act", "editor-act-missing"),
        Err(Some(EditRefusal::Incomplete(_))) => return Ok(Redirect::to(&format!("{ADDRESS}/{id}/soan")).into_response()),
        Err(Some(other)) => return Err(other.into()),
    };
    let mut errors = FieldErrors::none();
    errors.add(field, ::web::t(visitor.language, key));
    let date = if field == "on" { sent.date("on").marked() } else { sent.date("on") };
    let shown = page(&bench, visitor, (&actor, &id), (date, sent.text("act").to_owned()), errors).await?;
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &shown.ok_or(PageError::NotFound)?)
}

/// The page; nothing when the draft has flaws.
async fn page(
    bench: &Workbench,
    visitor: Visitor,
    (actor, id): (&Actor, &str),
    (date, document): (TypedDate, String),
    errors: FieldErrors,
) -> Result<Option<PublishPage>, PageError> {
    let run = match usecases::dry_run(bench, actor, id).await {
        Ok(run) => run,
        Err(EditRefusal::Incomplete(_)) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    let page = Page::desk(visitor, Section::Administration, "process-publish").with_errors(!errors.is_empty());
    let why = |obstacles: &[process::migrate::Obstacle]| {
        obstacles.iter().map(|one| words::obstacle(one, page.language())).collect::<Vec<_>>().join(" ")
    };
    let stuck =
        run.unable.iter().map(|(one, obstacles)| Stuck { code: one.code.clone(), address: one.address.clone(), why: why(obstacles) });
    Ok(Some(PublishPage {
        able: i64::try_from(run.able).unwrap_or(i64::MAX),
        stuck: stuck.collect(),
        is_cut: run.is_cut,
        address: format!("{ADDRESS}/{id}"),
        id: id.to_owned(),
        date,
        document,
        errors,
        page,
    }))
}
