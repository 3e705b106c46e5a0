//! Ask another office for its opinion, answer, and note the silence of those who do not.

use access::{Action, Actor};
use catalogue::SilenceSubject;
use kernel::id::{DossierId, OfficeId, TaskId};
use sqlx::PgConnection;

use super::Changed;
use super::change::{lock, lock_alone, lock_task};
use crate::error::{Refusal, UseCaseError};
use crate::model::Dossier;
use crate::rules::{self, Question};
use crate::services::Services;
use crate::store::tasks;

/// A question to another office.
#[derive(Debug, Clone)]
pub struct Consult {
    /// The dossier.
    pub dossier: DossierId,
    /// The version the officer saw.
    pub version: Option<i32>,
    /// Who is asked.
    pub office: OfficeId,
    /// What is asked.
    pub question: String,
    /// Working days the office is given, 1 to 60.
    pub days: u16,
}

/// Opens work at the other office. The clock of the dossier runs on.
///
/// # Errors
/// `already_consulted`; `unknown_office`; `wrong_form` for the days; `missing` without a question; `wrong_state` unless it is in work.
pub async fn consult(services: &Services, actor: &Actor, command: Consult) -> Result<Changed, UseCaseError> {
    if services.directory().office(command.office).is_none() {
        return Err(Refusal::UnknownOffice.into());
    }
    let mut tx = services.ctx.begin().await?;
    let locked = lock(services, &mut tx, actor, Action::Consult, command.dossier, command.version).await?;
    let question = Question { office: command.office, text: command.question, days: command.days };
    let dossier = &locked.before.dossier;
    let event = services
        .with_desk(Some(&mut tx), &dossier.opening, locked.now, |desk| rules::consult(desk, dossier, &question, actor.account))
        .await?;
    let dossier = locked.record(services, &mut tx, actor.account, &[event]).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

/// The other office answers.
///
/// # Errors
/// `task_not_found` unless it waits for an answer; `held_by_another`; `missing` without words.
pub async fn answer(
    services: &Services,
    actor: &Actor,
    (task, version): (TaskId, Option<i32>),
    words: &str,
) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock_task(services, &mut tx, actor, task, version).await?;
    let events = rules::answer(&locked.before.dossier, task, words, actor.account, locked.now)?;
    let dossier = locked.record(services, &mut tx, actor.account, &events).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

/// The rule of the procedure, as of the day the dossier was handed in, that takes an office's silence for consent; empty without one.
async fn consent_by_silence(services: &Services, conn: &mut PgConnection, dossier: &Dossier) -> Result<String, UseCaseError> {
    let day = services.day_of(dossier.submitted_at);
    let rule = catalogue::api::silence(conn, &dossier.opening.procedure, SilenceSubject::Consultation, day).await?;
    Ok(rule.filter(|rule| rule.approves).map(|rule| rule.legal_basis).unwrap_or_default())
}

/// Most dossiers looked at in one round, so that a round is short.
const AT_ONCE: i64 = 200;

/// Notes the silence of offices whose time to answer has passed. Gives how many were noted; none means that nothing waits.
///
/// # Errors
/// When the database fails; what was noted until then stays.
pub async fn note_silence(services: &Services) -> Result<usize, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let waiting = tasks::lapsed_consultations(&mut conn, &services.ctx.node, services.ctx.now(), AT_ONCE).await?;
    drop(conn);
    let mut noted = 0;
    for dossier in waiting {
        let mut tx = services.ctx.begin().await?;
        let locked = lock_alone(services, &mut tx, dossier).await?;
        let basis = consent_by_silence(services, &mut tx, &locked.before.dossier).await?;
        let events = rules::lapsed(&locked.before.dossier, &basis, locked.now);
        noted += events.len();
        if !events.is_empty() {
            locked.record(services, &mut tx, None, &events).await?;
            tx.commit().await?;
        }
    }
    Ok(noted)
}
