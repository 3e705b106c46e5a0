//! `/ban/quay-so`: an officer's window. Call, serve, skip, send on; who waits how long. Everything by keyboard.

use access::{Action, Actor, Facts, Official, Resource};
use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use web::page::render_with;
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor};

use super::shared::{count, failed, filled, name_of, priorities, priority_name, purpose_name, purposes, words};
use crate::error::{QueueError, Refusal};
use crate::model::{Ticket, TicketState, Window};
use crate::node::Queue;
use crate::rules::in_order;
use crate::usecases::draw::{self, Draw};
use crate::usecases::look::{self, Line};
use crate::usecases::{at_window, sit};

/// The only other page that sends here and is come back to.
const RECEPTION: &str = "/ban/tiep-nhan";

/// The form as it was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    /// What to do: `next`, or a word and an identifier, `open:…`.
    _then: String,
    purpose: String,
    priority: String,
    send_to: String,
    /// Where to go on afterwards.
    ve: String,
}

/// Somebody who waits.
struct Waiting {
    id: String,
    label: String,
    purpose: String,
    note: String,
    minutes: i64,
    is_mine: bool,
}

/// A window in the list of windows.
struct Place {
    id: String,
    number: i64,
    purposes: String,
    officer: String,
    visitor: String,
}

#[derive(Template)]
#[template(path = "queue/desk.html")]
struct DeskPage {
    page: Page,
    office: String,
    code: String,
    may_call: bool,
    may_set_up: bool,
    mine: Option<i64>,
    visitor: Option<Visited>,
    waiting: Vec<Waiting>,
    missed: Vec<Waiting>,
    longest: Option<i64>,
    places: Vec<Place>,
    others: Vec<Choice>,
    purposes: Vec<Choice>,
    priorities: Vec<Choice>,
    errors: FieldErrors,
}

/// Whoever is called or served at the officer's window.
struct Visited {
    label: String,
    purpose: String,
    note: String,
    is_called: bool,
    calls: i64,
    since: DateTime<Utc>,
    waited: i64,
}

/// Shows the line and the officer's window.
pub(super) async fn get(State(queue): State<Queue>, visitor: Visitor, Official(actor): Official) -> Result<Response, PageError> {
    show(&queue, visitor, &actor, FieldErrors::none()).await
}

/// Does what was pressed.
pub(super) async fn post(
    State(queue): State<Queue>,
    visitor: Visitor,
    Official(actor): Official,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    match act(&queue, &actor, &sent).await {
        Ok(()) if sent.ve == RECEPTION => Ok(Redirect::to(RECEPTION).into_response()),
        Ok(()) => Ok(Redirect::to("/ban/quay-so").into_response()),
        Err(error) => {
            let mut errors = FieldErrors::none();
            errors.add(field(&sent), words(error, visitor.language)?);
            show(&queue, visitor, &actor, errors).await
        }
    }
}

/// The part of the page a message belongs to.
fn field(sent: &Sent) -> &'static str {
    match sent._then.split(':').next() {
        Some("give") => "purpose",
        Some("send") => "send_to",
        Some("open") => "windows",
        _ => "mine",
    }
}

async fn act(queue: &Queue, actor: &Actor, sent: &Sent) -> Result<(), QueueError> {
    let (verb, object) = sent._then.split_once(':').unwrap_or((&sent._then, ""));
    match verb {
        "open" => sit::open(queue, actor, object.parse().map_err(|_| Refusal::NotFound)?).await.map(drop),
        "close" => sit::close(queue, actor).await,
        "next" => at_window::call_next(queue, actor).await.map(drop),
        "again" => at_window::call_again(queue, actor).await.map(drop),
        "serve" => at_window::serve(queue, actor).await.map(drop),
        "finish" => at_window::finish(queue, actor).await.map(drop),
        "skip" => at_window::skip(queue, actor).await.map(drop),
        "send" => at_window::send(queue, actor, sent.send_to.parse().map_err(|_| Refusal::NobodyServed)?).await.map(drop),
        "back" => at_window::take_back(queue, actor, object.parse().map_err(|_| Refusal::NotFound)?).await.map(drop),
        "give" => give(queue, actor, sent).await,
        _ => Err(Refusal::NotFound.into()),
    }
}

async fn give(queue: &Queue, actor: &Actor, sent: &Sent) -> Result<(), QueueError> {
    let (line, _) = look::desk(queue, actor).await?;
    let draw = Draw { purpose: sent.purpose.clone(), priority: filled(&sent.priority) };
    draw::at_counter(queue, actor, &line.office, draw).await.map(drop)
}

