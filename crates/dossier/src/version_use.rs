//! Whether people have applied under a version of a procedure, asked by the capability that keeps procedures.

use async_trait::async_trait;
use catalogue::editor::VersionUse;
use chrono::NaiveDate;
use db::{Context, DbError};
use kernel::code::ProcedureCode;
use sqlx::PgConnection;

use crate::store::dossiers;

/// Looks among the dossiers of the node.
#[derive(Debug, Clone)]
pub struct DossiersOfVersion {
    ctx: Context,
}

impl DossiersOfVersion {
    /// Those on the node of `ctx`.
    #[must_use]
    pub const fn new(ctx: Context) -> Self {
        Self { ctx }
    }
}

#[async_trait]
impl VersionUse for DossiersOfVersion {
    async fn is_used(&self, conn: &mut PgConnection, code: &ProcedureCode, version: i32, since: NaiveDate) -> Result<bool, DbError> {
        dossiers::is_version_used(conn, &self.ctx.node, code, version, since).await
    }
}
