//! What the catalogue and the offices say about a procedure that is asked for.

use chrono::{DateTime, Utc};
use kernel::code::ProcedureCode;
use kernel::id::{AccountId, OfficeId};
use sqlx::PgConnection;

use crate::error::{Refusal, UseCaseError};
use crate::model::{Channel, Content, Opening, ReturnWay};
use crate::rules::Promise;
use crate::services::Services;

/// Name of the intake step in the inbox; shown through the message key `dossier-step-intake`.
pub(crate) const INTAKE_NAME: &str = "intake";

/// Name of the step of handing over; shown through the message key `dossier-step-return`.
pub(crate) const RETURN_NAME: &str = "return";

/// A procedure as it is in force on one day.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) procedure: catalogue::Procedure,
    pub(crate) promise: Option<Promise>,
}

/// The procedure with this code in force at `at`.
pub(crate) async fn find(
    services: &Services,
    conn: &mut PgConnection,
    code: &ProcedureCode,
    at: DateTime<Utc>,
) -> Result<Asked, UseCaseError> {
    let day = at.date_naive();
    let procedure = catalogue::api::procedure(conn, &services.ctx.node, code, day)
        .await?
        .ok_or_else(|| Refusal::UnknownProcedure(code.to_string()))?;
    let promise = procedure.promise().map(|(limit, legal_basis)| Promise { limit, supplement_rule: Default::default(), legal_basis });
    Ok(Asked { procedure, promise })
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
        services.offices.office(receiving_office).ok_or(Refusal::UnknownOffice)?;
        let solving_office = services.solving_office(&self.procedure, receiving_office)?;
        Ok(Opening {
            procedure: self.procedure.code.clone(),
            procedure_version: self.procedure.version,
            procedure_name: self.procedure.name.clone(),
            process: services.processes.key_for(&self.procedure.code).to_owned(),
            channel,
            receiving_office,
            solving_office,
            applicant: None::<AccountId>,
            content: content.id,
            content_sha256: hex::encode(content.digest()),
            return_way,
        })
    }
}
