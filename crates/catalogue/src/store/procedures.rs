//! Procedures and their versions.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use serde_json::Value;
use sqlx::PgConnection;

use crate::model::Procedure;

/// A procedure in force: what a load compares with.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) code: String,
    /// The highest number given so far.
    pub(crate) version: i32,
    pub(crate) digest: Vec<u8>,
    /// An administrator has published or withdrawn it: the pack leaves it alone.
    pub(crate) by_administrator: bool,
}

/// A version about to be written.
#[derive(Debug, Clone)]
pub(crate) struct NewVersion {
    pub(crate) code: String,
    pub(crate) version: i32,
    pub(crate) valid_from: NaiveDate,
    pub(crate) digest: Vec<u8>,
    pub(crate) content: Value,
}

/// The latest version of every procedure, ended ones included: a code that comes back counts on. Versions whose publication was taken back only
/// use up their number.
pub(crate) async fn standing(connection: &mut PgConnection) -> Result<Vec<(Standing, bool)>, DbError> {
    let rows = sqlx::query!(
        r#"select distinct on (code) code, (max(version) over (partition by code)) as "version!", digest, valid_to is null as "is_in_force!",
                  (origin = 'administrator' and not undone) or ended_by is not distinct from 'administrator' as "by_administrator!"
           from catalogue.procedure order by code, undone, version desc"#
    )
    .fetch_all(connection)
    .await?;
    let standing = |code, version, digest, by_administrator| Standing { code, version, digest, by_administrator };
    Ok(rows.into_iter().map(|row| (standing(row.code, row.version, row.digest, row.by_administrator), row.is_in_force)).collect())
}

/// Ends the versions in force of these codes; `on` is the first day on which they no longer hold.
pub(crate) async fn end(connection: &mut PgConnection, codes: &[String], on: NaiveDate) -> Result<u64, DbError> {
    let ended = sqlx::query!(
        "update catalogue.procedure set valid_to = greatest($2::date, valid_from) where valid_to is null and code = any($1)",
        codes,
        on
    )
    .execute(connection)
    .await?;
    Ok(ended.rows_affected())
}

/// Writes versions in one statement.
#[expect(clippy::as_conversions, reason = "sqlx reads `as` as the type of a parameter; no number is converted")]
pub(crate) async fn insert(connection: &mut PgConnection, versions: &[NewVersion], now: DateTime<Utc>) -> Result<u64, DbError> {
    let codes: Vec<String> = versions.iter().map(|new| new.code.clone()).collect();
    let numbers: Vec<i32> = versions.iter().map(|new| new.version).collect();
    let starts: Vec<NaiveDate> = versions.iter().map(|new| new.valid_from).collect();
    let digests: Vec<Vec<u8>> = versions.iter().map(|new| new.digest.clone()).collect();
    let contents: Vec<Value> = versions.iter().map(|new| new.content.clone()).collect();
    let written = sqlx::query!(
        "insert into catalogue.procedure (code, version, valid_from, name, field, agency, levels, digest, content, loaded_at)
         select new.code, new.version, new.valid_from, new.content->>'name', new.content->>'field', coalesce(new.content->>'agency', ''),
                array(select jsonb_array_elements_text(new.content->'levels')), new.digest, new.content, $6
         from unnest($1::text[], $2::int[], $3::date[], $4::bytea[], $5::jsonb[]) as new (code, version, valid_from, digest, content)",
        &codes,
        &numbers,
        &starts as &[NaiveDate],
        &digests,
        &contents,
        now
    )
    .execute(connection)
    .await?;
    Ok(written.rows_affected())
}

/// A stored version before its content is read.
struct Row {
    code: String,
    version: i32,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    content: Value,
}

impl TryFrom<Row> for Procedure {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let read = serde_json::from_value(row.content).map_err(|error| {
            tracing::error!(code = row.code, version = row.version, %error, "a stored procedure cannot be read");
            DbError::inconsistent("catalogue.procedure", "content", format!("{} {}", row.code, row.version))
        });
        let procedure: Self = read?;
        Ok(Self { version: row.version, valid_from: row.valid_from, valid_to: row.valid_to, ..procedure })
    }
}

/// The version of a procedure that holds on a day.
pub(crate) async fn find(connection: &mut PgConnection, code: &str, on: NaiveDate) -> Result<Option<Procedure>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select code, version, valid_from, valid_to, content from catalogue.procedure
         where code = $1 and valid_from <= $2 and (valid_to is null or $2 < valid_to)
         order by version desc limit 1",
        code,
        on
    )
    .fetch_optional(connection)
    .await?;
    row.map(Procedure::try_from).transpose()
}

/// One version by its number.
pub(crate) async fn version(connection: &mut PgConnection, code: &str, version: i32) -> Result<Option<Procedure>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select code, version, valid_from, valid_to, content from catalogue.procedure where code = $1 and version = $2",
        code,
        version
    )
    .fetch_optional(connection)
    .await?;
    row.map(Procedure::try_from).transpose()
}

/// All procedures of a day, with the long texts left out.
pub(crate) async fn all_in_short(connection: &mut PgConnection, on: NaiveDate) -> Result<Vec<Procedure>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select code, version, valid_from, valid_to,
                  content - '{steps,conditions,documents,notes,results,legal_bases,legal_bases_doubtful}'::text[] as "content!"
           from catalogue.procedure
           where valid_from <= $1 and (valid_to is null or $1 < valid_to)
           order by code"#,
        on
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Procedure::try_from).collect()
}
