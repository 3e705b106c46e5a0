//! Which pack is loaded.

use chrono::{DateTime, Utc};
use db::DbError;
use sqlx::PgConnection;

/// Waits until nobody else loads this part, then says whether there is something to do: the stored digest is another one.
pub(crate) async fn claim(connection: &mut PgConnection, part: &str, digest: &[u8]) -> Result<bool, DbError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext($1))", part).execute(&mut *connection).await?;
    let stored = sqlx::query_scalar!("select digest from catalogue.pack where part = $1", part).fetch_optional(connection).await?;
    Ok(stored.as_deref() != Some(digest))
}

/// Remembers the digest of what was loaded.
pub(crate) async fn record(connection: &mut PgConnection, part: &str, digest: &[u8], now: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "insert into catalogue.pack (part, digest, loaded_at) values ($1, $2, $3)
         on conflict (part) do update set digest = excluded.digest, loaded_at = excluded.loaded_at",
        part,
        digest,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}
