//! Who was told what about a dossier: asked of the capability that tells people, shown on the officers' page.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use db::DbError;
use kernel::id::{AccountId, DossierId};
use sqlx::PgConnection;
use web::Page;

/// One thing somebody was told, in the words of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldLine {
    /// What.
    pub what: String,
    /// Whom; nothing for an applicant without an account.
    pub account: Option<AccountId>,
    /// When.
    pub at: DateTime<Utc>,
    /// By which ways, and whether it arrived: one line per way.
    pub ways: Vec<String>,
    /// Something did not arrive.
    pub has_trouble: bool,
}

/// Knows what people were told.
#[async_trait]
pub trait Told: Send + Sync + std::fmt::Debug {
    /// What was told about the dossier, oldest first. Asked only for those who may see the dossier.
    ///
    /// # Errors
    /// [`DbError`] when storage fails.
    async fn about(&self, conn: &mut PgConnection, page: &Page, dossier: DossierId) -> Result<Vec<ToldLine>, DbError>;
}

/// Nobody is told anything: a node without notices, loaders, tests.
#[derive(Debug, Clone, Copy, Default)]
pub struct NobodyTold;

#[async_trait]
impl Told for NobodyTold {
    async fn about(&self, _: &mut PgConnection, _: &Page, _: DossierId) -> Result<Vec<ToldLine>, DbError> {
        Ok(Vec::new())
    }
}
