//! Tells whether the past was touched, and names the first entry that was.

mod compare;
mod walk;

use db::DbError;
use kernel::id::EntryId;
use serde::Serialize;
use sqlx::PgPool;

use crate::note::{NoteError, PublicKey};
use crate::tree::Hash;

/// Why nothing can be said about the journal.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Storage failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A checkpoint that somebody kept is not one of this journal.
    #[error("the kept checkpoint cannot be used: {0}")]
    Kept(#[from] NoteError),
}

/// What happened to the journal at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The entry is no longer what was sealed: a column or its place in the order is another.
    Altered,
    /// The entry was sealed and is gone.
    Removed,
    /// The entry stands among sealed ones and never was sealed.
    Inserted,
    /// The entry is there, and its leaf was removed.
    SealRemoved,
    /// Entries and their leaves were changed together: they fit each other, and no longer the signed checkpoint or the subtree
    /// above them. The entry named is the first of those in question.
    Resealed,
    /// A checkpoint is not signed by this key, or its row says something else than its note.
    CheckpointForged,
    /// There are leaves that no checkpoint vouches for.
    CheckpointMissing,
}

/// The first place where the journal is not what was sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What happened.
    pub fault: Fault,
    /// The entry it happened to; `None` when nothing in the database tells any more.
    pub entry: Option<EntryId>,
    /// Number of the first leaf in question, from 0.
    pub from: u64,
    /// The leaf after the last in question.
    pub until: u64,
}

/// The outcome of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Everything sealed is as it was sealed.
    Intact {
        /// Entries under the newest checkpoint.
        sealed: u64,
        /// Newer entries, which the next checkpoint will cover.
        unsealed: u64,
        /// Root over the sealed entries, in hexadecimal digits.
        root: String,
    },
    /// Something was altered, removed or inserted.
    Broken(Finding),
}

impl Verdict {
    /// True when nothing was touched.
    #[must_use]
    pub const fn is_intact(&self) -> bool {
        matches!(self, Self::Intact { .. })
    }
}

/// How far a check has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Leaves compared so far.
    pub done: u64,
    /// Leaves there are.
    pub total: u64,
}

/// Compares every sealed entry with its leaf, and the leaves with every checkpoint, which must be signed with `key`. Reads in
/// pages: memory does not grow with the journal.
///
/// # Errors
/// [`VerifyError::Db`].
pub async fn verify(pool: &PgPool, key: &PublicKey) -> Result<Verdict, VerifyError> {
    verify_with(pool, key, &[], |_| ()).await
}

/// Like [`verify()`], and also against notes of checkpoints that somebody `kept` elsewhere: only they betray one who rewrote entries,
/// leaves and checkpoints with the stolen key, or cut off the end. `progress` is called after every page.
///
/// # Errors
/// [`VerifyError::Kept`] when a kept note is not signed with `key`, else [`VerifyError::Db`].
pub async fn verify_with(pool: &PgPool, key: &PublicKey, kept: &[&str], progress: impl FnMut(Checked)) -> Result<Verdict, VerifyError> {
    let mut kept = kept.iter().map(|note| key.open(note)).collect::<Result<Vec<_>, _>>()?;
    kept.sort_by_key(|checkpoint| checkpoint.size);
    Ok(walk::walk(pool, key, &kept, progress).await?)
}

fn hexadecimal(root: &Hash) -> String {
    hex::encode(root)
}
