//! Who opened an applicant's data, and why.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, DossierId};
use sqlx::PgConnection;

/// One look at an applicant's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Who looked.
    pub account: AccountId,
    /// Code of the purpose; its words are `dossier-purpose-<code>`.
    pub purpose: String,
    /// When, first that day.
    pub read_at: DateTime<Utc>,
}

/// Notes a look; gives `false` when the same person looked for the same purpose on the same day before.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    node: &NodeCode,
    dossier: DossierId,
    reading: &Reading,
    day: NaiveDate,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "insert into dossier.reading (node, dossier, account, purpose, day, read_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        node.as_str(),
        dossier.uuid(),
        reading.account.uuid(),
        reading.purpose,
        day,
        reading.read_at
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Every look at a dossier, latest first.
pub(crate) async fn of_dossier(conn: &mut PgConnection, node: &NodeCode, dossier: DossierId) -> Result<Vec<Reading>, DbError> {
    let rows = sqlx::query!(
        "select account, purpose, read_at from dossier.reading where node = $1 and dossier = $2 order by read_at desc limit 200",
        node.as_str(),
        dossier.uuid()
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| Reading { account: row.account.into(), purpose: row.purpose, read_at: row.read_at }).collect())
}
