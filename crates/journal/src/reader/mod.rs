//! Following the journal: counters, indices, notifications and sync each do it with a cursor of their own.
//!
//! A reader sees every committed entry once, in an order that within one subject is the order of writing. It reads only entries
//! older than every running transaction, so a writer that commits late is waited for and never skipped.

mod parking;
mod run;

use std::future::Future;

use db::DbError;
use serde::Serialize;
use sqlx::PgConnection;

pub use parking::{Parked, parked, retry};
pub use run::{run, run_once, run_to_end};

use crate::model::Entry;

/// Why a reader cannot digest an entry. The text is for operators.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// Storage failed. A passing failure stops the round; any other parks the entry.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The entry makes no sense to the reader.
    #[error("{0}")]
    Refused(String),
}

impl From<sqlx::Error> for ReaderError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Something that follows the journal. What it does with `connection` is saved together with its cursor, so it happens once.
pub trait Reader: Send + Sync {
    /// Name of the cursor; never changed once it has run.
    fn name(&self) -> &'static str;

    /// Digests one entry.
    ///
    /// # Errors
    /// [`ReaderError`]; the entry is then parked, and later ones of its subject behind it.
    fn handle(&self, connection: &mut PgConnection, entry: &Entry) -> impl Future<Output = Result<(), ReaderError>> + Send;

    /// Digests a batch; readers that can do many at once (counters) override it. When it fails, everything it did is undone
    /// and the entries are handed to [`Reader::handle`] one by one, to find the one that is to blame.
    ///
    /// # Errors
    /// [`ReaderError`].
    fn handle_all(&self, connection: &mut PgConnection, entries: &[Entry]) -> impl Future<Output = Result<(), ReaderError>> + Send {
        async move {
            for entry in entries {
                self.handle(connection, entry).await?;
            }
            Ok(())
        }
    }
}

/// What one round of a reader did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Progress {
    /// Entries read, parked ones included.
    pub read: usize,
    /// Entries parked in this round.
    pub parked: usize,
    /// True when another process is running the same reader just now.
    pub busy: bool,
}
