//! Book an appointment, move it, take it back.

use access::Actor;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::BookingId;
use organisation::Office;
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::of_booking;
use crate::error::{QueueError, Refusal};
use crate::model::{Booking, BookingState, Setting};
use crate::node::{Queue, new_code};
use crate::rules::{Slot, has_begun, slots_of};
use crate::store;

/// An appointment that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Code of the purpose.
    pub purpose: String,
    /// Code of the reason to be let go first, if there is one.
    pub priority: Option<String>,
    /// The hour.
    pub starts_at: DateTime<Utc>,
}

/// Books for the actor.
///
/// # Errors
/// [`Refusal::UnknownPurpose`], [`Refusal::UnknownPriority`], [`Refusal::NoSuchSlot`], [`Refusal::SlotFull`], [`Refusal::AlreadyBooked`].
pub async fn book(queue: &Queue, actor: &Actor, office: &Office, wanted: Book) -> Result<Booking, QueueError> {
    let ctx = &queue.ctx;
    let mut tx = ctx.begin().await?;
    check(queue, &mut tx, office, &wanted).await?;
    let setting = bookable(queue, &mut tx, office, wanted.starts_at).await?;
    let booking = Booking {
        id: BookingId::new(&*ctx.clock, &*ctx.entropy),
        office: office.id,
        account: actor.account,
        code: new_code(&*ctx.entropy),
        purpose: wanted.purpose,
        priority: wanted.priority,
        starts_at: wanted.starts_at,
        state: BookingState::Open,
    };
    // First the appointment: whoever has one already is told so before being told that the slot is full.
    match store::bookings::insert(&mut tx, &ctx.node, &booking, ctx.now()).await {
        Err(error) if error.violates("booking_open") => return Err(Refusal::AlreadyBooked.into()),
        other => other?,
    }
    if !store::bookings::take_place(&mut tx, &ctx.node, office.id, booking.starts_at, setting.capacity).await? {
        return Err(Refusal::SlotFull.into());
    }
    journal::append(&mut tx, ctx, of_booking(&booking, "queue.booking_made", Some(actor.account), Value::Null)).await?;
    tx.commit().await?;
    Ok(booking)
}

/// Moves the actor's appointment to another hour at the same office.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::NotOpen`], [`Refusal::NoSuchSlot`], [`Refusal::SlotFull`].
pub async fn reschedule(queue: &Queue, actor: &Actor, code: &str, starts_at: DateTime<Utc>) -> Result<Booking, QueueError> {
    let ctx = &queue.ctx;
    let mut tx = ctx.begin().await?;
    let before = open_own(queue, &mut tx, actor, code).await?;
    if before.starts_at == starts_at {
        return Ok(before);
    }
    let office = queue.office(before.office)?;
    let setting = bookable(queue, &mut tx, &office, starts_at).await?;
    if !store::bookings::take_place(&mut tx, &ctx.node, office.id, starts_at, setting.capacity).await? {
        return Err(Refusal::SlotFull.into());
    }
    store::bookings::give_place(&mut tx, &ctx.node, office.id, before.starts_at).await?;
    let after = Booking { starts_at, ..before.clone() };
    store::bookings::save(&mut tx, &ctx.node, &after, ctx.now()).await?;
    let entry = of_booking(&after, "queue.booking_moved", Some(actor.account), json!({ "from": before.starts_at }));
    journal::append(&mut tx, ctx, entry).await?;
    tx.commit().await?;
    Ok(after)
}

/// Takes the actor's appointment back; the place is free again.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::NotOpen`].
pub async fn cancel(queue: &Queue, actor: &Actor, code: &str) -> Result<Booking, QueueError> {
    let ctx = &queue.ctx;
    let mut tx = ctx.begin().await?;
    let booking = Booking { state: BookingState::Cancelled, ..open_own(queue, &mut tx, actor, code).await? };
    store::bookings::save(&mut tx, &ctx.node, &booking, ctx.now()).await?;
    store::bookings::give_place(&mut tx, &ctx.node, booking.office, booking.starts_at).await?;
    journal::append(&mut tx, ctx, of_booking(&booking, "queue.booking_cancelled", Some(actor.account), Value::Null)).await?;
    tx.commit().await?;
    Ok(booking)
}

