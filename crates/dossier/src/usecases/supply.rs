//! Send what was missing.

use access::{Action, Actor};
use kernel::id::{ContentId, DossierId};
use serde_json::Value;

use super::Changed;
use super::change::lock;
use crate::error::{Refusal, UseCaseError};
use crate::model::{Content, Dossier, Paper};
use crate::rules;
use crate::services::Services;
use crate::store;

/// The applicant's answer to a supplement request.
#[derive(Debug, Clone)]
pub struct Supply {
    /// The dossier.
    pub dossier: DossierId,
    /// The version the applicant saw.
    pub version: Option<i32>,
    /// The form again, when it was changed.
    pub declaration: Option<Value>,
    /// Papers to add to those handed in before; a paper of the same name replaces the earlier one.
    pub papers: Vec<Paper>,
}

/// Keeps a new version of the content and starts the clock again.
///
/// # Errors
/// `wrong_state` when nothing was asked for; `missing` when nothing is sent; `unknown_document` for a file of somebody else.
pub async fn supply(services: &Services, actor: &Actor, command: Supply) -> Result<Changed, UseCaseError> {
    if command.declaration.is_none() && command.papers.is_empty() {
        return Err(Refusal::Missing { field: "papers" }.into());
    }
    super::papers::check(services, actor, &command.papers).await?;
    let mut tx = services.ctx.begin().await?;
    let locked = lock(services, &mut tx, actor, Action::SupplySupplement, command.dossier, command.version).await?;
    let dossier = &locked.before.dossier;
    let content = completed(services, &mut tx, dossier, &command).await?;
    let calendar = services.calendar_of(dossier.owner_office)?;
    let event = rules::supply(calendar, dossier, &content, locked.now)?;
    store::contents::insert(&mut tx, &services.ctx.node, command.dossier, &content, (locked.now, actor.account)).await?;
    let dossier = locked.record(services, &mut tx, actor.account, &[event]).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

/// The content with what was sent put in its place.
async fn completed(
    services: &Services,
    conn: &mut sqlx::PgConnection,
    dossier: &Dossier,
    command: &Supply,
) -> Result<Content, UseCaseError> {
    let before = super::read::content_of(services, conn, dossier).await?;
    let mut papers = before.papers;
    papers.retain(|paper| command.papers.iter().all(|new| new.name != paper.name));
    papers.extend(command.papers.iter().cloned());
    Ok(Content {
        id: ContentId::new(&*services.ctx.clock, &*services.ctx.entropy),
        applicant: before.applicant,
        declaration: command.declaration.clone().unwrap_or(before.declaration),
        papers,
    })
}
