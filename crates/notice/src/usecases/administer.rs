//! Operators look at deliveries and have one tried again.

use access::{Actor, Role};
use journal::reader::Parked;
use serde_json::json;
use uuid::Uuid;

use super::happened::{TRIED_AGAIN, record};
use crate::error::NoticeError;
use crate::model::{Channel, Delivery, State};
use crate::node::Notices;
use crate::store::deliveries;
use crate::teller::{NAME, Teller};

/// Most deliveries of a page.
pub(crate) const PAGE: i64 = 50;
/// Most parked entries shown.
const PARKED: u16 = 50;

/// What operators see of the deliveries.
#[derive(Debug, Clone)]
pub struct Overview {
    /// One page of deliveries, newest first.
    pub deliveries: Vec<Delivery>,
    /// Where the next page begins: before this one.
    pub next: Option<Uuid>,
    /// How many there are per channel and state.
    pub tallies: Vec<(Channel, State, i64)>,
    /// Entries of the journal nobody was told of, because they could not be understood.
    pub parked: Vec<Parked>,
}

/// May the actor see deliveries? Administrators and auditors; only the former have them tried again.
#[must_use]
pub fn may_see(actor: &Actor) -> bool {
    actor.has(Role::Administrator) || actor.has(Role::Auditor)
}

/// The deliveries that the filter asks for.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn overview(notices: &Notices, filter: (Option<State>, Option<Channel>), before: Option<Uuid>) -> Result<Overview, NoticeError> {
    let mut conn = notices.ctx.pool.acquire().await?;
    let node = &notices.ctx.node;
    let mut found = deliveries::page(&mut conn, node, filter, before, PAGE + 1).await?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let mut parked = journal::reader::parked(&mut conn, PARKED).await?;
    parked.retain(|entry| entry.reader == NAME);
    Ok(Overview {
        next: found.last().filter(|_| more).map(|last| last.id),
        deliveries: found,
        tallies: deliveries::tallies(&mut conn, node).await?,
        parked,
    })
}

/// Has a delivery tried again that failed or was given up. False when there is none.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn try_again(notices: &Notices, actor: &Actor, delivery: Uuid) -> Result<bool, NoticeError> {
    let mut tx = notices.ctx.begin().await?;
    let found = deliveries::try_again(&mut tx, &notices.ctx.node, delivery, notices.ctx.now()).await?;
    if found {
        record(&mut tx, &notices.ctx, TRIED_AGAIN, ("delivery", delivery), (Some(actor.account), json!({}))).await?;
    }
    tx.commit().await?;
    Ok(found)
}

/// Reads the parked entries again; gives how many still wait.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn read_parked_again(notices: &Notices) -> Result<usize, NoticeError> {
    Ok(journal::reader::retry(&notices.ctx, &Teller::new(notices.clone())).await?.parked)
}

/// Puts the kept sums into the figures of the program.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn show_figures(notices: &Notices) -> Result<(), NoticeError> {
    let mut conn = notices.ctx.pool.acquire().await?;
    for (channel, state, amount) in deliveries::tallies(&mut conn, &notices.ctx.node).await? {
        let amount = i32::try_from(amount).map_or(f64::from(i32::MAX), f64::from);
        metrics::gauge!("motcua_deliveries_kept", "channel" => channel.code(), "state" => state.code()).set(amount);
    }
    Ok(())
}
