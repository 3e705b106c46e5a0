//! What is counted about dossiers, as changes that follow from the dossier before and after an event. Pure; the sums are kept by the store.

use chrono::NaiveDate;
use kernel::calendar::Calendar;
use kernel::id::OfficeId;

use crate::model::{Consultation, ConsultationState, Dossier, State, TypedBy};

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
    /// Closed without a decision after receipt, on that day: stopped at the applicant's wish.
    ClosedUndecided,
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
    /// Handed in at the receiving office and typed by the applicant, on that day.
    TypedCitizen,
    /// The same, typed by an official.
    TypedOfficer,
    /// The same, typed by somebody who helped.
    TypedHelper,
    /// Apologies with a new date signed in time, on that day.
    ApologyInTime,
    /// Apologies signed too late: the dossier stays late.
    ApologyLate,
    /// Supplements asked for a second time, by an exception of the law.
    SupplementAgain,
    /// Opinions the office gave when another asked for them.
    OpinionGiven,
    /// Opinions the office was asked for and let pass in silence.
    OpinionSilent,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 20] = [
        Self::Received,
        Self::FinishedEarly,
        Self::FinishedOnTime,
        Self::FinishedLate,
        Self::ClosedUndecided,
        Self::OpenDue,
        Self::OpenStopped,
        Self::InCounter,
        Self::InOnline,
        Self::InPost,
        Self::NotAccepted,
        Self::Returned,
        Self::TypedCitizen,
        Self::TypedOfficer,
        Self::TypedHelper,
        Self::ApologyInTime,
        Self::ApologyLate,
        Self::SupplementAgain,
        Self::OpinionGiven,
        Self::OpinionSilent,
    ];

    /// Stable code, as stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::FinishedEarly => "finished_early",
            Self::FinishedOnTime => "finished_on_time",
            Self::FinishedLate => "finished_late",
            Self::ClosedUndecided => "closed_undecided",
            Self::OpenDue => "open_due",
            Self::OpenStopped => "open_stopped",
            Self::InCounter => "in_counter",
            Self::InOnline => "in_online",
            Self::InPost => "in_post",
            Self::NotAccepted => "not_accepted",
            Self::Returned => "returned",
            Self::TypedCitizen => "typed_citizen",
            Self::TypedOfficer => "typed_officer",
            Self::TypedHelper => "typed_helper",
            Self::ApologyInTime => "apology_in_time",
            Self::ApologyLate => "apology_late",
            Self::SupplementAgain => "supplement_again",
            Self::OpinionGiven => "opinion_given",
            Self::OpinionSilent => "opinion_silent",
        }
    }

    /// The measure with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.code() == code)
    }
}

/// For which of its offices a dossier is counted. What is counted at the receiving office alone, such as the way in, has only that side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The office that solves it.
    Solving,
    /// The one-stop shop that received it, whoever solves it.
    Receiving,
}

/// Begins the stored code of a measure counted for the receiving office.
const RECEIVING: &str = "shop.";

impl Side {
    /// The stored code of `measure` on this side.
    #[must_use]
    pub fn code(self, measure: Measure) -> String {
        match self {
            Self::Solving => measure.code().to_owned(),
            Self::Receiving => format!("{RECEIVING}{}", measure.code()),
        }
    }

    /// The side and measure of a stored code, if there are such.
    #[must_use]
    pub fn read(code: &str) -> Option<(Self, Measure)> {
        match code.strip_prefix(RECEIVING) {
            Some(rest) => Measure::from_code(rest).map(|measure| (Self::Receiving, measure)),
            None => Measure::from_code(code).map(|measure| (Self::Solving, measure)),
        }
    }
}

