//! An administrator adds, changes, removes and restores words. Each is journaled, and search knows it when the call returns.

use access::{Action, Actor, Facts, Resource, may};
use db::Context;
use journal::NewEntry;
use kernel::id::ContentId;
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::dictionary::Dictionary;
use super::error::WordRefusal;
use super::model::{Entry, Word};
use super::store;
use super::table::{Row, entry};

const ADDED: &str = "word.added";
const CHANGED: &str = "word.changed";
const REMOVED: &str = "word.removed";
const RESTORED: &str = "word.restored";

/// Adds a word.
///
/// # Errors
/// [`WordRefusal`].
pub async fn add_word(dictionary: &Dictionary, actor: &Actor, typed: &Row) -> Result<ContentId, WordRefusal> {
    let id = ContentId::new(&*dictionary.ctx.clock, &*dictionary.ctx.entropy);
    write(dictionary, actor, (id, ADDED), typed).await?;
    Ok(id)
}

/// Changes an administrator's word.
///
/// # Errors
/// [`WordRefusal`].
pub async fn change_word(dictionary: &Dictionary, actor: &Actor, id: ContentId, typed: &Row) -> Result<(), WordRefusal> {
    authorise(actor)?;
    let mut connection = dictionary.ctx.pool.acquire().await?;
    own_word(&mut connection, id).await?;
    drop(connection);
    write(dictionary, actor, (id, CHANGED), typed).await
}

/// Removes an administrator's word; [`restore_word`] brings it back.
///
/// # Errors
/// [`WordRefusal`].
pub async fn remove_word(dictionary: &Dictionary, actor: &Actor, id: ContentId) -> Result<Entry, WordRefusal> {
    authorise(actor)?;
    let ctx = &dictionary.ctx;
    let mut transaction = ctx.begin().await?;
    let word = own_word(&mut transaction, id).await?;
    store::delete(&mut transaction, id).await?;
    record(&mut transaction, ctx, actor, (id, REMOVED), &word.entry).await?;
    transaction.commit().await?;
    dictionary.refresh().await?;
    Ok(word.entry)
}

/// Brings back a word that was removed, as the journal remembers it.
///
/// # Errors
/// [`WordRefusal::NotFound`] when the last thing that happened to it was not its removal.
pub async fn restore_word(dictionary: &Dictionary, actor: &Actor, id: ContentId) -> Result<(), WordRefusal> {
    authorise(actor)?;
    let mut connection = dictionary.ctx.pool.acquire().await?;
    let history = journal::of_subject(&mut connection, id.uuid()).await?;
    drop(connection);
    let last = history.last().filter(|entry| entry.kind == REMOVED).ok_or(WordRefusal::NotFound)?;
    let text = |field: &str| last.data.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let row = Row { term: text("term"), kind: text("kind"), expansion: text("expansion"), note: text("note"), source: String::new() };
    write(dictionary, actor, (id, RESTORED), &row).await
}

async fn write(dictionary: &Dictionary, actor: &Actor, (id, kind): (ContentId, &str), typed: &Row) -> Result<(), WordRefusal> {
    authorise(actor)?;
    let wrong = |(column, problem): (Option<&'static str>, String)| WordRefusal::Wrong { column: column.unwrap_or("term"), problem };
    let entry = entry(typed, Some(&dictionary.index.codes())).map_err(wrong)?;
    let ctx = &dictionary.ctx;
    let mut transaction = ctx.begin().await?;
    if store::is_taken(&mut transaction, &entry, id).await? {
        return Err(WordRefusal::Taken);
    }
    store::save(&mut transaction, (id, &entry), actor.account, ctx.now()).await?;
    record(&mut transaction, ctx, actor, (id, kind), &entry).await?;
    transaction.commit().await?;
    dictionary.refresh().await?;
    Ok(())
}

fn authorise(actor: &Actor) -> Result<(), WordRefusal> {
    if may(actor, Resource::Thesaurus, Action::Edit, &Facts::default()) { Ok(()) } else { Err(WordRefusal::NotFound) }
}

async fn own_word(connection: &mut PgConnection, id: ContentId) -> Result<Word, WordRefusal> {
    let word = store::find(connection, id).await?.ok_or(WordRefusal::NotFound)?;
    if word.by_administrator { Ok(word) } else { Err(WordRefusal::FromPack) }
}

async fn record(
    connection: &mut PgConnection,
    ctx: &Context,
    actor: &Actor,
    (id, kind): (ContentId, &str),
    entry: &Entry,
) -> Result<(), WordRefusal> {
    let data = json!({ "term": entry.term, "kind": entry.kind, "expansion": entry.expansion.to_string(), "note": entry.note });
    let happened = NewEntry { office: None, actor: Some(actor.account), kind, subject_kind: "word", subject: id.uuid(), data };
    journal::append(connection, ctx, happened).await?;
    Ok(())
}
