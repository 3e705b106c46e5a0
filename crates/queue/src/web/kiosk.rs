//! `/lay-so/{office}`: draw a number, by touch or by keyboard.

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use web::page::render_with;
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor};

use super::shared::{count, failed, filled, name_of, priorities, words};
use crate::node::Queue;
use crate::usecases::draw::{self, Draw};
use crate::usecases::look::{self, Line};

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Not empty on the device in the hall: it goes back to the beginning by itself.
    may: String,
}

/// The form as it was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    purpose: String,
    priority: String,
    booking: String,
    may: String,
}

/// One thing people come for.
struct Offer {
    code: String,
    letter: String,
    name: String,
    waiting: i64,
}

#[derive(Template)]
#[template(path = "queue/kiosk.html")]
struct KioskPage {
    page: Page,
    office: String,
    code: String,
    device: String,
    has_windows: bool,
    is_open: bool,
    offers: Vec<Offer>,
    priorities: Vec<Choice>,
    booking: String,
    errors: FieldErrors,
}

/// Shows what can be drawn.
pub(super) async fn get(
    State(queue): State<Queue>,
    visitor: Visitor,
    Path(office): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let sent = Sent { may: asked.may, ..Sent::default() };
    show(&queue, visitor, &office, &sent, FieldErrors::none()).await
}

/// Draws a number, or shows why not.
pub(super) async fn post(
    State(queue): State<Queue>,
    visitor: Visitor,
    Path(office): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let shop = queue.shop(&office).map_err(|refusal| failed(refusal.into()))?;
    let (field, drawn) = match filled(&sent.booking).filter(|_| sent.purpose.is_empty()) {
        Some(code) => ("booking", draw::with_booking(&queue, &shop, &code).await),
        None => {
            let draw = Draw { purpose: sent.purpose.clone(), priority: filled(&sent.priority) };
            ("purpose", draw::at_kiosk(&queue, &shop, draw).await)
        }
    };
    match drawn {
        Ok(ticket) => {
            let device = if sent.may.is_empty() { "" } else { "?may=1" };
            Ok(Redirect::to(&format!("/so/{}{device}", ticket.code)).into_response())
        }
        Err(crate::QueueError::Refused(crate::Refusal::NotFound)) if field == "booking" => {
            let mut errors = FieldErrors::none();
            errors.add(field, web::t(visitor.language, "queue-kiosk-booking-unknown"));
            show(&queue, visitor, &office, &sent, errors).await
        }
        Err(error) => {
            let mut errors = FieldErrors::none();
            errors.add(field, words(error, visitor.language)?);
            show(&queue, visitor, &office, &sent, errors).await
        }
    }
}

async fn show(queue: &Queue, visitor: Visitor, office: &str, sent: &Sent, errors: FieldErrors) -> Result<Response, PageError> {
    let shop = queue.shop(office).map_err(|refusal| failed(refusal.into()))?;
    let language = visitor.language;
    let line = look::line(queue, shop).await.map_err(failed)?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    render_with(
        status,
        &KioskPage {
            page: Page::public(visitor, Section::Counters, "queue-kiosk-title").with_errors(!errors.is_empty()),
            office: name_of(&line.office, language),
            code: line.office.code.to_string(),
            device: sent.may.clone(),
            has_windows: line.has_windows(),
            is_open: draw::gives_numbers(queue, &line.office, &line.windows).map_err(failed)?,
            offers: offers(queue, &line, language),
            priorities: priorities(queue, line.day, language, &sent.priority),
            booking: sent.booking.clone(),
            errors,
        },
    )
}

fn offers(queue: &Queue, line: &Line, language: web::Language) -> Vec<Offer> {
    let waiting = |code: &str| {
        line.tickets.iter().filter(|ticket| ticket.state == crate::model::TicketState::Waiting && ticket.purpose == code).count()
    };
    let served = queue.facts().purposes(line.day).filter(|purpose| line.serves(&purpose.code));
    served
        .map(|purpose| Offer {
            code: purpose.code.clone(),
            letter: purpose.letter.clone(),
            name: purpose.name(language).to_owned(),
            waiting: count(waiting(&purpose.code)),
        })
        .collect()
}
