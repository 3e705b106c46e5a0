//! Rows of `document.template` and `document.template_step`.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::id::AccountId;
use sqlx::PgConnection;
use sqlx::types::{Json, Uuid};

use super::model::{Origin, Outcome, Published, Step, Template};

struct Row {
    version: i32,
    body: Json<Template>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    origin: String,
    published_at: DateTime<Utc>,
    published_by: Option<Uuid>,
}

impl From<Row> for Published {
    fn from(row: Row) -> Self {
        Self {
            template: row.body.0,
            version: row.version,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            origin: if row.origin == Origin::Pack.code() { Origin::Pack } else { Origin::Office },
            published_at: row.published_at,
            published_by: row.published_by.map(AccountId::from_uuid),
        }
    }
}

/// The version in force on `day` for a procedure and an outcome; one of its own before one for all.
pub(super) async fn for_procedure(
    conn: &mut PgConnection,
    node: &str,
    procedure: &str,
    outcome: Outcome,
    day: NaiveDate,
) -> Result<Option<Published>, DbError> {
    let row = sqlx::query_as!(
        Row,
        r#"select version, body as "body: Json<Template>", valid_from, valid_to, origin, published_at, published_by from document.template
           where node = $1 and procedures && array[$2, '*'] and outcome = $3 and valid_from <= $4 and (valid_to is null or $4 < valid_to)
           order by $2 = any (procedures) desc, published_at desc limit 1"#,
        node,
        procedure,
        outcome.code(),
        day
    );
    Ok(row.fetch_optional(conn).await?.map(Published::from))
}

/// Every version of a template, the newest first.
pub(super) async fn versions(conn: &mut PgConnection, node: &str, code: &str) -> Result<Vec<Published>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select version, body as "body: Json<Template>", valid_from, valid_to, origin, published_at, published_by from document.template
           where node = $1 and code = $2 order by version desc"#,
        node,
        code
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(Published::from).collect())
}

/// The newest version of every template, by code; a node has some dozens.
pub(super) async fn newest(conn: &mut PgConnection, node: &str) -> Result<Vec<Published>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select distinct on (code) version, body as "body: Json<Template>", valid_from, valid_to, origin, published_at, published_by
           from document.template where node = $1 order by code, version desc"#,
        node
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(Published::from).collect())
}

/// Ends the version in force and writes the next one.
pub(super) async fn insert(conn: &mut PgConnection, node: &str, new: &Published) -> Result<(), DbError> {
    end(conn, node, &new.template.code, new.valid_from).await?;
    let body = serde_json::to_value(&new.template).map_err(|_| DbError::inconsistent("document.template", "body", &new.template.code))?;
    sqlx::query!(
        "insert into document.template (node, code, version, body, procedures, outcome, valid_from, origin, published_at, published_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        node,
        new.template.code,
        new.version,
        body,
        &new.template.procedures,
        new.template.outcome.code(),
        new.valid_from,
        new.origin.code(),
        new.published_at,
        new.published_by.map(AccountId::uuid)
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends what is in force from `day` on. A version that began on that day keeps its number and an empty span.
pub(super) async fn end(conn: &mut PgConnection, node: &str, code: &str, day: NaiveDate) -> Result<u64, DbError> {
    let done = sqlx::query!(
        "update document.template set valid_to = greatest(valid_from, $3)
         where node = $1 and code = $2 and (valid_to is null or valid_to > greatest(valid_from, $3))",
        node,
        code,
        day
    );
    Ok(done.execute(conn).await?.rows_affected())
}

/// Lets only one transaction write a template at a time.
pub(super) async fn lock(conn: &mut PgConnection, node: &str, code: &str) -> Result<(), DbError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 41))", format!("{node}:{code}")).execute(conn).await?;
    Ok(())
}

/// The steps of what is being written, oldest first.
pub(super) async fn steps(conn: &mut PgConnection, node: &str, code: &str) -> Result<Vec<Step>, DbError> {
    let rows = sqlx::query!(
        r#"select step, body as "body: Json<Template>", saved_at, saved_by from document.template_step
           where node = $1 and code = $2 order by step"#,
        node,
        code
    );
    let rows = rows.fetch_all(conn).await?.into_iter();
    Ok(rows.map(|row| Step { template: row.body.0, step: row.step, saved_at: row.saved_at, saved_by: row.saved_by.into() }).collect())
}

/// Codes that have unpublished steps.
pub(super) async fn drafted(conn: &mut PgConnection, node: &str) -> Result<Vec<Template>, DbError> {
    let rows = sqlx::query!(
        r#"select distinct on (code) body as "body: Json<Template>" from document.template_step where node = $1 order by code, step desc"#,
        node
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(|row| row.body.0).collect())
}

/// Writes a step.
pub(super) async fn add_step(conn: &mut PgConnection, node: &str, step: &Step) -> Result<(), DbError> {
    let body = serde_json::to_value(&step.template).map_err(|_| DbError::inconsistent("document.template_step", "body", step.step))?;
    sqlx::query!(
        "insert into document.template_step (node, code, step, body, saved_at, saved_by) values ($1, $2, $3, $4, $5, $6)",
        node,
        step.template.code,
        step.step,
        body,
        step.saved_at,
        step.saved_by.uuid()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes away the steps from `first` on and says how many there were.
pub(super) async fn drop_steps(conn: &mut PgConnection, node: &str, code: &str, first: i32) -> Result<u64, DbError> {
    let done = sqlx::query!("delete from document.template_step where node = $1 and code = $2 and step >= $3", node, code, first);
    Ok(done.execute(conn).await?.rows_affected())
}

/// Another template in force from `day` on that answers one of these procedures with the same outcome, and the procedure.
pub(super) async fn rival(
    conn: &mut PgConnection,
    node: &str,
    new: &Template,
    day: NaiveDate,
) -> Result<Option<(String, String)>, DbError> {
    let row = sqlx::query!(
        r#"select code, procedure as "procedure!" from document.template, unnest(procedures) as procedure
           where node = $1 and code <> $2 and outcome = $3 and procedure = any ($4) and valid_from <= $5
             and (valid_to is null or $5 < valid_to) limit 1"#,
        node,
        new.code,
        new.outcome.code(),
        &new.procedures,
        day
    );
    Ok(row.fetch_optional(conn).await?.map(|row| (row.code, row.procedure)))
}
