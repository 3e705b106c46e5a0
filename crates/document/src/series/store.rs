//! Rows of `document.series_pattern` and `document.number_series`.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::id::{AccountId, OfficeId};
use sqlx::PgConnection;
use sqlx::types::Uuid;

/// One version of how a series is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesPattern {
    /// The symbol of the series.
    pub symbol: String,
    /// Its version, from 1.
    pub version: i32,
    /// The pattern, as typed.
    pub pattern: String,
    /// What kind of paper it numbers, in words.
    pub name: String,
    /// When it was written.
    pub changed_at: DateTime<Utc>,
    /// By whom.
    pub changed_by: Option<AccountId>,
}

struct Row {
    symbol: String,
    version: i32,
    pattern: String,
    name: String,
    changed_at: DateTime<Utc>,
    changed_by: Option<Uuid>,
}

impl From<Row> for SeriesPattern {
    fn from(row: Row) -> Self {
        let Row { symbol, version, pattern, name, changed_at, changed_by } = row;
        Self { symbol, version, pattern, name, changed_at, changed_by: changed_by.map(AccountId::from_uuid) }
    }
}

/// The newest version of every series, by symbol.
pub(super) async fn newest(conn: &mut PgConnection, node: &str) -> Result<Vec<SeriesPattern>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        "select distinct on (symbol) symbol, version, pattern, name, changed_at, changed_by from document.series_pattern
         where node = $1 order by symbol, version desc",
        node
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(SeriesPattern::from).collect())
}

/// The versions of a series, the newest first.
pub(super) async fn versions(conn: &mut PgConnection, node: &str, symbol: &str) -> Result<Vec<SeriesPattern>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        "select symbol, version, pattern, name, changed_at, changed_by from document.series_pattern
         where node = $1 and symbol = $2 order by version desc",
        node,
        symbol
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(SeriesPattern::from).collect())
}

/// The newest pattern of a series.
pub(super) async fn pattern(conn: &mut PgConnection, node: &str, symbol: &str) -> Result<Option<String>, DbError> {
    let found = sqlx::query_scalar!(
        "select pattern from document.series_pattern where node = $1 and symbol = $2 order by version desc limit 1",
        node,
        symbol
    );
    Ok(found.fetch_optional(conn).await?)
}

/// Writes a version.
pub(super) async fn insert(conn: &mut PgConnection, node: &str, new: &SeriesPattern) -> Result<(), DbError> {
    sqlx::query!(
        "insert into document.series_pattern (node, symbol, version, pattern, name, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6, $7)",
        node,
        new.symbol,
        new.version,
        new.pattern,
        new.name,
        new.changed_at,
        new.changed_by.map(AccountId::uuid)
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The next number of a series in an office and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The symbol.
    pub symbol: String,
    /// The year.
    pub year: i32,
    /// The number the next paper gets.
    pub next: i32,
}

/// Where the series of an office stand in a year, by symbol.
pub(super) async fn standings(conn: &mut PgConnection, node: &str, office: OfficeId, year: i32) -> Result<Vec<Standing>, DbError> {
    let rows = sqlx::query_as!(
        Standing,
        "select symbol, year, next from document.number_series where node = $1 and office = $2 and year = $3 order by symbol",
        node,
        office.uuid(),
        year
    );
    Ok(rows.fetch_all(conn).await?)
}

/// Lets the series go on with `next`; `false` when it is there already or beyond: numbers are never given again.
pub(super) async fn skip(
    conn: &mut PgConnection,
    node: &str,
    (office, symbol, year): (OfficeId, &str, i32),
    next: i32,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "insert into document.number_series as series (node, office, symbol, year, next) values ($1, $2, $3, $4, $5)
         on conflict (node, office, symbol, year) do update set next = excluded.next where series.next < excluded.next",
        node,
        office.uuid(),
        symbol,
        year,
        next
    );
    Ok(done.execute(conn).await?.rows_affected() == 1)
}

/// Were numbers given in this series since `at`?
pub(super) async fn used_since(conn: &mut PgConnection, node: &str, symbol: &str, at: DateTime<Utc>) -> Result<bool, DbError> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from document.result where node = $1 and symbol = $2 and issued_at >= $3) as "used!""#,
        node,
        symbol,
        at
    );
    Ok(found.fetch_one(conn).await?)
}
