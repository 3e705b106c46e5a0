//! Entries and their order.

use chrono::{DateTime, Utc};
use kernel::code::NodeCode;
use kernel::id::{AccountId, EntryId, OfficeId};
use serde::Serialize;
use uuid::Uuid;

/// What a use case wants to have remembered.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEntry<'a> {
    /// The office on whose behalf it happened, if any.
    pub office: Option<OfficeId>,
    /// Who did it; `None` for the program itself.
    pub actor: Option<AccountId>,
    /// What happened, as `capability.verb_in_past_tense`: `dossier.received`.
    pub kind: &'a str,
    /// What kind of thing it happened to: `dossier`.
    pub subject_kind: &'a str,
    /// The thing it happened to.
    pub subject: Uuid,
    /// What changed. Never a secret, never a personal number in clear.
    pub data: serde_json::Value,
}

/// Where an entry stands in the order that readers follow. Within one subject this order is the order of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Position {
    /// The transaction that wrote the entry, or the one of the subject's previous entry if that is greater.
    pub transaction: i64,
    /// Running number over the whole journal. Gaps are normal: a rolled-back transaction leaves one.
    pub sequence: i64,
}

/// An entry of the journal, as it was written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Its identifier.
    pub id: EntryId,
    /// Its place in the order of reading.
    pub position: Position,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The node on which it happened.
    pub node: NodeCode,
    /// The office on whose behalf it happened, if any.
    pub office: Option<OfficeId>,
    /// Who did it; `None` for the program itself.
    pub actor: Option<AccountId>,
    /// What happened: `dossier.received`.
    pub kind: String,
    /// What kind of thing it happened to: `dossier`.
    pub subject_kind: String,
    /// The thing it happened to.
    pub subject: Uuid,
    /// Number of this entry among those of its subject, from 1 without a gap.
    pub subject_sequence: i64,
    /// What changed.
    pub data: serde_json::Value,
    /// Version of the shape of `data`.
    pub schema_version: i16,
}
