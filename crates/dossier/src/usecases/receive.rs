//! Accept a request: a code is handed out, the clock starts, the internal process begins.

use std::sync::Arc;

use access::{Action, Actor, Facts, Resource};
use chrono::{DateTime, Utc};
use kernel::calendar::SupplementRule;
use kernel::code::{DossierCode, ProcedureCode};
use kernel::id::{ContentId, DossierId, OfficeId};
use kernel::limit::Limit;
use serde_json::Value;

use super::begin::{Begun, begin};
use super::change::lock;
use super::{Changed, Key};
use crate::asked::{self, Asked};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Applicant, Channel, Content, Dossier, Opening, Paper, ReturnWay, Submission, TypedBy};
use crate::rules::{self, Acceptance, Promise};
use crate::services::Services;
use crate::{store, tally};

/// A request handed in at a counter or by post.
#[derive(Debug, Clone)]
pub struct ReceiveAtCounter {
    /// The procedure.
    pub procedure: ProcedureCode,
    /// The one-stop shop that receives.
    pub office: OfficeId,
    /// Counter or post.
    pub channel: Channel,
    /// Who applies.
    pub applicant: Applicant,
    /// The form, as far as it was filled at the counter.
    pub declaration: Value,
    /// The papers handed in.
    pub papers: Vec<Paper>,
    /// How the result is wanted.
    pub return_way: ReturnWay,
    /// The limit, stated by the officer where the procedure names no usable one.
    pub limit: Option<Limit>,
    /// Makes asking twice the same as asking once.
    pub key: Option<Key>,
}

/// A request that came online and waits for intake.
#[derive(Debug, Clone)]
pub struct ReceiveOnline {
    /// The dossier.
    pub dossier: DossierId,
    /// The version the officer saw.
    pub version: Option<i32>,
    /// The limit, stated by the officer where the procedure names no usable one.
    pub limit: Option<Limit>,
}

/// Accepts what was handed in at the counter or by post.
///
/// # Errors
/// `unknown_procedure`, `unknown_office`, `missing` (the applicant's name), `limit_unknown`, `unknown_document`, `key_reused`.
pub async fn receive_at_counter(services: &Services, actor: &Actor, command: ReceiveAtCounter) -> Result<Changed, UseCaseError> {
    takes_in_for(actor, command.office)?;
    let key = command.key.clone();
    let decided = decide_at_counter(services, actor, command).await;
    begin(services, actor, key, decided).await
}

/// Writes down what was brought to a counter without receiving it: it waits for the shop's answer, as a request does that came online. So
/// what is missing can be asked for, or the refusal be given, with its form and on record.
///
/// # Errors
/// As for [`receive_at_counter`], except `limit_unknown`.
pub async fn keep_at_counter(services: &Services, actor: &Actor, command: ReceiveAtCounter) -> Result<Changed, UseCaseError> {
    takes_in_for(actor, command.office)?;
    let key = command.key.clone();
    let decided = decide_to_keep(services, actor, command).await;
    begin(services, actor, key, decided).await
}

/// May the actor take in what is brought to this office?
fn takes_in_for(actor: &Actor, office: OfficeId) -> Result<(), Refusal> {
    let facts = Facts { owner: None, assignee: None, office: Some(office) };
    if access::may(actor, Resource::Dossier, Action::Receive, &facts) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

async fn decide_at_counter(services: &Services, actor: &Actor, command: ReceiveAtCounter) -> Result<Begun, UseCaseError> {
    let (office, limit, now) = (command.office, command.limit, services.ctx.now());
    let Brought { asked, content, opening } = brought(services, actor, command, now).await?;
    let promise = promise(&asked, limit)?;
    let code = next_code(services, office, now).await?;
    let acceptance = Acceptance { code, promise, opening: Some(opening.clone()) };
    let event = services.with_desk(None, &opening, now, |desk| rules::accept(desk, None, acceptance)).await?;
    let dossier = Dossier::begin(DossierId::new(&*services.ctx.clock, &*services.ctx.entropy), &event, now)?;
    Ok(Begun { dossier, event, content })
}

async fn decide_to_keep(services: &Services, actor: &Actor, command: ReceiveAtCounter) -> Result<Begun, UseCaseError> {
    let now = services.ctx.now();
    let Brought { content, opening, .. } = brought(services, actor, command, now).await?;
    let event = services.with_desk(None, &opening, now, |desk| rules::hand_in(desk, opening.clone())).await?;
    let dossier = Dossier::begin(DossierId::new(&*services.ctx.clock, &*services.ctx.entropy), &event, now)?;
    Ok(Begun { dossier, event, content })
}

/// What somebody brought to a counter.
struct Brought {
    asked: Arc<Asked>,
    content: Content,
    opening: Opening,
}

async fn brought(services: &Services, actor: &Actor, command: ReceiveAtCounter, now: DateTime<Utc>) -> Result<Brought, UseCaseError> {
    let applicant = checked(command.applicant)?;
    let asked = asked::find(services, &command.procedure, now).await?;
    super::papers::check(services, actor, &command.papers).await?;
    let id = ContentId::new(&*services.ctx.clock, &*services.ctx.entropy);
    let content = Content { id, applicant, declaration: command.declaration, papers: command.papers };
    let submission = Some(submission(services, actor, &content, command.channel, now).await?);
    let opening =
        Opening { applicant: None, submission, ..asked.opening(services, command.office, command.channel, &content, command.return_way)? };
    Ok(Brought { asked, content, opening })
}

/// How it was handed in. The number of the visitor is that of the officer's own window, so nobody types it.
async fn submission(
    services: &Services,
    actor: &Actor,
    content: &Content,
    channel: Channel,
    now: DateTime<Utc>,
) -> Result<Submission, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let at_window = if channel == Channel::Counter {
        queue::api::at_window(&mut conn, &services.ctx, actor, services.day_of(now)).await?
    } else {
        None
    };
    Ok(Submission {
        capacity: content.applicant.capacity,
        typed_by: typed_by(actor, content),
        ticket: at_window.and_then(|window| window.visitor),
    })
}

