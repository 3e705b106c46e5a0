//! Ending offices.

use chrono::NaiveDate;
use db::DbError;
use kernel::id::OfficeId;
use sqlx::PgConnection;

/// Lets the version that holds on `on` end that day and marks the office as kept by the register. False when there was none.
pub(crate) async fn end(connection: &mut PgConnection, node: &str, office: OfficeId, on: NaiveDate) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "update organisation.office set valid_to = $3, source = 'register'
         where node = $1 and id = $2 and valid_from < $3 and (valid_to is null or $3 < valid_to)",
        node,
        office.uuid(),
        on
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Is the code, or an office with it, known already, now or in the past?
pub(crate) async fn is_code_taken(connection: &mut PgConnection, node: &str, code: &str) -> Result<bool, DbError> {
    let taken =
        sqlx::query_scalar!(r#"select exists (select from organisation.office where node = $1 and code = $2) as "taken!""#, node, code)
            .fetch_one(connection)
            .await?;
    Ok(taken)
}
