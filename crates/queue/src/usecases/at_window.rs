//! What an officer does at a window: call, call again, serve, finish, skip, send on, take back.
//!
//! Every one of these moves the line under its lock, so two officers never call one number.

use access::{Action, Actor};
use kernel::id::{TicketId, WindowId};
use sqlx::{Postgres, Transaction};

use super::{authorise, of_ticket};
use crate::error::{QueueError, Refusal};
use crate::model::{Ticket, TicketState, Window};
use crate::node::Queue;
use crate::rules::next_for;
use crate::store;
use crate::store::figures::Figure;

/// Calls whoever is next for the actor's window. Whoever is being served there is done.
///
/// # Errors
/// [`Refusal::NoWindow`]; [`Refusal::StillCalled`] while somebody who was called has not come; [`Refusal::NobodyWaits`].
pub async fn call_next(queue: &Queue, actor: &Actor) -> Result<Ticket, QueueError> {
    let mut held = Held::take(queue, actor).await?;
    if let Some(mut current) = held.current() {
        if current.state == TicketState::Called {
            return Err(Refusal::StillCalled.into());
        }
        held.finish(&mut current).await?;
    }
    let now = queue.ctx.now();
    let next = next_for(&held.window, &held.line, now).cloned();
    let Some(mut ticket) = next else {
        // Nobody is left waiting, but whoever was served is done all the same.
        held.commit().await?;
        return Err(Refusal::NobodyWaits.into());
    };
    ticket.call(held.window.id, actor.account, now)?;
    held.keep(&ticket, "queue.ticket_called").await?;
    held.commit().await?;
    Ok(ticket)
}

/// Calls the same number once more.
///
/// # Errors
/// [`Refusal::NoWindow`]; [`Refusal::NobodyCalled`].
pub async fn call_again(queue: &Queue, actor: &Actor) -> Result<Ticket, QueueError> {
    with_current(queue, actor, Refusal::NobodyCalled, "queue.ticket_called", |ticket, _| ticket.call_again()).await
}

/// The person stands at the window.
///
/// # Errors
/// [`Refusal::NoWindow`]; [`Refusal::NobodyCalled`].
pub async fn serve(queue: &Queue, actor: &Actor) -> Result<Ticket, QueueError> {
    with_current(queue, actor, Refusal::NobodyCalled, "queue.ticket_served", |ticket, now| ticket.serve(now)).await
}

/// The person is done.
///
/// # Errors
/// [`Refusal::NoWindow`]; [`Refusal::NobodyServed`].
pub async fn finish(queue: &Queue, actor: &Actor) -> Result<Ticket, QueueError> {
    let mut held = Held::take(queue, actor).await?;
    let mut ticket = held.current().ok_or(Refusal::NobodyServed)?;
    held.finish(&mut ticket).await?;
    held.commit().await?;
    Ok(ticket)
}

/// The person who was called did not come.
///
/// # Errors
/// [`Refusal::NoWindow`]; [`Refusal::NobodyCalled`].
pub async fn skip(queue: &Queue, actor: &Actor) -> Result<Ticket, QueueError> {
    let mut held = Held::take(queue, actor).await?;
    let mut ticket = held.current().ok_or(Refusal::NobodyCalled)?;
    ticket.miss(queue.ctx.now())?;
    let missed = Figure { missed: 1, ..held.nothing() };
    store::figures::add(&mut held.tx, &queue.ctx.node, held.window.office, &missed).await?;
    held.keep(&ticket, "queue.ticket_missed").await?;
    held.commit().await?;
    Ok(ticket)
}

/// The person goes on to another window of the office.
///
/// # Errors
/// [`Refusal::NoWindow`]; [`Refusal::NobodyServed`]; [`Refusal::NotFound`] for a window of another office; [`Refusal::SameWindow`].
pub async fn send(queue: &Queue, actor: &Actor, to: WindowId) -> Result<Ticket, QueueError> {
    let mut held = Held::take(queue, actor).await?;
    let windows = store::windows::of_office(&mut held.tx, &queue.ctx.node, held.window.office).await?;
    if !windows.iter().any(|window| window.id == to) {
        return Err(Refusal::NotFound.into());
    }
    let mut ticket = held.current().ok_or(Refusal::NobodyServed)?;
    ticket.send(to)?;
    held.keep(&ticket, "queue.ticket_sent").await?;
    held.commit().await?;
    Ok(ticket)
}

