//! Keys the node made for itself.

use db::DbError;
use sqlx::PgConnection;

/// The key called `name`; `fresh` becomes it when there is none yet. Two processes starting at once get the same.
pub(crate) async fn get_or_insert(conn: &mut PgConnection, name: &str, fresh: &[u8; 32]) -> Result<[u8; 32], DbError> {
    sqlx::query!("insert into access.secret (name, value) values ($1, $2) on conflict (name) do nothing", name, fresh.as_slice())
        .execute(&mut *conn)
        .await?;
    let value = sqlx::query_scalar!("select value from access.secret where name = $1", name).fetch_one(conn).await?;
    value.try_into().map_err(|_| DbError::inconsistent("access.secret", "value", name))
}
