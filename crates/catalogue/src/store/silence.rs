//! What the law says about silence.

use chrono::NaiveDate;
use db::DbError;
use sqlx::PgConnection;

use crate::model::{Silence, SilenceSubject};
use crate::pack::SilenceRow;

/// What the silence of `subject` means for a procedure on a day; nothing where no rule is written.
pub(crate) async fn find(
    connection: &mut PgConnection,
    code: &str,
    subject: SilenceSubject,
    on: NaiveDate,
) -> Result<Option<Silence>, DbError> {
    let row = sqlx::query!(
        "select meaning, legal_basis from catalogue.silence
         where procedure = $1 and subject = $2 and valid_from <= $3 and (valid_to is null or $3 < valid_to)
         order by valid_from desc limit 1",
        code,
        subject.code(),
        on
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Silence { approves: row.meaning == "approved", legal_basis: row.legal_basis }))
}

/// Procedures in which the silence of the solving office decides, under whatever version.
pub(crate) async fn deciding(connection: &mut PgConnection) -> Result<Vec<String>, DbError> {
    let codes = sqlx::query_scalar!("select distinct procedure from catalogue.silence where subject = 'decision' order by procedure");
    Ok(codes.fetch_all(connection).await?)
}

/// Puts the rows of a pack in the place of those of the pack before.
pub(crate) async fn replace(connection: &mut PgConnection, rows: &[&SilenceRow]) -> Result<(), DbError> {
    sqlx::query!("delete from catalogue.silence").execute(&mut *connection).await?;
    for row in rows {
        sqlx::query!(
            "insert into catalogue.silence (procedure, subject, meaning, legal_basis, valid_from, valid_to) values ($1, $2, $3, $4, $5, $6)",
            row.code,
            row.subject.code(),
            row.meaning.code(),
            row.legal_basis,
            row.valid_from,
            row.valid_to
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