/// The days on which the office can be visited by appointment, from today on.
///
/// # Errors
/// When the database fails or the calendar ends.
pub async fn days(queue: &Queue, conn: &mut PgConnection, office: &Office) -> Result<Vec<NaiveDate>, QueueError> {
    let setting = store::windows::setting(conn, &queue.ctx.node, office.id).await?;
    let wanted = usize::try_from(setting.days_ahead).unwrap_or(0);
    let (calendar, today) = (queue.calendar(office)?, queue.today(office)?);
    let mut days = Vec::with_capacity(wanted);
    for day in today.iter_days().take(wanted.saturating_mul(4)) {
        if days.len() == wanted {
            break;
        }
        // A calendar that ends ends the choice too; it is no fault of the person who looks.
        let Ok(slots) = slots_of(calendar, &setting, day) else { break };
        if slots.iter().any(|slot| !has_begun(slot, queue.ctx.now())) {
            days.push(day);
        }
    }
    Ok(days)
}

/// The hours of a day that are still free, with the places left.
///
/// # Errors
/// When the database fails or the calendar ends.
pub async fn free_hours(queue: &Queue, conn: &mut PgConnection, office: &Office, day: NaiveDate) -> Result<Vec<(Slot, i16)>, QueueError> {
    let setting = store::windows::setting(conn, &queue.ctx.node, office.id).await?;
    let slots = slots_of(queue.calendar(office)?, &setting, day)?;
    let Some((first, last)) = slots.first().zip(slots.last()) else { return Ok(Vec::new()) };
    let span = (first.starts_at, last.starts_at + chrono::Duration::minutes(1));
    let taken = store::bookings::taken(conn, &queue.ctx.node, office.id, span).await?;
    let left = |slot: &Slot| setting.capacity - taken.get(&slot.starts_at).copied().unwrap_or(0);
    let ahead = slots.into_iter().filter(|slot| !has_begun(slot, queue.ctx.now()));
    Ok(ahead.map(|slot| (slot, left(&slot))).filter(|(_, left)| *left > 0).collect())
}

async fn check(queue: &Queue, conn: &mut PgConnection, office: &Office, wanted: &Book) -> Result<(), QueueError> {
    let day = queue.day_of(office, wanted.starts_at)?;
    let windows = store::windows::of_office(conn, &queue.ctx.node, office.id).await?;
    let served = windows.iter().any(|window| window.serves(&wanted.purpose));
    if !served || queue.facts().purpose(&wanted.purpose, day).is_none() {
        return Err(Refusal::UnknownPurpose.into());
    }
    match &wanted.priority {
        Some(priority) if queue.facts().priority(priority, day).is_none() => Err(Refusal::UnknownPriority.into()),
        _ => Ok(()),
    }
}

/// Can the hour be booked, apart from places?
async fn bookable(queue: &Queue, conn: &mut PgConnection, office: &Office, starts_at: DateTime<Utc>) -> Result<Setting, QueueError> {
    let setting = store::windows::setting(conn, &queue.ctx.node, office.id).await?;
    let day = queue.day_of(office, starts_at)?;
    let offered = days(queue, conn, office).await?.contains(&day);
    let slots = if offered { slots_of(queue.calendar(office)?, &setting, day)? } else { Vec::new() };
    let free = slots.iter().any(|slot| slot.starts_at == starts_at && !has_begun(slot, queue.ctx.now()));
    if free { Ok(setting) } else { Err(Refusal::NoSuchSlot.into()) }
}

async fn open_own(queue: &Queue, conn: &mut PgConnection, actor: &Actor, code: &str) -> Result<Booking, QueueError> {
    let found = store::bookings::lock(conn, &queue.ctx.node, code).await?;
    let own = found.filter(|booking| booking.account == actor.account).ok_or(Refusal::NotFound)?;
    if own.state == BookingState::Open { Ok(own) } else { Err(Refusal::NotOpen.into()) }
}
