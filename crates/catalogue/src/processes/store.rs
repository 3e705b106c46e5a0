//! Drafts of step tables, versions of processes, and which procedure uses which.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::id::AccountId;
use process::table::Cells;
use serde_json::Value;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::TableDraft;
use super::rules::Version;
use crate::editor::DraftInShort;
use crate::model::{Binding, ProcessSource};
use crate::store::bindings;

/// A process in a list.
pub(super) struct Listed {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) version: i32,
    pub(super) has_draft: bool,
}

/// Every process in its newest version and every draft of a new one, by identifier.
pub(super) async fn all(connection: &mut PgConnection) -> Result<Vec<Listed>, DbError> {
    let rows = sqlx::query_as!(
        Listed,
        r#"select known.id as "id!", coalesce(draft.title, known.title) as "title!", known.version as "version!", draft.id is not null as "has_draft!"
           from (select distinct on (id) id, title, version from catalogue.process where not undone
                 order by id, version desc) as known
           left join catalogue.process_draft as draft on draft.id = known.id
           union all
           select id, title, 0, true from catalogue.process_draft as draft
           where not exists (select from catalogue.process where process.id = draft.id)
           order by 1"#
    );
    Ok(rows.fetch_all(connection).await?)
}

/// Drafts, the one saved last first.
pub(crate) async fn drafts(connection: &mut PgConnection) -> Result<Vec<DraftInShort>, DbError> {
    let rows = sqlx::query!("select id, title, saved_at, saved_by from catalogue.process_draft order by saved_at desc, id limit 200");
    let rows = rows.fetch_all(connection).await?;
    let short =
        rows.into_iter().map(|row| DraftInShort { code: row.id, name: row.title, saved_at: row.saved_at, saved_by: row.saved_by.into() });
    Ok(short.collect())
}

/// The draft of a process.
pub(super) async fn draft(connection: &mut PgConnection, id: &str) -> Result<Option<TableDraft>, DbError> {
    let row = sqlx::query!(
        r#"select id, title, base, rows as "rows: Json<Vec<Cells>>", revision, saved_at, saved_by from catalogue.process_draft where id = $1"#,
        id
    );
    let row = row.fetch_optional(connection).await?;
    Ok(row.map(|row| TableDraft {
        id: row.id,
        title: row.title,
        base: row.base,
        rows: row.rows.0,
        revision: row.revision,
        saved_at: row.saved_at,
        saved_by: row.saved_by.into(),
    }))
}

fn json(id: &str, rows: &[Cells]) -> Result<Value, DbError> {
    serde_json::to_value(rows).map_err(|_| DbError::inconsistent("catalogue.process_draft", "rows", id))
}

/// Begins a draft; `false` when there is one.
pub(super) async fn begin(
    connection: &mut PgConnection,
    (id, title, base): (&str, &str, Option<i32>),
    rows: &[Cells],
    (by, now): (AccountId, DateTime<Utc>),
) -> Result<bool, DbError> {
    let written = sqlx::query!(
        "insert into catalogue.process_draft (id, base, title, rows, revision, started_at, saved_at, saved_by)
         values ($1, $2, $3, $4, 1, $5, $5, $6) on conflict (id) do nothing",
        id,
        base,
        title,
        json(id, rows)?,
        now,
        by.uuid()
    );
    Ok(written.execute(connection).await?.rows_affected() == 1)
}

/// Saves a draft over `revision`; `false` when the stored one is another.
pub(super) async fn save(
    connection: &mut PgConnection,
    (id, title, revision): (&str, &str, i32),
    rows: &[Cells],
    (by, now): (AccountId, DateTime<Utc>),
) -> Result<bool, DbError> {
    let written = sqlx::query!(
        "update catalogue.process_draft set title = $2, rows = $3, revision = revision + 1, saved_at = $5, saved_by = $6
         where id = $1 and revision = $4",
        id,
        title,
        json(id, rows)?,
        revision,
        now,
        by.uuid()
    );
    Ok(written.execute(connection).await?.rows_affected() == 1)
}

/// Throws a draft away; `false` when there is none.
pub(super) async fn delete(connection: &mut PgConnection, id: &str) -> Result<bool, DbError> {
    let gone = sqlx::query!("delete from catalogue.process_draft where id = $1", id);
    Ok(gone.execute(connection).await?.rows_affected() == 1)
}

/// Waits until nobody else changes the process.
pub(super) async fn lock(connection: &mut PgConnection, id: &str) -> Result<(), DbError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('process:' || $1))", id).execute(connection).await?;
    Ok(())
}

/// Every version, oldest first.
pub(super) async fn versions(connection: &mut PgConnection, id: &str) -> Result<Vec<Version>, DbError> {
    let rows = sqlx::query_as!(
        Version,
        r#"select version, valid_from, valid_to, origin = 'administrator' as "by_administrator!", published_by, undone
           from catalogue.process where id = $1 order by version"#,
        id
    );
    Ok(rows.fetch_all(connection).await?)
}

/// The name for people of the newest version; empty when it has none.
pub(super) async fn title(connection: &mut PgConnection, id: &str) -> Result<String, DbError> {
    let title = sqlx::query_scalar!("select title from catalogue.process where id = $1 and not undone order by version desc limit 1", id);
    Ok(title.fetch_optional(connection).await?.unwrap_or_default())
}

/// Marks a version that was just written as an administrator's.
pub(super) async fn mark(connection: &mut PgConnection, process: &ProcessSource, title: &str, act: &str) -> Result<(), DbError> {
    sqlx::query!(
        "update catalogue.process set origin = 'administrator', title = $3, published_by = $4 where id = $1 and version = $2",
        process.id,
        process.version,
        title,
        act
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Empties the span of a version and lets the one that ended for it hold on.
pub(super) async fn undo(connection: &mut PgConnection, id: &str, version: i32, from: NaiveDate) -> Result<(), DbError> {
    sqlx::query!("update catalogue.process set valid_to = valid_from, undone = true where id = $1 and version = $2", id, version)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "update catalogue.process set valid_to = null
         where id = $1 and version = (select max(version) from catalogue.process where id = $1 and not undone) and valid_to = $2",
        id,
        from
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Codes bound to the process; `*` when it is that of all procedures without one of their own.
pub(super) async fn used_by(connection: &mut PgConnection, id: &str) -> Result<Vec<String>, DbError> {
    let rows =
        sqlx::query_scalar!("select procedure from catalogue.binding where process = $1 and valid_to is null order by procedure", id);
    Ok(rows.fetch_all(connection).await?)
}

/// Codes of procedures that have a binding of their own.
pub(super) async fn bound(connection: &mut PgConnection) -> Result<Vec<String>, DbError> {
    let rows = sqlx::query_scalar!("select procedure from catalogue.binding where valid_to is null");
    Ok(rows.fetch_all(connection).await?)
}

/// Gives a procedure a process from a day on.
pub(super) async fn bind(connection: &mut PgConnection, code: &str, binding: &Binding, from: NaiveDate) -> Result<(), DbError> {
    bindings::end(connection, code, from).await?;
    bindings::insert_by_administrator(connection, code, binding, from).await
}
