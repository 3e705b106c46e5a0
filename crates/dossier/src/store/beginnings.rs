//! Dossiers that begin, many in one statement.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::code::{DossierCode, NodeCode};
use kernel::id::{AccountId, EntryId};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use super::columns::{TallyColumns, WorkColumns};
use crate::model::{Content, Dossier};
use crate::tally::Change;

/// A client's key to remember.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewKey<'a> {
    pub(crate) key: &'a str,
    pub(crate) operation: &'a str,
    /// SHA-256 of the request.
    pub(crate) request: &'a [u8],
}

/// The entry with which the journal of a dossier begins.
#[derive(Debug)]
pub(crate) struct FirstEntry {
    pub(crate) id: EntryId,
    /// What happened.
    pub(crate) kind: &'static str,
    /// What changed.
    pub(crate) facts: String,
}

/// What is kept as text. It is written by each request for itself, not in the round for which all of them wait.
#[derive(Debug)]
pub(crate) struct Texts {
    record: String,
    applicant: String,
    declaration: String,
    papers: String,
}

impl Texts {
    /// The texts of a dossier and of what was declared.
    ///
    /// # Errors
    /// As for [`super::json`].
    pub(crate) fn of(dossier: &Dossier, content: &Content) -> Result<Self, DbError> {
        Ok(Self {
            record: super::json_text(dossier)?,
            applicant: super::json_text(&content.applicant)?,
            declaration: content.declaration.to_string(),
            papers: super::json_text(&content.papers)?,
        })
    }
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
    /// Both as they are kept.
    pub(crate) texts: &'a Texts,
    /// What the journal keeps of its beginning.
    pub(crate) entry: &'a FirstEntry,
    /// Office-local day under which open work is counted.
    pub(crate) day: NaiveDate,
    /// Counters to move.
    pub(crate) changes: &'a [Change],
}

/// The rows of dossiers.
#[derive(Default)]
struct Rows<'a> {
    ids: Vec<Uuid>,
    submitted_at: Vec<DateTime<Utc>>,
    versions: Vec<i32>,
    states: Vec<i16>,
    codes: Vec<Option<&'a str>>,
    procedures: Vec<&'a str>,
    channels: Vec<i16>,
    owners: Vec<Uuid>,
    receivers: Vec<Uuid>,
    accounts: Vec<Option<Uuid>>,
    names: Vec<&'a str>,
    received_at: Vec<Option<DateTime<Utc>>>,
    due_at: Vec<Option<DateTime<Utc>>>,
    records: Vec<&'a str>,
    /// Who takes part, office by office.
    offices: Vec<Uuid>,
    takes_part_in: Vec<Uuid>,
}

impl<'a> Rows<'a> {
    fn of(begun: &[NewDossier<'a>]) -> Self {
        let mut rows = Self::default();
        for NewDossier { dossier, content, texts, .. } in begun {
            rows.ids.push(dossier.id.uuid());
            rows.submitted_at.push(dossier.submitted_at);
            rows.versions.push(dossier.version);
            rows.states.push(dossier.state.number());
            rows.codes.push(dossier.code.as_ref().map(DossierCode::as_str));
            rows.procedures.push(dossier.opening.procedure.as_str());
            rows.channels.push(dossier.opening.channel.number());
            rows.owners.push(dossier.owner_office.uuid());
            rows.receivers.push(dossier.opening.receiving_office.uuid());
            rows.accounts.push(dossier.opening.applicant.map(AccountId::uuid));
            rows.names.push(&content.applicant.name);
            rows.received_at.push(dossier.received_at);
            rows.due_at.push(dossier.due());
            rows.records.push(&texts.record);
            for office in dossier.offices() {
                rows.offices.push(office.uuid());
                rows.takes_part_in.push(dossier.id.uuid());
            }
        }
        rows
    }
}

/// What their open work shows of them, task by task.
#[derive(Default)]
struct Shown<'a> {
    due_at: Vec<Option<DateTime<Utc>>>,
    days: Vec<NaiveDate>,
    codes: Vec<Option<&'a str>>,
    procedures: Vec<&'a str>,
    procedure_names: Vec<&'a str>,
    names: Vec<&'a str>,
    channels: Vec<i16>,
}

impl<'a> Shown<'a> {
    fn of(begun: &[NewDossier<'a>]) -> Self {
        let mut shown = Self::default();
        for NewDossier { dossier, content, day, .. } in begun {
            for _ in &dossier.tasks {
                shown.due_at.push(dossier.due());
                shown.days.push(*day);
                shown.codes.push(dossier.code.as_ref().map(DossierCode::as_str));
                shown.procedures.push(dossier.opening.procedure.as_str());
                shown.procedure_names.push(&dossier.opening.procedure_name);
                shown.names.push(&content.applicant.name);
                shown.channels.push(dossier.opening.channel.number());
            }
        }
        shown
    }
}

/// What was declared.
#[derive(Default)]
struct Declared<'a> {
    contents: Vec<Uuid>,
    applicants: Vec<&'a str>,
    declarations: Vec<&'a str>,
    papers: Vec<&'a str>,
    digests: Vec<Vec<u8>>,
    makers: Vec<Uuid>,
    /// File by file.
    files: Vec<Uuid>,
    files_of: Vec<Uuid>,
}

