//! `/quan-tri/lich`: the year as a calendar, weekly hours, changes with their acts; for those who administer.

mod page;

use ::web::page::{render, render_with};
use ::web::{FieldErrors, PageError, Sent, Visitor, t_with};
use access::{Action, Actor, Need, Resource, RouteRule, SignedIn, scope};
use axum::Router;
use axum::extract::{Form, Multipart, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use self::page::{Shown, page};
use super::change::days_of_file;
use super::{CalendarBook, CalendarRefusal, Change, DayChange, DayKind, Effect, WeekRow, change, effect, store, undo};

/// Rows of the form for days.
const DAY_ROWS: usize = 6;
/// Days of the week as tables name them, and the hours of a day worked instead of another.
const DAYS: [&str; 8] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "swap"];

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/quan-tri/lich", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/lich", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/lich/gio", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/lich/nhap", Need::SignedIn),
    RouteRule::new("GET", "/quan-tri/lich/xuat/{file}", Need::SignedIn),
    RouteRule::new("POST", "/quan-tri/lich/{number}/hoan-tac", Need::SignedIn),
];

/// The pages.
pub fn router(book: CalendarBook) -> Router {
    Router::new()
        .route("/quan-tri/lich", get(show).post(change_days))
        .route("/quan-tri/lich/gio", post(change_week))
        .route("/quan-tri/lich/nhap", post(import))
        .route("/quan-tri/lich/xuat/{file}", get(export))
        .route("/quan-tri/lich/{number}/hoan-tac", post(take_back))
        .with_state(book)
}

fn sees(actor: &Actor) -> Result<(), PageError> {
    if scope(actor, Resource::Calendar, Action::View).all { Ok(()) } else { Err(PageError::NotAllowed) }
}

fn may_edit(actor: &Actor) -> bool {
    scope(actor, Resource::Calendar, Action::Edit).all
}

/// What the address of the page carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    nam: String,
    lich: String,
    xong: String,
}

async fn show(
    State(book): State<CalendarBook>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    sees(&actor)?;
    let shown = Shown { year: asked.nam.parse().ok(), calendar: asked.lich, done: asked.xong, ..Shown::default() };
    render(&page(&book, visitor, may_edit(&actor), shown).await?)
}

/// Days: first what it would mean, then, with the other button, the change.
async fn change_days(
    State(book): State<CalendarBook>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    sees(&actor)?;
    let sent = Sent::new(pairs);
    let mut errors = FieldErrors::none();
    let days = read_days(&sent, &visitor, &mut errors);
    answer(&book, visitor, &actor, (sent, errors), Change { days, weeks: Vec::new() }).await
}

/// Weekly hours of one calendar.
async fn change_week(
    State(book): State<CalendarBook>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    sees(&actor)?;
    let sent = Sent::new(pairs);
    let mut errors = FieldErrors::none();
    let weeks = read_week(&sent, &visitor, &mut errors);
    answer(&book, visitor, &actor, (sent, errors), Change { days: Vec::new(), weeks }).await
}

