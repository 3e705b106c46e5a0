//! Numbers and the lock of the line.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{BookingId, OfficeId, TicketId, WindowId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Ticket, TicketChannel, TicketState};

/// Waits until nobody else moves the line of the office on the day, and gives the number that comes next.
pub(crate) async fn lock(conn: &mut PgConnection, node: &NodeCode, office: OfficeId, day: NaiveDate) -> Result<i16, DbError> {
    sqlx::query!("insert into queue.day (node, office, day) values ($1, $2, $3) on conflict do nothing", node.as_str(), office.uuid(), day)
        .execute(&mut *conn)
        .await?;
    let next = sqlx::query_scalar!(
        "select next from queue.day where node = $1 and office = $2 and day = $3 for update",
        node.as_str(),
        office.uuid(),
        day
    )
    .fetch_one(conn)
    .await?;
    Ok(next)
}

/// Uses up the number that [`lock`] gave.
pub(crate) async fn use_number(conn: &mut PgConnection, node: &NodeCode, office: OfficeId, day: NaiveDate) -> Result<(), DbError> {
    sqlx::query!("update queue.day set next = next + 1 where node = $1 and office = $2 and day = $3", node.as_str(), office.uuid(), day)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn insert(conn: &mut PgConnection, node: &NodeCode, ticket: &Ticket) -> Result<(), DbError> {
    sqlx::query!(
        "insert into queue.ticket
             (node, id, office, day, number, letter, code, purpose, priority, booking, booked_for, channel, state, issued_at, queued_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        node.as_str(),
        ticket.id.uuid(),
        ticket.office.uuid(),
        ticket.day,
        ticket.number,
        ticket.letter,
        ticket.code,
        ticket.purpose,
        ticket.priority,
        ticket.booking.map(BookingId::uuid),
        ticket.booked_for,
        ticket.channel.code(),
        ticket.state.code(),
        ticket.issued_at,
        ticket.queued_at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes what can change of a ticket.
pub(crate) async fn save(conn: &mut PgConnection, node: &NodeCode, ticket: &Ticket) -> Result<(), DbError> {
    let done = sqlx::query!(
        "update queue.ticket set state = $3, sent_to = $4, counter = $5, officer = $6, calls = $7, queued_at = $8, called_at = $9,
             served_at = $10, finished_at = $11
         where node = $1 and id = $2",
        node.as_str(),
        ticket.id.uuid(),
        ticket.state.code(),
        ticket.sent_to.map(WindowId::uuid),
        ticket.window.map(WindowId::uuid),
        ticket.officer.map(kernel::id::AccountId::uuid),
        ticket.calls,
        ticket.queued_at,
        ticket.called_at,
        ticket.served_at,
        ticket.finished_at
    )
    .execute(conn)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(DbError::inconsistent("queue.ticket", "id", ticket.id)) }
}

struct Row {
    id: Uuid,
    office: Uuid,
    day: NaiveDate,
    number: i16,
    letter: String,
    code: String,
    purpose: String,
    priority: Option<String>,
    booking: Option<Uuid>,
    booked_for: Option<DateTime<Utc>>,
    channel: String,
    state: String,
    sent_to: Option<Uuid>,
    counter: Option<Uuid>,
    officer: Option<Uuid>,
    calls: i16,
    issued_at: DateTime<Utc>,
    queued_at: DateTime<Utc>,
    called_at: Option<DateTime<Utc>>,
    served_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Ticket {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let wrong = |column| DbError::inconsistent("queue.ticket", column, row.id);
        Ok(Self {
            channel: TicketChannel::from_code(&row.channel).ok_or_else(|| wrong("channel"))?,
            state: TicketState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            id: TicketId::from_uuid(row.id),
            office: row.office.into(),
            day: row.day,
            number: row.number,
            letter: row.letter,
            code: row.code,
            purpose: row.purpose,
            priority: row.priority,
            booking: row.booking.map(Into::into),
            booked_for: row.booked_for,
            sent_to: row.sent_to.map(Into::into),
            window: row.counter.map(Into::into),
            officer: row.officer.map(Into::into),
            calls: row.calls,
            issued_at: row.issued_at,
            queued_at: row.queued_at,
            called_at: row.called_at,
            served_at: row.served_at,
            finished_at: row.finished_at,
        })
    }
}

/// Everybody in the line of an office on a day: waiting, called, served now, or missed. At most a day's numbers: the index holds nobody else.
pub(crate) async fn line(conn: &mut PgConnection, node: &NodeCode, office: OfficeId, day: NaiveDate) -> Result<Vec<Ticket>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, office, day, number, letter, code, purpose, priority, booking, booked_for, channel, state, sent_to, counter, officer,
             calls, issued_at, queued_at, called_at, served_at, finished_at
         from queue.ticket
         where node = $1 and office = $2 and day = $3 and state in ('waiting', 'called', 'serving', 'missed')
         order by number",
        node.as_str(),
        office.uuid(),
        day
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Ticket::try_from).collect()
}

/// The ticket whose slip has this code.
pub(crate) async fn by_code(conn: &mut PgConnection, node: &NodeCode, code: &str) -> Result<Option<Ticket>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select id, office, day, number, letter, code, purpose, priority, booking, booked_for, channel, state, sent_to, counter, officer,
             calls, issued_at, queued_at, called_at, served_at, finished_at
         from queue.ticket where node = $1 and code = $2",
        node.as_str(),
        code
    )
    .fetch_optional(conn)
    .await?;
    row.map(Ticket::try_from).transpose()
}

/// Numbers of earlier days that nobody ended; at most `limit`.
pub(crate) async fn left_over(conn: &mut PgConnection, node: &NodeCode, before: NaiveDate, limit: i64) -> Result<Vec<Ticket>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, office, day, number, letter, code, purpose, priority, booking, booked_for, channel, state, sent_to, counter, officer,
             calls, issued_at, queued_at, called_at, served_at, finished_at
         from queue.ticket where node = $1 and day < $2 and state in ('waiting', 'called', 'serving') limit $3
         for update skip locked",
        node.as_str(),
        before,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Ticket::try_from).collect()
}

/// The ticket that is called or served at a window.
pub(crate) async fn current_of(conn: &mut PgConnection, node: &NodeCode, window: WindowId) -> Result<Option<Ticket>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select id, office, day, number, letter, code, purpose, priority, booking, booked_for, channel, state, sent_to, counter, officer,
             calls, issued_at, queued_at, called_at, served_at, finished_at
         from queue.ticket where node = $1 and counter = $2 and state in ('called', 'serving') order by day desc limit 1",
        node.as_str(),
        window.uuid()
    )
    .fetch_optional(conn)
    .await?;
    row.map(Ticket::try_from).transpose()
}
