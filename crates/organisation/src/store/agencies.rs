//! Agencies with a code of level 1.

use chrono::NaiveDate;
use db::DbError;
use sqlx::PgConnection;

use crate::model::{Agency, Validity};
use crate::pack::AgencyRow;

/// The agency with this code, open or closed.
pub(crate) async fn find(connection: &mut PgConnection, code: &str) -> Result<Option<Agency>, DbError> {
    let row = sqlx::query!("select code, name, valid_from, valid_to, successor from organisation.agency where code = $1", code)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| Agency {
        code: row.code,
        name: row.name,
        validity: Validity { from: row.valid_from, to: row.valid_to },
        successor: row.successor,
    }))
}

/// Writes agencies in one statement.
#[expect(clippy::as_conversions, reason = "sqlx reads `as` as the type of a parameter; no number is converted")]
pub(crate) async fn insert(connection: &mut PgConnection, rows: &[AgencyRow]) -> Result<u64, DbError> {
    let text = |get: fn(&AgencyRow) -> &str| rows.iter().map(|row| get(row).to_owned()).collect::<Vec<_>>();
    let provinces: Vec<Option<String>> = rows.iter().map(|row| row.province.clone()).collect();
    let successors: Vec<Option<String>> = rows.iter().map(|row| row.agency.successor.clone()).collect();
    let starts: Vec<NaiveDate> = rows.iter().map(|row| row.agency.validity.from).collect();
    let ends: Vec<Option<NaiveDate>> = rows.iter().map(|row| row.agency.validity.to).collect();
    let done = sqlx::query!(
        "insert into organisation.agency
             (code, name, branch, province, valid_from, valid_to, successor, confidence, legal_basis, source)
         select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::date[], $7::text[], $8::text[],
                              $9::text[], $10::text[])",
        &text(|row| &row.agency.code),
        &text(|row| &row.agency.name),
        &text(|row| &row.branch),
        &provinces as &[Option<String>],
        &starts,
        &ends as &[Option<NaiveDate>],
        &successors as &[Option<String>],
        &text(|row| &row.confidence),
        &text(|row| &row.legal_basis),
        &text(|row| &row.source)
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}
