//! Loading the pack into the database: one transaction, the same pack twice changes nothing.

use std::path::Path;

use db::{Context, DbError};
use journal::NewEntry;
use kernel::pack::{Finding, Progress};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use crate::model::named_uuid;
use crate::store;

use super::{Pack, Province, UNIT_FILES, check, read};

/// Rows of one statement: enough to be fast, few enough to show progress.
const BATCH: usize = 4_000;

/// What a load has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// The database now holds this pack; the number of rows written.
    Written(u64),
    /// The database held it already.
    Unchanged,
}

/// Why a pack was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The pack has mistakes; nothing was written.
    #[error("the pack has {} mistakes; the first: {first}", .findings.len(), first = .findings.first().map(ToString::to_string).unwrap_or_default())]
    Unsound {
        /// All of them.
        findings: Vec<Finding>,
    },
    /// A file cannot be read.
    #[error("{file} cannot be read")]
    Unreadable {
        /// The file, relative to the pack's folder.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// The database failed; nothing was written.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for PackError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Checks and loads the organisation part of the pack in `folder` for the province of `ctx.node`. Offices that a reorganisation has
/// changed in the register keep what the register says.
///
/// # Errors
/// [`PackError`]; then nothing was written.
pub async fn load(ctx: &Context, folder: &Path, progress: &dyn Progress) -> Result<Loaded, PackError> {
    let node = ctx.node.to_string();
    let digest = digest(folder, &node)?;
    let mut transaction = ctx.begin().await?;
    if !store::pack::claim(&mut transaction, &part(&node), &digest).await? {
        return Ok(Loaded::Unchanged);
    }
    let mut findings = Vec::new();
    let pack = read(folder, std::slice::from_ref(&node), &mut findings);
    check::check_all(&pack, &mut findings);
    if !findings.is_empty() {
        return Err(PackError::Unsound { findings });
    }
    let rows = write(&mut transaction, &node, pack, progress).await?;
    store::pack::record(&mut transaction, &part(&node), &digest, ctx.now()).await?;
    let entry = NewEntry {
        office: None,
        actor: None,
        kind: "organisation.pack_loaded",
        subject_kind: "pack",
        subject: named_uuid(&format!("pack:{}", part(&node))),
        data: json!({ "digest": hex(&digest), "rows": rows }),
    };
    journal::append(&mut transaction, ctx, entry).await?;
    transaction.commit().await?;
    Ok(Loaded::Written(rows))
}

fn part(node: &str) -> String {
    format!("organisation:{node}")
}

async fn write(connection: &mut PgConnection, node: &str, pack: Pack, progress: &dyn Progress) -> Result<u64, DbError> {
    store::pack::clear(connection, node).await?;
    let mut rows = 0;
    let units: Vec<_> = pack.units.into_iter().flat_map(super::File::into_values).collect();
    for batch in units.chunks(BATCH) {
        rows += store::units::insert(connection, batch).await?;
        progress.report("organisation.unit", rows, count(units.len()));
    }
    let successions: Vec<_> = pack.successions.into_values().collect();
    let mut written = 0;
    for batch in successions.chunks(BATCH) {
        written += store::units::insert_successions(connection, batch).await?;
        progress.report("organisation.unit_successor", written, count(successions.len()));
    }
    rows += written;
    rows += store::agencies::insert(connection, &pack.agencies.into_values().collect::<Vec<_>>()).await?;
    for province in pack.provinces {
        rows += write_province(connection, node, province, progress).await?;
    }
    Ok(rows)
}

async fn write_province(connection: &mut PgConnection, node: &str, province: Province, progress: &dyn Progress) -> Result<u64, DbError> {
    let offices: Vec<_> = province.offices.into_values().map(|row| row.office).collect();
    let edges: Vec<_> = province.edges.into_values().collect();
    let rules: Vec<_> = province.rules.into_values().collect();
    let mut rows = store::offices::insert(connection, node, &offices).await?;
    rows += store::offices::insert_successions(connection, node, &edges).await?;
    rows += store::competence::insert(connection, node, &rules).await?;
    progress.report("organisation.office", count(offices.len()), count(offices.len()));
    Ok(rows)
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

/// SHA-256 over names and contents of all files of the part.
fn digest(folder: &Path, node: &str) -> Result<[u8; 32], PackError> {
    let names = UNIT_FILES
        .iter()
        .map(|name| (*name).to_owned())
        .chain(["units/successors.csv".to_owned(), "organisation/agencies.csv".to_owned()])
        .chain(["offices", "office_successors", "competence"].map(|name| format!("provinces/{node}/{name}.csv")));
    let mut digest = Sha256::new();
    for name in names {
        let bytes = std::fs::read(folder.join(&name)).map_err(|source| PackError::Unreadable { file: name.clone(), source })?;
        digest.update(name.as_bytes());
        digest.update(Sha256::digest(&bytes));
    }
    Ok(digest.finalize().into())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
