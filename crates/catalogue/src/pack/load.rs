//! Loading the pack into the database: one transaction, the same pack twice changes nothing.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use db::{Context, DbError};
use journal::NewEntry;
use kernel::pack::{Finding, Progress};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;
use web::Site;

use crate::model::{Binding, FormSource, ProcessSource};
use crate::store;
use crate::store::procedures::NewVersion;
use crate::thesaurus;

use super::check::check_all;
use super::read::{files, read};
use super::{Digested, Pack, Placed, ProcedureLine, State};

/// Procedures of one statement: enough to be fast, few enough to show progress.
const BATCH: usize = 300;
const PART: &str = "catalogue";
/// The subject of the journal entries about this part of the pack.
const SUBJECT: Uuid = Uuid::from_u128(0x6361_7461_6c6f_8075_8070_6163_6b00_0001);

/// What a load has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loaded {
    /// The database now holds this pack.
    Written(Changes),
    /// The database held it already.
    Unchanged,
}

/// What became different.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Procedures that are new or were not in force.
    pub added: Vec<String>,
    /// Procedures with a new version.
    pub changed: Vec<String>,
    /// Procedures that are no longer in the pack.
    pub ended: Vec<String>,
    /// Forms with a new version.
    pub forms: Vec<String>,
    /// Internal processes with a new version.
    pub processes: Vec<String>,
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
    /// The database failed; nothing was written.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for PackError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// When a load happens: since when what is new holds.
#[derive(Debug, Clone, Copy)]
struct Day {
    now: DateTime<Utc>,
    /// Today in office time.
    today: NaiveDate,
    /// Since when versions of what was never known before hold.
    first: NaiveDate,
}

/// Checks and loads the catalogue part of the pack in `folder`. What the node never knew holds since the day the pack names; what
/// changed gets a new version valid from today; what is no longer in the pack ends today.
///
/// # Errors
/// [`PackError`]; then nothing was written.
pub async fn load(ctx: &Context, folder: &Path, progress: &dyn Progress) -> Result<Loaded, PackError> {
    let digest = digest(folder);
    let mut transaction = ctx.begin().await?;
    if !store::pack::claim(&mut transaction, PART, &digest).await? {
        return Ok(Loaded::Unchanged);
    }
    let (pack, state) = sound(folder)?;
    let now = ctx.now();
    let day = Day { now, today: Site::default().local(now).date(), first: state.valid_from };
    let changes = write(&mut transaction, &pack, day, progress).await?;
    store::pack::record(&mut transaction, PART, &digest, now).await?;
    journal::append(&mut transaction, ctx, entry(&changes, &digest)).await?;
    transaction.commit().await?;
    Ok(Loaded::Written(changes))
}

/// The pack, if nothing is wrong with it.
fn sound(folder: &Path) -> Result<(Pack, State), PackError> {
    let mut findings = Vec::new();
    let pack = read(folder, &mut findings);
    check_all(&pack, &mut findings);
    match pack.state {
        Some(state) if findings.is_empty() => Ok((pack, state)),
        _ => Err(PackError::Unsound { findings }),
    }
}

fn entry(changes: &Changes, digest: &[u8]) -> NewEntry<'static> {
    let data = json!({
        "digest": digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
        "added": changes.added.len(),
        "changed": changes.changed,
        "ended": changes.ended,
        "forms": changes.forms,
        "processes": changes.processes,
    });
    NewEntry { office: None, actor: None, kind: "catalogue.pack_loaded", subject_kind: "pack", subject: SUBJECT, data }
}

async fn write(connection: &mut PgConnection, pack: &Pack, day: Day, progress: &dyn Progress) -> Result<Changes, DbError> {
    let mut changes = write_procedures(connection, &pack.procedures, day, progress).await?;
    for form in &pack.forms {
        if write_form(connection, &form.value, day).await? {
            changes.forms.push(form.value.value.id.clone());
        }
    }
    for process in &pack.processes {
        if write_process(connection, &process.value, day).await? {
            changes.processes.push(process.value.value.id.clone());
        }
    }
    write_bindings(connection, &pack.bindings, day).await?;
    store::silence::replace(connection, &pack.silences.iter().map(|row| &row.value).collect::<Vec<_>>()).await?;
    store::thesaurus::replace_pack(connection, &pack.thesaurus, day.now).await?;
    Ok(changes)
}

