//! The rows of dossiers, their open work and their counters.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::code::{DossierCode, NodeCode, ProcedureCode};
use kernel::id::{DossierId, OfficeId, TaskId};
use sqlx::PgConnection;
use sqlx::types::{Json, Uuid};

use super::columns::{TallyColumns, WorkColumns};
use crate::model::Dossier;
use crate::tally::Change;

/// A dossier as it stands in the database.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    /// The aggregate.
    pub(crate) dossier: Dossier,
    /// The applicant's name, kept beside the aggregate because the journal must not hold it.
    pub(crate) applicant_name: String,
}

/// A change of a dossier, with what follows from it.
#[derive(Debug)]
pub(crate) struct Save<'a> {
    /// The dossier after the events.
    pub(crate) after: &'a Dossier,
    /// The dossier before them.
    pub(crate) before: &'a Dossier,
    /// The applicant's name.
    pub(crate) applicant_name: &'a str,
    /// Office-local day under which open work is counted.
    pub(crate) day: NaiveDate,
    /// Counters to move.
    pub(crate) changes: &'a [Change],
    /// The present instant.
    pub(crate) now: DateTime<Utc>,
}

impl Save<'_> {
    /// Work that is no longer open.
    fn closed(&self) -> Vec<Uuid> {
        self.before.tasks.iter().map(|task| task.id).filter(|id| self.after.task(*id).is_none()).map(TaskId::uuid).collect()
    }
}

/// Loads a dossier and locks it until the transaction ends.
pub(crate) async fn lock(conn: &mut PgConnection, node: &NodeCode, id: DossierId) -> Result<Option<Stored>, DbError> {
    let row = sqlx::query!(
        r#"select record as "record: Json<Dossier>", applicant_name from dossier.dossier where node = $1 and id = $2 for update"#,
        node.as_str(),
        id.uuid()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Stored { dossier: row.record.0, applicant_name: row.applicant_name }))
}

/// Loads a dossier without locking it.
pub(crate) async fn find(conn: &mut PgConnection, node: &NodeCode, id: DossierId) -> Result<Option<Stored>, DbError> {
    let row = sqlx::query!(
        r#"select record as "record: Json<Dossier>", applicant_name from dossier.dossier where node = $1 and id = $2"#,
        node.as_str(),
        id.uuid()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Stored { dossier: row.record.0, applicant_name: row.applicant_name }))
}

/// A row as lists see it beside the aggregate it was written from.
#[derive(Debug)]
pub(crate) struct Whole {
    pub(crate) dossier: Dossier,
    /// The columns agree with the aggregate.
    pub(crate) agrees: bool,
}

/// Dossiers in the order of their identifiers, after the one named.
pub(crate) async fn page(conn: &mut PgConnection, node: &NodeCode, after: Option<DossierId>, most: i64) -> Result<Vec<Whole>, DbError> {
    let rows = sqlx::query!(
        r#"select record as "record: Json<Dossier>", id, version, state, code, received_at, due_at from dossier.dossier
           where node = $1 and id > $2 order by id limit $3"#,
        node.as_str(),
        after.map_or(Uuid::nil(), DossierId::uuid),
        most
    )
    .fetch_all(conn)
    .await?;
    let whole = rows.into_iter().map(|row| {
        let dossier = row.record.0;
        let facts = (row.id, row.version, row.state, row.code.as_deref(), row.received_at, row.due_at);
        let code = dossier.code.as_ref().map(DossierCode::as_str);
        let agrees = facts == (dossier.id.uuid(), dossier.version, dossier.state.number(), code, dossier.received_at, dossier.due());
        Whole { agrees, dossier }
    });
    Ok(whole.collect())
}

/// The identifier behind a code.
pub(crate) async fn id_of_code(conn: &mut PgConnection, node: &NodeCode, code: &DossierCode) -> Result<Option<DossierId>, DbError> {
    let id = sqlx::query_scalar!("select id from dossier.dossier where node = $1 and code = $2", node.as_str(), code.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(id.map(DossierId::from_uuid))
}

/// The state behind a code: all that the public look-up may know.
pub(crate) async fn state_of_code(conn: &mut PgConnection, node: &NodeCode, code: &DossierCode) -> Result<Option<i16>, DbError> {
    Ok(sqlx::query_scalar!("select state from dossier.dossier where node = $1 and code = $2", node.as_str(), code.as_str())
        .fetch_optional(conn)
        .await?)
}

/// Writes the changed dossier and everything that follows from the change.
///
/// Gives `false` when somebody else wrote in between, which cannot happen to a caller that holds the lock.
pub(crate) async fn save(conn: &mut PgConnection, node: &NodeCode, save: &Save<'_>) -> Result<bool, DbError> {
    let dossier = save.after;
    let work = WorkColumns::of([dossier]);
    let tally = TallyColumns::of(save.changes);
    let saved = sqlx::query_file_scalar!(
        "src/store/sql/save.sql",
        node.as_str(),
        dossier.id.uuid(),
        dossier.version,
        dossier.state.number(),
        dossier.code.as_ref().map(DossierCode::as_str),
        dossier.owner_office.uuid(),
        save.applicant_name,
        dossier.received_at,
        dossier.due(),
        dossier.decision.as_ref().map(|decision| decision.decided_at).or(dossier.closed_at),
        super::json_text(dossier)?,
        save.before.version,
        &dossier.offices().into_iter().map(OfficeId::uuid).collect::<Vec<_>>(),
        save.now,
        &work.ids,
        dossier.is_stopped() || dossier.decision.is_some(),
        save.day,
        dossier.opening.procedure.as_str(),
        dossier.opening.procedure_name,
        dossier.opening.channel.number(),
        &work.keys,
        &work.names,
        &work.offices,
        &work.roles,
        &work.opened_at,
        &work.due_at as _,
        &work.holders as _,
        &work.leases as _,
        &tally.offices,
        &tally.measures,
        &tally.days,
        &tally.amounts,
        &save.closed()
    )
    .fetch_one(conn)
    .await?;
    Ok(saved == 1)
}

/// Has anybody applied under this version, which holds since `since`? Only dossiers of the procedure handed in since the day before are looked at:
/// an hour of a time zone earlier they may carry the version already.
pub(crate) async fn is_version_used(
    conn: &mut PgConnection,
    node: &NodeCode,
    code: &ProcedureCode,
    version: i32,
    since: NaiveDate,
) -> Result<bool, DbError> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from dossier.dossier
           where node = $1 and procedure = $2 and submitted_at >= $4::date - interval '1 day'
             and (record->'opening'->>'procedure_version')::integer = $3) as "found!""#,
        node.as_str(),
        code.as_str(),
        version,
        since
    );
    Ok(found.fetch_one(conn).await?)
}
