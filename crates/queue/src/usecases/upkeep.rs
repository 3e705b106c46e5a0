//! What the node does by itself: yesterday's line is cleared, and appointments nobody came to are marked.

use chrono::Duration;
use serde_json::Value;

use super::{of_booking, of_ticket, of_window};
use crate::error::QueueError;
use crate::model::{Booking, BookingState, TicketState};
use crate::node::Queue;
use crate::store;

/// So long after its hour an appointment counts as missed.
const MISSED_AFTER: Duration = Duration::minutes(60);
/// A window is not left open for longer: whoever opened it has gone home.
const OPEN_AT_MOST: Duration = Duration::hours(16);
/// Rows of one round, so that a round is short.
const AT_ONCE: i64 = 200;

/// One round; true when there may be more to do.
///
/// # Errors
/// When the database fails.
pub async fn tidy(queue: &Queue) -> Result<bool, QueueError> {
    let missed = miss_bookings(queue).await?;
    let left = clear_lines(queue).await?;
    close_windows(queue).await?;
    let full = usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
    Ok(missed == full || left == full)
}

async fn miss_bookings(queue: &Queue) -> Result<usize, QueueError> {
    let now = queue.ctx.now();
    let mut tx = queue.ctx.begin().await?;
    let overdue = store::bookings::overdue(&mut tx, &queue.ctx.node, now - MISSED_AFTER, AT_ONCE).await?;
    let missed: Vec<Booking> = overdue.into_iter().map(|booking| Booking { state: BookingState::Missed, ..booking }).collect();
    for booking in &missed {
        store::bookings::save(&mut tx, &queue.ctx.node, booking, now).await?;
    }
    let entries = missed.iter().map(|booking| of_booking(booking, "queue.booking_missed", None, Value::Null)).collect();
    journal::append_all(&mut tx, &queue.ctx, entries).await?;
    tx.commit().await?;
    Ok(missed.len())
}

async fn clear_lines(queue: &Queue) -> Result<usize, QueueError> {
    let now = queue.ctx.now();
    // A day later than everywhere on earth, so that no office's day is still going on.
    let before = (now - Duration::hours(12)).date_naive();
    let mut tx = queue.ctx.begin().await?;
    let mut tickets = store::tickets::left_over(&mut tx, &queue.ctx.node, before, AT_ONCE).await?;
    for ticket in &mut tickets {
        (ticket.state, ticket.finished_at) = (TicketState::Left, Some(now));
        store::tickets::save(&mut tx, &queue.ctx.node, ticket).await?;
    }
    let entries = tickets.iter().map(|ticket| of_ticket(ticket, "queue.ticket_left", None)).collect();
    journal::append_all(&mut tx, &queue.ctx, entries).await?;
    tx.commit().await?;
    Ok(tickets.len())
}

async fn close_windows(queue: &Queue) -> Result<(), QueueError> {
    let mut tx = queue.ctx.begin().await?;
    let mut windows = store::windows::open_since_before(&mut tx, &queue.ctx.node, queue.ctx.now() - OPEN_AT_MOST).await?;
    for window in &mut windows {
        (window.officer, window.opened_at) = (None, None);
        store::windows::save(&mut tx, &queue.ctx.node, window).await?;
    }
    let entries = windows.iter().map(|window| of_window(window, "queue.window_closed", None)).collect();
    journal::append_all(&mut tx, &queue.ctx, entries).await?;
    Ok(tx.commit().await?)
}
