//! Drafts, their steps, and published versions.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::id::AccountId;
use serde_json::Value;
use sqlx::PgConnection;

use super::model::{Draft, Listed, Step, Version};

/// Steps shown in the history of a draft.
const STEPS_SHOWN: i64 = 30;

/// A draft as it stands at its present step. A caller that is about to change it holds it until the end of the transaction.
pub(super) async fn draft(connection: &mut PgConnection, form: &str) -> Result<Option<Draft>, DbError> {
    let draft = sqlx::query_as!(
        Draft,
        r#"select draft.form, base, draft.step, last_step, revision, changed_at, step.json as "json!: Value"
           from catalogue.form_draft draft join catalogue.form_step step on step.form = draft.form and step.step = draft.step
           where draft.form = $1 for update of draft"#,
        form
    );
    Ok(draft.fetch_optional(connection).await?)
}

/// Begins a draft without steps; nothing when there is one.
pub(super) async fn begin(connection: &mut PgConnection, draft: &Draft, by: AccountId) -> Result<bool, DbError> {
    let begun = sqlx::query!(
        "insert into catalogue.form_draft (form, base, step, last_step, revision, begun_by, begun_at, changed_at)
         values ($1, $2, $3, $3, $4, $5, $6, $6) on conflict (form) do nothing",
        draft.form,
        draft.base,
        draft.step,
        draft.revision,
        by.uuid(),
        draft.changed_at
    );
    Ok(begun.execute(connection).await?.rows_affected() == 1)
}

/// Writes a step; steps that were undone before it are gone.
pub(super) async fn add_step(connection: &mut PgConnection, form: &str, step: &Step, json: &Value) -> Result<(), DbError> {
    sqlx::query!("delete from catalogue.form_step where form = $1 and step >= $2", form, step.number).execute(&mut *connection).await?;
    sqlx::query!(
        "insert into catalogue.form_step (form, step, json, what, subject, by, at) values ($1, $2, $3, $4, $5, $6, $7)",
        form,
        step.number,
        json,
        step.what,
        step.subject,
        step.by.uuid(),
        step.at
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Moves a draft to a step.
pub(super) async fn stand_at(
    connection: &mut PgConnection,
    form: &str,
    (step, last_step): (i32, i32),
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let moved = sqlx::query!(
        "update catalogue.form_draft set step = $2, last_step = $3, revision = revision + 1, changed_at = $4 where form = $1",
        form,
        step,
        last_step,
        now
    );
    if moved.execute(connection).await?.rows_affected() == 1 {
        Ok(())
    } else {
        Err(DbError::inconsistent("catalogue.form_draft", "form", form))
    }
}

/// The last steps, newest first.
pub(super) async fn steps(connection: &mut PgConnection, form: &str) -> Result<Vec<Step>, DbError> {
    let rows = sqlx::query!(
        "select step, what, subject, by, at from catalogue.form_step where form = $1 order by step desc limit $2",
        form,
        STEPS_SHOWN
    )
    .fetch_all(connection)
    .await?;
    let step = |row: (i32, String, String, uuid::Uuid, DateTime<Utc>)| {
        let (number, what, subject, by, at) = row;
        Step { number, what, subject, by: AccountId::from_uuid(by), at }
    };
    Ok(rows.into_iter().map(|row| step((row.step, row.what, row.subject, row.by, row.at))).collect())
}

/// Throws a draft away with its steps.
pub(super) async fn discard(connection: &mut PgConnection, form: &str) -> Result<bool, DbError> {
    let gone = sqlx::query!("delete from catalogue.form_draft where form = $1", form);
    Ok(gone.execute(connection).await?.rows_affected() == 1)
}

/// Every version of a form, newest first.
pub(super) async fn versions(connection: &mut PgConnection, form: &str) -> Result<Vec<Version>, DbError> {
    let versions = sqlx::query_as!(
        Version,
        r#"select version as number, valid_from, valid_to, legal_basis, source = 'administrator' as "by_administrator!"
           from catalogue.form where id = $1 order by version desc"#,
        form
    );
    Ok(versions.fetch_all(connection).await?)
}

/// All forms in their newest version, and drafts of forms that were never published.
pub(super) async fn list(connection: &mut PgConnection) -> Result<Vec<Listed>, DbError> {
    let forms = sqlx::query_as!(
        Listed,
        r#"select form.id as "id!", form.version as "version!", form.valid_from as "valid_from?", form.json as "json!: Value",
                  draft.form is not null as "has_draft!"
           from catalogue.form form left join catalogue.form_draft draft on draft.form = form.id
           where form.valid_to is null
           union all
           select draft.form, 0, null, step.json::jsonb, true
           from catalogue.form_draft draft join catalogue.form_step step on step.form = draft.form and step.step = draft.step
           where draft.base = 0
           order by 1"#
    );
    Ok(forms.fetch_all(connection).await?)
}

/// Writes the version that was published.
pub(super) async fn publish(
    connection: &mut PgConnection,
    (form, version, json): (&str, i32, &Value),
    (from, legal_basis): (NaiveDate, &str),
    (digest, by, now): (&[u8], AccountId, DateTime<Utc>),
) -> Result<(), DbError> {
    sqlx::query!("update catalogue.form set valid_to = greatest($2::date, valid_from) where id = $1 and valid_to is null", form, from)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "insert into catalogue.form (id, version, valid_from, digest, json, loaded_at, source, legal_basis, published_by)
         values ($1, $2, $3, $4, $5, $6, 'administrator', $7, $8)",
        form,
        version,
        from,
        digest,
        json,
        now,
        legal_basis,
        by.uuid()
    )
    .execute(connection)
    .await?;
    Ok(())
}
