//! The head decides: the result is numbered, the clock ends, the paper follows.

use access::{Action, Actor};
use chrono::NaiveDateTime;
use document::NewResult;
use document::paper::{Fact, Signer};
use kernel::id::{AccountId, TaskId};
use sqlx::PgConnection;

use super::Changed;
use super::change::{Locked, lock_task};
use super::read::content_of;
use crate::error::{Refusal, UseCaseError};
use crate::model::{Applicant, Outcome, ResultPaper};
use crate::rules::{self, DecisionFacts};
use crate::services::{Services, authorise};
use crate::tally::local_day;

/// A decision.
#[derive(Debug, Clone)]
pub struct Decide {
    /// The decision task.
    pub task: TaskId,
    /// The version of the dossier the head saw.
    pub version: Option<i32>,
    /// Granted or refused.
    pub outcome: Outcome,
    /// Reasons; required for a refusal.
    pub reason: String,
}

/// Decides on the dossier of the task. The file of the result is made right after by the node, or when it is first asked for.
///
/// # Errors
/// `not_decision_step`, `held_by_another`, `wrong_state` while the clock stands still, `missing` when a refusal has no reason.
pub async fn decide(services: &Services, actor: &Actor, command: Decide) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock_task(services, &mut tx, actor, command.task, command.version).await?;
    let opening = &locked.before.dossier.opening;
    authorise(actor, Action::Decide, &locked.before.dossier)?;
    rules::decidable(&locked.before.dossier, command.task, actor.account, locked.now)?;
    let paper = register(services, &mut tx, actor, &locked, &command).await?;
    let facts = DecisionFacts { task: command.task, outcome: command.outcome, reason: command.reason, paper };
    let decision =
        services.with_desk(Some(&mut tx), opening, locked.now, |desk| rules::decide(desk, &locked.before.dossier, actor.account, facts));
    let events = decision.await?;
    let dossier = locked.record(services, &mut tx, actor.account, &events).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

/// Gives the result its number, in the same transaction as the decision.
async fn register(
    services: &Services,
    conn: &mut PgConnection,
    actor: &Actor,
    locked: &Locked,
    command: &Decide,
) -> Result<ResultPaper, UseCaseError> {
    let dossier = &locked.before.dossier;
    let content = content_of(services, conn, dossier).await?;
    let signer =
        Signer { on_behalf: None, title: web::t(web::Language::Vi, "dossier-paper-signer"), name: actor.name.clone(), signed_at: None };
    let ruling = Ruling { outcome: command.outcome, reason: command.reason.trim(), signer: Some((actor.account, signer)) };
    number(services, conn, locked, ruling, &content.applicant).await
}

/// What the paper of a decision says, beside what the dossier says itself.
pub(super) struct Ruling<'a> {
    pub(super) outcome: Outcome,
    pub(super) reason: &'a str,
    /// Who signs; nobody when the law takes silence for a decision.
    pub(super) signer: Option<(AccountId, Signer)>,
}

/// Writes the paper into the register of results, which gives it its number.
pub(super) async fn number(
    services: &Services,
    conn: &mut PgConnection,
    locked: &Locked,
    ruling: Ruling<'_>,
    applicant: &Applicant,
) -> Result<ResultPaper, UseCaseError> {
    let new = words(services, locked, ruling, applicant)?;
    let moment = services.ctx.clone().with_clock(std::sync::Arc::new(kernel::clock::SettableClock::at(locked.now)));
    let registered = document::register_result(conn, &moment, new).await.map_err(|error| UseCaseError::Paper(error.to_string()))?;
    Ok(ResultPaper { result: registered.id, number: registered.full_number(), verification: registered.public_id.to_string() })
}

/// What the paper says. It is an official paper of the country, so its words are Vietnamese whatever the reader's language.
fn words(services: &Services, locked: &Locked, ruling: Ruling<'_>, applicant: &Applicant) -> Result<NewResult, UseCaseError> {
    let dossier = &locked.before.dossier;
    let directory = services.directory();
    let solving = directory.office(dossier.opening.solving_office).ok_or(Refusal::UnknownOffice)?;
    let authority = solving.parent.and_then(|parent| directory.office(parent)).unwrap_or(solving);
    let code = dossier.code.as_ref().map(ToString::to_string).unwrap_or_default();
    let calendar = services.calendar_of(solving.id)?;
    let word = |key: &str| web::t(web::Language::Vi, key);
    let kind = ruling.outcome.code();
    let fact = |key: &str, value: &str| Fact { label: word(key), value: value.to_owned() };
    let facts = [
        fact("dossier-paper-applicant", &applicant.name),
        fact("dossier-paper-address", &applicant.address),
        fact("dossier-paper-code", &code),
    ];
    Ok(NewResult {
        office: solving.id,
        actor: ruling.signer.as_ref().map(|(account, _)| *account),
        dossier: dossier.id,
        dossier_code: code,
        procedure: dossier.opening.procedure_name.clone(),
        symbol: word(&format!("dossier-paper-symbol-{kind}")),
        title: word(&format!("dossier-paper-title-{kind}")),
        subject: dossier.opening.procedure_name.clone(),
        authority: authority.name.clone(),
        unit: if authority.id == solving.id { String::new() } else { solving.name.clone() },
        place: directory.area(&solving.unit).map(|area| area.full_name.clone()).unwrap_or_default(),
        issued_on: local_day(calendar, locked.now),
        bases: dossier.clock.iter().map(|clock| clock.legal_basis.clone()).filter(|basis| !basis.is_empty()).collect(),
        facts: facts.into_iter().filter(|fact| !fact.value.is_empty()).collect(),
        articles: articles(&ruling, &dossier.opening.procedure_name),
        recipients: vec![applicant.name.clone(), word("dossier-paper-archive")],
        signer: signer(ruling.signer, calendar.local(locked.now)),
        site: services.site.clone(),
    })
}

/// Who signs, and when. Where nobody decided the paper says so in the signer's place.
fn signer(signer: Option<(AccountId, Signer)>, at: NaiveDateTime) -> Signer {
    let silence =
        || Signer { on_behalf: None, title: web::t(web::Language::Vi, "dossier-paper-silence"), name: String::new(), signed_at: None };
    Signer { signed_at: Some(at), ..signer.map_or_else(silence, |(_, signer)| signer) }
}

fn articles(ruling: &Ruling<'_>, procedure: &str) -> Vec<String> {
    let value = [("procedure", procedure.into()), ("reason", ruling.reason.into())];
    let word = |key: &str| web::t_with(web::Language::Vi, key, &value);
    match (ruling.signer.is_some(), ruling.outcome) {
        (false, Outcome::Approved) => vec![word("dossier-paper-article-silence-approved"), word("dossier-paper-article-validity")],
        (false, Outcome::Refused) => vec![word("dossier-paper-article-silence-refused"), word("dossier-paper-article-appeal")],
        (true, Outcome::Approved) => vec![word("dossier-paper-article-approved"), word("dossier-paper-article-validity")],
        (true, Outcome::Refused) => vec![word("dossier-paper-article-refused"), word("dossier-paper-article-appeal")],
    }
}
