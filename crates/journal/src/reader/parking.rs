//! Entries a reader could not digest: listed for operators, tried again by command.

use chrono::{DateTime, Utc};
use db::{Context, DbError};
use kernel::id::EntryId;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::run::attempt_one;
use super::{Progress, Reader};
use crate::store;

/// An entry that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parked {
    /// Whose cursor left it behind.
    pub reader: String,
    /// The entry.
    pub entry: EntryId,
    /// What it is about.
    pub subject: Uuid,
    /// Why the reader failed; `None` when the entry only waits behind an earlier one.
    pub reason: Option<String>,
    /// How often it was tried.
    pub attempts: i32,
    /// Since when it waits.
    pub parked_at: DateTime<Utc>,
}

/// Up to `limit` parked entries of all readers, in the order of reading.
///
/// # Errors
/// [`DbError::Sql`].
pub async fn parked(connection: &mut PgConnection, limit: u16) -> Result<Vec<Parked>, DbError> {
    store::reader::parked(connection, limit).await
}

/// Tries the parked entries of `reader` again, in order. A subject whose first entry fails again keeps waiting. `read` counts
/// the entries digested, `parked` those that still wait.
///
/// # Errors
/// [`DbError`] when storage fails; nothing has happened then.
pub async fn retry<R: Reader>(ctx: &Context, reader: &R) -> Result<Progress, DbError> {
    let mut transaction = ctx.begin().await?;
    if store::reader::lock(&mut transaction, reader.name()).await?.is_none() {
        return Ok(Progress { busy: true, ..Progress::default() });
    }
    let mut progress = Progress::default();
    for subject in store::reader::waiting_subjects(&mut transaction, reader.name()).await? {
        for entry in store::reader::waiting(&mut transaction, reader.name(), subject).await? {
            if let Some(reason) = attempt_one(&mut transaction, reader, &entry).await? {
                store::reader::park(&mut transaction, reader.name(), &entry, Some(&reason), ctx.now()).await?;
                break;
            }
            store::reader::release(&mut transaction, reader.name(), entry.id).await?;
            progress.read += 1;
        }
    }
    progress.parked = store::reader::count_waiting(&mut transaction, reader.name()).await?;
    transaction.commit().await?;
    Ok(progress)
}
