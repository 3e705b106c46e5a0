//! Apologise and promise a new date.

use access::{Action, Actor};
use chrono::NaiveDate;
use kernel::id::DossierId;

use super::Changed;
use super::change::change;
use crate::error::UseCaseError;
use crate::rules;
use crate::services::Services;

/// Form 04: the head signs an apology with a new date. Asked too late it is told all the same, and counts as late.
///
/// # Errors
/// `already_extended` a second time; `wrong_form` for a day that is not later; `missing` without a reason; `wrong_state` while the clock stands
/// still and after the decision.
pub async fn extend(
    services: &Services,
    actor: &Actor,
    seen: (DossierId, Option<i32>),
    reason: &str,
    day: NaiveDate,
) -> Result<Changed, UseCaseError> {
    change(services, actor, Action::Extend, seen, |locked| {
        let dossier = &locked.before.dossier;
        let calendar = services.calendar_of(dossier.opening.receiving_office)?;
        Ok(vec![rules::extend(calendar, dossier, (reason, day), actor.account, locked.now)?])
    })
    .await
}
