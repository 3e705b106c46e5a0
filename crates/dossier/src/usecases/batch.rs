//! The same done to several pieces of open work: each in a transaction of its own, so that one that cannot be done stops no other.

use access::{Action, Actor, Resource};
use kernel::id::{AccountId, LabelId, TaskId};

use super::assign::{Assign, assign};
use super::label::{Labelling, mark};
use super::note::confirm_transfer;
use super::{Changed, claim};
use crate::error::{Refusal, UseCaseError};
use crate::services::Services;
use crate::store::tasks::{self, TaskRow};

/// Most pieces of work done in one go: four pages of the inbox.
pub const AT_ONCE: usize = 200;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Batch {
    /// Taken for the actor.
    Take,
    /// Given back to the office.
    GiveBack,
    /// Given to an officer.
    Give(AccountId),
    /// A label is put on, or taken off.
    Label(LabelId, Labelling),
    /// The papers of the dossier have arrived.
    Arrived,
}

/// What became of one piece of work.
#[derive(Debug)]
pub struct Done {
    /// The work as it was; nothing when it is not open any more or the actor may not see it.
    pub row: Option<TaskRow>,
    /// Why it was not done; nothing when it was.
    pub refusal: Option<Refusal>,
}

/// Does `what` to each of these, in the order they are due.
///
/// # Errors
/// `missing` when nothing is chosen, `too_many`; failures of the database: what was done until then stays done.
pub async fn batch(services: &Services, actor: &Actor, chosen: &[TaskId], what: Batch) -> Result<Vec<Done>, UseCaseError> {
    let mut chosen = chosen.to_vec();
    chosen.sort_unstable();
    chosen.dedup();
    if chosen.is_empty() {
        return Err(Refusal::Missing { field: "chosen" }.into());
    }
    if chosen.len() > AT_ONCE {
        return Err(Refusal::TooMany { limit: AT_ONCE }.into());
    }
    let rights = access::scope(actor, Resource::Task, Action::List).filter();
    let mut conn = services.ctx.pool.acquire().await?;
    let rows = tasks::of_ids(&mut conn, &services.ctx.node, &rights, &chosen).await?;
    drop(conn);
    let gone = chosen.len() - rows.len();
    let mut done = Vec::with_capacity(chosen.len());
    for row in rows {
        let refusal = match one(services, actor, &row, what).await {
            Ok(()) => None,
            Err(UseCaseError::Refused(refusal)) => Some(refusal),
            Err(failure) => return Err(failure),
        };
        done.push(Done { row: Some(row), refusal });
    }
    done.extend((0..gone).map(|_| Done { row: None, refusal: Some(Refusal::TaskNotFound) }));
    Ok(done)
}

async fn one(services: &Services, actor: &Actor, row: &TaskRow, what: Batch) -> Result<(), UseCaseError> {
    let nothing = |_: Changed| ();
    match what {
        Batch::Take => claim::claim(services, actor, row.id).await.map(nothing),
        Batch::GiveBack => claim::release(services, actor, row.id).await.map(nothing),
        Batch::Give(holder) => {
            assign(services, actor, Assign { task: row.id, version: None, holder, reason: String::new() }).await.map(nothing)
        }
        Batch::Label(label, labelling) => mark(services, actor, row.dossier, label, labelling).await,
        Batch::Arrived => confirm_transfer(services, actor, (row.dossier, None)).await.map(nothing),
    }
}
