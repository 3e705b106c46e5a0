//! Procedures are edited on the node: a draft, section by section; comparing it with the version in force; publishing it from a day on by an act;
//! withdrawing a procedure; taking a publication back as long as nobody has applied under it.
//!
//! What an administrator has published or withdrawn is never touched by a load of the pack.

mod compare;
mod error;
mod exchange;
mod fees;
mod limits;
mod model;
mod rules;
mod section;
mod store;
mod usecases;
mod web;

use std::sync::Arc;

use ::web::Site;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Context, DbError};
use kernel::code::ProcedureCode;
use sqlx::PgConnection;

use crate::node::Catalogue;
use crate::search::Document;
use crate::thesaurus::Dictionary;

pub use compare::{Difference, differences};
pub use error::EditRefusal;
pub use exchange::{ImportFlaw, national_record};
pub use model::{Draft, DraftInShort, VersionInShort};
pub(crate) use store::{drafts, waiting};
pub use usecases::{Publication, discard, import, publish, save, start, undo, withdraw};
pub use web::{ROUTES, router};

/// Whether people have already applied under a version: asked of the capability that keeps dossiers.
#[async_trait]
pub trait VersionUse: Send + Sync {
    /// Has anybody applied under this version, which holds since `since`?
    ///
    /// # Errors
    /// [`DbError`].
    async fn is_used(&self, conn: &mut PgConnection, code: &ProcedureCode, version: i32, since: NaiveDate) -> Result<bool, DbError>;
}

/// What editing procedures needs; cheap to clone.
#[derive(Clone)]
pub struct Editor {
    pub(crate) ctx: Context,
    pub(crate) catalogue: Catalogue,
    dictionary: Dictionary,
    pub(crate) usage: Arc<dyn VersionUse>,
}

impl std::fmt::Debug for Editor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Editor").field("catalogue", &self.catalogue).finish_non_exhaustive()
    }
}

impl Editor {
    /// The editor of a running node.
    #[must_use]
    pub fn new(ctx: Context, catalogue: Catalogue, dictionary: Dictionary, usage: Arc<dyn VersionUse>) -> Self {
        Self { ctx, catalogue, dictionary, usage }
    }

    /// The present instant.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.ctx.now()
    }

    /// Today in office time.
    pub(crate) fn today(&self) -> NaiveDate {
        Site::default().local(self.ctx.now()).date()
    }

    /// Lets lists and search know what administrators have published.
    pub(crate) async fn refresh(&self) -> Result<(), DbError> {
        self.catalogue.reload(self.today()).await?;
        self.renew_search().await
    }

    /// Lets search know what administrators have published: at the start, at midnight, after a load of the pack.
    ///
    /// # Errors
    /// [`DbError`]; search stays what it was.
    pub async fn renew_search(&self) -> Result<(), DbError> {
        let today = self.today();
        let mut connection = self.ctx.pool.acquire().await?;
        let (codes, published) = store::of_administrators(&mut connection, today).await?;
        drop(connection);
        let documents: Vec<Document> = published.iter().map(Document::of).collect();
        if self.dictionary.index.overlay(&codes, documents) {
            self.dictionary.rebuild().await?;
        }
        Ok(())
    }
}
