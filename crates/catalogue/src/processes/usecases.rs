//! What administrators do with internal processes.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use std::sync::Arc;

use ::web::Site;
use access::{Action, Actor, Facts, Resource, may};
use chrono::{DateTime, NaiveDate, Utc};
use db::Context;
use journal::NewEntry;
use kernel::code::ProcedureCode;
use process::migrate::{self, Obstacle};
use process::table::{Cells, cells_csv};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{ProcessUse, Running, TableDraft, rules, store, table};
use crate::editor::{EditRefusal, Publication};
use crate::model::{Binding, ProcessSource};
use crate::node::Catalogue;
use crate::store::{bindings, processes};

/// Dossiers looked at in one dry run: what a page can show.
const MOST_RUNNING: i64 = 1_000;

/// What editing processes needs; cheap to clone.
#[derive(Clone)]
pub struct Workbench {
    pub(super) ctx: Context,
    pub(super) catalogue: Catalogue,
    pub(super) usage: Arc<dyn ProcessUse>,
}

impl std::fmt::Debug for Workbench {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Workbench").field("catalogue", &self.catalogue).finish_non_exhaustive()
    }
}

impl Workbench {
    /// The workbench of a running node.
    #[must_use]
    pub fn new(ctx: Context, catalogue: Catalogue, usage: Arc<dyn ProcessUse>) -> Self {
        Self { ctx, catalogue, usage }
    }

    fn now(&self) -> DateTime<Utc> {
        self.ctx.now()
    }

    /// Today in office time.
    pub(super) fn today(&self) -> NaiveDate {
        Site::default().local(self.ctx.now()).date()
    }

    /// Procedures that use a process today: those bound to it, and for the process of all others, all others.
    pub(super) async fn procedures(&self, connection: &mut PgConnection, id: &str) -> Result<Vec<ProcedureCode>, EditRefusal> {
        let used = store::used_by(connection, id).await?;
        if !used.iter().any(|code| code == bindings::EVERY) {
            return Ok(used.iter().filter_map(|code| code.parse().ok()).collect());
        }
        let bound: std::collections::HashSet<String> = store::bound(connection).await?.into_iter().collect();
        let overview = self.catalogue.overview();
        let is_here = |code: &str| used.iter().any(|own| own == code) || !bound.contains(code);
        Ok(overview.entries().iter().map(|entry| entry.code.clone()).filter(|code| is_here(code.as_str())).collect())
    }
}

