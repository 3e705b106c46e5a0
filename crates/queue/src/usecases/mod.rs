//! What people and officers do, one verb per file.

pub mod at_window;
pub mod book;
pub mod draw;
pub mod furnish;
pub mod look;
pub mod sit;
pub mod upkeep;

use access::{Action, Actor, Facts, Resource};
use journal::NewEntry;
use kernel::id::{AccountId, OfficeId};
use serde_json::{Value, json};

use crate::error::Refusal;
use crate::model::{Booking, Ticket, Window};

/// May the actor do this to the line of this office? Whoever may not is told that there is none.
pub(crate) fn authorise(actor: &Actor, action: Action, office: OfficeId) -> Result<(), Refusal> {
    let facts = Facts { owner: None, assignee: None, office: Some(office) };
    if access::may(actor, Resource::Queue, action, &facts) { Ok(()) } else { Err(Refusal::NotFound) }
}

/// What the journal keeps of something that happened to a number. No person stands in it.
fn of_ticket(ticket: &Ticket, kind: &'static str, actor: Option<AccountId>) -> NewEntry<'static> {
    NewEntry {
        office: Some(ticket.office),
        actor,
        kind,
        subject_kind: "ticket",
        subject: ticket.id.uuid(),
        data: json!({
            "number": ticket.label(), "day": ticket.day, "purpose": ticket.purpose, "state": ticket.state.code(),
            "window": ticket.window, "sent_to": ticket.sent_to, "calls": ticket.calls, "channel": ticket.channel.code(),
        }),
    }
}

/// What the journal keeps of something that happened to a window.
fn of_window(window: &Window, kind: &'static str, actor: Option<AccountId>) -> NewEntry<'static> {
    NewEntry {
        office: Some(window.office),
        actor,
        kind,
        subject_kind: "window",
        subject: window.id.uuid(),
        data: json!({ "number": window.number, "purposes": window.purposes }),
    }
}

/// What the journal keeps of an appointment.
fn of_booking(booking: &Booking, kind: &'static str, actor: Option<AccountId>, more: Value) -> NewEntry<'static> {
    NewEntry {
        office: Some(booking.office),
        actor,
        kind,
        subject_kind: "booking",
        subject: booking.id.uuid(),
        data: json!({ "purpose": booking.purpose, "starts_at": booking.starts_at, "state": booking.state.code(), "more": more }),
    }
}
