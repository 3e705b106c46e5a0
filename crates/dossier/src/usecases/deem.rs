//! Carry out what the law says about the silence of the office that solves.

use catalogue::SilenceSubject;
use kernel::id::DossierId;
use sqlx::PgConnection;

use super::change::lock_alone;
use super::decide::{Ruling, number};
use super::read::content_of;
use crate::error::UseCaseError;
use crate::model::{Dossier, Outcome};
use crate::rules;
use crate::services::Services;
use crate::store::tasks;

/// Most dossiers looked at in one round, so that a round is short.
const AT_ONCE: i64 = 200;

/// Decides by silence every dossier whose limit has passed and whose procedure says what that means. Gives how many were decided.
///
/// # Errors
/// When the database fails; what was decided until then stays.
pub async fn decide_by_silence(services: &Services) -> Result<usize, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let procedures = catalogue::api::decided_by_silence(&mut conn).await?;
    if procedures.is_empty() {
        return Ok(0);
    }
    let late = tasks::late_of_procedures(&mut conn, &services.ctx.node, &procedures, services.ctx.now(), AT_ONCE).await?;
    drop(conn);
    let mut decided = 0;
    for dossier in late {
        decided += usize::from(deem(services, dossier).await?);
    }
    Ok(decided)
}

/// Decides one dossier by silence, if that is its law.
async fn deem(services: &Services, id: DossierId) -> Result<bool, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock_alone(services, &mut tx, id).await?;
    let dossier = &locked.before.dossier;
    let Some((outcome, basis)) = meaning(services, &mut tx, dossier).await? else { return Ok(false) };
    if !rules::is_silent(dossier, locked.now) {
        return Ok(false);
    }
    let content = content_of(services, &mut tx, dossier).await?;
    let paper = number(services, &mut tx, &locked, Ruling { outcome, reason: &basis, actor: None, signer: None }, &content).await?;
    let decide = services
        .with_desk(Some(&mut tx), &dossier.opening, locked.now, |desk| rules::deem(desk, dossier, (outcome, basis.clone()), &basis, paper));
    let event = decide.await?;
    locked.record(services, &mut tx, None, &[event]).await?;
    tx.commit().await?;
    Ok(true)
}

/// What silence means for the dossier, by the rule of the day it was handed in.
async fn meaning(services: &Services, conn: &mut PgConnection, dossier: &Dossier) -> Result<Option<(Outcome, String)>, UseCaseError> {
    let day = services.day_of(dossier.submitted_at);
    let rule = catalogue::api::silence(conn, &dossier.opening.procedure, SilenceSubject::Decision, day).await?;
    Ok(rule.map(|rule| (if rule.approves { Outcome::Approved } else { Outcome::Refused }, rule.legal_basis)))
}
