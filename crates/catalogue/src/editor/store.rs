//! Drafts, and the versions that administrators publish.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::id::AccountId;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::model::{Draft, DraftInShort, VersionInShort};
use crate::model::Procedure;
use crate::store::procedures;

struct DraftRow {
    code: String,
    base: Option<i32>,
    content: Value,
    revision: i32,
    saved_at: DateTime<Utc>,
    saved_by: Uuid,
}

impl TryFrom<DraftRow> for Draft {
    type Error = DbError;

    fn try_from(row: DraftRow) -> Result<Self, DbError> {
        let procedure = serde_json::from_value(row.content)
            .map_err(|_| DbError::inconsistent("catalogue.procedure_draft", "content", row.code.clone()))?;
        Ok(Self { procedure, base: row.base, revision: row.revision, saved_at: row.saved_at, saved_by: row.saved_by.into() })
    }
}

/// The draft of a procedure.
pub(super) async fn draft(connection: &mut PgConnection, code: &str) -> Result<Option<Draft>, DbError> {
    let row = sqlx::query_as!(
        DraftRow,
        "select code, base, content, revision, saved_at, saved_by from catalogue.procedure_draft where code = $1",
        code
    );
    row.fetch_optional(connection).await?.map(Draft::try_from).transpose()
}

/// Every draft, the one saved last first. Drafts are few: each is somebody's work of these days.
pub(crate) async fn drafts(connection: &mut PgConnection) -> Result<Vec<DraftInShort>, DbError> {
    let rows = sqlx::query!(
        r#"select code, coalesce(content->>'name', '') as "name!", saved_at, saved_by from catalogue.procedure_draft
           order by saved_at desc, code limit 200"#
    );
    let short =
        |row: (String, String, DateTime<Utc>, Uuid)| DraftInShort { code: row.0, name: row.1, saved_at: row.2, saved_by: row.3.into() };
    Ok(rows.fetch_all(connection).await?.into_iter().map(|row| short((row.code, row.name, row.saved_at, row.saved_by))).collect())
}

/// Begins a draft; `false` when there is one.
pub(super) async fn begin(
    connection: &mut PgConnection,
    procedure: &Procedure,
    base: Option<i32>,
    (by, now): (AccountId, DateTime<Utc>),
) -> Result<bool, DbError> {
    let written = sqlx::query!(
        "insert into catalogue.procedure_draft (code, base, content, revision, started_at, saved_at, saved_by)
         values ($1, $2, $3, 1, $4, $4, $5) on conflict (code) do nothing",
        procedure.code.as_str(),
        base,
        content(procedure)?,
        now,
        by.uuid()
    );
    Ok(written.execute(connection).await?.rows_affected() == 1)
}

/// Saves a draft over `revision`; `false` when the stored one is another.
pub(super) async fn save(
    connection: &mut PgConnection,
    procedure: &Procedure,
    revision: i32,
    (by, now): (AccountId, DateTime<Utc>),
) -> Result<bool, DbError> {
    let written = sqlx::query!(
        "update catalogue.procedure_draft set content = $2, revision = revision + 1, saved_at = $4, saved_by = $5
         where code = $1 and revision = $3",
        procedure.code.as_str(),
        content(procedure)?,
        revision,
        now,
        by.uuid()
    );
    Ok(written.execute(connection).await?.rows_affected() == 1)
}

/// Throws a draft away; `false` when there is none.
pub(super) async fn delete(connection: &mut PgConnection, code: &str) -> Result<bool, DbError> {
    let gone = sqlx::query!("delete from catalogue.procedure_draft where code = $1", code);
    Ok(gone.execute(connection).await?.rows_affected() == 1)
}

/// Every version of a procedure, oldest first. Whoever changes one locks the procedure first.
pub(super) async fn versions(connection: &mut PgConnection, code: &str) -> Result<Vec<VersionInShort>, DbError> {
    let rows = sqlx::query_as!(
        VersionInShort,
        r#"select version, name, valid_from, valid_to, origin = 'administrator' as "by_administrator!", published_by, withdrawn_by, undone
           from catalogue.procedure where code = $1 order by version"#,
        code
    );
    Ok(rows.fetch_all(connection).await?)
}

/// Waits until nobody else changes the procedure.
pub(super) async fn lock(connection: &mut PgConnection, code: &str) -> Result<(), DbError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('procedure:' || $1))", code).execute(connection).await?;
    Ok(())
}

/// Ends the version in force.
pub(super) async fn end(connection: &mut PgConnection, code: &str, on: NaiveDate, withdrawn_by: &str) -> Result<bool, DbError> {
    let ended = sqlx::query!(
        "update catalogue.procedure set valid_to = greatest($2::date, valid_from), ended_by = 'administrator', withdrawn_by = $3
         where code = $1 and valid_to is null",
        code,
        on,
        withdrawn_by
    );
    Ok(ended.execute(connection).await?.rows_affected() == 1)
}

