//! Labels of offices, and the dossiers they are on.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{DossierId, LabelId, OfficeId};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use crate::model::{Label, LabelColour};

struct Row {
    id: Uuid,
    office: Uuid,
    name: String,
    colour: String,
}

impl TryFrom<Row> for Label {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let wrong = || DbError::Inconsistent { table: "dossier.label", column: "colour", id: row.id.to_string() };
        let colour = LabelColour::from_code(&row.colour).ok_or_else(wrong)?;
        Ok(Self { id: row.id.into(), office: row.office.into(), name: row.name, colour })
    }
}

/// The labels of some offices, by name.
pub(crate) async fn of_offices(conn: &mut PgConnection, node: &NodeCode, offices: &[OfficeId]) -> Result<Vec<Label>, DbError> {
    let offices: Vec<Uuid> = offices.iter().map(|office| office.uuid()).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, office, name, colour from dossier.label where node = $1 and office = any ($2) order by lower(name), id",
        node.as_str(),
        &offices
    );
    rows.fetch_all(conn).await?.into_iter().map(Label::try_from).collect()
}

/// Keeps a label, new or changed; `false` when the office has another of that name.
pub(crate) async fn save(conn: &mut PgConnection, node: &NodeCode, label: &Label, now: DateTime<Utc>) -> Result<bool, DbError> {
    let saved = sqlx::query!(
        "insert into dossier.label as kept (node, id, office, name, colour, made_at)
         select $1, $2, $3, $4, $5, $6 where not exists (
             select from dossier.label where node = $1 and office = $3 and lower(name) = lower($4) and id <> $2)
         on conflict (node, id) do update set name = excluded.name, colour = excluded.colour",
        node.as_str(),
        label.id.uuid(),
        label.office.uuid(),
        label.name,
        label.colour.code(),
        now
    );
    Ok(saved.execute(conn).await?.rows_affected() == 1)
}

/// Throws a label away, and takes it off every dossier.
pub(crate) async fn delete(conn: &mut PgConnection, node: &NodeCode, id: LabelId) -> Result<bool, DbError> {
    let deleted = sqlx::query!("delete from dossier.label where node = $1 and id = $2", node.as_str(), id.uuid());
    Ok(deleted.execute(conn).await?.rows_affected() == 1)
}

/// Puts a label on a dossier; `false` when it is there already.
pub(crate) async fn put(conn: &mut PgConnection, node: &NodeCode, dossier: DossierId, label: LabelId) -> Result<bool, DbError> {
    let put = sqlx::query!(
        "insert into dossier.labelled (node, dossier, label) values ($1, $2, $3) on conflict do nothing",
        node.as_str(),
        dossier.uuid(),
        label.uuid()
    );
    Ok(put.execute(conn).await?.rows_affected() == 1)
}

/// Takes a label off a dossier; `false` when it is not there.
pub(crate) async fn take(conn: &mut PgConnection, node: &NodeCode, dossier: DossierId, label: LabelId) -> Result<bool, DbError> {
    let taken = sqlx::query!(
        "delete from dossier.labelled where node = $1 and dossier = $2 and label = $3",
        node.as_str(),
        dossier.uuid(),
        label.uuid()
    );
    Ok(taken.execute(conn).await?.rows_affected() == 1)
}

/// Which labels of these offices are on which of these dossiers.
pub(crate) async fn on(
    conn: &mut PgConnection,
    node: &NodeCode,
    dossiers: &[DossierId],
    offices: &[OfficeId],
) -> Result<Vec<(DossierId, LabelId)>, DbError> {
    let dossiers: Vec<Uuid> = dossiers.iter().map(|dossier| dossier.uuid()).collect();
    let offices: Vec<Uuid> = offices.iter().map(|office| office.uuid()).collect();
    let rows = sqlx::query!(
        "select labelled.dossier, label.id from dossier.labelled join dossier.label on label.node = $1 and label.id = labelled.label
         where labelled.node = $1 and labelled.dossier = any ($2) and label.office = any ($3) order by lower(label.name)",
        node.as_str(),
        &dossiers,
        &offices
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(|row| (row.dossier.into(), row.id.into())).collect())
}
