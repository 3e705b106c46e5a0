//! Draw a number: at the kiosk, from an officer, or by arriving for an appointment. Give it back.

use access::{Action, Actor};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use kernel::id::{AccountId, TicketId};
use organisation::Office;
use sqlx::PgConnection;

use super::{authorise, of_booking, of_ticket};
use crate::error::{QueueError, Refusal};
use crate::model::{Booking, BookingState, Ticket, TicketChannel, TicketState, Window};
use crate::node::{Queue, new_code};
use crate::rules::may_arrive;
use crate::store;

/// Numbers are given so long before the doors open.
const BEFORE_OPENING: Duration = Duration::minutes(30);
/// The kiosk gives no more numbers within a minute: it is open to everybody.
const AT_MOST_A_MINUTE: usize = 20;
/// The last number of a day.
const LAST_NUMBER: i16 = 999;

/// What somebody wants a number for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// Code of the purpose.
    pub purpose: String,
    /// Code of the reason to be let go first, if there is one.
    pub priority: Option<String>,
}

/// Draws a number at the kiosk or on the office's public page.
///
/// # Errors
/// [`Refusal::NoNumbers`], [`Refusal::Closed`], [`Refusal::TooMany`], [`Refusal::UnknownPurpose`], [`Refusal::UnknownPriority`].
pub async fn at_kiosk(queue: &Queue, office: &Office, draw: Draw) -> Result<Ticket, QueueError> {
    let mut tx = queue.ctx.begin().await?;
    let ticket = issue(queue, &mut tx, office, Wanted::of(draw, TicketChannel::Kiosk)).await?;
    journal::append(&mut tx, &queue.ctx, of_ticket(&ticket, "queue.ticket_issued", None)).await?;
    tx.commit().await?;
    queue.tell(office.id);
    Ok(ticket)
}

/// An officer gives a number to somebody who stands before them, at whatever hour.
///
/// # Errors
/// As [`at_kiosk`], except for the hour; [`Refusal::NotFound`] for whoever does not work in this line.
pub async fn at_counter(queue: &Queue, actor: &Actor, office: &Office, draw: Draw) -> Result<Ticket, QueueError> {
    authorise(actor, Action::Claim, office.id)?;
    let mut tx = queue.ctx.begin().await?;
    let ticket = issue(queue, &mut tx, office, Wanted::of(draw, TicketChannel::Counter)).await?;
    journal::append(&mut tx, &queue.ctx, of_ticket(&ticket, "queue.ticket_issued", Some(actor.account))).await?;
    tx.commit().await?;
    queue.tell(office.id);
    Ok(ticket)
}

/// Draws the number of somebody who comes for an appointment; the code of the appointment is what they show.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::NotOpen`]; [`Refusal::TooEarly`].
pub async fn with_booking(queue: &Queue, office: &Office, code: &str) -> Result<Ticket, QueueError> {
    let now = queue.ctx.now();
    let code = code.trim().to_uppercase();
    let mut tx = queue.ctx.begin().await?;
    let booking = store::bookings::lock(&mut tx, &queue.ctx.node, &code).await?;
    let booking = booking.filter(|booking| booking.office == office.id).ok_or(Refusal::NotFound)?;
    if booking.state != BookingState::Open {
        return Err(Refusal::NotOpen.into());
    }
    if !may_arrive(booking.starts_at, now) {
        return Err(Refusal::TooEarly.into());
    }
    let ticket = issue(queue, &mut tx, office, Wanted::by(&booking)).await?;
    let arrived = Booking { state: BookingState::Arrived, ..booking };
    store::bookings::save(&mut tx, &queue.ctx.node, &arrived, now).await?;
    let entries =
        vec![of_booking(&arrived, "queue.booking_arrived", None, ticket.label().into()), of_ticket(&ticket, "queue.ticket_issued", None)];
    journal::append_all(&mut tx, &queue.ctx, entries).await?;
    tx.commit().await?;
    queue.tell(office.id);
    Ok(ticket)
}

/// Somebody with the slip in hand does not wait any longer.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::NotWaiting`].
pub async fn leave(queue: &Queue, code: &str, actor: Option<AccountId>) -> Result<Ticket, QueueError> {
    let node = &queue.ctx.node;
    let mut tx = queue.ctx.begin().await?;
    let found = store::tickets::by_code(&mut tx, node, code).await?.ok_or(Refusal::NotFound)?;
    // Under the lock of the line, so that nobody calls it meanwhile.
    store::tickets::lock(&mut tx, node, found.office, found.day).await?;
    let mut ticket = store::tickets::by_code(&mut tx, node, code).await?.ok_or(Refusal::NotFound)?;
    ticket.leave(queue.ctx.now())?;
    store::tickets::save(&mut tx, node, &ticket).await?;
    journal::append(&mut tx, &queue.ctx, of_ticket(&ticket, "queue.ticket_left", actor)).await?;
    tx.commit().await?;
    queue.tell(ticket.office);
    Ok(ticket)
}

