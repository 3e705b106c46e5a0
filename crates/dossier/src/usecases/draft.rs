//! Write an application: kept from the first input, found again on any device, thrown away after 20 days of silence.

use access::Actor;
use chrono::Duration;
use kernel::code::ProcedureCode;
use kernel::id::DraftId;

use crate::asked;
use crate::error::{Refusal, UseCaseError};
use crate::services::Services;
use crate::store::drafts::{self, Draft, DraftContent};

/// How long a draft is kept after the last save.
const KEPT_FOR: Duration = Duration::days(20);

/// Begins a draft for a procedure.
///
/// # Errors
/// `unknown_procedure`.
pub async fn begin_draft(
    services: &Services,
    actor: &Actor,
    procedure: &ProcedureCode,
    content: DraftContent,
) -> Result<Draft, UseCaseError> {
    let now = services.ctx.now();
    asked::find(services, procedure, now).await?;
    let mut conn = services.ctx.pool.acquire().await?;
    let draft = Draft {
        id: DraftId::new(&*services.ctx.clock, &*services.ctx.entropy),
        account: actor.account,
        procedure: procedure.as_str().to_owned(),
        version: 1,
        content,
        started_at: now,
        saved_at: now,
        expires_at: now + KEPT_FOR,
    };
    drafts::insert(&mut conn, &services.ctx.node, &draft).await?;
    Ok(draft)
}

/// Saves what was written over the version the person saw.
///
/// # Errors
/// `draft_not_found`; `draft_conflict` when it was saved in another window in between.
pub async fn save_draft(
    services: &Services,
    actor: &Actor,
    id: DraftId,
    version: i32,
    content: DraftContent,
) -> Result<Draft, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let found = drafts::find(&mut conn, &services.ctx.node, id, actor.account).await?.ok_or(Refusal::DraftNotFound)?;
    let now = services.ctx.now();
    let saved = Draft { version: version + 1, content, saved_at: now, expires_at: now + KEPT_FOR, ..found };
    if drafts::update(&mut conn, &services.ctx.node, &saved).await? { Ok(saved) } else { Err(Refusal::DraftConflict.into()) }
}

/// Opens a draft of the actor.
///
/// # Errors
/// `draft_not_found`.
pub async fn open_draft(services: &Services, actor: &Actor, id: DraftId) -> Result<Draft, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(drafts::find(&mut conn, &services.ctx.node, id, actor.account).await?.ok_or(Refusal::DraftNotFound)?)
}

/// The drafts of the actor, last saved first.
///
/// # Errors
/// When the database fails.
pub async fn drafts_of(services: &Services, actor: &Actor) -> Result<Vec<Draft>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(drafts::of_account(&mut conn, &services.ctx.node, actor.account).await?)
}

/// Throws a draft away.
///
/// # Errors
/// `draft_not_found`.
pub async fn discard_draft(services: &Services, actor: &Actor, id: DraftId) -> Result<(), UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    if drafts::delete(&mut conn, &services.ctx.node, id, actor.account).await? { Ok(()) } else { Err(Refusal::DraftNotFound.into()) }
}
