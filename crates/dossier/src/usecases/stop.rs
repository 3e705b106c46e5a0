//! Stop a received dossier at the applicant's wish.

use access::{Action, Actor};
use kernel::id::DossierId;

use super::Changed;
use super::change::change;
use crate::error::UseCaseError;
use crate::rules;
use crate::services::Services;

/// The applicant asks; the one-stop shop answers with form 05.
///
/// # Errors
/// `wrong_state` before receipt and once there is a decision; `stop_already_asked`.
pub async fn ask_stop(services: &Services, actor: &Actor, seen: (DossierId, Option<i32>), reason: &str) -> Result<Changed, UseCaseError> {
    change(services, actor, Action::Withdraw, seen, |locked| {
        Ok(vec![rules::ask_stop(&locked.before.dossier, reason, actor.account, locked.now)?])
    })
    .await
}

/// The applicant thought better of it.
///
/// # Errors
/// `wrong_state` when nothing waits.
pub async fn take_stop_back(services: &Services, actor: &Actor, seen: (DossierId, Option<i32>)) -> Result<Changed, UseCaseError> {
    change(services, actor, Action::Withdraw, seen, |locked| Ok(vec![rules::take_stop_back(&locked.before.dossier)?])).await
}

/// The one-stop shop stops the dossier. `on_paper` is the reason of a wish that came over the counter.
///
/// # Errors
/// `stop_not_asked` without a wish; `wrong_state` before receipt and once there is a decision.
pub async fn stop(
    services: &Services,
    actor: &Actor,
    seen: (DossierId, Option<i32>),
    on_paper: Option<&str>,
    note: &str,
) -> Result<Changed, UseCaseError> {
    change(services, actor, Action::Stop, seen, |locked| rules::stop(&locked.before.dossier, on_paper, note, actor.account, locked.now))
        .await
}