/// A number that is asked for, from wherever.
struct Wanted {
    draw: Draw,
    channel: TicketChannel,
    booking: Option<Booking>,
}

impl Wanted {
    const fn of(draw: Draw, channel: TicketChannel) -> Self {
        Self { draw, channel, booking: None }
    }

    fn by(booking: &Booking) -> Self {
        let draw = Draw { purpose: booking.purpose.clone(), priority: booking.priority.clone() };
        Self { draw, channel: TicketChannel::Booking, booking: Some(booking.clone()) }
    }
}

/// Gives the next number of the office and day.
async fn issue(queue: &Queue, conn: &mut PgConnection, office: &Office, wanted: Wanted) -> Result<Ticket, QueueError> {
    let (now, node, day) = (queue.ctx.now(), &queue.ctx.node, queue.today(office)?);
    let windows = store::windows::of_office(conn, node, office.id).await?;
    check(queue, office, &windows, &wanted)?;
    let letter = queue.facts().purpose(&wanted.draw.purpose, day).ok_or(Refusal::UnknownPurpose)?.letter.clone();
    let number = store::tickets::lock(conn, node, office.id, day).await?;
    if number > LAST_NUMBER
        || (wanted.channel == TicketChannel::Kiosk && hurry(&store::tickets::line(conn, node, office.id, day).await?, now))
    {
        return Err(Refusal::TooMany.into());
    }
    store::tickets::use_number(conn, node, office.id, day).await?;
    let ticket = Ticket {
        id: TicketId::new(&*queue.ctx.clock, &*queue.ctx.entropy),
        office: office.id,
        day,
        number,
        letter,
        code: new_code(&*queue.ctx.entropy),
        purpose: wanted.draw.purpose,
        priority: wanted.draw.priority,
        booking: wanted.booking.as_ref().map(|booking| booking.id),
        booked_for: wanted.booking.map(|booking| booking.starts_at),
        channel: wanted.channel,
        state: TicketState::Waiting,
        sent_to: None,
        window: None,
        officer: None,
        calls: 0,
        issued_at: now,
        queued_at: now,
        called_at: None,
        served_at: None,
        finished_at: None,
    };
    store::tickets::insert(conn, node, &ticket).await?;
    Ok(ticket)
}

/// Is the number to be had at all?
fn check(queue: &Queue, office: &Office, windows: &[Window], wanted: &Wanted) -> Result<(), QueueError> {
    let day = queue.today(office)?;
    if windows.is_empty() {
        return Err(Refusal::NoNumbers.into());
    }
    if !windows.iter().any(|window| window.serves(&wanted.draw.purpose)) {
        return Err(Refusal::UnknownPurpose.into());
    }
    if let Some(priority) = &wanted.draw.priority
        && queue.facts().priority(priority, day).is_none()
    {
        return Err(Refusal::UnknownPriority.into());
    }
    // An officer knows best whether the shop is open.
    if wanted.channel != TicketChannel::Counter && !gives_numbers(queue, office, windows)? {
        return Err(Refusal::Closed.into());
    }
    Ok(())
}

/// Does the office give numbers now? From a little before its doors open until they close, over the lunch break too; and whenever somebody sits at a
/// window, because then it is open whatever the calendar says.
pub(crate) fn gives_numbers(queue: &Queue, office: &Office, windows: &[Window]) -> Result<bool, QueueError> {
    let calendar = queue.calendar(office)?;
    let local: NaiveDateTime = calendar.local(queue.ctx.now());
    let hours = calendar.hours(local.date())?;
    let within = hours.first().zip(hours.last()).is_some_and(|((opens, _), (_, closes))| {
        local >= local.date().and_time(*opens) - BEFORE_OPENING && local < local.date().and_time(*closes)
    });
    Ok(within || windows.iter().any(Window::is_open))
}

/// Were so many numbers drawn within the last minute that somebody must be playing?
fn hurry(line: &[Ticket], now: DateTime<Utc>) -> bool {
    line.iter().filter(|ticket| ticket.channel == TicketChannel::Kiosk && now - ticket.issued_at < Duration::minutes(1)).count()
        >= AT_MOST_A_MINUTE
}
