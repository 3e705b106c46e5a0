//! `/dat-lich/{office}`: what for, on which day, at what time. The choices stand in the address, so each step can be gone back to and sent on.

use access::{MaybeSignedIn, SignedIn};
use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use web::language_switch::escape;
use web::page::render_with;
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor, format};

use super::shared::{failed, filled, name_of, priorities, purposes, words};
use crate::error::{QueueError, Refusal};
use crate::model::{Booking, BookingState};
use crate::node::Queue;
use crate::store;
use crate::usecases::book::{self, Book};
use crate::usecases::look::{self, Line};

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Code of the purpose.
    viec: String,
    /// The day.
    ngay: String,
    /// The appointment that is moved.
    doi: String,
}

/// The form as it was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    viec: String,
    ngay: String,
    doi: String,
    time: String,
    priority: String,
}

/// A day to choose.
struct Day {
    address: String,
    label: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "queue/book.html")]
struct BookPage {
    page: Page,
    office: String,
    code: String,
    takes_bookings: bool,
    purposes: Vec<Choice>,
    purpose: String,
    days: Vec<Day>,
    day: String,
    day_words: String,
    times: Vec<Choice>,
    priorities: Vec<Choice>,
    moved: String,
    /// The appointment that is moved, or the one the person has here already.
    existing: Option<Booking>,
    signed_in: bool,
    errors: FieldErrors,
}

/// Shows the next choice.
pub(super) async fn get(
    State(queue): State<Queue>,
    visitor: Visitor,
    MaybeSignedIn(actor): MaybeSignedIn,
    Path(office): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let sent = Sent { viec: asked.viec, ngay: asked.ngay, doi: asked.doi, ..Sent::default() };
    show(&queue, visitor, actor.as_ref(), &office, &sent, FieldErrors::none()).await
}

/// Books, or moves what was booked.
pub(super) async fn post(
    State(queue): State<Queue>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(office): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let shop = queue.shop(&office).map_err(|refusal| failed(refusal.into()))?;
    let mut errors = FieldErrors::none();
    let Ok(starts_at) = sent.time.parse::<DateTime<Utc>>() else {
        errors.add("time", web::t(visitor.language, "queue-book-time-missing"));
        return show(&queue, visitor, Some(&actor), &office, &sent, errors).await;
    };
    let booked = if sent.doi.is_empty() {
        let wanted = Book { purpose: sent.viec.clone(), priority: filled(&sent.priority), starts_at };
        book::book(&queue, &actor, &shop, wanted).await
    } else {
        book::reschedule(&queue, &actor, &sent.doi, starts_at).await
    };
    match booked {
        Ok(booking) => Ok(Redirect::to(&format!("/lich-hen/{}?moi=1", booking.code)).into_response()),
        Err(error) => {
            errors.add(field(&error), words(error, visitor.language)?);
            show(&queue, visitor, Some(&actor), &office, &sent, errors).await
        }
    }
}

const fn field(error: &QueueError) -> &'static str {
    match error {
        QueueError::Refused(Refusal::UnknownPurpose) => "viec",
        QueueError::Refused(Refusal::UnknownPriority) => "priority",
        _ => "time",
    }
}

async fn show(
    queue: &Queue,
    visitor: Visitor,
    actor: Option<&access::Actor>,
    office: &str,
    sent: &Sent,
    errors: FieldErrors,
) -> Result<Response, PageError> {
    let shop = queue.shop(office).map_err(|refusal| failed(refusal.into()))?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = load(queue, visitor, actor, shop, sent, errors).await.map_err(failed)?;
    render_with(status, &page)
}

async fn load(
    queue: &Queue,
    visitor: Visitor,
    actor: Option<&access::Actor>,
    shop: organisation::Office,
    sent: &Sent,
    errors: FieldErrors,
) -> Result<BookPage, QueueError> {
    let language = visitor.language;
    let line = look::line(queue, shop).await?;
    let existing = existing(queue, actor, &line, &sent.doi).await?;
    let purpose =
        if sent.doi.is_empty() { sent.viec.clone() } else { existing.as_ref().map(|booking| booking.purpose.clone()).unwrap_or_default() };
    let mut conn = queue.ctx.pool.acquire().await?;
    let takes = line.has_windows() && store::windows::setting(&mut conn, &queue.ctx.node, line.office.id).await?.capacity > 0;
    let days = if takes && !purpose.is_empty() { book::days(queue, &mut conn, &line.office).await? } else { Vec::new() };
    let chosen = sent.ngay.parse::<NaiveDate>().ok().filter(|day| days.contains(day));
    let times = match chosen {
        Some(day) => book::free_hours(queue, &mut conn, &line.office, day).await?,
        None => Vec::new(),
    };
    let day = |day: &NaiveDate| Day {
        address: format!("/dat-lich/{}?viec={}&ngay={day}&doi={}", line.office.code, escape(&purpose), escape(&sent.doi)),
        label: format::weekday_day_month(language, *day),
        current: chosen == Some(*day),
    };
    let time = |(slot, left): &(crate::rules::Slot, i16)| {
        let value = slot.starts_at.to_rfc3339();
        let left = web::t_with(language, "queue-book-left", &[("count", i64::from(*left).into())]);
        Choice::new(value.clone(), format::time(language, slot.time), value == sent.time).with_hint(left)
    };
    Ok(BookPage {
        office: name_of(&line.office, language),
        code: line.office.code.to_string(),
        takes_bookings: takes,
        purposes: purposes(queue, &line, language, &purpose),
        days: days.iter().map(day).collect(),
        day: chosen.map(|day| day.to_string()).unwrap_or_default(),
        day_words: chosen.map(|day| format::long_date(language, day)).unwrap_or_default(),
        times: times.iter().map(time).collect(),
        priorities: priorities(queue, line.day, language, &sent.priority),
        moved: sent.doi.clone(),
        existing,
        signed_in: actor.is_some(),
        purpose,
        page: Page::public(visitor, Section::Counters, "queue-book-title").with_errors(!errors.is_empty()),
        errors,
    })
}

/// The appointment that is moved; otherwise the open one the person has at this office.
async fn existing(queue: &Queue, actor: Option<&access::Actor>, line: &Line, moved: &str) -> Result<Option<Booking>, QueueError> {
    let Some(actor) = actor else { return Ok(None) };
    let mut conn = queue.ctx.pool.acquire().await?;
    let (node, account) = (&queue.ctx.node, actor.account);
    let found = if moved.is_empty() {
        store::bookings::open_of(&mut conn, node, account, line.office.id).await?
    } else {
        store::bookings::of_account_by_code(&mut conn, node, account, moved).await?
    };
    Ok(found.filter(|booking| booking.office == line.office.id && booking.state == BookingState::Open))
}
