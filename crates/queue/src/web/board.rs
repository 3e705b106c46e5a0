//! `/bang-so/{office}`: the screen in the hall. Big numbers, read aloud where the browser can; never a name.

use std::collections::HashMap;
use std::convert::Infallible;
use std::time::Duration;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{Stream, stream};
use kernel::id::{OfficeId, TicketId};
use organisation::Office;
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, broadcast, watch};
use web::page::render;
use web::{Language, Page, PageError, Section, Visitor, t_with};

use super::shared::{count, failed, name_of};
use crate::model::{Ticket, TicketState};
use crate::node::Queue;
use crate::usecases::look::{self, Line};

/// Numbers shown as coming soon.
const SOON: usize = 8;
/// A screen looks again at least so often: another program of the same node may have moved the line.
const LOOK_AGAIN: Duration = Duration::from_secs(15);
/// What the browser is told to wait before it connects again.
const CONNECT_AGAIN: Duration = Duration::from_secs(3);

/// A number at a window.
struct Called {
    label: String,
    window: i64,
    is_called: bool,
}

#[derive(Template)]
#[template(path = "queue/board.html")]
struct BoardPage {
    page: Page,
    office: String,
    code: String,
    has_windows: bool,
    calls: Vec<Called>,
    soon: Vec<String>,
    waiting: i64,
    /// What a screen reader hears.
    newest: String,
}

/// Shows the line as it is. Without scripts the page asks anew by itself.
pub(super) async fn get(State(queue): State<Queue>, visitor: Visitor, Path(office): Path<String>) -> Result<Response, PageError> {
    let shop = queue.shop(&office).map_err(|refusal| failed(refusal.into()))?;
    let line = look::line(&queue, shop).await.map_err(failed)?;
    let language = visitor.language;
    let at_windows = called(&line);
    let newest = at_windows.first().map(|(ticket, window)| announcement(language, ticket.label(), *window)).unwrap_or_default();
    let calls = at_windows.into_iter().map(|(ticket, window)| Called {
        label: ticket.label(),
        window,
        is_called: ticket.state == TicketState::Called,
    });
    let page = Page::public(visitor, Section::Counters, "queue-board-title").as_of(line.now);
    render(&BoardPage {
        office: name_of(&line.office, language),
        code: line.office.code.to_string(),
        has_windows: line.has_windows(),
        calls: calls.collect(),
        soon: crate::rules::in_order(&line.tickets, line.now).into_iter().take(SOON).map(Ticket::label).collect(),
        waiting: count(line.waiting()),
        newest,
        page,
    })
}

/// Whoever is called or served, with the window, the newest call first.
fn called(line: &Line) -> Vec<(&Ticket, i64)> {
    let mut called: Vec<(&Ticket, i64)> =
        line.windows.iter().filter_map(|window| line.at(window).map(|ticket| (ticket, i64::from(window.number)))).collect();
    called.sort_by_key(|(ticket, _)| std::cmp::Reverse((ticket.state == TicketState::Called, ticket.called_at)));
    called
}

fn announcement(language: Language, number: String, window: i64) -> String {
    t_with(language, "queue-board-call", &[("number", number.into()), ("window", window.to_string().into())])
}

/// Tells the screen each time the line moves, with what is to be read aloud.
pub(super) async fn stream(State(queue): State<Queue>, visitor: Visitor, Path(office): Path<String>) -> Result<Response, PageError> {
    let shop = queue.shop(&office).map_err(|refusal| failed(refusal.into()))?;
    let Ok(permit) = queue.screens.clone().try_acquire_owned() else {
        // Too many screens: this one reloads by itself instead.
        return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
    };
    let screen =
        Screen { news: queue.news(), closing: queue.closing(), language: visitor.language, known: None, queue, shop, _permit: permit };
    Ok(Sse::new(screen.events()).keep_alive(KeepAlive::default()).into_response())
}

/// A screen that is kept up to date.
struct Screen {
    queue: Queue,
    shop: Office,
    language: Language,
    news: broadcast::Receiver<OfficeId>,
    closing: watch::Receiver<bool>,
    /// How often each number had been called when the screen looked last; nothing before the first look.
    known: Option<HashMap<TicketId, i16>>,
    _permit: OwnedSemaphorePermit,
}

impl Screen {
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut screen| async move {
            if screen.known.is_some() && !screen.wait().await {
                return None;
            }
            let event = screen.look().await;
            Some((Ok(event), screen))
        })
    }

    /// Waits for news of the office; false when the program ends.
    async fn wait(&mut self) -> bool {
        let pause = tokio::time::sleep(LOOK_AGAIN);
        tokio::pin!(pause);
        loop {
            tokio::select! {
                closed = self.closing.wait_for(|closing| *closing) => { drop(closed); return false; }
                () = &mut pause => return true,
                news = self.news.recv() => match news {
                    Ok(office) if office != self.shop.id => {}
                    Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return true,
                    Err(broadcast::error::RecvError::Closed) => return false,
                },
            }
        }
    }

    /// Reads the line and says which calls are new.
    async fn look(&mut self) -> Event {
        let line = match look::line(&self.queue, self.shop.clone()).await {
            Ok(line) => line,
            Err(error) => {
                tracing::warn!("a calling screen: {error}");
                self.known.get_or_insert_default();
                return Event::default().comment("later").retry(CONNECT_AGAIN);
            }
        };
        let called = called(&line);
        let is_new = |ticket: &Ticket| {
            ticket.state == TicketState::Called
                && self.known.as_ref().is_some_and(|known| known.get(&ticket.id).is_none_or(|calls| *calls < ticket.calls))
        };
        // The oldest call is read first.
        let spoken: Vec<String> = called
            .iter()
            .rev()
            .filter(|(ticket, _)| is_new(ticket))
            .map(|(ticket, window)| announcement(self.language, ticket.spelled(), *window))
            .collect();
        self.known = Some(called.iter().map(|(ticket, _)| (ticket.id, ticket.calls)).collect());
        Event::default().retry(CONNECT_AGAIN).data(json!({ "spoken": spoken }).to_string())
    }
}