/// One counter moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Whose counter.
    pub office: OfficeId,
    /// For which of the offices of the dossier.
    pub side: Side,
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
    let mut moves = Vec::new();
    if let (Some(at), None) = (after.received_at, before.and_then(|before| before.received_at)) {
        moves.push((Measure::Received, local_day(calendar, at), 1));
    }
    if let (Some(decision), None) = (&after.decision, before.and_then(|before| before.decision.as_ref())) {
        moves.push((finished_measure(&decision.timeliness), local_day(calendar, decision.decided_at), 1));
    }
    if let (Some(at), None) = (after.closed_at, before.and_then(|before| before.closed_at))
        && after.received_at.is_some()
        && after.decision.is_none()
    {
        moves.push((Measure::ClosedUndecided, local_day(calendar, at), 1));
    }
    moves.extend(promises(before, after, calendar));
    let (open_before, open_after) = (before.and_then(|before| open(before, calendar)), open(after, calendar));
    if open_before != open_after {
        moves.extend(open_before.map(|(measure, day)| (measure, day, -1)));
        moves.extend(open_after.map(|(measure, day)| (measure, day, 1)));
    }
    let sides = [(Side::Solving, after.opening.solving_office), (Side::Receiving, after.opening.receiving_office)];
    let on_both =
        moves.into_iter().flat_map(|(measure, day, amount)| sides.map(|(side, office)| Change { office, side, measure, day, amount }));
    at_the_shop(before, after, calendar).into_iter().chain(opinions(before, after, calendar)).chain(on_both).collect()
}

/// What became of promises: apologies, and supplements asked for again.
fn promises(before: Option<&Dossier>, after: &Dossier, calendar: &Calendar) -> Vec<(Measure, NaiveDate, i32)> {
    let mut moves = Vec::new();
    if let (Some(apology), None) = (&after.extension, before.and_then(|before| before.extension.as_ref())) {
        let measure = if apology.late { Measure::ApologyLate } else { Measure::ApologyInTime };
        moves.push((measure, local_day(calendar, apology.asked_at), 1));
    }
    let again = after.supplements_asked() > 1 && before.is_none_or(|before| before.supplements_asked() < after.supplements_asked());
    if let Some(supplement) = after.supplement.as_ref().filter(|_| again) {
        moves.push((Measure::SupplementAgain, local_day(calendar, supplement.asked_at), 1));
    }
    moves
}

/// Opinions that were given or let pass, counted at the office that was asked.
fn opinions(before: Option<&Dossier>, after: &Dossier, calendar: &Calendar) -> Vec<Change> {
    let known = |task| before.and_then(|before| before.consultation(task)).map(|asked| asked.state);
    let ended = after.consultations.iter().filter(|asked| known(asked.task) != Some(asked.state));
    let count = |asked: &Consultation| {
        let measure = match asked.state {
            ConsultationState::Answered => Measure::OpinionGiven,
            ConsultationState::Silent => Measure::OpinionSilent,
            ConsultationState::Waiting | ConsultationState::Dropped => return None,
        };
        let day = local_day(calendar, asked.ended_at?);
        Some(Change { office: asked.office, side: Side::Solving, measure, day, amount: 1 })
    };
    ended.filter_map(count).collect()
}

/// What is counted at the receiving office alone.
fn at_the_shop(before: Option<&Dossier>, after: &Dossier, calendar: &Calendar) -> Vec<Change> {
    let count = |measure, at| Change {
        office: after.opening.receiving_office,
        side: Side::Receiving,
        measure,
        day: local_day(calendar, at),
        amount: 1,
    };
    let opened = before.is_none().then(|| count(channel_measure(after), after.submitted_at));
    let closed = after.closed_at.filter(|_| before.is_none_or(|before| before.closed_at.is_none()));
    let closing = match after.state {
        State::NotAccepted => Some(Measure::NotAccepted),
        State::Returned => Some(Measure::Returned),
        _ => None,
    };
    let typed = after.opening.submission.as_ref().filter(|_| before.is_none());
    let typed = typed.map(|submission| count(typed_measure(submission.typed_by), after.submitted_at));
    opened.into_iter().chain(typed).chain(closed.zip(closing).map(|(at, measure)| count(measure, at))).collect()
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

const fn typed_measure(typed_by: TypedBy) -> Measure {
    match typed_by {
        TypedBy::Citizen => Measure::TypedCitizen,
        TypedBy::Officer => Measure::TypedOfficer,
        TypedBy::Helper => Measure::TypedHelper,
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
