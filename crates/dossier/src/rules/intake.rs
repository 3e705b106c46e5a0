//! What the one-stop shop may do with a request: exactly one of accept, ask once, refuse, point elsewhere (rules A3).

use chrono::{DateTime, Utc};
use kernel::calendar::Calendar;
use kernel::code::DossierCode;
use kernel::limit::{Limit, LimitUnit};

use super::Promise;
use super::clock::{promise, transfer_due};
use super::process::Desk;
use crate::error::{Refusal, UseCaseError, optional, required};
use crate::model::{Channel, Dossier, Event, IntakeClock, Opening, RefusalKind, State, Task};

/// The answer to an online request is due within eight working hours of its arrival (Decree 45/2020; rules A5, unverified: kept as data of the
/// pack once the text is at hand).
const ANSWER_WITHIN_HOURS: u16 = 8;

/// Longest reason an officer may write.
const REASON_LIMIT: usize = 4000;

/// A request handed in online.
pub(crate) fn hand_in(desk: &Desk<'_>, opening: Opening) -> Result<Event, UseCaseError> {
    let intake = answer_due(desk.calendar, desk.now)?;
    let task = Task {
        id: (desk.new_task)(),
        key: Task::INTAKE.to_owned(),
        name: Task::INTAKE.to_owned(),
        office: opening.receiving_office,
        role: "intake_officer".to_owned(),
        opened_at: desk.now,
        due_at: Some(intake.answer_due),
        holder: None,
        lease_until: None,
        outcomes: Vec::new(),
    };
    Ok(Event::Submitted { opening: Box::new(opening), intake, task })
}

/// By when the one-stop shop answers a request that arrived at `arrived_at`.
pub(super) fn answer_due(calendar: &Calendar, arrived_at: DateTime<Utc>) -> Result<IntakeClock, UseCaseError> {
    let limit = Limit::whole(ANSWER_WITHIN_HOURS, LimitUnit::WorkingHour);
    let answer_due = calendar.due(arrived_at, limit).map_err(|_| Refusal::OutsideCalendar)?;
    Ok(IntakeClock { calendar: calendar.id().to_owned(), answer_due })
}

/// What is needed to accept.
#[derive(Debug)]
pub(crate) struct Acceptance {
    /// The code handed out for it.
    pub(crate) code: DossierCode,
    /// What the procedure promises.
    pub(crate) promise: Promise,
    /// Present when the dossier begins at the counter or with the post.
    pub(crate) opening: Option<Opening>,
}

/// Accepts a request: the clock starts and the internal process begins.
pub(crate) fn accept(desk: &Desk<'_>, dossier: Option<&Dossier>, acceptance: Acceptance) -> Result<Event, UseCaseError> {
    if let Some(dossier) = dossier
        && dossier.state != State::New
    {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    let clock = promise(desk.calendar, &acceptance.promise, desk.now)?;
    let step = desk.begin(clock.due)?;
    let channel = acceptance.opening.as_ref().or(dossier.map(|dossier| &dossier.opening)).map(|opening| opening.channel);
    let on_paper = channel.is_some_and(|channel| channel != Channel::Online);
    let transfer_due = if on_paper { Some(transfer_due(desk.calendar, desk.now)?) } else { None };
    Ok(Event::Received { opening: acceptance.opening.map(Box::new), code: acceptance.code, clock: Box::new(clock), step, transfer_due })
}

/// Refuses a request at intake, or points it to the competent agency.
pub(crate) fn turn_away(
    dossier: &Dossier,
    kind: RefusalKind,
    reason: &str,
    legal_basis: &str,
    pointer: &str,
) -> Result<Event, UseCaseError> {
    if dossier.state != State::New {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    let pointer = match kind {
        RefusalKind::WrongAgency => Some(required("pointer", pointer, 400)?),
        RefusalKind::NotEligible => None,
    };
    Ok(Event::NotAccepted {
        kind,
        reason: required("reason", reason, REASON_LIMIT)?,
        legal_basis: optional("legal_basis", legal_basis, 1000)?,
        pointer,
    })
}

/// The applicant takes back a request that was not received yet.
pub(crate) fn withdraw(dossier: &Dossier, reason: &str) -> Result<Event, UseCaseError> {
    let waiting_before_receipt = dossier.state == State::SupplementRequested && dossier.received_at.is_none();
    if dossier.state != State::New && !waiting_before_receipt {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    Ok(Event::Withdrawn { reason: optional("reason", reason, REASON_LIMIT)? })
}