async fn write_procedures(
    connection: &mut PgConnection,
    lines: &[Placed<ProcedureLine>],
    day: Day,
    progress: &dyn Progress,
) -> Result<Changes, DbError> {
    let standing: HashMap<String, _> =
        store::procedures::standing(connection).await?.into_iter().map(|(row, in_force)| (row.code.clone(), (row, in_force))).collect();
    let mut changes = Changes::default();
    let mut versions = Vec::new();
    for line in lines.iter().map(|line| &line.value) {
        let (version, valid_from) = match standing.get(&line.code) {
            Some((row, _)) if row.by_administrator => continue,
            Some((row, true)) if row.digest == line.digest => continue,
            Some((row, is_in_force)) => {
                if *is_in_force { &mut changes.changed } else { &mut changes.added }.push(line.code.clone());
                (row.version + 1, day.today)
            }
            None => {
                changes.added.push(line.code.clone());
                (1, day.first)
            }
        };
        versions.push(NewVersion {
            code: line.code.clone(),
            version,
            valid_from,
            digest: line.digest.to_vec(),
            content: line.content.clone(),
        });
    }
    let codes: HashSet<&str> = lines.iter().map(|line| line.value.code.as_str()).collect();
    changes.ended = standing
        .values()
        .filter(|(row, in_force)| *in_force && !row.by_administrator && !codes.contains(row.code.as_str()))
        .map(|(row, _)| row.code.clone())
        .collect();
    changes.ended.sort();
    let ending = [changes.changed.as_slice(), changes.ended.as_slice()].concat();
    store::procedures::end(connection, &ending, day.today).await?;
    let mut written = 0;
    for batch in versions.chunks(BATCH) {
        written += store::procedures::insert(connection, batch, day.now).await?;
        progress.report("catalogue.procedure", written, u64::try_from(versions.len()).unwrap_or(u64::MAX));
    }
    Ok(changes)
}

/// The next version and its first day; `None` when the standing one has the same digest.
fn next(standing: Option<(i32, Vec<u8>)>, digest: &[u8], day: Day) -> Option<(i32, NaiveDate)> {
    match standing {
        Some((_, found)) if found == digest => None,
        Some((version, _)) => Some((version + 1, day.today)),
        None => Some((1, day.first)),
    }
}

async fn write_form(connection: &mut PgConnection, form: &Digested<FormSource>, day: Day) -> Result<bool, DbError> {
    let standing = store::forms::standing(connection, &form.value.id).await?;
    let Some((version, from)) = next(standing, &form.digest, day) else { return Ok(false) };
    let mut next = FormSource { version, ..form.value.clone() };
    if let Value::Object(json) = &mut next.json {
        json.insert("x-version".to_owned(), version.into());
    }
    store::forms::replace(connection, &next, &form.digest, (from, day.now)).await?;
    Ok(true)
}

async fn write_process(connection: &mut PgConnection, process: &Digested<ProcessSource>, day: Day) -> Result<bool, DbError> {
    let standing = store::processes::standing(connection, &process.value.id).await?;
    let Some((version, from)) = next(standing, &process.digest, day) else { return Ok(false) };
    let source = process.value.clone();
    let name = source.definition.name().clone();
    let definition = source.definition.named(source.id.as_str(), u32::try_from(version).unwrap_or_default(), name);
    let next = ProcessSource { id: source.id, version, definition, source: source.source };
    let json = serde_json::to_value(&next.definition).map_err(|_| DbError::inconsistent("catalogue.process", "definition", &next.id))?;
    store::processes::replace(connection, &next, &json, &process.digest, (from, day.now)).await?;
    Ok(true)
}

async fn write_bindings(connection: &mut PgConnection, rows: &[Placed<(String, Binding)>], day: Day) -> Result<(), DbError> {
    let standing: HashMap<String, Binding> = store::bindings::standing(connection).await?.into_iter().collect();
    let is_first = standing.is_empty();
    for (code, binding) in rows.iter().map(|row| &row.value) {
        if standing.get(code) != Some(binding) {
            store::bindings::end(connection, code, day.today).await?;
            store::bindings::insert(connection, code, binding, if is_first { day.first } else { day.today }).await?;
        }
    }
    let kept: HashSet<&str> = rows.iter().map(|row| row.value.0.as_str()).collect();
    for code in standing.keys().filter(|code| !kept.contains(code.as_str())) {
        store::bindings::end(connection, code, day.today).await?;
    }
    Ok(())
}

/// SHA-256 over names and contents of all files of the part. A file that cannot be read is named by the check.
fn digest(folder: &Path) -> [u8; 32] {
    let folders = [("procedures", "jsonl"), ("procedures", "csv"), ("forms", "json"), ("processes", "csv")];
    let names = folders.iter().flat_map(|(below, extension)| files(folder, below, extension));
    let mut digest = Sha256::new();
    for name in names.chain([thesaurus::FILE.to_owned()]) {
        digest.update(name.as_bytes());
        digest.update(Sha256::digest(std::fs::read(folder.join(&name)).unwrap_or_default()));
    }
    digest.finalize().into()
}
