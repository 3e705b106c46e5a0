//! Who looks at which dossier at this moment. A hint that may be lost: its table is not logged.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, DossierId};
use sqlx::PgConnection;
use sqlx::types::Uuid;

/// Writes down that an account looks at a dossier.
pub(crate) async fn see(
    conn: &mut PgConnection,
    node: &NodeCode,
    (dossier, account): (DossierId, AccountId),
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    sqlx::query!(
        "insert into dossier.presence (node, dossier, account, seen_at) values ($1, $2, $3, $4)
         on conflict (node, dossier, account) do update set seen_at = excluded.seen_at",
        node.as_str(),
        dossier.uuid(),
        account.uuid(),
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Who looked at one of these dossiers since `since`.
pub(crate) async fn since(
    conn: &mut PgConnection,
    node: &NodeCode,
    dossiers: &[DossierId],
    since: DateTime<Utc>,
) -> Result<Vec<(DossierId, AccountId)>, DbError> {
    let dossiers: Vec<Uuid> = dossiers.iter().map(|dossier| dossier.uuid()).collect();
    let rows = sqlx::query!(
        "select dossier, account from dossier.presence where node = $1 and dossier = any ($2) and seen_at > $3 order by seen_at",
        node.as_str(),
        &dossiers,
        since
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(|row| (row.dossier.into(), row.account.into())).collect())
}

/// Forgets who looked before `before`; gives how many.
pub(crate) async fn forget(conn: &mut PgConnection, before: DateTime<Utc>) -> Result<u64, DbError> {
    Ok(sqlx::query!("delete from dossier.presence where seen_at < $1", before).execute(conn).await?.rows_affected())
}
