//! What other capabilities may use of this one.

use access::Actor;
use chrono::NaiveDate;
use db::{Context, DbError};
use sqlx::PgConnection;

use crate::model::{Ticket, TicketState};
use crate::rules::{longest_wait, next_for};
use crate::store;

/// What an officer's window is doing, for the page on which dossiers are received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtWindow {
    /// The number over the window.
    pub window: i16,
    /// The number of the visitor who is called or served there: "A047".
    pub visitor: Option<String>,
    /// How many wait in the office.
    pub waiting: usize,
    /// How many minutes the one who waits longest has waited.
    pub longest: Option<i64>,
    /// The number that is called next at this window.
    pub next: Option<String>,
}

/// The window the actor sits at and who stands before it; nothing when the actor sits at none. `today` is the day at the office.
///
/// # Errors
/// [`DbError`].
pub async fn at_window(conn: &mut PgConnection, ctx: &Context, actor: &Actor, today: NaiveDate) -> Result<Option<AtWindow>, DbError> {
    let Some(window) = store::windows::of_officer(conn, &ctx.node, actor.account).await? else { return Ok(None) };
    let line = store::tickets::line(conn, &ctx.node, window.office, today).await?;
    let is_here = |ticket: &&Ticket| ticket.window == Some(window.id) && matches!(ticket.state, TicketState::Called | TicketState::Serving);
    Ok(Some(AtWindow {
        window: window.number,
        visitor: line.iter().find(is_here).map(Ticket::label),
        waiting: line.iter().filter(|ticket| ticket.state == TicketState::Waiting).count(),
        longest: longest_wait(&line, ctx.now()),
        next: next_for(&window, &line, ctx.now()).map(Ticket::label),
    }))
}
