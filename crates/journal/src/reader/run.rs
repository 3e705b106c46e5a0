//! Rounds of a reader: one, all that are due, or for ever.

use std::collections::HashSet;
use std::time::Duration;

use db::{Context, DbError};
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use super::{Progress, Reader, ReaderError};
use crate::model::Entry;
use crate::store;

/// Pause when there was nothing to read. Polling instead of NOTIFY: NOTIFY takes one lock for the whole server at every commit,
/// and would cost the writers more than the readers gain.
const PAUSE: Duration = Duration::from_millis(100);
/// Pause after a failure of storage.
const LONG_PAUSE: Duration = Duration::from_secs(1);
/// Entries per round in the background.
const BATCH: u16 = 1000;

/// Reads up to `batch` entries and digests them in one transaction with the cursor.
///
/// # Errors
/// [`DbError`] when storage fails; nothing has happened then.
pub async fn run_once<R: Reader>(ctx: &Context, reader: &R, batch: u16) -> Result<Progress, DbError> {
    let mut transaction = ctx.begin().await?;
    store::reader::ensure(&mut transaction, reader.name(), ctx.now()).await?;
    let Some(cursor) = store::reader::lock(&mut transaction, reader.name()).await? else {
        return Ok(Progress { busy: true, ..Progress::default() });
    };
    let entries = store::reader::after(&mut transaction, cursor, batch).await?;
    let Some(last) = entries.last().map(|entry| entry.position) else {
        // Dropping would give the lock back some time later; the next round may come at once.
        transaction.rollback().await?;
        return Ok(Progress::default());
    };
    let read = entries.len();
    let parked = digest(&mut transaction, ctx, reader, entries).await?;
    store::reader::advance(&mut transaction, reader.name(), last, ctx.now()).await?;
    transaction.commit().await?;
    Ok(Progress { read, parked, busy: false })
}

/// Reads until nothing is left that is older than every running transaction. For commands and tests.
///
/// # Errors
/// [`DbError`].
pub async fn run_to_end<R: Reader>(ctx: &Context, reader: &R) -> Result<Progress, DbError> {
    let mut total = Progress::default();
    loop {
        let round = run_once(ctx, reader, BATCH).await?;
        total = Progress { read: total.read + round.read, parked: total.parked + round.parked, busy: round.busy };
        if round.read == 0 {
            return Ok(total);
        }
    }
}

/// Reads for as long as the program lives; drop the future to stop. Failures of storage are logged and tried again.
pub async fn run<R: Reader>(ctx: &Context, reader: &R) {
    loop {
        let pause = match run_once(ctx, reader, BATCH).await {
            Ok(progress) if progress.read == usize::from(BATCH) => continue,
            Ok(_) => PAUSE,
            Err(error) => {
                tracing::warn!(reader = reader.name(), %error, "a reader of the journal could not go on and will try again");
                LONG_PAUSE
            }
        };
        tokio::time::sleep(pause).await;
    }
}

/// Hands the entries over and returns how many were parked. Entries of a subject that has one parked go behind it.
async fn digest<R: Reader>(connection: &mut PgConnection, ctx: &Context, reader: &R, entries: Vec<Entry>) -> Result<usize, DbError> {
    let subjects: Vec<Uuid> = entries.iter().map(|entry| entry.subject).collect();
    let blocked: HashSet<Uuid> = store::reader::blocked(connection, reader.name(), &subjects).await?.into_iter().collect();
    let (behind, free): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| blocked.contains(&entry.subject));
    for entry in &behind {
        store::reader::park(connection, reader.name(), entry, None, ctx.now()).await?;
    }
    if attempt_all(connection, reader, &free).await? {
        return Ok(behind.len());
    }
    Ok(behind.len() + one_by_one(connection, ctx, reader, &free).await?)
}

/// True when the whole batch was digested; false when nothing of it happened.
async fn attempt_all<R: Reader>(connection: &mut PgConnection, reader: &R, entries: &[Entry]) -> Result<bool, DbError> {
    let mut attempt = connection.begin().await?;
    let outcome = reader.handle_all(&mut attempt, entries).await;
    settle(attempt, outcome).await.map(|failure| failure.is_none())
}

async fn one_by_one<R: Reader>(connection: &mut PgConnection, ctx: &Context, reader: &R, entries: &[Entry]) -> Result<usize, DbError> {
    let mut blocked = HashSet::new();
    let mut parked = 0;
    for entry in entries {
        let reason = if blocked.contains(&entry.subject) {
            None
        } else {
            let Some(reason) = attempt_one(connection, reader, entry).await? else { continue };
            tracing::error!(reader = reader.name(), entry = %entry.id, kind = %entry.kind, %reason, "an entry of the journal is parked");
            Some(reason)
        };
        blocked.insert(entry.subject);
        store::reader::park(connection, reader.name(), entry, reason.as_deref(), ctx.now()).await?;
        parked += 1;
    }
    Ok(parked)
}

/// `None` when the entry was digested; else why not, and nothing of it happened.
pub(super) async fn attempt_one<R: Reader>(connection: &mut PgConnection, reader: &R, entry: &Entry) -> Result<Option<String>, DbError> {
    let mut attempt = connection.begin().await?;
    let outcome = reader.handle(&mut attempt, entry).await;
    settle(attempt, outcome).await
}

/// Keeps or undoes what an attempt did. A failure that may pass (the server went away, a deadlock) is nobody's fault: it ends
/// the round instead of parking an innocent entry.
async fn settle(attempt: sqlx::Transaction<'_, sqlx::Postgres>, outcome: Result<(), ReaderError>) -> Result<Option<String>, DbError> {
    match outcome {
        Ok(()) => {
            attempt.commit().await?;
            Ok(None)
        }
        Err(ReaderError::Db(error)) if error.is_transient() => Err(error),
        Err(error) => {
            attempt.rollback().await?;
            Ok(Some(error.to_string()))
        }
    }
}
