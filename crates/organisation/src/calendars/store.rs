//! Changes of the calendar.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::id::AccountId;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::Change;

/// A change as it stands in the database.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) number: i32,
    pub(super) act: String,
    pub(super) content: Change,
    pub(super) made_at: DateTime<Utc>,
    pub(super) undone_at: Option<DateTime<Utc>>,
}

/// Every change, oldest first: a few a year.
pub(super) async fn all(connection: &mut PgConnection, node: &str) -> Result<Vec<Stored>, DbError> {
    let rows = sqlx::query!(
        r#"select number, act, content as "content: Json<Change>", made_at, undone_at
           from organisation.calendar_change where node = $1 order by number"#,
        node
    );
    let rows = rows.fetch_all(connection).await?;
    let stored = rows.into_iter().map(|row| Stored {
        number: row.number,
        act: row.act,
        content: row.content.0,
        made_at: row.made_at,
        undone_at: row.undone_at,
    });
    Ok(stored.collect())
}

/// Waits until nobody else changes the calendar.
pub(super) async fn lock(connection: &mut PgConnection) -> Result<(), DbError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('organisation.calendar'))").execute(connection).await?;
    Ok(())
}

/// Writes a change.
pub(super) async fn insert(
    connection: &mut PgConnection,
    node: &str,
    (number, act): (i32, &str),
    content: &Change,
    (by, now): (AccountId, DateTime<Utc>),
) -> Result<(), DbError> {
    let content = serde_json::to_value(content).map_err(|_| DbError::inconsistent("organisation.calendar_change", "content", number))?;
    sqlx::query!(
        "insert into organisation.calendar_change (node, number, act, content, made_at, made_by) values ($1, $2, $3, $4, $5, $6)",
        node,
        number,
        act,
        content,
        now,
        by.uuid()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a change back.
pub(super) async fn undo(connection: &mut PgConnection, node: &str, number: i32, now: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "update organisation.calendar_change set undone_at = $3 where node = $1 and number = $2 and undone_at is null",
        node,
        number,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}