/// The subject of the journal entries about a process, made from its identifier.
pub(super) fn subject(id: &str) -> Uuid {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(Sha256::digest(format!("process:{id}"))).for_each(|(byte, digest)| *byte = digest);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn authorise(actor: &Actor, action: Action) -> Result<(), EditRefusal> {
    if may(actor, Resource::Process, action, &Facts::default()) { Ok(()) } else { Err(EditRefusal::NotFound) }
}

/// Begins a draft from the newest version.
///
/// # Errors
/// [`EditRefusal::Exists`] when there is one, [`EditRefusal::NotFound`] when there is no such process.
pub async fn start(bench: &Workbench, actor: &Actor, id: &str) -> Result<(), EditRefusal> {
    authorise(actor, Action::Edit)?;
    let mut transaction = bench.ctx.begin().await?;
    let source = processes::newest(&mut transaction, id).await?.ok_or(EditRefusal::NotFound)?;
    // A stored table was compiled, so it can be read; were it ever not, the draft begins empty rather than not at all.
    let rows = cells_csv(&source.source).unwrap_or_default();
    let title = store::title(&mut transaction, id).await?;
    let begun = store::begin(&mut transaction, (id, &title, Some(source.version)), &rows, (actor.account, bench.now())).await?;
    transaction.commit().await?;
    if begun { Ok(()) } else { Err(EditRefusal::Exists) }
}

/// Begins the draft of a process that does not exist yet.
///
/// # Errors
/// [`EditRefusal::Exists`]; [`EditRefusal::NotFound`] when the identifier is none.
pub async fn start_new(bench: &Workbench, actor: &Actor, id: &str, title: &str) -> Result<(), EditRefusal> {
    authorise(actor, Action::Edit)?;
    if !rules::is_identifier(id) {
        return Err(EditRefusal::NotFound);
    }
    let mut connection = bench.ctx.pool.acquire().await?;
    let exists = processes::newest(&mut connection, id).await?.is_some();
    let begun = !exists && store::begin(&mut connection, (id, title, None), &[table::blank()], (actor.account, bench.now())).await?;
    if begun { Ok(()) } else { Err(EditRefusal::Exists) }
}

/// Saves a draft, sound or not, over the revision that was shown.
///
/// # Errors
/// [`EditRefusal::Stale`].
pub async fn save(bench: &Workbench, actor: &Actor, (id, title, revision): (&str, &str, i32), rows: &[Cells]) -> Result<(), EditRefusal> {
    authorise(actor, Action::Edit)?;
    let mut connection = bench.ctx.pool.acquire().await?;
    if store::save(&mut connection, (id, title, revision), rows, (actor.account, bench.now())).await? {
        return Ok(());
    }
    let stored = store::draft(&mut connection, id).await?.ok_or(EditRefusal::NotFound)?;
    Err(EditRefusal::Stale { revision: stored.revision })
}

/// Throws the draft away.
///
/// # Errors
/// [`EditRefusal::NotFound`] when there is none.
pub async fn discard(bench: &Workbench, actor: &Actor, id: &str) -> Result<(), EditRefusal> {
    authorise(actor, Action::Edit)?;
    let mut connection = bench.ctx.pool.acquire().await?;
    if store::delete(&mut connection, id).await? { Ok(()) } else { Err(EditRefusal::NotFound) }
}

/// Publishes the draft. Work that is running stays on its version.
///
/// # Errors
/// [`EditRefusal::Incomplete`] when the table has flaws; [`EditRefusal::NoAct`], [`EditRefusal::Day`], [`EditRefusal::Scheduled`].
pub async fn publish(bench: &Workbench, actor: &Actor, id: &str, command: &Publication) -> Result<i32, EditRefusal> {
    authorise(actor, Action::Publish)?;
    let act = crate::editor::act(command)?;
    let mut transaction = bench.ctx.begin().await?;
    store::lock(&mut transaction, id).await?;
    let draft = store::draft(&mut transaction, id).await?.ok_or(EditRefusal::NotFound)?;
    let definition = table::compile(&draft.rows).map_err(|_| EditRefusal::Incomplete(vec!["steps-flawed"]))?;
    let versions = store::versions(&mut transaction, id).await?;
    let today = bench.today();
    if let Some(waiting) = versions.iter().find(|version| version.is_ahead(today)) {
        return Err(EditRefusal::Scheduled { version: waiting.version });
    }
    if command.on < today {
        return Err(EditRefusal::Day { earliest: today });
    }
    let version = versions.iter().map(|version| version.version).max().unwrap_or(0) + 1;
    let name = if draft.title.is_empty() { id } else { draft.title.as_str() };
    let definition = definition.named(id, u32::try_from(version).unwrap_or_default(), name);
    let source = ProcessSource { id: id.to_owned(), version, definition, source: table::csv(&draft.rows) };
    let json = serde_json::to_value(&source.definition).map_err(|_| EditRefusal::NotFound)?;
    let digest = Sha256::digest(&source.source).to_vec();
    processes::replace(&mut transaction, &source, &json, &digest, (command.on, bench.now())).await?;
    store::mark(&mut transaction, &source, &draft.title, act).await?;
    store::delete(&mut transaction, id).await?;
    let data = json!({ "code": id, "name": draft.title, "version": version, "valid_from": command.on, "act": act });
    record(&mut transaction, bench, actor, ("process.published", id), data).await?;
    transaction.commit().await?;
    Ok(version)
}

/// Takes back the last publication as long as no dossier runs under it.
///
/// # Errors
/// [`EditRefusal::Used`]; [`EditRefusal::NotFound`] when the last version was not published here.
pub async fn undo(bench: &Workbench, actor: &Actor, id: &str) -> Result<(), EditRefusal> {
    authorise(actor, Action::Publish)?;
    let mut transaction = bench.ctx.begin().await?;
    store::lock(&mut transaction, id).await?;
    let versions = store::versions(&mut transaction, id).await?;
    let newest = rules::undoable(&versions).ok_or(EditRefusal::NotFound)?;
    let procedures = bench.procedures(&mut transaction, id).await?;
    if bench.usage.is_used(&mut transaction, (id, newest.version), &procedures, newest.valid_from).await? {
        return Err(EditRefusal::Used);
    }
    store::undo(&mut transaction, id, newest.version, newest.valid_from).await?;
    let data = json!({ "code": id, "version": newest.version });
    record(&mut transaction, bench, actor, ("process.publication_undone", id), data).await?;
    transaction.commit().await?;
    Ok(())
}

/// Gives a procedure this process from today on; what is open stays on the one it has.
///
/// # Errors
/// [`EditRefusal::NotFound`] when there is no such procedure or process.
pub async fn bind(bench: &Workbench, actor: &Actor, id: &str, code: &ProcedureCode) -> Result<(), EditRefusal> {
    authorise(actor, Action::Publish)?;
    let today = bench.today();
    let mut transaction = bench.ctx.begin().await?;
    store::lock(&mut transaction, id).await?;
    if processes::find(&mut transaction, id, today).await?.is_none() || bench.catalogue.overview().entry(code.as_str()).is_none() {
        return Err(EditRefusal::NotFound);
    }
    let standing = bindings::find(&mut transaction, code.as_str(), today).await?.ok_or(EditRefusal::NotFound)?;
    let binding = Binding { form: standing.form, process: id.to_owned() };
    store::bind(&mut transaction, code.as_str(), &binding, today).await?;
    let data = json!({ "code": id, "name": code, "act": "", "before": standing.process });
    record(&mut transaction, bench, actor, ("process.bound", id), data).await?;
    transaction.commit().await?;
    Ok(())
}

/// What would happen to running work if it were moved to the draft.
#[derive(Debug, Default)]
pub struct DryRun {
    /// Dossiers that could go on.
    pub able: usize,
    /// Dossiers that could not, each with every obstacle.
    pub unable: Vec<(Running, Vec<Obstacle>)>,
    /// Whether there are more than were looked at.
    pub is_cut: bool,
}

/// Tries, without changing anything, whether the dossiers in work could be moved to the draft.
///
/// # Errors
/// [`EditRefusal::Incomplete`] when the draft has flaws.
pub async fn dry_run(bench: &Workbench, actor: &Actor, id: &str) -> Result<DryRun, EditRefusal> {
    authorise(actor, Action::Edit)?;
    let mut connection = bench.ctx.pool.acquire().await?;
    let draft: TableDraft = store::draft(&mut connection, id).await?.ok_or(EditRefusal::NotFound)?;
    let new = table::compile(&draft.rows).map_err(|_| EditRefusal::Incomplete(vec!["steps-flawed"]))?;
    let procedures = bench.procedures(&mut connection, id).await?;
    let running = bench.usage.running(&mut connection, id, &procedures, MOST_RUNNING).await?;
    let mut outcome = DryRun { is_cut: i64::try_from(running.len()).is_ok_and(|count| count >= MOST_RUNNING), ..DryRun::default() };
    let mut known = HashMap::new();
    for one in running {
        let old = match known.entry(one.version) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(processes::version(&mut connection, id, one.version).await?),
        };
        let Some(old) = old else { continue };
        match migrate::dry_run(&old.definition, &new, &one.instance) {
            Ok(_) => outcome.able += 1,
            Err(obstacles) => outcome.unable.push((one, obstacles)),
        }
    }
    Ok(outcome)
}

async fn record(
    connection: &mut PgConnection,
    bench: &Workbench,
    actor: &Actor,
    (kind, id): (&str, &str),
    data: Value,
) -> Result<(), EditRefusal> {
    let entry = NewEntry { office: None, actor: Some(actor.account), kind, subject_kind: "process", subject: subject(id), data };
    journal::append(connection, &bench.ctx, entry).await?;
    Ok(())
}
