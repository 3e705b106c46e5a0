//! Sit down at a window, or get up.

use access::{Action, Actor};
use kernel::id::WindowId;

use super::{authorise, of_window};
use crate::error::{QueueError, Refusal};
use crate::model::{TicketState, Window};
use crate::node::Queue;
use crate::store;

/// Opens a window for the actor; whoever sat at another one leaves it.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WindowTaken`]; [`Refusal::StillServing`] while somebody is called or served at the other one.
pub async fn open(queue: &Queue, actor: &Actor, id: WindowId) -> Result<Window, QueueError> {
    let node = &queue.ctx.node;
    let mut tx = queue.ctx.begin().await?;
    let mut window = store::windows::lock(&mut tx, node, id).await?.ok_or(Refusal::NotFound)?;
    authorise(actor, Action::Claim, window.office)?;
    if window.officer == Some(actor.account) {
        return Ok(window);
    }
    if window.is_open() {
        return Err(Refusal::WindowTaken.into());
    }
    let mut entries = Vec::new();
    if let Some(mut left) = store::windows::of_officer(&mut tx, node, actor.account).await? {
        leave(queue, &mut tx, &mut left).await?;
        entries.push(of_window(&left, "queue.window_closed", Some(actor.account)));
    }
    (window.officer, window.opened_at) = (Some(actor.account), Some(queue.ctx.now()));
    store::windows::save(&mut tx, node, &window).await?;
    entries.push(of_window(&window, "queue.window_opened", Some(actor.account)));
    journal::append_all(&mut tx, &queue.ctx, entries).await?;
    tx.commit().await?;
    queue.tell(window.office);
    Ok(window)
}

/// Closes the actor's window.
///
/// # Errors
/// [`Refusal::NoWindow`]; [`Refusal::StillServing`].
pub async fn close(queue: &Queue, actor: &Actor) -> Result<(), QueueError> {
    let mut tx = queue.ctx.begin().await?;
    let mut window = store::windows::of_officer(&mut tx, &queue.ctx.node, actor.account).await?.ok_or(Refusal::NoWindow)?;
    leave(queue, &mut tx, &mut window).await?;
    journal::append(&mut tx, &queue.ctx, of_window(&window, "queue.window_closed", Some(actor.account))).await?;
    tx.commit().await?;
    queue.tell(window.office);
    Ok(())
}

/// Nobody is left standing before an empty window.
async fn leave(queue: &Queue, conn: &mut sqlx::PgConnection, window: &mut Window) -> Result<(), QueueError> {
    let day = queue.today(&queue.office(window.office)?)?;
    let line = store::tickets::line(conn, &queue.ctx.node, window.office, day).await?;
    let busy = |state| matches!(state, TicketState::Called | TicketState::Serving);
    if line.iter().any(|ticket| ticket.window == Some(window.id) && busy(ticket.state)) {
        return Err(Refusal::StillServing.into());
    }
    (window.officer, window.opened_at) = (None, None);
    store::windows::save(conn, &queue.ctx.node, window).await?;
    Ok(())
}
