//! What administrators do with procedures. Each change of a rule is journaled in its transaction; lists and search know it when the call returns.

use access::{Action, Actor, Facts, Resource, may};
use chrono::NaiveDate;
use journal::NewEntry;
use kernel::code::ProcedureCode;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use super::error::EditRefusal;
use super::exchange::{self, ImportFlaw};
use super::model::VersionInShort;
use super::rules::{self, Undoable};
use super::{Editor, store};
use crate::model::Procedure;
use crate::store::procedures;

/// A publication or a withdrawal: since when, and by which act.
#[derive(Debug, Clone)]
pub struct Publication {
    /// First day of the new order.
    pub on: NaiveDate,
    /// The act: "45/QĐ-UBND".
    pub act: String,
}

/// The subject of the journal entries about a procedure, made from its code.
pub(super) fn subject(code: &str) -> Uuid {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(Sha256::digest(format!("procedure:{code}"))).for_each(|(byte, digest)| *byte = digest);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn authorise(actor: &Actor, action: Action) -> Result<(), EditRefusal> {
    if may(actor, Resource::Procedure, action, &Facts::default()) { Ok(()) } else { Err(EditRefusal::NotFound) }
}

/// Begins a draft from the version in force, else from the newest one; for a code that never was, an empty one.
///
/// # Errors
/// [`EditRefusal::Exists`] when there is a draft already.
pub async fn start(editor: &Editor, actor: &Actor, code: &ProcedureCode) -> Result<(), EditRefusal> {
    authorise(actor, Action::Edit)?;
    let mut transaction = editor.ctx.begin().await?;
    let versions = store::versions(&mut transaction, code.as_str()).await?;
    let today = editor.today();
    let base = versions.iter().rev().find(|version| version.holds(today)).or_else(|| versions.iter().rev().find(|version| !version.undone));
    let procedure = match base {
        Some(base) => procedures::version(&mut transaction, code.as_str(), base.version).await?.ok_or(EditRefusal::NotFound)?,
        None => exchange::blank(code.clone()),
    };
    let begun = store::begin(&mut transaction, &procedure, base.map(|base| base.version), (actor.account, editor.now())).await?;
    transaction.commit().await?;
    if begun { Ok(()) } else { Err(EditRefusal::Exists) }
}

/// Saves a draft over the revision that was shown.
///
/// # Errors
/// [`EditRefusal::Stale`] when somebody saved it meanwhile.
pub async fn save(editor: &Editor, actor: &Actor, procedure: &Procedure, revision: i32) -> Result<(), EditRefusal> {
    authorise(actor, Action::Edit)?;
    let mut connection = editor.ctx.pool.acquire().await?;
    if store::save(&mut connection, procedure, revision, (actor.account, editor.now())).await? {
        return Ok(());
    }
    let stored = store::draft(&mut connection, procedure.code.as_str()).await?.ok_or(EditRefusal::NotFound)?;
    Err(EditRefusal::Stale { revision: stored.revision })
}

/// Throws the draft away.
///
/// # Errors
/// [`EditRefusal::NotFound`] when there is none.
pub async fn discard(editor: &Editor, actor: &Actor, code: &ProcedureCode) -> Result<(), EditRefusal> {
    authorise(actor, Action::Edit)?;
    let mut connection = editor.ctx.pool.acquire().await?;
    if store::delete(&mut connection, code.as_str()).await? { Ok(()) } else { Err(EditRefusal::NotFound) }
}

/// Publishes the draft: the next version holds from the day on, the one before until then. Dossiers keep the version they were handed in under.
///
/// # Errors
/// [`EditRefusal::Incomplete`], [`EditRefusal::NoAct`], [`EditRefusal::Day`], [`EditRefusal::Scheduled`]; then nothing has changed.
pub async fn publish(editor: &Editor, actor: &Actor, code: &ProcedureCode, command: &Publication) -> Result<i32, EditRefusal> {
    authorise(actor, Action::Publish)?;
    let act = act(command)?;
    let mut transaction = editor.ctx.begin().await?;
    store::lock(&mut transaction, code.as_str()).await?;
    let draft = store::draft(&mut transaction, code.as_str()).await?.ok_or(EditRefusal::NotFound)?;
    let missing = rules::missing(&draft.procedure);
    if !missing.is_empty() {
        return Err(EditRefusal::Incomplete(missing));
    }
    let versions = store::versions(&mut transaction, code.as_str()).await?;
    rules::may_change_on(command.on, editor.today(), &versions)?;
    let version = versions.iter().map(|version| version.version).max().unwrap_or(0) + 1;
    let procedure = Procedure { decision: act.to_owned(), ..draft.procedure };
    store::end(&mut transaction, code.as_str(), command.on, "").await?;
    store::publish(&mut transaction, &procedure, (version, command.on), act, editor.now()).await?;
    store::delete(&mut transaction, code.as_str()).await?;
    let data = json!({ "code": code, "name": procedure.name, "version": version, "valid_from": command.on, "act": act });
    record(&mut transaction, editor, actor, ("procedure.published", code), data).await?;
    transaction.commit().await?;
    editor.refresh().await?;
    Ok(version)
}

/// Takes a procedure out of force from a day on. Dossiers that are open go on under their version.
///
/// # Errors
/// As [`publish`]; [`EditRefusal::NotFound`] when no version is in force.
pub async fn withdraw(editor: &Editor, actor: &Actor, code: &ProcedureCode, command: &Publication) -> Result<(), EditRefusal> {
    authorise(actor, Action::Publish)?;
    let act = act(command)?;
    let mut transaction = editor.ctx.begin().await?;
    store::lock(&mut transaction, code.as_str()).await?;
    let versions = store::versions(&mut transaction, code.as_str()).await?;
    let standing = versions.iter().find(|version| version.valid_to.is_none()).ok_or(EditRefusal::NotFound)?;
    rules::may_change_on(command.on, editor.today(), &versions)?;
    store::end(&mut transaction, code.as_str(), command.on, act).await?;
    let data = json!({ "code": code, "name": standing.name, "version": standing.version, "valid_to": command.on, "act": act });
    record(&mut transaction, editor, actor, ("procedure.withdrawn", code), data).await?;
    transaction.commit().await?;
    editor.refresh().await?;
    Ok(())
}

/// Takes back the last publication or withdrawal, as long as nobody has applied under the version; then the version before holds again.
///
/// # Errors
/// [`EditRefusal::Used`]; [`EditRefusal::NotFound`] when the last thing done here cannot be taken back.
pub async fn undo(editor: &Editor, actor: &Actor, code: &ProcedureCode) -> Result<(), EditRefusal> {
    authorise(actor, Action::Publish)?;
    let mut transaction = editor.ctx.begin().await?;
    store::lock(&mut transaction, code.as_str()).await?;
    let versions = store::versions(&mut transaction, code.as_str()).await?;
    let (kind, version) = match rules::undoable(&versions, editor.today()).ok_or(EditRefusal::NotFound)? {
        Undoable::Publication(version) => (take_back(editor, &mut transaction, code, (&versions, &version)).await?, version),
        Undoable::Withdrawal(version) => {
            store::resume(&mut transaction, code.as_str(), version.version).await?;
            ("procedure.withdrawal_undone", version)
        }
    };
    let data = json!({ "code": code, "name": version.name, "version": version.version });
    record(&mut transaction, editor, actor, (kind, code), data).await?;
    transaction.commit().await?;
    editor.refresh().await?;
    Ok(())
}

/// Empties the span of the version and lets the one before, which ended for it, hold on.
async fn take_back(
    editor: &Editor,
    connection: &mut PgConnection,
    code: &ProcedureCode,
    (versions, version): (&[VersionInShort], &VersionInShort),
) -> Result<&'static str, EditRefusal> {
    if editor.usage.is_used(connection, code, version.version, version.valid_from).await? {
        return Err(EditRefusal::Used);
    }
    store::undo_publication(connection, code.as_str(), version.version).await?;
    let before = versions.iter().rev().find(|other| !other.undone && other.version < version.version);
    if let Some(before) = before.filter(|before| before.withdrawn_by.is_empty() && before.valid_to == Some(version.valid_from)) {
        store::resume(connection, code.as_str(), before.version).await?;
    }
    Ok("procedure.publication_undone")
}

