//! What is counted about dossiers, as changes that follow from the dossier before and after an event. Pure; the sums are kept by the store.

use chrono::NaiveDate;
use kernel::calendar::Calendar;
use kernel::id::OfficeId;

use crate::model::{Dossier, State};

/// What is counted, per office and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Dossiers the office has to solve, on the day they were received.
    Received,
    /// Finished before the due day, on the day they were finished.
    FinishedEarly,
    /// Finished on the due day.
    FinishedOnTime,
    /// Finished after the due instant.
    FinishedLate,
    /// Open with a running clock, on the day they are due.
    OpenDue,
    /// Open with a standing clock, on the day they were received.
    OpenStopped,
    /// Handed in at the receiving office, on that day, by counter.
    InCounter,
    /// The same, online.
    InOnline,
    /// The same, by post.
    InPost,
    /// Not accepted at intake.
    NotAccepted,
    /// Handed back to the applicant.
    Returned,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 11] = [
        Self::Received,
        Self::FinishedEarly,
        Self::FinishedOnTime,
        Self::FinishedLate,
        Self::OpenDue,
        Self::OpenStopped,
        Self::InCounter,
        Self::InOnline,
        Self::InPost,
        Self::NotAccepted,
        Self::Returned,
    ];

    /// Stable code, as stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::FinishedEarly => "finished_early",
            Self::FinishedOnTime => "finished_on_time",
            Self::FinishedLate => "finished_late",
            Self::OpenDue => "open_due",
            Self::OpenStopped => "open_stopped",
            Self::InCounter => "in_counter",
            Self::InOnline => "in_online",
            Self::InPost => "in_post",
            Self::NotAccepted => "not_accepted",
            Self::Returned => "returned",
        }
    }

    /// The measure with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.code() == code)
    }
}

/// One counter moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Whose counter.
    pub office: OfficeId,
    /// Which one.
    pub measure: Measure,
    /// Office-local day it is counted under.
    pub day: NaiveDate,
    /// By how much.
    pub amount: i32,
}

/// The counters that move when a dossier goes from `before` to `after`.
#[must_use]
pub fn changes(before: Option<&Dossier>, after: &Dossier, calendar: &Calendar) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut count = |office, measure, day, amount| changes.push(Change { office, measure, day, amount });
    let solving = after.opening.solving_office;
    let receiving = after.opening.receiving_office;
    if before.is_none() {
        count(receiving, channel_measure(after), local_day(calendar, after.submitted_at), 1);
    }
    if let (Some(at), None) = (after.received_at, before.and_then(|before| before.received_at)) {
        count(solving, Measure::Received, local_day(calendar, at), 1);
    }
    if let (Some(decision), None) = (&after.decision, before.and_then(|before| before.decision.as_ref())) {
        count(solving, finished_measure(&decision.timeliness), local_day(calendar, decision.decided_at), 1);
    }
    if let (Some(at), None) = (after.closed_at, before.and_then(|before| before.closed_at)) {
        match after.state {
            State::NotAccepted => count(receiving, Measure::NotAccepted, local_day(calendar, at), 1),
            State::Returned => count(receiving, Measure::Returned, local_day(calendar, at), 1),
            _ => {}
        }
    }
    let (open_before, open_after) = (before.and_then(|before| open(before, calendar)), open(after, calendar));
    if open_before != open_after {
        if let Some((measure, day)) = open_before {
            count(solving, measure, day, -1);
        }
        if let Some((measure, day)) = open_after {
            count(solving, measure, day, 1);
        }
    }
    changes
}

/// Under which measure and day a dossier counts as open for its solving office; nothing before receipt and after the decision.
fn open(dossier: &Dossier, calendar: &Calendar) -> Option<(Measure, NaiveDate)> {
    let received_at = dossier.received_at?;
    if dossier.decision.is_some() || dossier.closed_at.is_some() {
        return None;
    }
    match dossier.due() {
        Some(due) => Some((Measure::OpenDue, local_day(calendar, due))),
        None => Some((Measure::OpenStopped, local_day(calendar, received_at))),
    }
}

const fn channel_measure(dossier: &Dossier) -> Measure {
    match dossier.opening.channel {
        crate::model::Channel::Counter => Measure::InCounter,
        crate::model::Channel::Online => Measure::InOnline,
        crate::model::Channel::Post => Measure::InPost,
    }
}

fn finished_measure(timeliness: &str) -> Measure {
    match timeliness {
        "early" => Measure::FinishedEarly,
        "late" => Measure::FinishedLate,
        _ => Measure::FinishedOnTime,
    }
}

pub(crate) fn local_day(calendar: &Calendar, at: chrono::DateTime<chrono::Utc>) -> NaiveDate {
    calendar.local(at).date()
}
