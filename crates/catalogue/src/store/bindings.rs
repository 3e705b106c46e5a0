//! Which form and process a procedure uses.

use chrono::NaiveDate;
use db::DbError;
use sqlx::PgConnection;

use crate::model::Binding;

/// The row that stands for every procedure without one of its own.
pub(crate) const EVERY: &str = "*";

/// What a procedure uses on a day.
pub(crate) async fn find(connection: &mut PgConnection, code: &str, on: NaiveDate) -> Result<Option<Binding>, DbError> {
    let binding = sqlx::query_as!(
        Binding,
        "select form, process from catalogue.binding
         where procedure in ($1, $2) and valid_from <= $3 and (valid_to is null or $3 < valid_to)
         order by procedure = $2, valid_from desc limit 1",
        code,
        EVERY,
        on
    )
    .fetch_optional(connection)
    .await?;
    Ok(binding)
}

/// All rows in force.
pub(crate) async fn standing(connection: &mut PgConnection) -> Result<Vec<(String, Binding)>, DbError> {
    let rows = sqlx::query!("select procedure, form, process from catalogue.binding where valid_to is null order by procedure")
        .fetch_all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.procedure, Binding { form: row.form, process: row.process })).collect())
}

/// Ends the row of a procedure; a row that began on the same day never held and goes.
pub(crate) async fn end(connection: &mut PgConnection, code: &str, on: NaiveDate) -> Result<(), DbError> {
    sqlx::query!("delete from catalogue.binding where procedure = $1 and valid_to is null and valid_from >= $2", code, on)
        .execute(&mut *connection)
        .await?;
    sqlx::query!("update catalogue.binding set valid_to = $2 where procedure = $1 and valid_to is null", code, on)
        .execute(connection)
        .await?;
    Ok(())
}

/// Procedures whose row an administrator wrote.
pub(crate) async fn of_administrators(connection: &mut PgConnection) -> Result<Vec<String>, DbError> {
    let codes = sqlx::query_scalar!("select procedure from catalogue.binding where valid_to is null and source = 'administrator'");
    Ok(codes.fetch_all(connection).await?)
}

/// Writes a row of an administrator, which loading a pack does not replace.
pub(crate) async fn insert_by_administrator(
    connection: &mut PgConnection,
    code: &str,
    binding: &Binding,
    from: NaiveDate,
) -> Result<(), DbError> {
    sqlx::query!(
        "insert into catalogue.binding (procedure, valid_from, form, process, source) values ($1, $2, $3, $4, 'administrator')",
        code,
        from,
        binding.form,
        binding.process
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes a row that holds from a day.
pub(crate) async fn insert(connection: &mut PgConnection, code: &str, binding: &Binding, from: NaiveDate) -> Result<(), DbError> {
    sqlx::query!(
        "insert into catalogue.binding (procedure, valid_from, form, process) values ($1, $2, $3, $4)",
        code,
        from,
        binding.form,
        binding.process
    )
    .execute(connection)
    .await?;
    Ok(())
}
