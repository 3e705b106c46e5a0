//! Kept sums: what windows did, and how long one person takes.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::OfficeId;
use sqlx::PgConnection;

/// What a window did on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The day.
    pub day: NaiveDate,
    /// The number over the window.
    pub counter: i16,
    /// People served.
    pub served: i32,
    /// People who were called and did not come.
    pub missed: i32,
    /// Seconds those served had waited, summed.
    pub waited_seconds: i64,
    /// Seconds they were served, summed.
    pub serving_seconds: i64,
}

/// Adds to what a window did.
pub(crate) async fn add(conn: &mut PgConnection, node: &NodeCode, office: OfficeId, more: &Figure) -> Result<(), DbError> {
    sqlx::query!(
        "insert into queue.figure as kept (node, office, day, counter, served, missed, waited_seconds, serving_seconds)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (node, office, day, counter) do update
         set served = kept.served + excluded.served, missed = kept.missed + excluded.missed,
             waited_seconds = kept.waited_seconds + excluded.waited_seconds,
             serving_seconds = kept.serving_seconds + excluded.serving_seconds",
        node.as_str(),
        office.uuid(),
        more.day,
        more.counter,
        more.served,
        more.missed,
        more.waited_seconds,
        more.serving_seconds
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What the windows of an office did from `from` to `to`, both included, newest day first.
pub(crate) async fn of_days(
    conn: &mut PgConnection,
    node: &NodeCode,
    office: OfficeId,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Figure>, DbError> {
    let figures = sqlx::query_as!(
        Figure,
        "select day, counter, served, missed, waited_seconds, serving_seconds from queue.figure
         where node = $1 and office = $2 and day between $3 and $4 order by day desc, counter limit 400",
        node.as_str(),
        office.uuid(),
        from,
        to
    )
    .fetch_all(conn)
    .await?;
    Ok(figures)
}

/// Lets one more person count for how long a purpose takes.
pub(crate) async fn note_pace(
    conn: &mut PgConnection,
    node: &NodeCode,
    office: OfficeId,
    purpose: &str,
    seconds: i32,
) -> Result<(), DbError> {
    sqlx::query!(
        "insert into queue.pace as kept (node, office, purpose, seconds, served) values ($1, $2, $3, $4, 1)
         on conflict (node, office, purpose) do update
         set seconds = kept.seconds + (excluded.seconds - kept.seconds) / least(kept.served + 1, 20), served = kept.served + 1",
        node.as_str(),
        office.uuid(),
        purpose,
        seconds
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Seconds per person of each purpose, where enough people were served to know.
pub(crate) async fn pace(conn: &mut PgConnection, node: &NodeCode, office: OfficeId) -> Result<HashMap<String, i32>, DbError> {
    let rows = sqlx::query!(
        "select purpose, seconds from queue.pace where node = $1 and office = $2 and served >= 10",
        node.as_str(),
        office.uuid()
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.purpose, row.seconds)).collect())
}
