//! Whether people have applied under a version of a procedure, asked by the capability that keeps procedures.

use async_trait::async_trait;
use catalogue::editor::VersionUse;
use catalogue::processes::{ProcessUse, Running};
use chrono::NaiveDate;
use db::{Context, DbError};
use kernel::code::ProcedureCode;
use organisation::calendars::{OpenPromises, Promised};
use sqlx::PgConnection;

use crate::model::Dossier;
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

#[async_trait]
impl ProcessUse for DossiersOfVersion {
    async fn is_used(
        &self,
        conn: &mut PgConnection,
        (id, version): (&str, i32),
        procedures: &[ProcedureCode],
        since: NaiveDate,
    ) -> Result<bool, DbError> {
        dossiers::is_process_used(conn, &self.ctx.node, &format!("{id}@{version}"), procedures, since).await
    }

    async fn running(
        &self,
        conn: &mut PgConnection,
        process: &str,
        procedures: &[ProcedureCode],
        limit: i64,
    ) -> Result<Vec<Running>, DbError> {
        let found = dossiers::in_work(conn, &self.ctx.node, process, procedures, limit).await?;
        let running = |dossier: Dossier| {
            let version = dossier.opening.process.rsplit_once('@').and_then(|(_, version)| version.parse().ok())?;
            let code = dossier.code.as_ref().map(ToString::to_string).unwrap_or_default();
            // Those who administer may not open dossiers: the code is enough to ask the office.
            Some(Running { code, address: String::new(), version, instance: dossier.process? })
        };
        Ok(found.into_iter().filter_map(running).collect())
    }
}

#[async_trait]
impl OpenPromises for DossiersOfVersion {
    async fn open_promises(&self, conn: &mut PgConnection, limit: i64) -> Result<Vec<Promised>, DbError> {
        let found = dossiers::promised(conn, &self.ctx.node, limit).await?;
        let promise = |dossier: Dossier| dossier.clock.and_then(|clock| Some(Promised { due: clock.due?, case: clock.case }));
        Ok(found.into_iter().filter_map(promise).collect())
    }
}
