//! All SQL of this capability.

pub(crate) mod attachments;
pub(crate) mod beginnings;
pub(crate) mod codes;
mod columns;
pub(crate) mod contents;
pub(crate) mod dossiers;
pub(crate) mod drafts;
pub(crate) mod idempotency;
pub(crate) mod lists;
pub(crate) mod readings;
pub(crate) mod tallies;
pub(crate) mod tasks;

use db::DbError;
use serde::Serialize;
use serde_json::Value;

/// The JSON of a value of ours, to be stored.
///
/// # Errors
/// Only when a value cannot be written as JSON at all, such as a map whose keys are not text.
pub(crate) fn json(value: &impl Serialize) -> Result<Value, DbError> {
    serde_json::to_value(value).map_err(|error| DbError::Sql(sqlx::Error::Encode(Box::new(error))))
}
