//! Reserved ordinals of dossier codes.

use chrono::NaiveDate;
use db::DbError;
use kernel::code::NodeCode;
use sqlx::PgConnection;

/// Reserves `size` ordinals and gives the first.
pub(crate) async fn reserve(conn: &mut PgConnection, node: &NodeCode, unit: &str, day: NaiveDate, size: u32) -> Result<u32, DbError> {
    let size = i32::try_from(size).unwrap_or(i32::MAX);
    let first = sqlx::query_scalar!(
        r#"insert into dossier.code_series as series (node, unit, day, next) values ($1, $2, $3, 1 + $4)
           on conflict (node, unit, day) do update set next = series.next + $4
           returning next - $4 as "first!""#,
        node.as_str(),
        unit,
        day,
        size
    )
    .fetch_one(conn)
    .await?;
    u32::try_from(first).map_err(|_| DbError::Inconsistent { table: "dossier.code_series", column: "next", id: format!("{unit} {day}") })
}
