//! The walk along all leaves, page by page, in one snapshot.

use db::DbError;
use kernel::id::EntryId;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::compare::{Difference, first_difference};
use super::{Checked, Fault, Finding, Verdict, hexadecimal};
use crate::model::Position;
use crate::note::{Checkpoint, PublicKey};
use crate::store::seal as store;
use crate::store::seal::{CheckpointRow, LeafRow};
use crate::tree::{CompactRange, Hash, Subtree};

/// Leaves per page.
const PAGE: i64 = 4096;

/// Everything the walk knows about the leaves it has passed.
struct Walk<'a> {
    connection: &'a mut PgConnection,
    key: &'a PublicKey,
    kept: &'a [Checkpoint],
    tree: CompactRange,
    /// Place of the last leaf passed.
    place: Position,
    /// Leaves that a signed checkpoint has confirmed.
    confirmed: u64,
}

/// Compares everything in the database with everything that was sealed.
pub(super) async fn walk(
    pool: &PgPool,
    key: &PublicKey,
    kept: &[Checkpoint],
    mut progress: impl FnMut(Checked),
) -> Result<Verdict, DbError> {
    let mut snapshot = pool.begin_with("begin isolation level repeatable read, read only").await?;
    let total = unsigned(store::leaf_count(&mut snapshot).await?)?;
    let mut walk = Walk { connection: &mut snapshot, key, kept, tree: CompactRange::default(), place: Position::default(), confirmed: 0 };
    while walk.tree.size() < total {
        if let Some(finding) = walk.page().await? {
            return Ok(Verdict::Broken(finding));
        }
        progress(Checked { done: walk.tree.size(), total });
    }
    walk.end().await
}

