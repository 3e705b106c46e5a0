//! `/so/{code}`: how long still? Whoever holds the slip sees it, and nobody's name stands there.

use access::MaybeSignedIn;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use web::page::render;
use web::{Page, PageError, Section, Visitor};

use super::qr::{self, Qr};
use super::shared::{count, failed, name_of, priority_name, purpose_name};
use crate::model::{Ticket, TicketState};
use crate::node::Queue;
use crate::rules::Wait;
use crate::usecases::look::Line;
use crate::usecases::{draw, look};

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Not empty on the device in the hall.
    may: String,
}

/// A number in the words of the pages.
struct Shown {
    label: String,
    state: TicketState,
    code: String,
    office: String,
    office_code: String,
    purpose: String,
    priority: String,
    booked_for: Option<DateTime<Utc>>,
    issued_at: DateTime<Utc>,
    window: Option<i64>,
    wait: Option<Wait>,
    today: bool,
}

impl Shown {
    fn of(queue: &Queue, ticket: &Ticket, line: &Line, language: web::Language) -> Self {
        let waits = ticket.state == TicketState::Waiting && ticket.day == line.day;
        Self {
            label: ticket.label(),
            state: ticket.state,
            code: ticket.code.clone(),
            office: name_of(&line.office, language),
            office_code: line.office.code.to_string(),
            purpose: purpose_name(queue, &ticket.purpose, ticket.day, language),
            priority: ticket.priority.as_ref().map(|code| priority_name(queue, code, ticket.day, language)).unwrap_or_default(),
            booked_for: ticket.booked_for,
            issued_at: ticket.issued_at,
            window: ticket.window.and_then(|id| line.window(id)).map(|window| window.number.into()),
            wait: waits.then(|| line.wait_of(ticket)),
            today: ticket.day == line.day,
        }
    }

    fn is_waiting(&self) -> bool {
        self.state == TicketState::Waiting && self.today
    }

    fn is_called(&self) -> bool {
        self.state == TicketState::Called
    }

    fn state_key(&self) -> String {
        let state = if self.state == TicketState::Waiting && !self.today { TicketState::Left } else { self.state };
        format!("queue-state-{}", state.code())
    }

    fn slip_address(&self) -> String {
        format!("/so/{}/phieu", self.code)
    }

    fn board_address(&self) -> String {
        format!("/bang-so/{}", self.office_code)
    }

    fn before(&self) -> i64 {
        self.wait.map_or(0, |wait| count(wait.before))
    }

    fn minutes(&self) -> Option<i64> {
        self.wait.and_then(|wait| wait.minutes)
    }
}

#[derive(Template)]
#[template(path = "queue/ticket.html")]
struct TicketPage {
    page: Page,
    shown: Shown,
    /// The device in the hall goes back there by itself.
    back: String,
}

/// Shows where the number stands.
pub(super) async fn get(
    State(queue): State<Queue>,
    visitor: Visitor,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let (ticket, line) = look::ticket(&queue, &code).await.map_err(failed)?;
    let shown = Shown::of(&queue, &ticket, &line, visitor.language);
    let title = web::t_with(visitor.language, "queue-ticket-title", &[("number", shown.label.as_str().into())]);
    let back = if asked.may.is_empty() { String::new() } else { format!("/lay-so/{}?may=1", shown.office_code) };
    render(&TicketPage { page: Page::titled(visitor, web::page::Side::Public, Section::Counters, title), shown, back })
}

/// The person does not wait any longer.
pub(super) async fn post(
    State(queue): State<Queue>,
    MaybeSignedIn(actor): MaybeSignedIn,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    draw::leave(&queue, &code, actor.map(|actor| actor.account)).await.map_err(failed)?;
    Ok(Redirect::to(&format!("/so/{code}")).into_response())
}

#[derive(Template)]
#[template(path = "queue/slip.html")]
struct SlipPage {
    page: Page,
    shown: Shown,
    address: String,
    qr: Option<Qr>,
}

/// The slip to print, for narrow paper too.
pub(super) async fn slip(State(queue): State<Queue>, visitor: Visitor, Path(code): Path<String>) -> Result<Response, PageError> {
    let (ticket, line) = look::ticket(&queue, &code).await.map_err(failed)?;
    let shown = Shown::of(&queue, &ticket, &line, visitor.language);
    let address = format!("{}/so/{}", queue.site, shown.code);
    let title = web::t_with(visitor.language, "queue-ticket-title", &[("number", shown.label.as_str().into())]);
    let page = Page::titled(visitor, web::page::Side::Public, Section::None, title);
    render(&SlipPage { page, shown, qr: qr::of(&address), address })
}
