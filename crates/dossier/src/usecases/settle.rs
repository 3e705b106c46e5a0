//! Settle at once: receive, decide and hand over in one go, where the procedure says so (rules A3: recorded all the same, form 01 only when
//! asked for).

use access::{Action, Actor};
use document::paper::Signer;

use super::Changed;
use super::change::lock;
use super::decide::{Ruling, number};
use super::read::content_of;
use super::receive::{ReceiveAtCounter, receive_at_counter};
use crate::error::{Refusal, UseCaseError, required};
use crate::model::{Dossier, Outcome, ReturnWay, State};
use crate::rules::{self, DecisionFacts};
use crate::services::Services;

/// Receives what somebody brought and hands over the result that `signer` signed. When the second half fails, the dossier is received and its work is open; asking again
/// under the same key goes on from there.
///
/// # Errors
/// As [`receive_at_counter`]; `missing` without the name of whoever signed; `not_allowed` for a procedure that is not settled at once.
pub async fn settle_at_once(services: &Services, actor: &Actor, command: ReceiveAtCounter, signer: &str) -> Result<Changed, UseCaseError> {
    let signer = required("signer", signer, 200)?;
    let day = services.day_of(services.ctx.now());
    if services.intake.immediate(command.procedure.as_str(), day).is_none() {
        return Err(Refusal::NotAllowed.into());
    }
    let receiver = if command.applicant.submitter_name.is_empty() { &command.applicant.name } else { &command.applicant.submitter_name };
    let receiver = receiver.trim().to_owned();
    let received = receive_at_counter(services, actor, command).await?;
    if received.dossier.state == State::Returned {
        return Ok(received);
    }
    let dossier = finish(services, actor, &received.dossier, (&signer, &receiver)).await?;
    Ok(Changed { dossier, replayed: received.replayed })
}

/// Decides and hands over in one transaction. The officer who receives may do so here alone, because the act lets the counter answer at once.
async fn finish(services: &Services, actor: &Actor, received: &Dossier, (signer, receiver): (&str, &str)) -> Result<Dossier, UseCaseError> {
    let task = received.tasks.iter().find(|task| task.key == rules::DECISION_STEP).map(|task| task.id).ok_or(Refusal::NotDecisionStep)?;
    let mut tx = services.ctx.begin().await?;
    let locked = lock(services, &mut tx, actor, Action::Receive, received.id, Some(received.version)).await?;
    let content = content_of(services, &mut tx, &locked.before.dossier).await?;
    let title = web::t(web::Language::Vi, "dossier-paper-signer");
    let signed = Signer { on_behalf: None, title, name: signer.to_owned(), signed_at: None };
    let ruling = Ruling { outcome: Outcome::Approved, reason: "", signer: Some((actor.account, signed)) };
    let paper = number(services, &mut tx, &locked, ruling, &content.applicant).await?;
    let before = locked.before.dossier.clone();
    let facts = DecisionFacts { task, outcome: Outcome::Approved, reason: String::new(), paper };
    let mut events =
        services.with_desk(Some(&mut tx), &before.opening, locked.now, |desk| rules::decide(desk, &before, actor.account, facts)).await?;
    let mut decided = before;
    for event in &events {
        decided.apply(event, locked.now)?;
    }
    events.push(rules::hand_over(&decided, ReturnWay::Counter, receiver)?);
    let dossier = locked.record(services, &mut tx, actor.account, &events).await?;
    tx.commit().await?;
    Ok(dossier)
}