/// Takes the lines of a file as drafts: all of them, or none.
///
/// # Errors
/// [`EditRefusal::Import`] with every line that is wrong.
pub async fn import(editor: &Editor, actor: &Actor, text: &str) -> Result<Vec<ProcedureCode>, EditRefusal> {
    authorise(actor, Action::Edit)?;
    let lines = exchange::read(text).map_err(EditRefusal::Import)?;
    let mut transaction = editor.ctx.begin().await?;
    let (mut codes, mut flaws) = (Vec::new(), Vec::new());
    for (row, procedure) in lines {
        let versions = store::versions(&mut transaction, procedure.code.as_str()).await?;
        let base = versions.iter().rev().find(|version| !version.undone).map(|version| version.version);
        if store::begin(&mut transaction, &procedure, base, (actor.account, editor.now())).await? {
            codes.push(procedure.code);
        } else {
            flaws.push(ImportFlaw { row, key: "editor-import-draft-exists", found: procedure.code.to_string() });
        }
    }
    if !flaws.is_empty() {
        return Err(EditRefusal::Import(flaws));
    }
    transaction.commit().await?;
    Ok(codes)
}

fn act(command: &Publication) -> Result<&str, EditRefusal> {
    let act = command.act.trim();
    if act.is_empty() || act.chars().count() > 200 { Err(EditRefusal::NoAct) } else { Ok(act) }
}

async fn record(
    connection: &mut PgConnection,
    editor: &Editor,
    actor: &Actor,
    (kind, code): (&str, &ProcedureCode),
    data: Value,
) -> Result<(), EditRefusal> {
    let subject = subject(code.as_str());
    let entry = NewEntry { office: None, actor: Some(actor.account), kind, subject_kind: "procedure", subject, data };
    journal::append(connection, &editor.ctx, entry).await?;
    Ok(())
}
