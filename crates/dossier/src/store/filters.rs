//! Filters of the inbox that people keep.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, FilterId, OfficeId};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use crate::model::SavedFilter;

struct Row {
    id: Uuid,
    office: Uuid,
    account: Uuid,
    shared: bool,
    name: String,
    query: String,
}

impl From<Row> for SavedFilter {
    fn from(row: Row) -> Self {
        let Row { id, office, account, shared, name, query } = row;
        Self { id: id.into(), office: office.into(), account: account.into(), shared, name, query }
    }
}

/// The filters an account keeps, and those its offices share; the account's own first.
pub(crate) async fn of(
    conn: &mut PgConnection,
    node: &NodeCode,
    account: AccountId,
    offices: &[OfficeId],
) -> Result<Vec<SavedFilter>, DbError> {
    let offices: Vec<Uuid> = offices.iter().map(|office| office.uuid()).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, office, account, shared, name, query from dossier.saved_filter
         where node = $1 and (account = $2 or (shared and office = any ($3))) order by shared, made_at, id",
        node.as_str(),
        account.uuid(),
        &offices
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(SavedFilter::from).collect())
}

/// Keeps a filter, new or changed.
pub(crate) async fn save(conn: &mut PgConnection, node: &NodeCode, filter: &SavedFilter, now: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "insert into dossier.saved_filter (node, id, office, account, shared, name, query, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (node, id) do update set shared = excluded.shared, name = excluded.name, query = excluded.query",
        node.as_str(),
        filter.id.uuid(),
        filter.office.uuid(),
        filter.account.uuid(),
        filter.shared,
        filter.name,
        filter.query,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Throws a filter away.
pub(crate) async fn delete(conn: &mut PgConnection, node: &NodeCode, id: FilterId) -> Result<(), DbError> {
    sqlx::query!("delete from dossier.saved_filter where node = $1 and id = $2", node.as_str(), id.uuid()).execute(conn).await?;
    Ok(())
}