async fn answer(
    book: &CalendarBook,
    visitor: Visitor,
    actor: &Actor,
    (sent, mut errors): (Sent, FieldErrors),
    wanted: Change,
) -> Result<Response, PageError> {
    let mut seen: Option<Effect> = None;
    if errors.is_empty() {
        let outcome = if sent.text("lam") == "luu" {
            change(book, actor, &wanted, sent.text("act")).await.map(|_| None)
        } else {
            effect(book, actor, &wanted).await.map(Some)
        };
        match outcome {
            Ok(None) => return Ok(Redirect::to("/quan-tri/lich?xong=luu").into_response()),
            Ok(found) => seen = found,
            Err(refusal) => {
                let (field, message) = refused(refusal, &wanted, &visitor)?;
                errors.add(field, message);
            }
        }
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let calendar = sent.text("calendar").to_owned();
    let shown = Shown { calendar, typed: Some(sent), errors, effect: seen, is_week: !wanted.weeks.is_empty(), ..Shown::default() };
    render_with(status, &page(book, visitor, may_edit(actor), shown).await?)
}

fn refused(refusal: CalendarRefusal, wanted: &Change, visitor: &Visitor) -> Result<(&'static str, String), PageError> {
    let first = if wanted.weeks.is_empty() { "date-0" } else { "hours-monday" };
    let say = |key: &str, found: String| t_with(visitor.language, key, &[("found", found.into())]);
    match refusal {
        CalendarRefusal::NoAct => Ok(("act", say("calendar-act-missing", String::new()))),
        CalendarRefusal::Nothing => Ok((first, say("calendar-nothing", String::new()))),
        CalendarRefusal::Past(day) => Ok((first, say("calendar-past", ::web::format::date(visitor.language, day)))),
        CalendarRefusal::Data(error) => Ok((first, say("calendar-data", error.problem))),
        CalendarRefusal::Used => Ok((first, say("calendar-used", String::new()))),
        CalendarRefusal::NotFound => Err(PageError::NotFound),
        CalendarRefusal::Failure(failure) => Err(PageError::fault(failure)),
    }
}

/// The filled rows of the form; a date as `dd/mm/yyyy`.
fn read_days(sent: &Sent, visitor: &Visitor, errors: &mut FieldErrors) -> Vec<DayChange> {
    let mut days = Vec::new();
    for row in 0..DAY_ROWS {
        let typed = sent.text(&format!("date-{row}"));
        if typed.is_empty() {
            continue;
        }
        let date = chrono::NaiveDate::parse_from_str(typed, "%d/%m/%Y").ok();
        let kind = DayKind::ALL.into_iter().find(|kind| kind.code() == sent.text(&format!("kind-{row}"))).unwrap_or(DayKind::Holiday);
        let name: String = sent.text(&format!("name-{row}")).chars().take(120).collect();
        match date {
            Some(date) if days.iter().any(|known: &DayChange| known.date == date) => {
                errors.add(format!("date-{row}"), ::web::t(visitor.language, "calendar-twice"));
            }
            Some(_) if name.is_empty() && kind != DayKind::Ordinary => {
                errors.add(format!("name-{row}"), ::web::t(visitor.language, "calendar-name-missing"));
            }
            Some(date) => days.push(DayChange { date, kind, name }),
            None => {
                errors.add(format!("date-{row}"), t_with(visitor.language, "calendar-date-wrong", &[("found", typed.to_owned().into())]))
            }
        }
    }
    days
}

/// The sessions of every day: `07:30-11:30, 13:00-17:00`.
fn read_week(sent: &Sent, visitor: &Visitor, errors: &mut FieldErrors) -> Vec<WeekRow> {
    let mut rows = Vec::new();
    for day in DAYS {
        let field = format!("hours-{day}");
        let counts = if sent.has(&format!("counts-{day}")) { "yes" } else { "no" };
        for session in sent.text(&field).split(',').map(str::trim).filter(|session| !session.is_empty()) {
            let times = session.split_once('-').and_then(|(opens, closes)| Some((time(opens)?, time(closes)?)));
            let Some((opens, closes)) = times else {
                errors.add(&field, t_with(visitor.language, "calendar-hours-wrong", &[("found", session.to_owned().into())]));
                continue;
            };
            rows.push(WeekRow {
                calendar: sent.text("calendar").to_owned(),
                zone: sent.text("zone").to_owned(),
                day: day.to_owned(),
                opens,
                closes,
                working_day: counts.to_owned(),
                source: "node".to_owned(),
            });
        }
    }
    rows
}

fn time(text: &str) -> Option<String> {
    chrono::NaiveTime::parse_from_str(text.trim(), "%H:%M").ok().map(|time| time.format("%H:%M").to_string())
}

/// Days from a table in the format of the pack; only what differs is a change.
async fn import(
    State(book): State<CalendarBook>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    mut multipart: Multipart,
) -> Result<Response, PageError> {
    sees(&actor)?;
    let (mut text, mut act) = (String::new(), String::new());
    while let Some(field) = multipart.next_field().await.map_err(|_| PageError::TooLarge)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|_| PageError::TooLarge)?;
        let read = String::from_utf8(bytes.to_vec()).unwrap_or_default();
        match name.as_str() {
            "file" => text = kernel_text(&read),
            "act" => act = kernel_text(&read),
            _ => {}
        }
    }
    let today = book.today();
    let outcome = match days_of_file(&text) {
        Ok(days) => {
            let days = days.into_iter().filter(|day| day.date >= today).collect();
            change(&book, &actor, &Change { days, weeks: Vec::new() }, &act).await.map(|_| ())
        }
        Err(error) => Err(CalendarRefusal::Data(error)),
    };
    let message = match outcome {
        Ok(()) => return Ok(Redirect::to("/quan-tri/lich?xong=luu").into_response()),
        Err(CalendarRefusal::Data(error)) => {
            let row = i64::try_from(error.row).unwrap_or(i64::MAX);
            t_with(visitor.language, "calendar-file-wrong", &[("row", row.into()), ("found", error.problem.into())])
        }
        Err(other) => refused(other, &Change::default(), &visitor)?.1,
    };
    let mut errors = FieldErrors::none();
    errors.add("file", message);
    let shown = Shown { errors, ..Shown::default() };
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&book, visitor, may_edit(&actor), shown).await?)
}

fn kernel_text(text: &str) -> String {
    kernel::text::nfc(text)
}

/// `holidays.csv` or `weeks.csv` as they are now.
async fn export(State(book): State<CalendarBook>, SignedIn(actor): SignedIn, Path(file): Path<String>) -> Result<Response, PageError> {
    sees(&actor)?;
    let mut connection = book.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let changes = store::all(&mut connection, book.ctx.node.as_str()).await.map_err(PageError::fault)?;
    let (holidays, weeks) = book.files(&changes);
    let (name, text) = match file.as_str() {
        "holidays.csv" => ("holidays.csv", holidays),
        "weeks.csv" => ("weeks.csv", weeks),
        _ => return Err(PageError::NotFound),
    };
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)], text).into_response())
}

async fn take_back(
    State(book): State<CalendarBook>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    sees(&actor)?;
    let number = number.parse().map_err(|_| PageError::NotFound)?;
    match undo(&book, &actor, number).await {
        Ok(()) => Ok(Redirect::to("/quan-tri/lich?xong=hoan-tac").into_response()),
        Err(CalendarRefusal::Used) => Err(PageError::Refused { status: StatusCode::CONFLICT, key: "calendar-used" }),
        Err(other) => Err(refused(other, &Change::default(), &visitor).err().unwrap_or(PageError::NotFound)),
    }
}
