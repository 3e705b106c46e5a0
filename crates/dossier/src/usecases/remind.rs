//! Reminders of limits: kept as rows with a moment, given when the moment comes.
//!
//! The rows follow the journal: whatever happens to a dossier, its reminders are computed anew from its clock and its open work a moment
//! later. So nothing is added to the writes of the day, and a crash loses nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use journal::reader::{Reader, ReaderError};
use journal::{Entry, NewEntry};
use kernel::id::{DossierId, uuid_v7};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::UseCaseError;
use crate::model::Dossier;
use crate::rules::{Reminder, ladder, running};
use crate::services::Services;
use crate::store::dossiers;
use crate::store::reminders::{self, Next};

/// Kind of the journal entry of a reminder that was given.
pub(crate) const REMINDED: &str = "dossier.reminded";

/// Keeps the reminders of dossiers as their clocks say. Follows the journal.
#[derive(Debug, Clone)]
pub struct ReminderKeeper(Arc<Services>);

impl ReminderKeeper {
    /// Keeps them for these dossiers.
    #[must_use]
    pub const fn new(services: Arc<Services>) -> Self {
        Self(services)
    }
}

impl Reader for ReminderKeeper {
    fn name(&self) -> &'static str {
        "dossier.reminders"
    }

    async fn handle(&self, connection: &mut PgConnection, entry: &Entry) -> Result<(), ReaderError> {
        self.handle_all(connection, std::slice::from_ref(entry)).await
    }

    async fn handle_all(&self, connection: &mut PgConnection, entries: &[Entry]) -> Result<(), ReaderError> {
        // Only the newest state counts: a dossier to which much happened is looked at once.
        let touched: BTreeSet<Uuid> = entries.iter().filter(|entry| entry.subject_kind == "dossier").map(|entry| entry.subject).collect();
        for id in touched {
            keep(&self.0, connection, id.into()).await?;
        }
        Ok(())
    }
}

/// Computes the reminders of a dossier from its present state.
async fn keep(services: &Services, conn: &mut PgConnection, id: DossierId) -> Result<(), ReaderError> {
    let node = &services.ctx.node;
    // A change that is being written now is not seen; its own entry comes later and asks again.
    let Some(found) = dossiers::find(conn, node, id).await? else { return Ok(()) };
    let limits = running(&found.dossier);
    let coming = coming(services, &found.dossier);
    let named: Vec<(Uuid, Reminder)> =
        coming.into_iter().map(|reminder| (uuid_v7(&*services.ctx.clock, &*services.ctx.entropy), reminder)).collect();
    reminders::replace(conn, node, id, &limits, &named).await?;
    Ok(())
}

/// What is to be reminded of. A calendar that does not reach far enough yet reminds of nothing; the next thing that happens asks again.
fn coming(services: &Services, dossier: &Dossier) -> Vec<Reminder> {
    let Ok(calendar) = services.calendar_of(dossier.opening.receiving_office) else { return Vec::new() };
    let now = services.ctx.now();
    running(dossier).into_iter().filter_map(|limit| ladder(calendar, limit, now).ok()).flatten().collect()
}

/// Gives the reminder whose moment came first; false when there is none. Each in a transaction of its own: one that fails stops no other
/// but the round, and is tried again in the next.
///
/// # Errors
/// When the database fails.
pub async fn remind_next(services: &Services) -> Result<bool, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let (node, now) = (&services.ctx.node, services.ctx.now());
    let Some(next) = reminders::next(&mut tx, node, now).await? else { return Ok(false) };
    let found = dossiers::find(&mut tx, node, next.dossier).await?;
    reminders::done(&mut tx, node, &next, now).await?;
    if let Some(found) = found.filter(|found| still_runs(&found.dossier, &next)) {
        give(services, &mut tx, &found.dossier, &next).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// The clock may have stopped a moment ago.
fn still_runs(dossier: &Dossier, next: &Next) -> bool {
    running(dossier).iter().any(|limit| (limit.thing, limit.due) == (next.reminder.thing, next.reminder.due))
}

async fn give(services: &Services, conn: &mut PgConnection, dossier: &Dossier, next: &Next) -> Result<(), UseCaseError> {
    let data = json!({
        "dossier": dossier.id, "thing": next.reminder.thing, "rung": next.reminder.rung.code(), "due": next.reminder.due,
    });
    let entry =
        NewEntry { office: Some(dossier.owner_office), actor: None, kind: REMINDED, subject_kind: "reminder", subject: next.id, data };
    journal::append(conn, &services.ctx, entry).await?;
    Ok(())
}
