//! Puts committed entries under signed checkpoints.

use std::time::Duration;

use db::{Context, DbError};
use sqlx::PgConnection;

use crate::note::{Checkpoint, NodeKey};
use crate::store::seal as store;
use crate::store::seal::CheckpointRow;
use crate::tree::{CompactRange, Hash};

/// Entries per transaction and checkpoint: short enough not to hold back the readers of the journal.
const BATCH: i64 = 1024;
/// Only subtrees of these heights are kept: 256 leaves, 65,536, …
const KEPT_LEVELS: u32 = 8;
/// Pause after a failure of storage.
const LONG_PAUSE: Duration = Duration::from_secs(5);

/// Seals every entry that is older than all running transactions, in reading order, and returns the newest checkpoint made;
/// `None` when there was nothing new or another process is sealing just now. Each batch is a transaction with a checkpoint of
/// its own, so an interruption loses nothing.
///
/// # Errors
/// [`DbError::Sql`], or [`DbError::Inconsistent`] when the stored checkpoint cannot be continued.
pub async fn seal(ctx: &Context, key: &NodeKey) -> Result<Option<Checkpoint>, DbError> {
    let mut newest = None;
    while let Some(checkpoint) = seal_batch(ctx, key).await? {
        newest = Some(checkpoint);
    }
    Ok(newest)
}

/// Seals every `pause` for as long as the program lives; drop the future to stop. Failures are logged and tried again.
pub async fn run(ctx: &Context, key: &NodeKey, pause: Duration) {
    loop {
        let wait = match seal(ctx, key).await {
            Ok(Some(checkpoint)) => {
                tracing::debug!(size = checkpoint.size, "the journal is sealed");
                pause
            }
            Ok(None) => pause,
            Err(error) => {
                tracing::warn!(%error, "the journal could not be sealed and will be tried again");
                LONG_PAUSE.max(pause)
            }
        };
        tokio::time::sleep(wait).await;
    }
}

/// The newest checkpoint as the signed note to hand out; `None` before the first.
///
/// # Errors
/// [`DbError::Sql`].
pub async fn newest_note(connection: &mut PgConnection) -> Result<Option<String>, DbError> {
    Ok(store::newest(connection).await?.map(|row| row.note))
}

async fn seal_batch(ctx: &Context, key: &NodeKey) -> Result<Option<Checkpoint>, DbError> {
    let mut transaction = ctx.begin().await?;
    if !store::lock(&mut transaction).await? {
        return Ok(None);
    }
    let mut tree = continued(&mut transaction).await?;
    let place = store::last_place(&mut transaction).await?;
    let rows = store::settled_after(&mut transaction, place, BATCH).await?;
    if rows.is_empty() {
        // Dropping would give the lock back some time later; the next call may come at once.
        transaction.rollback().await?;
        return Ok(None);
    }
    let from = signed_size(tree.size())?;
    let hashes: Vec<Hash> = rows.iter().map(crate::leaf::SealedRow::hash).collect();
    let completed: Vec<_> = hashes.iter().flat_map(|hash| tree.push(*hash)).filter(|subtree| subtree.level % KEPT_LEVELS == 0).collect();
    store::add_leaves(&mut transaction, from, &rows, &hashes).await?;
    store::add_subtrees(&mut transaction, &completed).await?;
    let checkpoint = Checkpoint { size: tree.size(), root: tree.root() };
    store::add_checkpoint(&mut transaction, &row(&tree, key)?, ctx.now()).await?;
    transaction.commit().await?;
    Ok(Some(checkpoint))
}

/// The tree as the newest checkpoint left it. Nothing is built on a stored state that contradicts itself.
async fn continued(connection: &mut PgConnection) -> Result<CompactRange, DbError> {
    let Some(row) = store::newest(connection).await? else { return Ok(CompactRange::default()) };
    let wrong = || DbError::inconsistent("journal.checkpoint", "range", row.size);
    let roots = row.range.chunks(32).map(Hash::try_from).collect::<Result<_, _>>().map_err(|_| wrong())?;
    let size = u64::try_from(row.size).map_err(|_| wrong())?;
    let tree = CompactRange::from_roots(size, roots).ok_or_else(wrong)?;
    if tree.root().as_slice() != row.root || store::leaf_count(connection).await? != row.size {
        return Err(wrong());
    }
    Ok(tree)
}

fn row(tree: &CompactRange, key: &NodeKey) -> Result<CheckpointRow, DbError> {
    let root = tree.root();
    Ok(CheckpointRow {
        size: signed_size(tree.size())?,
        root: root.to_vec(),
        range: tree.roots().concat(),
        note: key.sign(tree.size(), &root),
    })
}

fn signed_size(size: u64) -> Result<i64, DbError> {
    i64::try_from(size).map_err(|_| DbError::inconsistent("journal.checkpoint", "size", size))
}