impl<'a> Declared<'a> {
    fn of(begun: &[NewDossier<'a>]) -> Result<Self, DbError> {
        let mut declared = Self::default();
        for NewDossier { dossier, content, texts, made_by, .. } in begun {
            declared.contents.push(content.id.uuid());
            declared.applicants.push(&texts.applicant);
            declared.declarations.push(&texts.declaration);
            declared.papers.push(&texts.papers);
            declared.digests.push(digest(dossier)?);
            declared.makers.push(made_by.uuid());
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

/// The keys under which they were asked for; not every one has one.
#[derive(Default)]
struct Keys<'a> {
    accounts: Vec<Uuid>,
    keys: Vec<&'a str>,
    operations: Vec<&'a str>,
    requests: Vec<&'a [u8]>,
    dossiers: Vec<Uuid>,
    made_at: Vec<DateTime<Utc>>,
}

impl<'a> Keys<'a> {
    fn of(begun: &[NewDossier<'a>]) -> Self {
        let mut keys = Self::default();
        for NewDossier { dossier, made_by, key, .. } in begun {
            let Some(key) = key else { continue };
            keys.accounts.push(made_by.uuid());
            keys.keys.push(key.key);
            keys.operations.push(key.operation);
            keys.requests.push(key.request);
            keys.dossiers.push(dossier.id.uuid());
            keys.made_at.push(dossier.submitted_at);
        }
        keys
    }
}

/// The entries of the journal.
#[derive(Default)]
struct Entries<'a> {
    ids: Vec<Uuid>,
    kinds: Vec<&'a str>,
    facts: Vec<&'a str>,
}

impl<'a> Entries<'a> {
    fn of(begun: &[NewDossier<'a>]) -> Self {
        let mut entries = Self::default();
        for NewDossier { entry, .. } in begun {
            entries.ids.push(entry.id.uuid());
            entries.kinds.push(entry.kind);
            entries.facts.push(&entry.facts);
        }
        entries
    }
}

/// Why dossiers were not written.
#[derive(Debug)]
pub(crate) enum NotWritten {
    /// A key was used before.
    KeyUsed,
    /// The database failed or refused.
    Failed(DbError),
}

impl From<DbError> for NotWritten {
    fn from(error: DbError) -> Self {
        if error.violates("idempotency_pkey") { Self::KeyUsed } else { Self::Failed(error) }
    }
}

/// Writes dossiers that begin and everything that follows from it: all of them or none.
#[expect(clippy::as_conversions, reason = "the checked macro spells the type of an array with nulls like this; nothing is converted")]
pub(crate) async fn insert(conn: &mut PgConnection, node: &NodeCode, begun: &[NewDossier<'_>]) -> Result<(), NotWritten> {
    let (rows, declared, keys) = (Rows::of(begun), Declared::of(begun)?, Keys::of(begun));
    let tally = TallyColumns::of(begun.iter().flat_map(|new| new.changes));
    let (work, shown) = (WorkColumns::of(begun.iter().map(|new| new.dossier)), Shown::of(begun));
    let entries = Entries::of(begun);
    let written = sqlx::query_file_scalar!(
        "src/store/sql/begin_all.sql",
        node.as_str(),
        &keys.accounts,
        &keys.keys as &[&str],
        &keys.operations as &[&str],
        &keys.requests as &[&[u8]],
        &keys.dossiers,
        &keys.made_at,
        &rows.ids,
        &declared.contents,
        &declared.applicants as &[&str],
        &declared.declarations as &[&str],
        &declared.papers as &[&str],
        &declared.digests,
        &declared.makers,
        &rows.submitted_at,
        &declared.files,
        &declared.files_of,
        &rows.versions,
        &rows.states,
        &rows.codes as &[Option<&str>],
        &rows.procedures as &[&str],
        &rows.channels,
        &rows.owners,
        &rows.receivers,
        &rows.accounts as &[Option<Uuid>],
        &rows.names as &[&str],
        &rows.received_at as &[Option<DateTime<Utc>>],
        &rows.due_at as &[Option<DateTime<Utc>>],
        &rows.records as &[&str],
        &rows.offices,
        &rows.takes_part_in,
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
        &work.leases as &[Option<DateTime<Utc>>],
        &shown.due_at as &[Option<DateTime<Utc>>],
        &shown.days,
        &shown.codes as &[Option<&str>],
        &shown.procedures as &[&str],
        &shown.procedure_names as &[&str],
        &shown.names as &[&str],
        &shown.channels,
        &entries.ids,
        &entries.kinds as &[&str],
        &entries.facts as &[&str],
        journal::SCHEMA_VERSION
    );
    written.fetch_one(conn).await.map(|_| ()).map_err(|error| DbError::from(error).into())
}
