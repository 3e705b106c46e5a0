//! Internal processes are edited on the node: the step table row by row, with its diagram and its flaws; versions from a day on, by an act; which
//! procedures use a process; and whether the work that is running could go on under a draft.

mod rules;
mod store;
mod table;
mod usecases;
mod web;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::code::ProcedureCode;
use kernel::id::AccountId;
use process::Instance;
use process::table::Cells;
use sqlx::PgConnection;

pub(crate) use store::drafts;
pub use usecases::{DryRun, Workbench, bind, discard, dry_run, publish, save, start, start_new, undo};
pub use web::{ROUTES, router};

/// A dossier that is being worked on under a process.
#[derive(Debug, Clone)]
pub struct Running {
    /// Its code for people.
    pub code: String,
    /// Where it is opened.
    pub address: String,
    /// Version of the process it runs under.
    pub version: i32,
    /// Where it stands.
    pub instance: Instance,
}

/// What the capability that keeps dossiers tells about a process.
#[async_trait]
pub trait ProcessUse: Send + Sync {
    /// Was anything handed in for one of these procedures since `since` that runs under this version?
    ///
    /// # Errors
    /// [`DbError`].
    async fn is_used(
        &self,
        conn: &mut PgConnection,
        process: (&str, i32),
        procedures: &[ProcedureCode],
        since: NaiveDate,
    ) -> Result<bool, DbError>;

    /// Dossiers of these procedures that are in work under any version of the process, at most `limit`.
    ///
    /// # Errors
    /// [`DbError`].
    async fn running(
        &self,
        conn: &mut PgConnection,
        process: &str,
        procedures: &[ProcedureCode],
        limit: i64,
    ) -> Result<Vec<Running>, DbError>;
}

/// A step table that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDraft {
    /// Identifier of the process.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The version it was begun from.
    pub base: Option<i32>,
    /// The rows as typed, sound or not.
    pub rows: Vec<Cells>,
    /// Grows with every save.
    pub revision: i32,
    /// When it was saved last.
    pub saved_at: DateTime<Utc>,
    /// By whom.
    pub saved_by: AccountId,
}