/// Somebody who was missed is there after all.
///
/// # Errors
/// [`Refusal::NotFound`] for a number of another line; [`Refusal::NotMissed`].
pub async fn take_back(queue: &Queue, actor: &Actor, id: TicketId) -> Result<Ticket, QueueError> {
    let mut held = Held::take(queue, actor).await?;
    let mut ticket = held.line.iter().find(|ticket| ticket.id == id).cloned().ok_or(Refusal::NotFound)?;
    ticket.come_back(queue.ctx.now())?;
    held.keep(&ticket, "queue.ticket_returned").await?;
    held.commit().await?;
    Ok(ticket)
}

async fn with_current(
    queue: &Queue,
    actor: &Actor,
    nobody: Refusal,
    kind: &'static str,
    change: impl FnOnce(&mut Ticket, chrono::DateTime<chrono::Utc>) -> Result<(), Refusal>,
) -> Result<Ticket, QueueError> {
    let mut held = Held::take(queue, actor).await?;
    let mut ticket = held.current().ok_or(nobody)?;
    change(&mut ticket, queue.ctx.now())?;
    held.keep(&ticket, kind).await?;
    held.commit().await?;
    Ok(ticket)
}

/// The line of the actor's office, held so that nobody else moves it.
struct Held<'a> {
    queue: &'a Queue,
    actor: &'a Actor,
    tx: Transaction<'static, Postgres>,
    window: Window,
    line: Vec<Ticket>,
    /// Written last: writers of one subject wait for each other until commit.
    entries: Vec<journal::NewEntry<'static>>,
}

impl<'a> Held<'a> {
    async fn take(queue: &'a Queue, actor: &'a Actor) -> Result<Self, QueueError> {
        let node = &queue.ctx.node;
        let mut tx = queue.ctx.begin().await?;
        let seated = store::windows::of_officer(&mut tx, node, actor.account).await?.ok_or(Refusal::NoWindow)?;
        authorise(actor, Action::Claim, seated.office)?;
        let day = queue.today(&queue.office(seated.office)?)?;
        store::tickets::lock(&mut tx, node, seated.office, day).await?;
        // Read again: the officer may have got up while we waited.
        let window = store::windows::of_officer(&mut tx, node, actor.account).await?;
        let window = window.filter(|window| window.id == seated.id).ok_or(Refusal::NoWindow)?;
        let line = store::tickets::line(&mut tx, node, window.office, day).await?;
        Ok(Self { queue, actor, tx, window, line, entries: Vec::new() })
    }

    /// Whoever is called or served at the window.
    fn current(&self) -> Option<Ticket> {
        let here =
            |ticket: &&Ticket| ticket.window == Some(self.window.id) && matches!(ticket.state, TicketState::Called | TicketState::Serving);
        self.line.iter().find(here).cloned()
    }

    fn nothing(&self) -> Figure {
        let day = self.line.first().map_or_else(Default::default, |ticket| ticket.day);
        Figure { day, counter: self.window.number, served: 0, missed: 0, waited_seconds: 0, serving_seconds: 0 }
    }

    async fn keep(&mut self, ticket: &Ticket, kind: &'static str) -> Result<(), QueueError> {
        store::tickets::save(&mut self.tx, &self.queue.ctx.node, ticket).await?;
        self.entries.push(of_ticket(ticket, kind, Some(self.actor.account)));
        Ok(())
    }

    /// Ends serving and adds it to the kept sums.
    async fn finish(&mut self, ticket: &mut Ticket) -> Result<(), QueueError> {
        let now = self.queue.ctx.now();
        ticket.finish(now)?;
        let waited = ticket.called_at.map_or(0, |called| (called - ticket.queued_at).num_seconds().max(0));
        let served = ticket.served_at.map_or(0, |begun| (now - begun).num_seconds().max(0));
        let figure = Figure { served: 1, waited_seconds: waited, serving_seconds: served, ..self.nothing() };
        let (node, office) = (&self.queue.ctx.node, self.window.office);
        store::figures::add(&mut self.tx, node, office, &figure).await?;
        let seconds = i32::try_from(served).unwrap_or(i32::MAX);
        store::figures::note_pace(&mut self.tx, node, office, &ticket.purpose, seconds).await?;
        self.keep(ticket, "queue.ticket_finished").await
    }

    async fn commit(mut self) -> Result<(), QueueError> {
        journal::append_all(&mut self.tx, &self.queue.ctx, self.entries).await?;
        self.tx.commit().await?;
        self.queue.tell(self.window.office);
        Ok(())
    }
}
