//! Put a received declaration right.

use access::{Action, Actor};
use kernel::id::{ContentId, DossierId};
use serde_json::Value;

use super::Changed;
use super::change::lock;
use crate::error::UseCaseError;
use crate::model::{Applicant, Content, Dossier, Event};
use crate::rules;
use crate::services::Services;
use crate::store;

/// The declaration as it should be.
#[derive(Debug, Clone)]
pub struct Correct {
    /// The dossier.
    pub dossier: DossierId,
    /// The version the officer saw.
    pub version: Option<i32>,
    /// The person, when something about them changes.
    pub applicant: Option<Applicant>,
    /// The whole form, when something in it changes. Checked by the caller.
    pub declaration: Option<Value>,
    /// Why; the applicant reads it.
    pub reason: String,
}

/// Keeps the corrected version beside the received one.
///
/// # Errors
/// `nothing_changed`; `missing` without a reason; `wrong_state` before receipt and after the decision.
pub async fn correct(services: &Services, actor: &Actor, command: Correct) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock(services, &mut tx, actor, Action::Correct, command.dossier, command.version).await?;
    let before = super::read::content_of(services, &mut tx, &locked.before.dossier).await?;
    let after = Content {
        id: ContentId::new(&*services.ctx.clock, &*services.ctx.entropy),
        applicant: command.applicant.unwrap_or_else(|| before.applicant.clone()),
        declaration: command.declaration.unwrap_or_else(|| before.declaration.clone()),
        papers: before.papers.clone(),
    };
    let event = rules::correct(&locked.before.dossier, &after, changed_fields(&before, &after)?, &command.reason)?;
    store::contents::insert(&mut tx, &services.ctx.node, command.dossier, &after, (locked.now, actor.account)).await?;
    let dossier = locked.record_named(services, &mut tx, (actor.account, &after.applicant.name), &[event]).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

/// What a correction changed.
#[derive(Debug, Clone)]
pub(crate) struct Corrected {
    /// The content before it.
    pub(crate) before: Content,
    /// Why.
    pub(crate) reason: String,
}

/// The last correction of a dossier the caller may open; nothing when there was none.
pub(crate) async fn last_correction(services: &Services, dossier: &Dossier) -> Result<Option<Corrected>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let entries = journal::of_subject(&mut conn, dossier.id.uuid()).await?;
    let mut events = entries.into_iter().rev().filter_map(|entry| serde_json::from_value::<Event>(entry.data).ok());
    let Some(reason) = events.find_map(|event| if let Event::Corrected { reason, .. } = event { Some(reason) } else { None }) else {
        return Ok(None);
    };
    let version = events.find_map(|event| match event {
        Event::Supplemented { content, .. } | Event::Corrected { content, .. } => Some(content),
        _ => None,
    });
    let version = version.unwrap_or(dossier.opening.content);
    let before = store::contents::find(&mut conn, &services.ctx.node, dossier.id, version).await?;
    Ok(before.map(|before| Corrected { before, reason }))
}

/// Names of the fields in which two versions differ: those of the person begin with `applicant.`.
pub(crate) fn changed_fields(before: &Content, after: &Content) -> Result<Vec<String>, UseCaseError> {
    let (old, new) = (store::json(&before.applicant)?, store::json(&after.applicant)?);
    let person = differing(&old, &new).into_iter().map(|name| format!("applicant.{name}"));
    Ok(person.chain(differing(&before.declaration, &after.declaration)).collect())
}

/// Names that two objects hold differently, or only one of them holds.
fn differing(old: &Value, new: &Value) -> Vec<String> {
    let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else { return Vec::new() };
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    let other = new.iter().filter(|(name, value)| old.get(*name) != Some(value)).map(|(name, _)| name);
    let mut names: Vec<String> = other.chain(gone).cloned().collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_added_changed_or_left_out_is_named_and_nothing_else() {
        let (old, new) = (json!({ "a": 1, "b": [1, 2], "c": "x" }), json!({ "a": 1, "b": [2, 1], "d": null }));
        assert_eq!(differing(&old, &new), ["b", "c", "d"]);
        assert!(differing(&old, &old).is_empty() && differing(&json!(null), &new).is_empty());
    }
}