impl Walk<'_> {
    /// Passes the next page of leaves, or finds what is wrong in it.
    async fn page(&mut self) -> Result<Option<Finding>, DbError> {
        let first = self.tree.size();
        let leaves = store::leaves(self.connection, signed(first)?, PAGE).await?;
        let Some(last) = leaves.last().map(LeafRow::place) else { return Ok(None) };
        // One more than there are leaves: if it comes, one of them was inserted.
        let entries = store::between(self.connection, self.place, last, PAGE + 1).await?;
        if let Some(difference) = first_difference(first, &leaves, &entries) {
            return self.judge(difference).await.map(Some);
        }
        let until = first.saturating_add(u64::try_from(leaves.len()).unwrap_or(u64::MAX));
        let stored = store::checkpoints(self.connection, signed(first)?, signed(until)?).await?;
        let mut stored = stored.iter().peekable();
        for leaf in &leaves {
            if let Some(finding) = self.pass(leaf).await? {
                return Ok(Some(finding));
            }
            let here = stored.next_if(|row| u64::try_from(row.size) == Ok(self.tree.size()));
            if let Some(finding) = self.check(here).await? {
                return Ok(Some(finding));
            }
        }
        self.place = last;
        Ok(None)
    }

    /// Adds one leaf and compares the subtrees it completes with the stored ones.
    async fn pass(&mut self, leaf: &LeafRow) -> Result<Option<Finding>, DbError> {
        let hash = Hash::try_from(leaf.hash.as_slice()).map_err(|_| DbError::inconsistent("journal.leaf", "hash", leaf.position))?;
        for subtree in self.tree.push(hash).into_iter().filter(|subtree| subtree.level % 8 == 0) {
            let Subtree { level, position, hash } = subtree;
            let level = i16::try_from(level).map_err(|_| DbError::inconsistent("journal.subtree", "level", level))?;
            let stored = store::subtree(self.connection, level, signed(position)?).await?;
            if stored.as_deref() != Some(hash.as_slice()) {
                let from = position << subtree.level;
                return self.resealed(from.max(self.confirmed)).await.map(Some);
            }
        }
        Ok(None)
    }

    /// Compares the tree so far with the checkpoint stored over as many leaves, and with those kept elsewhere.
    async fn check(&mut self, stored: Option<&CheckpointRow>) -> Result<Option<Finding>, DbError> {
        let size = self.tree.size();
        let mut vouched: Vec<Checkpoint> = self.kept.iter().copied().filter(|kept| kept.size == size).collect();
        if let Some(row) = stored {
            match self.key.open(&row.note) {
                Ok(checkpoint) if checkpoint.size == size && checkpoint.root.as_slice() == row.root => vouched.push(checkpoint),
                _ => return Ok(Some(Finding { fault: Fault::CheckpointForged, entry: None, from: self.confirmed, until: size })),
            }
        }
        if vouched.iter().any(|checkpoint| checkpoint.root != self.tree.root()) {
            return self.resealed(self.confirmed).await.map(Some);
        }
        if !vouched.is_empty() {
            self.confirmed = size;
        }
        Ok(None)
    }

    async fn resealed(&mut self, from: u64) -> Result<Finding, DbError> {
        let first = store::leaves(self.connection, signed(from)?, 1).await?;
        let entry = first.first().map(|leaf| EntryId::from_uuid(leaf.entry));
        Ok(Finding { fault: Fault::Resealed, entry, from, until: self.tree.size() })
    }

    /// Says what a difference means: an entry that is missing here may only have been moved.
    async fn judge(&mut self, difference: Difference) -> Result<Finding, DbError> {
        Ok(match difference {
            Difference::Changed { leaf, entry } => at(Fault::Altered, leaf, Some(entry)),
            Difference::EntryMissing { leaf, entry } => {
                let moved = store::entry_exists(self.connection, entry).await?;
                at(if moved { Fault::Altered } else { Fault::Removed }, leaf, Some(entry))
            }
            Difference::EntryExtra { leaf, entry } => {
                let moved = store::was_sealed(self.connection, entry).await?;
                at(if moved { Fault::Altered } else { Fault::Inserted }, leaf, Some(entry))
            }
            Difference::LeafMissing { leaf, entry: Some(entry) } => at(Fault::SealRemoved, leaf, Some(entry)),
            Difference::LeafMissing { leaf, entry: None } => at(Fault::Removed, leaf, None),
        })
    }

    /// After the last leaf: every leaf must be confirmed, and no checkpoint may know more leaves than there are.
    async fn end(self) -> Result<Verdict, DbError> {
        let size = self.tree.size();
        let newest = match store::newest(self.connection).await? {
            None => None,
            Some(row) => match self.key.open(&row.note) {
                Ok(checkpoint) if u64::try_from(row.size) == Ok(checkpoint.size) => Some(checkpoint),
                _ => {
                    return Ok(Verdict::Broken(Finding { fault: Fault::CheckpointForged, entry: None, from: self.confirmed, until: size }));
                }
            },
        };
        let promised = self.kept.iter().copied().chain(newest).max_by_key(|checkpoint| checkpoint.size);
        if let Some(promised) = promised.filter(|checkpoint| checkpoint.size > size) {
            return self.cut_off(promised).await.map(Verdict::Broken);
        }
        if self.confirmed < size {
            let finding = Finding { fault: Fault::CheckpointMissing, entry: None, from: self.confirmed, until: size };
            return Ok(Verdict::Broken(finding));
        }
        let unsealed = unsigned(store::count_after(self.connection, self.place).await?)?;
        Ok(Verdict::Intact { sealed: size, unsealed, root: hexadecimal(&self.tree.root()) })
    }

    /// Fewer leaves than a checkpoint promised. When the entries that follow give the promised root, only leaves were removed;
    /// else entries were, somewhere after the last confirmed leaf.
    async fn cut_off(self, promised: Checkpoint) -> Result<Finding, DbError> {
        let (mut tree, mut place, mut first) = (self.tree.clone(), self.place, None);
        let end = Position { transaction: i64::MAX, sequence: i64::MAX };
        while tree.size() < promised.size {
            let missing = signed(promised.size.saturating_sub(tree.size()))?;
            let rows = store::between(self.connection, place, end, missing.min(PAGE)).await?;
            let Some(last) = rows.last() else { break };
            place = last.position();
            first = first.or_else(|| rows.first().map(|row| EntryId::from_uuid(row.id)));
            for row in &rows {
                tree.push(row.hash());
            }
        }
        let complete = tree.size() == promised.size && tree.root() == promised.root;
        let (fault, entry, from) =
            if complete { (Fault::SealRemoved, first, self.tree.size()) } else { (Fault::Removed, None, self.confirmed) };
        Ok(Finding { fault, entry, from, until: promised.size })
    }
}

fn at(fault: Fault, leaf: u64, entry: Option<Uuid>) -> Finding {
    Finding { fault, entry: entry.map(EntryId::from_uuid), from: leaf, until: leaf.saturating_add(1) }
}

fn signed(number: u64) -> Result<i64, DbError> {
    i64::try_from(number).map_err(|_| DbError::inconsistent("journal.leaf", "position", number))
}

fn unsigned(number: i64) -> Result<u64, DbError> {
    u64::try_from(number).map_err(|_| DbError::inconsistent("journal.leaf", "position", number))
}
