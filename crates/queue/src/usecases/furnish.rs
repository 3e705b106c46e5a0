//! Set up an office's windows and how it takes appointments: the head's business.

use access::{Action, Actor};
use db::Context;
use kernel::id::{OfficeId, WindowId};
use organisation::Office;
use serde_json::json;

use super::{authorise, of_window};
use crate::error::{QueueError, Refusal};
use crate::model::{Setting, TicketState, Window};
use crate::node::Queue;
use crate::store;

/// Adds a window.
///
/// # Errors
/// [`Refusal::NotFound`] for whoever may not; [`Refusal::WindowNumber`]; [`Refusal::UnknownPurpose`].
pub async fn add_window(queue: &Queue, actor: &Actor, office: &Office, number: i16, purposes: Vec<String>) -> Result<Window, QueueError> {
    authorise(actor, Action::Edit, office.id)?;
    check_purposes(queue, office, &purposes)?;
    if !(1..=99).contains(&number) {
        return Err(Refusal::WindowNumber.into());
    }
    let ctx: &Context = &queue.ctx;
    let mut tx = ctx.begin().await?;
    let id = WindowId::new(&*ctx.clock, &*ctx.entropy);
    let window = Window { id, office: office.id, number, purposes, officer: None, opened_at: None };
    match store::windows::insert(&mut tx, &ctx.node, &window, ctx.now()).await {
        Err(error) if error.is_unique_violation() => return Err(Refusal::WindowNumber.into()),
        other => other?,
    }
    journal::append(&mut tx, ctx, of_window(&window, "queue.window_added", Some(actor.account))).await?;
    tx.commit().await?;
    queue.tell(office.id);
    Ok(window)
}

/// Changes what a window serves.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::UnknownPurpose`].
pub async fn change_window(queue: &Queue, actor: &Actor, id: WindowId, purposes: Vec<String>) -> Result<Window, QueueError> {
    let mut tx = queue.ctx.begin().await?;
    let mut window = store::windows::lock(&mut tx, &queue.ctx.node, id).await?.ok_or(Refusal::NotFound)?;
    authorise(actor, Action::Edit, window.office)?;
    check_purposes(queue, &queue.office(window.office)?, &purposes)?;
    window.purposes = purposes;
    store::windows::save(&mut tx, &queue.ctx.node, &window).await?;
    journal::append(&mut tx, &queue.ctx, of_window(&window, "queue.window_changed", Some(actor.account))).await?;
    tx.commit().await?;
    queue.tell(window.office);
    Ok(window)
}

/// Takes a window away.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WindowInUse`] while somebody sits at it or was sent to it.
pub async fn remove_window(queue: &Queue, actor: &Actor, id: WindowId) -> Result<(), QueueError> {
    let mut tx = queue.ctx.begin().await?;
    let window = store::windows::lock(&mut tx, &queue.ctx.node, id).await?.ok_or(Refusal::NotFound)?;
    authorise(actor, Action::Edit, window.office)?;
    let day = queue.today(&queue.office(window.office)?)?;
    let line = store::tickets::line(&mut tx, &queue.ctx.node, window.office, day).await?;
    let sent = line.iter().any(|ticket| ticket.sent_to == Some(id) && ticket.state == TicketState::Waiting);
    if window.is_open() || sent {
        return Err(Refusal::WindowInUse.into());
    }
    store::windows::remove(&mut tx, &queue.ctx.node, id, queue.ctx.now()).await?;
    journal::append(&mut tx, &queue.ctx, of_window(&window, "queue.window_removed", Some(actor.account))).await?;
    tx.commit().await?;
    queue.tell(window.office);
    Ok(())
}

/// Sets how the office takes appointments. Those that are made stay.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongSetting`].
pub async fn set(queue: &Queue, actor: &Actor, office: OfficeId, setting: Setting) -> Result<(), QueueError> {
    authorise(actor, Action::Edit, office)?;
    let sound =
        (5..=240).contains(&setting.slot_minutes) && (0..=100).contains(&setting.capacity) && (1..=60).contains(&setting.days_ahead);
    if !sound {
        return Err(Refusal::WrongSetting.into());
    }
    let mut tx = queue.ctx.begin().await?;
    store::windows::save_setting(&mut tx, &queue.ctx.node, office, &setting).await?;
    let entry = journal::NewEntry {
        office: Some(office),
        actor: Some(actor.account),
        kind: "queue.appointments_set",
        subject_kind: "office",
        subject: office.uuid(),
        data: json!({ "slot_minutes": setting.slot_minutes, "capacity": setting.capacity, "days_ahead": setting.days_ahead }),
    };
    journal::append(&mut tx, &queue.ctx, entry).await?;
    Ok(tx.commit().await?)
}

fn check_purposes(queue: &Queue, office: &Office, purposes: &[String]) -> Result<(), QueueError> {
    let day = queue.today(office)?;
    let known = !purposes.is_empty() && purposes.iter().all(|purpose| queue.facts().purpose(purpose, day).is_some());
    if known { Ok(()) } else { Err(Refusal::UnknownPurpose.into()) }
}
