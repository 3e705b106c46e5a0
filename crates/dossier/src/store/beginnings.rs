//! Dossiers that begin, many in one statement.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::code::{DossierCode, NodeCode};
use kernel::id::{AccountId, DossierId};
use serde_json::Value;
use sqlx::PgConnection;
use sqlx::types::{Json, Uuid};

use super::columns::{TallyColumns, WorkColumns};
use crate::model::{Applicant, Content, Dossier, Paper};
use crate::tally::Change;

/// A client's key to remember.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewKey<'a> {
    pub(crate) key: &'a str,
    pub(crate) operation: &'a str,
    /// SHA-256 of the request.
    pub(crate) request: &'a [u8],
}

/// A dossier to be written for the first time.
#[derive(Debug)]
pub(crate) struct NewDossier<'a> {
    /// The dossier after its first event.
    pub(crate) dossier: &'a Dossier,
    /// What was declared.
    pub(crate) content: &'a Content,
    /// Who hands it in or receives it.
    pub(crate) made_by: AccountId,
    /// The key under which it was asked for.
    pub(crate) key: Option<NewKey<'a>>,
    /// Office-local day under which open work is counted.
    pub(crate) day: NaiveDate,
    /// Counters to move.
    pub(crate) changes: &'a [Change],
}

/// The rows of dossiers, in the order of the statement.
#[derive(Default)]
struct Rows<'a> {
    ids: Vec<Uuid>,
    versions: Vec<i32>,
    states: Vec<i16>,
    codes: Vec<Option<&'a str>>,
    procedures: Vec<&'a str>,
    procedure_names: Vec<&'a str>,
    channels: Vec<i16>,
    owners: Vec<Uuid>,
    receivers: Vec<Uuid>,
    accounts: Vec<Option<Uuid>>,
    submitted_at: Vec<DateTime<Utc>>,
    received_at: Vec<Option<DateTime<Utc>>>,
    due_at: Vec<Option<DateTime<Utc>>>,
    days: Vec<NaiveDate>,
    records: Vec<Json<&'a Dossier>>,
}

impl<'a> Rows<'a> {
    fn of(begun: &[NewDossier<'a>]) -> Self {
        let mut rows = Self::default();
        for NewDossier { dossier, day, .. } in begun {
            rows.ids.push(dossier.id.uuid());
            rows.versions.push(dossier.version);
            rows.states.push(dossier.state.number());
            rows.codes.push(dossier.code.as_ref().map(DossierCode::as_str));
            rows.procedures.push(dossier.opening.procedure.as_str());
            rows.procedure_names.push(&dossier.opening.procedure_name);
            rows.channels.push(dossier.opening.channel.number());
            rows.owners.push(dossier.owner_office.uuid());
            rows.receivers.push(dossier.opening.receiving_office.uuid());
            rows.accounts.push(dossier.opening.applicant.map(AccountId::uuid));
            rows.submitted_at.push(dossier.submitted_at);
            rows.received_at.push(dossier.received_at);
            rows.due_at.push(dossier.due());
            rows.days.push(*day);
            rows.records.push(Json(dossier));
        }
        rows
    }
}

/// What was declared, and the keys under which it was.
#[derive(Default)]
struct Declared<'a> {
    contents: Vec<Uuid>,
    names: Vec<&'a str>,
    applicants: Vec<Json<&'a Applicant>>,
    declarations: Vec<Json<&'a Value>>,
    papers: Vec<Json<&'a [Paper]>>,
    digests: Vec<Vec<u8>>,
    makers: Vec<Uuid>,
    keys: Vec<Option<&'a str>>,
    operations: Vec<Option<&'a str>>,
    requests: Vec<Option<&'a [u8]>>,
    /// File by file.
    files: Vec<Uuid>,
    files_of: Vec<Uuid>,
}

