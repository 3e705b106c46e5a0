//! Which pack is loaded.

use chrono::{DateTime, Utc};
use db::DbError;
use sqlx::PgConnection;

/// Waits until nobody else loads this part, then says whether there is something to do: the stored digest is another one.
pub(crate) async fn claim(connection: &mut PgConnection, part: &str, digest: &[u8]) -> Result<bool, DbError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext($1))", part).execute(&mut *connection).await?;
    let stored = sqlx::query_scalar!("select digest from organisation.pack where part = $1", part).fetch_optional(connection).await?;
    Ok(stored.as_deref() != Some(digest))
}

/// Remembers the digest of what was loaded.
pub(crate) async fn record(connection: &mut PgConnection, part: &str, digest: &[u8], now: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "insert into organisation.pack (part, digest, loaded_at) values ($1, $2, $3)
         on conflict (part) do update set digest = excluded.digest, loaded_at = excluded.loaded_at",
        part,
        digest,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes what an earlier pack brought. Offices that a reorganisation touched (source `register`) stay with all their versions.
pub(crate) async fn clear(connection: &mut PgConnection, node: &str) -> Result<(), DbError> {
    sqlx::query!("delete from organisation.unit").execute(&mut *connection).await?;
    sqlx::query!("delete from organisation.unit_successor").execute(&mut *connection).await?;
    sqlx::query!("delete from organisation.agency").execute(&mut *connection).await?;
    sqlx::query!("delete from organisation.competence_rule where node = $1", node).execute(&mut *connection).await?;
    sqlx::query!("delete from organisation.office_successor where node = $1 and source <> 'register'", node)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "delete from organisation.office
         where node = $1 and id not in (select id from organisation.office where node = $1 and source = 'register')",
        node
    )
    .execute(connection)
    .await?;
    Ok(())
}
