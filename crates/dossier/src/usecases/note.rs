//! What officers write down beside the law: notes for colleagues, papers that arrived.

use access::{Action, Actor};
use kernel::id::DossierId;

use super::Changed;
use super::change::change;
use crate::error::UseCaseError;
use crate::rules;
use crate::services::Services;

/// Keeps a note that no applicant sees. It does not depend on what was seen: a note is never in the way of another change.
///
/// # Errors
/// `missing` when it is empty, `too_long`.
pub async fn note(services: &Services, actor: &Actor, dossier: DossierId, words: &str) -> Result<Changed, UseCaseError> {
    change(services, actor, Action::Note, (dossier, None), |_| Ok(vec![rules::note(words)?])).await
}

/// The solving office confirms that it has the papers.
///
/// # Errors
/// `wrong_state` when no papers are on their way.
pub async fn confirm_transfer(services: &Services, actor: &Actor, seen: (DossierId, Option<i32>)) -> Result<Changed, UseCaseError> {
    change(services, actor, Action::Transfer, seen, |locked| Ok(vec![rules::transferred(&locked.before.dossier)?])).await
}