/// Who typed: an official, whoever helped, or the applicant.
pub(super) fn typed_by(actor: &Actor, content: &Content) -> TypedBy {
    match (actor.is_official(), content.applicant.helper.is_empty()) {
        (true, _) => TypedBy::Officer,
        (false, false) => TypedBy::Helper,
        (false, true) => TypedBy::Citizen,
    }
}

/// Accepts what came online.
///
/// # Errors
/// `wrong_state` unless the request waits for intake; `version_conflict`; `limit_unknown`.
pub async fn receive_online(services: &Services, actor: &Actor, command: ReceiveOnline) -> Result<Changed, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let waiting = store::dossiers::find(&mut conn, &services.ctx.node, command.dossier).await?.ok_or(Refusal::NotFound)?.dossier;
    crate::services::authorise(actor, Action::Receive, &waiting)?;
    drop(conn);
    let asked = asked::find(services, &waiting.opening.procedure, waiting.submitted_at).await?;
    let code = next_code(services, waiting.opening.receiving_office, services.ctx.now()).await?;
    let mut tx = services.ctx.begin().await?;
    let locked = lock(services, &mut tx, actor, Action::Receive, command.dossier, command.version).await?;
    let dossier = &locked.before.dossier;
    let acceptance = Acceptance { code, promise: promise(&asked, command.limit)?, opening: None };
    let event =
        services.with_desk(Some(&mut tx), &dossier.opening, locked.now, |desk| rules::accept(desk, Some(dossier), acceptance)).await?;
    let dossier = locked.record(services, &mut tx, actor.account, &[event]).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

/// The applicant as it may be kept: a name is required, everything in NFC and of sane length.
pub(super) fn checked(applicant: Applicant) -> Result<Applicant, Refusal> {
    use crate::error::{optional, required};
    let applicant = rules::submission_checked(applicant)?;
    Ok(Applicant {
        name: required("applicant.name", &applicant.name, 200)?,
        address: optional("applicant.address", &applicant.address, 500)?,
        phone: optional("applicant.phone", &applicant.phone, 30)?,
        email: optional("applicant.email", &applicant.email, 254)?,
        personal_number: applicant.personal_number.map(|number| personal_number(&number)).transpose()?,
        ..applicant
    })
}

fn personal_number(text: &str) -> Result<String, Refusal> {
    match text.trim().parse::<kernel::code::PersonalNumber>() {
        Ok(number) => Ok(number.reveal().to_owned()),
        Err(_) => Err(Refusal::WrongForm { field: "applicant.personal_number" }),
    }
}

/// What the applicant is promised: the procedure's own limit, and one stated by the officer only where the procedure names none.
fn promise(asked: &Asked, stated: Option<Limit>) -> Result<Promise, Refusal> {
    match (&asked.promise, stated) {
        (Some(promise), _) => Ok(promise.clone()),
        (None, Some(limit)) => Ok(Promise { limit, supplement_rule: SupplementRule::default(), legal_basis: String::new() }),
        (None, None) => Err(Refusal::LimitUnknown),
    }
}

async fn next_code(services: &Services, office: OfficeId, now: DateTime<Utc>) -> Result<DossierCode, UseCaseError> {
    let calendar = services.calendar_of(office)?;
    let unit = services.directory().office(office).ok_or(Refusal::UnknownOffice)?.code.clone();
    services.codes.next(&services.ctx, &unit, tally::local_day(calendar, now)).await
}
