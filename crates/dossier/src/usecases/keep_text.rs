//! Texts an office keeps to write with: made, changed, thrown away.

use access::Actor;
use journal::NewEntry;
use kernel::id::TextId;
use serde_json::json;
use sqlx::PgConnection;

use super::label::desks;
use crate::error::{Refusal, UseCaseError, required};
use crate::model::{KeptText, TextKind};
use crate::services::Services;
use crate::store::texts;

/// Longest title, in characters.
const LONGEST_TITLE: usize = 80;
/// Longest text, in characters: what the fields it goes into take.
const LONGEST_BODY: usize = 2000;
/// Most texts of one office.
const MOST: usize = 100;

/// A text to keep.
#[derive(Debug, Clone)]
pub struct KeepText {
    /// The one to change; a new one without.
    pub id: Option<TextId>,
    /// What it is for.
    pub kind: TextKind,
    /// What it is called.
    pub title: String,
    /// The words, with places for what differs.
    pub body: String,
}

/// The texts of the offices the actor works in.
///
/// # Errors
/// When the database fails.
pub async fn texts(services: &Services, actor: &Actor) -> Result<Vec<KeptText>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(texts::of_offices(&mut conn, &services.ctx.node, &desks(actor)).await?)
}

/// Keeps a text for the actor's first office, or changes one of the actor's offices.
///
/// # Errors
/// `missing`, `too_long`, `too_many`; `not_found` for one of another office; `not_allowed` without an office.
pub async fn keep(services: &Services, actor: &Actor, command: KeepText) -> Result<TextId, UseCaseError> {
    let (title, body) = (required("title", &command.title, LONGEST_TITLE)?, required("body", &command.body, LONGEST_BODY)?);
    let office = *desks(actor).first().ok_or(Refusal::NotAllowed)?;
    let mut tx = services.ctx.begin().await?;
    let known = texts::of_offices(&mut tx, &services.ctx.node, &desks(actor)).await?;
    let text = match command.id {
        Some(id) => {
            let before = known.into_iter().find(|text| text.id == id).ok_or(Refusal::NotFound)?;
            KeptText { kind: command.kind, title, body, ..before }
        }
        None if known.len() >= MOST => return Err(Refusal::TooMany { limit: MOST }.into()),
        None => KeptText { id: TextId::new(&*services.ctx.clock, &*services.ctx.entropy), office, kind: command.kind, title, body },
    };
    texts::save(&mut tx, &services.ctx.node, &text, services.ctx.now()).await?;
    write(services, &mut tx, actor, &text, "dossier.text_kept").await?;
    tx.commit().await?;
    Ok(text.id)
}

/// Throws a text away.
///
/// # Errors
/// `not_found` for one of another office.
pub async fn throw_away(services: &Services, actor: &Actor, id: TextId) -> Result<(), UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let known = texts::of_offices(&mut tx, &services.ctx.node, &desks(actor)).await?;
    let text = known.into_iter().find(|text| text.id == id).ok_or(Refusal::NotFound)?;
    texts::delete(&mut tx, &services.ctx.node, id).await?;
    write(services, &mut tx, actor, &text, "dossier.text_thrown_away").await?;
    tx.commit().await?;
    Ok(())
}

async fn write(services: &Services, conn: &mut PgConnection, actor: &Actor, text: &KeptText, kind: &str) -> Result<(), UseCaseError> {
    let (office, actor) = (Some(text.office), Some(actor.account));
    let data = json!({ "kind": text.kind.code(), "title": text.title });
    journal::append(conn, &services.ctx, NewEntry { office, actor, kind, subject_kind: "text", subject: text.id.uuid(), data }).await?;
    Ok(())
}
