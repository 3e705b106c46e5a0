//! Texts offices keep to write with.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{OfficeId, TextId};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use crate::model::{KeptText, TextKind};

struct Row {
    id: Uuid,
    office: Uuid,
    kind: String,
    title: String,
    body: String,
}

impl TryFrom<Row> for KeptText {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let wrong = || DbError::Inconsistent { table: "dossier.template", column: "kind", id: row.id.to_string() };
        let kind = TextKind::from_code(&row.kind).ok_or_else(wrong)?;
        Ok(Self { id: row.id.into(), office: row.office.into(), kind, title: row.title, body: row.body })
    }
}

/// The texts of some offices, by kind and title.
pub(crate) async fn of_offices(conn: &mut PgConnection, node: &NodeCode, offices: &[OfficeId]) -> Result<Vec<KeptText>, DbError> {
    let offices: Vec<Uuid> = offices.iter().map(|office| office.uuid()).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, office, kind, title, body from dossier.template where node = $1 and office = any ($2) order by kind, lower(title), id",
        node.as_str(),
        &offices
    );
    rows.fetch_all(conn).await?.into_iter().map(KeptText::try_from).collect()
}

/// Keeps a text, new or changed.
pub(crate) async fn save(conn: &mut PgConnection, node: &NodeCode, text: &KeptText, now: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "insert into dossier.template (node, id, office, kind, title, body, made_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (node, id) do update set kind = excluded.kind, title = excluded.title, body = excluded.body",
        node.as_str(),
        text.id.uuid(),
        text.office.uuid(),
        text.kind.code(),
        text.title,
        text.body,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Throws a text away.
pub(crate) async fn delete(conn: &mut PgConnection, node: &NodeCode, id: TextId) -> Result<(), DbError> {
    sqlx::query!("delete from dossier.template where node = $1 and id = $2", node.as_str(), id.uuid()).execute(conn).await?;
    Ok(())
}
