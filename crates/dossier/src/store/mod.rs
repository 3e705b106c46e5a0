//! All SQL of this capability.

pub(crate) mod attachments;
pub(crate) mod beginnings;
pub(crate) mod book;
pub(crate) mod codes;
mod columns;
pub(crate) mod contents;
pub(crate) mod dossiers;
pub(crate) mod drafts;
pub(crate) mod filters;
pub(crate) mod idempotency;
pub(crate) mod labels;
pub(crate) mod lists;
pub(crate) mod messages;
pub(crate) mod presence;
pub(crate) mod proofs;
pub(crate) mod readings;
pub(crate) mod reminders;
pub(crate) mod tallies;
pub(crate) mod tasks;
pub(crate) mod texts;

use db::DbError;
use serde::Serialize;
use serde_json::Value;

/// The JSON of a value of ours, to be stored.
///
/// # Errors
/// Only when a value cannot be written as JSON at all, such as a map whose keys are not text.
pub(crate) fn json(value: &impl Serialize) -> Result<Value, DbError> {
    serde_json::to_value(value).map_err(not_json)
}

/// Like [`json`], for what is kept as it is written.
///
/// # Errors
/// As for [`json`].
pub(crate) fn json_text(value: &impl Serialize) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(not_json)
}

fn not_json(error: serde_json::Error) -> DbError {
    DbError::Sql(sqlx::Error::Encode(Box::new(error)))
}
