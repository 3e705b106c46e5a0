//! Drafts and versions.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::AccountId;

use crate::model::Procedure;

/// A procedure that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it says so far.
    pub procedure: Procedure,
    /// The version it was begun from; nothing for a procedure that did not exist.
    pub base: Option<i32>,
    /// Grows with every save.
    pub revision: i32,
    /// When it was saved last.
    pub saved_at: DateTime<Utc>,
    /// By whom.
    pub saved_by: AccountId,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftInShort {
    /// Code of the procedure, or identifier of the process.
    pub code: String,
    /// Its name so far.
    pub name: String,
    /// When it was saved last.
    pub saved_at: DateTime<Utc>,
    /// By whom.
    pub saved_by: AccountId,
}

/// A version in the history of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionInShort {
    /// Number, from 1.
    pub version: i32,
    /// Name in this version.
    pub name: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it no longer holds.
    pub valid_to: Option<NaiveDate>,
    /// Whether an administrator published it here; else it came with the pack.
    pub by_administrator: bool,
    /// The act that published it; empty for the pack.
    pub published_by: String,
    /// The act that withdrew the procedure with this version as its last; empty otherwise.
    pub withdrawn_by: String,
    /// Whether its publication was taken back.
    pub undone: bool,
}

impl VersionInShort {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds(&self, on: NaiveDate) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|end| on < end)
    }

    /// Whether it will hold from a later day on.
    #[must_use]
    pub fn is_ahead(&self, on: NaiveDate) -> bool {
        !self.undone && self.valid_from > on && self.valid_to.is_none_or(|end| self.valid_from < end)
    }
}
