//! Accept a request: a code is handed out, the clock starts, the internal process begins.

use access::{Action, Actor, Facts, Resource};
use kernel::calendar::SupplementRule;
use kernel::code::{DossierCode, ProcedureCode};
use kernel::id::{ContentId, DossierId, OfficeId};
use kernel::limit::Limit;
use serde_json::Value;

use super::change::{Written, lock};
use super::{Changed, Key};
use crate::asked::{self, Asked};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Applicant, Channel, Content, Dossier, Event, Opening, Paper, ReturnWay};
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
    let facts = Facts { owner: None, assignee: None, office: Some(command.office) };
    if !access::may(actor, Resource::Dossier, Action::Receive, &facts) {
        return Err(Refusal::NotAllowed.into());
    }
    let applicant = checked(command.applicant.clone())?;
    let mut conn = services.ctx.pool.acquire().await?;
    if let Some(changed) = replay(services, &mut conn, actor, command.key.as_ref()).await? {
        return Ok(changed);
    }
    let now = services.ctx.now();
    let asked = asked::find(services, &mut conn, &command.procedure, now).await?;
    super::papers::check(services, &mut conn, actor, &command.papers).await?;
    let code = next_code(services, &mut conn, command.office).await?;
    let ids = (&*services.ctx.clock, &*services.ctx.entropy);
    let content = Content { id: ContentId::new(ids.0, ids.1), applicant, declaration: command.declaration, papers: command.papers };
    let opening = Opening { applicant: None, ..asked.opening(services, command.office, command.channel, &content, command.return_way)? };
    let acceptance = Acceptance { code, promise: promise(&asked, command.limit)?, opening: Some(opening.clone()) };
    let event = services.with_desk(&mut conn, &opening, now, |desk| rules::accept(desk, None, acceptance)).await?;
    drop(conn);
    let id = DossierId::new(ids.0, ids.1);
    let dossier = Dossier::begin(id, &event, now)?;
    begin(services, actor, Begun { dossier, event, content, key: command.key }).await
}

/// Accepts what came online.
///
/// # Errors
/// `wrong_state` unless the request waits for intake; `version_conflict`; `limit_unknown`.
pub async fn receive_online(services: &Services, actor: &Actor, command: ReceiveOnline) -> Result<Changed, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let waiting = store::dossiers::find(&mut conn, &services.ctx.node, command.dossier).await?.ok_or(Refusal::NotFound)?.dossier;
    crate::services::authorise(actor, Action::Receive, &waiting)?;
    let asked = asked::find(services, &mut conn, &waiting.opening.procedure, waiting.submitted_at).await?;
    let code = next_code(services, &mut conn, waiting.opening.receiving_office).await?;
    drop(conn);
    let mut tx = services.ctx.begin().await?;
    let locked = lock(services, &mut tx, actor, Action::Receive, command.dossier, command.version).await?;
    let dossier = &locked.before.dossier;
    let acceptance = Acceptance { code, promise: promise(&asked, command.limit)?, opening: None };
    let event = services.with_desk(&mut tx, &dossier.opening, locked.now, |desk| rules::accept(desk, Some(dossier), acceptance)).await?;
    let dossier = locked.record(services, &mut tx, actor.account, &[event]).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

/// A dossier that begins now.
pub(super) struct Begun {
    pub(super) dossier: Dossier,
    pub(super) event: Event,
    pub(super) content: Content,
    pub(super) key: Option<Key>,
}

/// Writes a new dossier with its content and its key. When the same key was used in the meantime, gives what that request made.
pub(super) async fn begin(services: &Services, actor: &Actor, begun: Begun) -> Result<Changed, UseCaseError> {
    // The journal must name the instant the dossier was made with, or the fold would differ from the row.
    let now = begun.dossier.submitted_at;
    let mut tx = services.ctx.begin().await?;
    if let Some(key) = &begun.key
        && !key.remember(services, &mut tx, actor.account, begun.dossier.id).await?
    {
        tx.rollback().await?;
        let mut conn = services.ctx.pool.acquire().await?;
        return replay(services, &mut conn, actor, Some(key)).await?.ok_or_else(|| Refusal::KeyReused.into());
    }
    store::contents::insert(&mut tx, &services.ctx.node, begun.dossier.id, &begun.content, (now, actor.account)).await?;
    let written = Written {
        before: None,
        after: &begun.dossier,
        events: std::slice::from_ref(&begun.event),
        applicant_name: &begun.content.applicant.name,
        actor: actor.account,
        now,
    };
    written.write(services, &mut tx).await?;
    tx.commit().await?;
    Ok(Changed { dossier: begun.dossier, replayed: false })
}

/// What an earlier request with the same key made.
pub(super) async fn replay(
    services: &Services,
    conn: &mut sqlx::PgConnection,
    actor: &Actor,
    key: Option<&Key>,
) -> Result<Option<Changed>, UseCaseError> {
    let Some(key) = key else { return Ok(None) };
    let Some(id) = key.earlier(services, conn, actor.account).await? else { return Ok(None) };
    let found = store::dossiers::find(conn, &services.ctx.node, id).await?.ok_or(Refusal::NotFound)?;
    Ok(Some(Changed { dossier: found.dossier, replayed: true }))
}

/// The applicant as it may be kept: a name is required, everything in NFC and of sane length.
pub(super) fn checked(applicant: Applicant) -> Result<Applicant, Refusal> {
    use crate::error::{optional, required};
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

async fn next_code(services: &Services, conn: &mut sqlx::PgConnection, office: OfficeId) -> Result<DossierCode, UseCaseError> {
    let calendar = services.calendar_of(office)?;
    let unit = services.directory().office(office).ok_or(Refusal::UnknownOffice)?.code.clone();
    services.codes.next(&services.ctx, conn, &unit, tally::local_day(calendar, services.ctx.now())).await
}
