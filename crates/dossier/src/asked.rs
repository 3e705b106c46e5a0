//! What the catalogue and the offices say about a procedure that is asked for.

use std::sync::Arc;

use catalogue::GovernmentLevel;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use db::Recent;
use kernel::code::ProcedureCode;
use kernel::id::OfficeId;
use organisation::Level;
use organisation::api::{Competence, Matter};
use sqlx::PgConnection;

use crate::error::{Refusal, UseCaseError};
use crate::model::{Channel, Content, Opening, ReturnWay};
use crate::processes::name_of;
use crate::rules::Promise;
use crate::services::Services;

/// A procedure as it is in force on one day.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) procedure: catalogue::Procedure,
    pub(crate) promise: Option<Promise>,
    pub(crate) process: String,
}

/// How long a procedure that was read is used without looking again: a change of the catalogue is seen after this at the latest.
const KEPT: Duration = Duration::seconds(5);

/// Most procedures kept; a node that is asked for more begins anew.
const MOST_KEPT: usize = 2_000;

/// Procedures read a moment ago. Their text is long, and counters ask for the same few all day.
#[derive(Debug)]
pub struct RecentlyAsked(Recent<(ProcedureCode, NaiveDate), Asked>);

impl Default for RecentlyAsked {
    fn default() -> Self {
        Self(Recent::new(KEPT, MOST_KEPT))
    }
}

/// The procedure with this code in force at `at`.
pub(crate) async fn find(services: &Services, code: &ProcedureCode, at: DateTime<Utc>) -> Result<Arc<Asked>, UseCaseError> {
    let (key, now) = ((code.clone(), services.day_of(at)), services.ctx.now());
    let recent = &services.asked.0;
    if let Some(asked) = recent.get(&key, now) {
        return Ok(asked);
    }
    let asking = recent.asking(now);
    let asked = Arc::new(read(&mut *services.ctx.pool.acquire().await?, code, key.1).await?);
    recent.keep(key, asking, Arc::clone(&asked));
    Ok(asked)
}

async fn read(conn: &mut PgConnection, code: &ProcedureCode, day: NaiveDate) -> Result<Asked, UseCaseError> {
    let procedure = catalogue::api::procedure(conn, code, day).await?.ok_or_else(|| Refusal::UnknownProcedure(code.to_string()))?;
    let promise = procedure.promise().map(|(limit, legal_basis)| Promise { limit, supplement_rule: Default::default(), legal_basis });
    let process = catalogue::api::process_of(conn, code, day).await?;
    let process = process.ok_or_else(|| UseCaseError::Process(format!("no process is bound to {code}")))?;
    Ok(Asked { procedure, promise, process: name_of(&process) })
}

impl Asked {
    /// What a dossier for this procedure begins with. The applicant's account is the caller's to fill in.
    pub(crate) fn opening(
        &self,
        services: &Services,
        receiving_office: OfficeId,
        channel: Channel,
        content: &Content,
        return_way: ReturnWay,
    ) -> Result<Opening, UseCaseError> {
        let solving_office = self.solving_office(services, receiving_office)?;
        Ok(Opening {
            procedure: self.procedure.code.clone(),
            procedure_version: self.procedure.version,
            procedure_name: self.procedure.name.clone(),
            process: self.process.clone(),
            channel,
            receiving_office,
            solving_office,
            applicant: None,
            content: content.id,
            content_sha256: hex::encode(content.digest()),
            return_way,
            submission: None,
        })
    }

    /// The office that solves the matter for people of the place where it is handed in. Nothing is guessed where no rule is known.
    fn solving_office(&self, services: &Services, receiving_office: OfficeId) -> Result<OfficeId, Refusal> {
        let directory = services.directory();
        let receiving = directory.office(receiving_office).ok_or(Refusal::UnknownOffice)?;
        let levels = levels(&self.procedure.levels);
        let matter = Matter {
            procedure: self.procedure.code.as_str(),
            agency: &self.procedure.agency_code,
            field: &self.procedure.field,
            executing: &self.procedure.executing_agency,
            levels: &levels,
        };
        match directory.competent_office(&matter, &receiving.unit) {
            Competence::Offices { solve, .. } => Ok(solve.id),
            _ => Err(Refusal::NoCompetentOffice),
        }
    }
}

/// Tiers as competence names them.
fn levels(tiers: &[GovernmentLevel]) -> Vec<Level> {
    let level = |tier: &GovernmentLevel| match tier {
        GovernmentLevel::Commune => Level::Commune,
        GovernmentLevel::Province => Level::Province,
        GovernmentLevel::Ministry => Level::Ministry,
        GovernmentLevel::Other => Level::Other,
    };
    tiers.iter().map(level).collect()
}
