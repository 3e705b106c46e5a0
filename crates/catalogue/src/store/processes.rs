//! Internal processes and their versions.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use serde_json::Value;
use sqlx::PgConnection;

use crate::model::ProcessSource;

/// The highest number given so far, the digest of the latest version that was not undone, and whether an administrator published that one.
pub(crate) async fn standing(connection: &mut PgConnection, id: &str) -> Result<Option<(i32, Vec<u8>, bool)>, DbError> {
    let row = sqlx::query!(
        r#"select max(version) over () as "version!", digest, origin = 'administrator' and not undone as "by_administrator!"
           from catalogue.process where id = $1 order by undone, version desc limit 1"#,
        id
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| (row.version, row.digest, row.by_administrator)))
}

/// Ends the version in force and writes the next one; `definition` is its serialised form.
pub(crate) async fn replace(
    connection: &mut PgConnection,
    process: &ProcessSource,
    definition: &Value,
    digest: &[u8],
    (from, now): (NaiveDate, DateTime<Utc>),
) -> Result<(), DbError> {
    sqlx::query!(
        "update catalogue.process set valid_to = greatest($2::date, valid_from) where id = $1 and valid_to is null",
        process.id,
        from
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "insert into catalogue.process (id, version, valid_from, digest, definition, source, loaded_at) values ($1, $2, $3, $4, $5, $6, $7)",
        process.id,
        process.version,
        from,
        digest,
        definition,
        process.source,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct Row {
    id: String,
    version: i32,
    definition: Value,
    source: String,
}

impl TryFrom<Row> for ProcessSource {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let definition = serde_json::from_value(row.definition).map_err(|error| {
            tracing::error!(process = row.id, version = row.version, %error, "a stored process cannot be read");
            DbError::inconsistent("catalogue.process", "definition", format!("{} {}", row.id, row.version))
        })?;
        Ok(Self { id: row.id, version: row.version, definition, source: row.source })
    }
}

/// The version that holds on a day.
pub(crate) async fn find(connection: &mut PgConnection, id: &str, on: NaiveDate) -> Result<Option<ProcessSource>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select id, version, definition, source from catalogue.process
         where id = $1 and valid_from <= $2 and (valid_to is null or $2 < valid_to) order by version desc limit 1",
        id,
        on
    )
    .fetch_optional(connection)
    .await?;
    row.map(ProcessSource::try_from).transpose()
}

/// The newest version.
pub(crate) async fn newest(connection: &mut PgConnection, id: &str) -> Result<Option<ProcessSource>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select id, version, definition, source from catalogue.process where id = $1 and not undone order by version desc limit 1",
        id
    )
    .fetch_optional(connection)
    .await?;
    row.map(ProcessSource::try_from).transpose()
}

/// One version by its number.
pub(crate) async fn version(connection: &mut PgConnection, id: &str, version: i32) -> Result<Option<ProcessSource>, DbError> {
    let row =
        sqlx::query_as!(Row, "select id, version, definition, source from catalogue.process where id = $1 and version = $2", id, version)
            .fetch_optional(connection)
            .await?;
    row.map(ProcessSource::try_from).transpose()
}
