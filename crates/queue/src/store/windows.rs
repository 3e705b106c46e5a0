//! Windows and how an office takes appointments.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, OfficeId, WindowId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Setting, Window};

struct Row {
    id: Uuid,
    office: Uuid,
    number: i16,
    purposes: Vec<String>,
    officer: Option<Uuid>,
    opened_at: Option<DateTime<Utc>>,
}

impl From<Row> for Window {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            office: row.office.into(),
            number: row.number,
            purposes: row.purposes,
            officer: row.officer.map(Into::into),
            opened_at: row.opened_at,
        }
    }
}

/// The windows of an office, by number.
pub(crate) async fn of_office(conn: &mut PgConnection, node: &NodeCode, office: OfficeId) -> Result<Vec<Window>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, office, number, purposes, officer, opened_at from queue.counter_window
         where node = $1 and office = $2 and removed_at is null order by number",
        node.as_str(),
        office.uuid()
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Window::from).collect())
}

/// The window an officer sits at.
pub(crate) async fn of_officer(conn: &mut PgConnection, node: &NodeCode, officer: AccountId) -> Result<Option<Window>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select id, office, number, purposes, officer, opened_at from queue.counter_window
         where node = $1 and officer = $2 and removed_at is null",
        node.as_str(),
        officer.uuid()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Window::from))
}

/// The window, locked until the transaction ends.
pub(crate) async fn lock(conn: &mut PgConnection, node: &NodeCode, id: WindowId) -> Result<Option<Window>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select id, office, number, purposes, officer, opened_at from queue.counter_window
         where node = $1 and id = $2 and removed_at is null for update",
        node.as_str(),
        id.uuid()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Window::from))
}

pub(crate) async fn insert(conn: &mut PgConnection, node: &NodeCode, window: &Window, now: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "insert into queue.counter_window (node, id, office, number, purposes, made_at) values ($1, $2, $3, $4, $5, $6)",
        node.as_str(),
        window.id.uuid(),
        window.office.uuid(),
        window.number,
        &window.purposes,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes what can change of a window.
pub(crate) async fn save(conn: &mut PgConnection, node: &NodeCode, window: &Window) -> Result<(), DbError> {
    sqlx::query!(
        "update queue.counter_window set purposes = $3, officer = $4, opened_at = $5 where node = $1 and id = $2",
        node.as_str(),
        window.id.uuid(),
        &window.purposes,
        window.officer.map(AccountId::uuid),
        window.opened_at
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn remove(conn: &mut PgConnection, node: &NodeCode, id: WindowId, now: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!("update queue.counter_window set removed_at = $3 where node = $1 and id = $2", node.as_str(), id.uuid(), now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Windows at which somebody has sat since before `since`: left open overnight.
pub(crate) async fn open_since_before(conn: &mut PgConnection, node: &NodeCode, since: DateTime<Utc>) -> Result<Vec<Window>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, office, number, purposes, officer, opened_at from queue.counter_window
         where node = $1 and officer is not null and opened_at < $2 limit 200 for update skip locked",
        node.as_str(),
        since
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Window::from).collect())
}

/// How an office takes appointments.
pub(crate) async fn setting(conn: &mut PgConnection, node: &NodeCode, office: OfficeId) -> Result<Setting, DbError> {
    let found = sqlx::query_as!(
        Setting,
        "select slot_minutes, capacity, days_ahead from queue.setting where node = $1 and office = $2",
        node.as_str(),
        office.uuid()
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.unwrap_or_default())
}

pub(crate) async fn save_setting(conn: &mut PgConnection, node: &NodeCode, office: OfficeId, setting: &Setting) -> Result<(), DbError> {
    sqlx::query!(
        "insert into queue.setting (node, office, slot_minutes, capacity, days_ahead) values ($1, $2, $3, $4, $5)
         on conflict (node, office) do update
         set slot_minutes = excluded.slot_minutes, capacity = excluded.capacity, days_ahead = excluded.days_ahead",
        node.as_str(),
        office.uuid(),
        setting.slot_minutes,
        setting.capacity,
        setting.days_ahead
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The offices that have windows.
pub(crate) async fn offices(conn: &mut PgConnection, node: &NodeCode) -> Result<Vec<OfficeId>, DbError> {
    let rows =
        sqlx::query_scalar!("select distinct office from queue.counter_window where node = $1 and removed_at is null", node.as_str())
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
