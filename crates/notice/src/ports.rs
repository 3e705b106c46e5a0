//! What this capability asks of the rest of the node. The binary answers.

use async_trait::async_trait;
use db::DbError;
use journal::Entry;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Concern, Contact};

/// Knows what an entry of the journal means to people.
#[async_trait]
pub trait Meaning: Send + Sync + std::fmt::Debug {
    /// Whom the entry concerns, and by what; nobody for most entries. `stale` entries are read long after they happened (a node that starts
    /// with a history): officials have nothing to learn from them any more, applicants find them in their account.
    ///
    /// # Errors
    /// [`DbError`] when storage fails or the entry makes no sense; the entry is then parked.
    async fn concerns(&self, conn: &mut PgConnection, entry: &Entry, stale: bool) -> Result<Vec<Concern>, DbError>;
}

/// Knows the address of an applicant without an account, and who may see what was told about a dossier.
#[async_trait]
pub trait Applicants: Send + Sync + std::fmt::Debug {
    /// The addresses written down with the dossier `subject`.
    ///
    /// # Errors
    /// [`DbError`] when storage fails.
    async fn contact(&self, conn: &mut PgConnection, subject: Uuid) -> Result<Contact, DbError>;
}
