//! E-forms and their versions.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use sqlx::PgConnection;

use crate::model::FormSource;

/// What a form stands at before a pack is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Its newest version.
    pub(crate) version: i32,
    /// The digest of that version.
    pub(crate) digest: Vec<u8>,
    /// Did an administrator publish it? Then the pack leaves it alone.
    pub(crate) by_administrator: bool,
}

/// The latest version with its digest.
pub(crate) async fn standing(connection: &mut PgConnection, id: &str) -> Result<Option<Standing>, DbError> {
    let row = sqlx::query_as!(
        Standing,
        r#"select version, digest, source = 'administrator' as "by_administrator!"
           from catalogue.form where id = $1 order by version desc limit 1"#,
        id
    );
    Ok(row.fetch_optional(connection).await?)
}

/// Ends the version in force and writes the next one.
pub(crate) async fn replace(
    connection: &mut PgConnection,
    form: &FormSource,
    digest: &[u8],
    (from, now): (NaiveDate, DateTime<Utc>),
) -> Result<(), DbError> {
    sqlx::query!("update catalogue.form set valid_to = greatest($2::date, valid_from) where id = $1 and valid_to is null", form.id, from)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "insert into catalogue.form (id, version, valid_from, digest, json, loaded_at) values ($1, $2, $3, $4, $5, $6)",
        form.id,
        form.version,
        from,
        digest,
        form.json,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The version that holds on a day.
pub(crate) async fn find(connection: &mut PgConnection, id: &str, on: NaiveDate) -> Result<Option<FormSource>, DbError> {
    let form = sqlx::query_as!(
        FormSource,
        "select id, version, json from catalogue.form
         where id = $1 and valid_from <= $2 and (valid_to is null or $2 < valid_to) order by version desc limit 1",
        id,
        on
    )
    .fetch_optional(connection)
    .await?;
    Ok(form)
}

/// The newest version.
pub(crate) async fn newest(connection: &mut PgConnection, id: &str) -> Result<Option<FormSource>, DbError> {
    let form = sqlx::query_as!(FormSource, "select id, version, json from catalogue.form where id = $1 order by version desc limit 1", id)
        .fetch_optional(connection)
        .await?;
    Ok(form)
}

/// One version by its number.
pub(crate) async fn version(connection: &mut PgConnection, id: &str, version: i32) -> Result<Option<FormSource>, DbError> {
    let form = sqlx::query_as!(FormSource, "select id, version, json from catalogue.form where id = $1 and version = $2", id, version)
        .fetch_optional(connection)
        .await?;
    Ok(form)
}