impl<'a> Declared<'a> {
    fn of(begun: &[NewDossier<'a>]) -> Result<Self, DbError> {
        let mut declared = Self::default();
        for NewDossier { dossier, content, made_by, key, .. } in begun {
            declared.contents.push(content.id.uuid());
            declared.names.push(&content.applicant.name);
            declared.applicants.push(Json(&content.applicant));
            declared.declarations.push(Json(&content.declaration));
            declared.papers.push(Json(&content.papers));
            declared.digests.push(digest(dossier)?);
            declared.makers.push(made_by.uuid());
            declared.keys.push(key.map(|key| key.key));
            declared.operations.push(key.map(|key| key.operation));
            declared.requests.push(key.map(|key| key.request));
            for document in content.papers.iter().filter_map(|paper| paper.document) {
                declared.files.push(document.uuid());
                declared.files_of.push(dossier.id.uuid());
            }
        }
        Ok(declared)
    }
}

/// SHA-256 of what was declared, as the dossier names it.
fn digest(dossier: &Dossier) -> Result<Vec<u8>, DbError> {
    hex::decode(&dossier.opening.content_sha256).map_err(|_| DbError::inconsistent("dossier.content", "sha256", dossier.id))
}

/// Writes dossiers that begin and everything that follows from it; gives those that were written. The others had a key that was used already.
#[expect(clippy::as_conversions, reason = "the checked macro spells the type of an array with nulls like this; nothing is converted")]
pub(crate) async fn insert(conn: &mut PgConnection, node: &NodeCode, begun: &[NewDossier<'_>]) -> Result<HashSet<DossierId>, DbError> {
    let (rows, declared) = (Rows::of(begun), Declared::of(begun)?);
    let taking_part = begun.iter().flat_map(|new| new.dossier.offices().into_iter().map(|office| (office.uuid(), new.dossier.id.uuid())));
    let (offices, taking_part_in): (Vec<Uuid>, Vec<Uuid>) = taking_part.unzip();
    let counted_for = begun.iter().flat_map(|new| new.changes.iter().map(|_| new.dossier.id.uuid())).collect::<Vec<_>>();
    let tally = TallyColumns::of(begun.iter().flat_map(|new| new.changes));
    let work = WorkColumns::of(begun.iter().map(|new| new.dossier));
    let written = sqlx::query_file_scalar!(
        "src/store/sql/begin_all.sql",
        node.as_str(),
        &rows.ids,
        &rows.versions,
        &rows.states,
        &rows.codes as &[Option<&str>],
        &rows.procedures as &[&str],
        &rows.procedure_names as &[&str],
        &rows.channels,
        &rows.owners,
        &rows.receivers,
        &rows.accounts as &[Option<Uuid>],
        &declared.names as &[&str],
        &rows.submitted_at,
        &rows.received_at as &[Option<DateTime<Utc>>],
        &rows.due_at as &[Option<DateTime<Utc>>],
        &rows.days,
        &rows.records as &[Json<&Dossier>],
        &declared.contents,
        &declared.applicants as &[Json<&Applicant>],
        &declared.declarations as &[Json<&Value>],
        &declared.papers as &[Json<&[Paper]>],
        &declared.digests,
        &declared.makers,
        &declared.keys as &[Option<&str>],
        &declared.operations as &[Option<&str>],
        &declared.requests as &[Option<&[u8]>],
        &declared.files,
        &declared.files_of,
        &offices,
        &taking_part_in,
        &counted_for,
        &tally.offices,
        &tally.measures,
        &tally.days,
        &tally.amounts,
        &work.ids,
        &work.dossiers,
        &work.keys,
        &work.names,
        &work.offices,
        &work.roles,
        &work.opened_at,
        &work.due_at as &[Option<DateTime<Utc>>],
        &work.holders as &[Option<Uuid>],
        &work.leases as &[Option<DateTime<Utc>>]
    )
    .fetch_all(conn)
    .await?;
    Ok(written.into_iter().map(DossierId::from_uuid).collect())
}
