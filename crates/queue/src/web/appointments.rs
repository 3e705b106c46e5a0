//! `/lich-hen`: one's own appointments.

use access::SignedIn;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use web::page::{Side, render};
use web::{Page, PageError, Section, Visitor};

use super::calendar_file;
use super::qr::{self, Qr};
use super::shared::{failed, name_of, purpose_name};
use crate::error::{QueueError, Refusal};
use crate::model::{Booking, BookingState};
use crate::node::Queue;
use crate::usecases::{book, look};

/// An appointment in the words of the pages.
struct Shown {
    booking: Booking,
    office: String,
    office_code: String,
    address: String,
    purpose: String,
}

impl Shown {
    fn of(queue: &Queue, booking: Booking, language: web::Language) -> Result<Self, QueueError> {
        let office = queue.office(booking.office)?;
        let day = queue.day_of(&office, booking.starts_at)?;
        Ok(Self {
            office: name_of(&office, language),
            office_code: office.code.to_string(),
            address: office.address.clone().unwrap_or_default(),
            purpose: purpose_name(queue, &booking.purpose, day, language),
            booking,
        })
    }

    fn state_key(&self) -> String {
        format!("queue-booking-{}", self.booking.state.code())
    }

    fn is_open(&self) -> bool {
        self.booking.state == BookingState::Open
    }

    fn file_address(&self) -> String {
        format!("/lich-hen/{}/lich.ics", self.booking.code)
    }

    fn kiosk_address(&self) -> String {
        format!("/lay-so/{}", self.office_code)
    }

    fn move_address(&self) -> String {
        format!("/dat-lich/{}?doi={}", self.office_code, self.booking.code)
    }
}

#[derive(Template)]
#[template(path = "queue/appointments.html")]
struct ListPage {
    page: Page,
    bookings: Vec<Shown>,
}

/// All of them, newest first.
pub(super) async fn list(State(queue): State<Queue>, visitor: Visitor, SignedIn(actor): SignedIn) -> Result<Response, PageError> {
    let found = look::bookings(&queue, &actor).await.map_err(failed)?;
    let shown = |booking| Shown::of(&queue, booking, visitor.language);
    let bookings = found.into_iter().map(shown).collect::<Result<_, _>>().map_err(failed)?;
    render(&ListPage { page: Page::public(visitor, Section::Counters, "queue-appointments-title"), bookings })
}

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Not empty when it was just made or moved.
    moi: String,
}

#[derive(Template)]
#[template(path = "queue/appointment.html")]
struct ShowPage {
    page: Page,
    shown: Shown,
    is_new: bool,
    qr: Option<Qr>,
}

/// One of them, with its code, its file for a calendar and the ways to change it.
pub(super) async fn show(
    State(queue): State<Queue>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let booking = look::booking(&queue, &actor, &code).await.map_err(failed)?;
    let is_new = !asked.moi.is_empty() && booking.state == BookingState::Open;
    let title = web::t(visitor.language, if is_new { "queue-appointment-done" } else { "queue-appointment-title" });
    let shown = Shown::of(&queue, booking, visitor.language).map_err(failed)?;
    let qr = qr::of(&shown.booking.code);
    render(&ShowPage { page: Page::titled(visitor, Side::Public, Section::Counters, title), shown, is_new, qr })
}

/// Takes it back.
pub(super) async fn cancel(State(queue): State<Queue>, SignedIn(actor): SignedIn, Path(code): Path<String>) -> Result<Response, PageError> {
    match book::cancel(&queue, &actor, &code).await {
        // Pressed twice: it is taken back, which is what was wanted.
        Ok(_) | Err(QueueError::Refused(Refusal::NotOpen)) => Ok(Redirect::to(&format!("/lich-hen/{code}")).into_response()),
        Err(error) => Err(failed(error)),
    }
}

/// The file for a calendar.
pub(super) async fn file(
    State(queue): State<Queue>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let booking = look::booking(&queue, &actor, &code).await.map_err(failed)?;
    let office = queue.office(booking.office).map_err(|refusal| failed(refusal.into()))?;
    let setting = look::setting(&queue, &office).await.map_err(failed)?;
    let shown = Shown::of(&queue, booking, visitor.language).map_err(failed)?;
    let event = calendar_file::Event {
        uid: format!("{}@{}", shown.booking.id, queue.ctx.node),
        stamp: queue.ctx.now(),
        starts_at: shown.booking.starts_at,
        minutes: setting.slot_minutes.into(),
        title: web::t_with(visitor.language, "queue-appointment-event", &[("purpose", shown.purpose.as_str().into())]),
        place: if shown.address.is_empty() { shown.office.clone() } else { format!("{}, {}", shown.office, shown.address) },
        text: web::t_with(visitor.language, "queue-appointment-event-text", &[("code", shown.booking.code.as_str().into())]),
        address: format!("{}/lich-hen/{}", queue.site, shown.booking.code),
        cancelled: shown.booking.state == BookingState::Cancelled,
    };
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{}.ics\"", shown.booking.code)),
    ];
    Ok((headers, event.to_text()).into_response())
}