async fn show(queue: &Queue, visitor: Visitor, actor: &Actor, errors: FieldErrors) -> Result<Response, PageError> {
    let (line, seated) = look::desk(queue, actor).await.map_err(failed)?;
    let names = officers(queue, &line).await.map_err(failed)?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    let language = visitor.language;
    let page = Page::desk(visitor, Section::Reception, "queue-desk-title").as_of(line.now).with_errors(!errors.is_empty());
    let office_facts = Facts { owner: None, assignee: None, office: Some(line.office.id) };
    let may = |action| access::may(actor, Resource::Queue, action, &office_facts);
    let row = |ticket: &Ticket| waiting_row(queue, &page, &line, seated.as_ref(), ticket);
    let missed = line.tickets.iter().filter(|ticket| ticket.state == TicketState::Missed);
    let others = line.windows.iter().filter(|window| seated.as_ref().is_none_or(|own| own.id != window.id));
    render_with(
        status,
        &DeskPage {
            office: name_of(&line.office, language),
            code: line.office.code.to_string(),
            may_call: may(Action::Claim),
            may_set_up: may(Action::Edit),
            mine: seated.as_ref().map(|window| window.number.into()),
            visitor: seated.as_ref().and_then(|window| line.at(window)).map(|ticket| visited(queue, &page, &line, ticket)),
            waiting: in_order(&line.tickets, line.now).into_iter().map(row).collect(),
            missed: missed.map(row).collect(),
            longest: line.longest(),
            places: line.windows.iter().map(|window| place(queue, &page, &line, window, &names)).collect(),
            others: others.map(|window| other(&page, window)).collect(),
            purposes: purposes(queue, &line, language, ""),
            priorities: priorities(queue, line.day, language, ""),
            errors,
            page,
        },
    )
}

async fn officers(queue: &Queue, line: &Line) -> Result<std::collections::BTreeMap<kernel::id::AccountId, String>, QueueError> {
    let seated: Vec<_> = line.windows.iter().filter_map(|window| window.officer).collect();
    Ok(access::api::names(&mut *queue.ctx.pool.acquire().await?, &seated).await?)
}

fn note(queue: &Queue, page: &Page, line: &Line, ticket: &Ticket) -> String {
    let priority = ticket.priority.as_ref().map(|code| priority_name(queue, code, line.day, page.language()));
    let booked =
        ticket.booked_for.map(|at| page.t1("queue-desk-booked", "time", web::format::time(page.language(), page.local(at).time())));
    let sent = ticket.sent_to.and_then(|id| line.window(id));
    let sent = sent.map(|window| page.t1("queue-desk-sent", "window", i64::from(window.number)));
    [priority, booked, sent].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn waiting_row(queue: &Queue, page: &Page, line: &Line, seated: Option<&Window>, ticket: &Ticket) -> Waiting {
    let mine = |window: &Window| ticket.sent_to.map_or_else(|| window.serves(&ticket.purpose), |sent| sent == window.id);
    Waiting {
        id: ticket.id.to_string(),
        label: ticket.label(),
        purpose: purpose_name(queue, &ticket.purpose, line.day, page.language()),
        note: note(queue, page, line, ticket),
        minutes: (line.now - ticket.queued_at).num_minutes().max(0),
        is_mine: seated.is_some_and(mine),
    }
}

fn visited(queue: &Queue, page: &Page, line: &Line, ticket: &Ticket) -> Visited {
    let called_at = ticket.called_at.unwrap_or(line.now);
    Visited {
        label: ticket.label(),
        purpose: purpose_name(queue, &ticket.purpose, line.day, page.language()),
        note: note(queue, page, line, ticket),
        is_called: ticket.state == TicketState::Called,
        calls: ticket.calls.into(),
        since: ticket.served_at.unwrap_or(called_at),
        waited: (called_at - ticket.queued_at).num_minutes().max(0),
    }
}

fn place(
    queue: &Queue,
    page: &Page,
    line: &Line,
    window: &Window,
    names: &std::collections::BTreeMap<kernel::id::AccountId, String>,
) -> Place {
    let served = window.purposes.iter().map(|code| purpose_name(queue, code, line.day, page.language()));
    Place {
        id: window.id.to_string(),
        number: window.number.into(),
        purposes: served.collect::<Vec<_>>().join(" · "),
        officer: window.officer.and_then(|officer| names.get(&officer).cloned()).unwrap_or_default(),
        visitor: line.at(window).map(Ticket::label).unwrap_or_default(),
    }
}

fn other(page: &Page, window: &Window) -> Choice {
    Choice::new(window.id.to_string(), page.t1("queue-window", "window", i64::from(window.number)), false)
}

impl DeskPage {
    fn waits(&self) -> i64 {
        count(self.waiting.len())
    }
}