/// Writes a version that holds from a day on.
pub(super) async fn publish(
    connection: &mut PgConnection,
    procedure: &Procedure,
    (version, from): (i32, NaiveDate),
    act: &str,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let content = content(procedure)?;
    let digest = sha2::Digest::finalize(sha2::Digest::chain_update(sha2::Sha256::default(), content.to_string())).to_vec();
    let new = procedures::NewVersion { code: procedure.code.as_str().to_owned(), version, valid_from: from, digest, content };
    procedures::insert(connection, &[new], now).await?;
    sqlx::query!(
        "update catalogue.procedure set origin = 'administrator', published_by = $3 where code = $1 and version = $2",
        procedure.code.as_str(),
        version,
        act
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Empties the span of a version whose publication is taken back.
pub(super) async fn undo_publication(connection: &mut PgConnection, code: &str, version: i32) -> Result<(), DbError> {
    sqlx::query!("update catalogue.procedure set valid_to = valid_from, undone = true where code = $1 and version = $2", code, version)
        .execute(connection)
        .await?;
    Ok(())
}

/// Lets a version hold on that was ended by what is taken back.
pub(super) async fn resume(connection: &mut PgConnection, code: &str, version: i32) -> Result<(), DbError> {
    sqlx::query!(
        "update catalogue.procedure set valid_to = null, ended_by = null, withdrawn_by = '' where code = $1 and version = $2",
        code,
        version
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Codes administrators decide about, and those of their versions that hold on a day.
pub(super) async fn of_administrators(connection: &mut PgConnection, on: NaiveDate) -> Result<(Vec<String>, Vec<Procedure>), DbError> {
    let codes = sqlx::query_scalar!(
        r#"select distinct code as "code!" from catalogue.procedure where origin = 'administrator' or ended_by = 'administrator' order by 1"#
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut published = Vec::new();
    for code in &codes {
        published.extend(procedures::find(connection, code, on).await?);
    }
    Ok((codes, published))
}

/// What the list of one state shows: code, name, and the day in question.
pub(super) struct Listed {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) day: NaiveDate,
}

/// Procedures that were withdrawn here, the last first.
pub(super) async fn withdrawn(connection: &mut PgConnection) -> Result<Vec<Listed>, DbError> {
    let rows = sqlx::query_as!(
        Listed,
        r#"select code, name, valid_to as "day!" from catalogue.procedure
           where ended_by = 'administrator' and withdrawn_by <> '' and valid_to is not null order by valid_to desc, code limit 200"#
    );
    Ok(rows.fetch_all(connection).await?)
}

/// Versions published here that wait for their day.
pub(crate) async fn waiting(connection: &mut PgConnection, today: NaiveDate) -> Result<Vec<(String, String, NaiveDate)>, DbError> {
    let rows = sqlx::query!(
        "select code, name, valid_from from catalogue.procedure
         where origin = 'administrator' and not undone and valid_from > $1 order by valid_from, code limit 200",
        today
    );
    Ok(rows.fetch_all(connection).await?.into_iter().map(|row| (row.code, row.name, row.valid_from)).collect())
}

/// Versions published here that hold, the newest first.
pub(super) async fn published(connection: &mut PgConnection, today: NaiveDate) -> Result<Vec<Listed>, DbError> {
    let rows = sqlx::query_as!(
        Listed,
        "select code, name, valid_from as day from catalogue.procedure
         where origin = 'administrator' and not undone and valid_from <= $1 and (valid_to is null or valid_to > $1)
         order by valid_from desc, code limit 200",
        today
    );
    Ok(rows.fetch_all(connection).await?)
}

/// Procedures in force on a day after `code`, in the order of their codes: a page of an export.
pub(super) async fn page(connection: &mut PgConnection, on: NaiveDate, after: &str, limit: i64) -> Result<Vec<Value>, DbError> {
    let rows = sqlx::query_scalar!(
        "select content from catalogue.procedure
         where code > $2 and valid_from <= $1 and (valid_to is null or $1 < valid_to) order by code limit $3",
        on,
        after,
        limit
    );
    Ok(rows.fetch_all(connection).await?)
}

/// The line of the pack that says what the procedure says: without the columns of its version.
pub(super) fn content(procedure: &Procedure) -> Result<Value, DbError> {
    let wrong = || DbError::inconsistent("catalogue.procedure_draft", "content", procedure.code.as_str());
    let mut content = serde_json::to_value(procedure).map_err(|_| wrong())?;
    let fields = content.as_object_mut().ok_or_else(wrong)?;
    for column in ["version", "valid_from", "valid_to"] {
        fields.remove(column);
    }
    Ok(content)
}
