//! Appointments.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, OfficeId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Booking, BookingState};

struct Row {
    id: Uuid,
    office: Uuid,
    account: Uuid,
    code: String,
    purpose: String,
    priority: Option<String>,
    starts_at: DateTime<Utc>,
    state: String,
}

impl TryFrom<Row> for Booking {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        Ok(Self {
            state: BookingState::from_code(&row.state).ok_or_else(|| DbError::inconsistent("queue.booking", "state", row.id))?,
            id: row.id.into(),
            office: row.office.into(),
            account: row.account.into(),
            code: row.code,
            purpose: row.purpose,
            priority: row.priority,
            starts_at: row.starts_at,
        })
    }
}

/// Takes one place of the slot; false when it is full.
pub(crate) async fn take_place(
    conn: &mut PgConnection,
    node: &NodeCode,
    office: OfficeId,
    starts_at: DateTime<Utc>,
    capacity: i16,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "insert into queue.slot as kept (node, office, starts_at, taken) select $1, $2, $3, 1 where $4::smallint > 0
         on conflict (node, office, starts_at) do update set taken = kept.taken + 1 where kept.taken < $4::smallint",
        node.as_str(),
        office.uuid(),
        starts_at,
        capacity
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a place back.
pub(crate) async fn give_place(
    conn: &mut PgConnection,
    node: &NodeCode,
    office: OfficeId,
    starts_at: DateTime<Utc>,
) -> Result<(), DbError> {
    sqlx::query!(
        "update queue.slot set taken = taken - 1 where node = $1 and office = $2 and starts_at = $3 and taken > 0",
        node.as_str(),
        office.uuid(),
        starts_at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Places taken in each slot from `from` to `to`.
pub(crate) async fn taken(
    conn: &mut PgConnection,
    node: &NodeCode,
    office: OfficeId,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<HashMap<DateTime<Utc>, i16>, DbError> {
    let rows = sqlx::query!(
        "select starts_at, taken from queue.slot where node = $1 and office = $2 and starts_at >= $3 and starts_at < $4",
        node.as_str(),
        office.uuid(),
        from,
        to
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.starts_at, row.taken)).collect())
}

pub(crate) async fn insert(conn: &mut PgConnection, node: &NodeCode, booking: &Booking, now: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "insert into queue.booking (node, id, office, account, code, purpose, priority, starts_at, state, made_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
        node.as_str(),
        booking.id.uuid(),
        booking.office.uuid(),
        booking.account.uuid(),
        booking.code,
        booking.purpose,
        booking.priority,
        booking.starts_at,
        booking.state.code(),
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes what can change of an appointment.
pub(crate) async fn save(conn: &mut PgConnection, node: &NodeCode, booking: &Booking, now: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "update queue.booking set starts_at = $3, state = $4, changed_at = $5 where node = $1 and id = $2",
        node.as_str(),
        booking.id.uuid(),
        booking.starts_at,
        booking.state.code(),
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The appointment with this code, locked until the transaction ends.
pub(crate) async fn lock(conn: &mut PgConnection, node: &NodeCode, code: &str) -> Result<Option<Booking>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select id, office, account, code, purpose, priority, starts_at, state from queue.booking
         where node = $1 and code = $2 for update",
        node.as_str(),
        code
    )
    .fetch_optional(conn)
    .await?;
    row.map(Booking::try_from).transpose()
}

/// The appointment of this account with this code: of anybody else there is none.
pub(crate) async fn of_account_by_code(
    conn: &mut PgConnection,
    node: &NodeCode,
    account: AccountId,
    code: &str,
) -> Result<Option<Booking>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select id, office, account, code, purpose, priority, starts_at, state from queue.booking
         where node = $1 and code = $2 and account = $3",
        node.as_str(),
        code,
        account.uuid()
    )
    .fetch_optional(conn)
    .await?;
    row.map(Booking::try_from).transpose()
}

/// The newest appointments of an account.
pub(crate) async fn of_account(conn: &mut PgConnection, node: &NodeCode, account: AccountId) -> Result<Vec<Booking>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, office, account, code, purpose, priority, starts_at, state from queue.booking
         where node = $1 and account = $2 order by starts_at desc limit 50",
        node.as_str(),
        account.uuid()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Booking::try_from).collect()
}

/// The open appointment of an account at an office.
pub(crate) async fn open_of(
    conn: &mut PgConnection,
    node: &NodeCode,
    account: AccountId,
    office: OfficeId,
) -> Result<Option<Booking>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select id, office, account, code, purpose, priority, starts_at, state from queue.booking
         where node = $1 and account = $2 and office = $3 and state = 'open'",
        node.as_str(),
        account.uuid(),
        office.uuid()
    )
    .fetch_optional(conn)
    .await?;
    row.map(Booking::try_from).transpose()
}

/// Open appointments whose hour lies before `before`; at most `limit`, locked.
pub(crate) async fn overdue(conn: &mut PgConnection, node: &NodeCode, before: DateTime<Utc>, limit: i64) -> Result<Vec<Booking>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, office, account, code, purpose, priority, starts_at, state from queue.booking
         where node = $1 and state = 'open' and starts_at < $2 order by starts_at limit $3 for update skip locked",
        node.as_str(),
        before,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Booking::try_from).collect()
}
