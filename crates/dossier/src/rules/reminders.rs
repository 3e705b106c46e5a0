//! When those who work on a dossier are reminded of a limit: at half of its working time, at four fifths, when it is due, when it is overdue.

use chrono::{DateTime, Duration, Utc};
use kernel::calendar::{Calendar, CalendarError, ClockEventKind};
use uuid::Uuid;

use crate::model::{Dossier, DossierClock};

/// A rung whose moment passed longer ago than this is not climbed any more: reading an old history reminds nobody.
const FORGOTTEN_AFTER: Duration = Duration::hours(24);

/// How far a limit is used up. Later ones are more urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// Half of the working time is used.
    Half,
    /// Four fifths are used.
    Most,
    /// The day it is due has begun.
    Due,
    /// It is overdue.
    Overdue,
}

impl Rung {
    /// Every rung, the first one first.
    pub const ALL: [Self; 4] = [Self::Half, Self::Most, Self::Due, Self::Overdue];

    /// Stable code, also the tail of its message key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Half => "half",
            Self::Most => "most",
            Self::Due => "due",
            Self::Overdue => "overdue",
        }
    }

    /// The rung with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rung| rung.code() == code)
    }
}

/// A limit that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Running {
    /// The dossier, or one of its open tasks.
    pub(crate) thing: Uuid,
    /// Since when it runs in one stretch.
    pub(crate) from: DateTime<Utc>,
    /// When it ends.
    pub(crate) due: DateTime<Utc>,
}

/// A reminder to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reminder {
    pub(crate) thing: Uuid,
    pub(crate) rung: Rung,
    pub(crate) at: DateTime<Utc>,
    pub(crate) due: DateTime<Utc>,
}

/// The limits of a dossier that run now: its own, and those of its open steps where they end earlier. None while the clock stands still or
/// after the decision.
pub(crate) fn running(dossier: &Dossier) -> Vec<Running> {
    if dossier.is_stopped() || dossier.decision.is_some() || dossier.state.is_final() {
        return Vec::new();
    }
    let own = dossier.due().map(|due| Running { thing: dossier.id.uuid(), from: since(dossier), due });
    let own_due = own.map(|own| own.due);
    let steps = dossier.tasks.iter().filter_map(|task| {
        let due = task.due_at.filter(|due| own_due.is_none_or(|own| *due < own))?;
        Some(Running { thing: task.id.uuid(), from: task.opened_at, due })
    });
    own.into_iter().chain(steps).collect()
}

/// Since when the dossier's limit runs in one stretch.
fn since(dossier: &Dossier) -> DateTime<Utc> {
    dossier.clock.as_ref().map_or(dossier.submitted_at, stretch)
}

/// A supplement begins the limit anew, or lets the rest of it run; so does a payment.
fn stretch(clock: &DossierClock) -> DateTime<Utc> {
    let restarts = |kind: &ClockEventKind| matches!(kind, ClockEventKind::SupplementSupplied | ClockEventKind::FinancialFulfilled);
    clock.case.events.iter().rev().find(|event| restarts(&event.kind)).map_or(clock.case.received_at, |event| event.at)
}

/// The reminders of a limit. Of those whose moment has passed only the last is kept, and only when it passed a moment ago; of two at the same
/// moment the more urgent one.
///
/// # Errors
/// [`CalendarError`] when the calendar does not reach that far.
pub(crate) fn ladder(calendar: &Calendar, limit: Running, now: DateTime<Utc>) -> Result<Vec<Reminder>, CalendarError> {
    let most = calendar.share_passed(limit.from, limit.due, 80)?;
    let opening = calendar.working_instant(calendar.instant(calendar.local(limit.due).date().and_time(chrono::NaiveTime::MIN)))?;
    let moments = [
        (Rung::Half, calendar.share_passed(limit.from, limit.due, 50)?),
        (Rung::Most, most),
        (Rung::Due, opening.max(most).min(limit.due)),
        (Rung::Overdue, calendar.working_instant(limit.due + Duration::minutes(1))?),
    ];
    let mut kept: Vec<Reminder> = Vec::with_capacity(moments.len());
    for (rung, at) in moments {
        // A later rung at the same moment, or one that has passed as well, takes the place of the earlier.
        if kept.last().is_some_and(|last| last.at >= at || (last.at <= now && at <= now)) {
            kept.pop();
        }
        kept.push(Reminder { thing: limit.thing, rung, at, due: limit.due });
    }
    kept.retain(|reminder| reminder.at > now - FORGOTTEN_AFTER);
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::calendar::Calendars;

    fn calendars() -> Calendars {
        let read = |name: &str| std::fs::read_to_string(format!("{}/../../data/vn/calendars/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        Calendars::from_csv(&read("holidays.csv"), &read("weeks.csv")).unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// The rungs with their moments in office time, for a limit and a present.
    fn rungs(from: &str, due: &str, now: &str) -> Vec<(Rung, String)> {
        let calendars = calendars();
        let calendar = calendars.get("standard").unwrap();
        let limit = Running { thing: Uuid::nil(), from: at(from), due: at(due) };
        let ladder = ladder(calendar, limit, at(now)).unwrap();
        ladder.iter().map(|reminder| (reminder.rung, calendar.local(reminder.at).format("%d/%m %H:%M").to_string())).collect()
    }

    #[test]
    fn the_ladder_counts_working_time() {
        // Received on a Monday morning, due on the Friday after next at closing time. The 24th is a holiday.
        let found = rungs("2026-11-23T01:00:00Z", "2026-12-04T10:00:00Z", "2026-11-23T01:00:00Z");
        assert_eq!(found.iter().map(|(rung, _)| *rung).collect::<Vec<_>>(), Rung::ALL);
        assert_eq!((found[0].1.as_str(), found[1].1.as_str()), ("30/11 13:15", "03/12 09:12"), "weekend and holiday do not count");
        assert!(found[2].1.starts_with("04/12 07:"), "{found:?}");
        // Friday's closing is followed by Monday's opening.
        assert!(found[3].1.starts_with("07/12 07:"), "{found:?}");
    }

    #[test]
    fn four_fifths_that_fall_on_the_last_day_are_the_last_day() {
        let found = rungs("2026-11-23T01:00:00Z", "2026-11-27T10:00:00Z", "2026-11-23T01:00:00Z");
        assert_eq!(found.iter().map(|(rung, _)| *rung).collect::<Vec<_>>(), [Rung::Half, Rung::Due, Rung::Overdue]);
    }

    #[test]
    fn what_has_passed_is_not_said_again_and_again() {
        let (from, due) = ("2026-11-23T01:00:00Z", "2026-12-04T10:00:00Z");
        let codes = |now: &str| rungs(from, due, now).iter().map(|(rung, _)| rung.code()).collect::<Vec<_>>();
        assert_eq!(codes("2026-12-03T09:00:00Z"), ["most", "due", "overdue"], "of what has passed only the last");
        assert_eq!(codes("2026-12-07T02:00:00Z"), ["overdue"]);
        assert!(codes("2026-12-30T02:00:00Z").is_empty(), "an old history reminds nobody");
    }

    #[test]
    fn a_limit_of_hours_has_no_two_reminders_at_once() {
        let found = rungs("2026-11-25T01:30:00Z", "2026-11-25T04:00:00Z", "2026-11-25T01:30:00Z");
        let mut moments: Vec<&String> = found.iter().map(|(_, at)| at).collect();
        moments.dedup();
        assert_eq!(moments.len(), found.len());
        assert_eq!(found.last().map(|(rung, _)| *rung), Some(Rung::Overdue), "{found:?}");
    }

    #[test]
    fn a_limit_that_is_over_before_it_begins_is_overdue() {
        let found = rungs("2026-11-25T04:00:00Z", "2026-11-25T03:00:00Z", "2026-11-25T04:30:00Z");
        assert_eq!(found.iter().map(|(rung, _)| *rung).collect::<Vec<_>>(), [Rung::Overdue], "{found:?}");
    }

    #[test]
    fn codes_read_back() {
        for rung in Rung::ALL {
            assert_eq!(Rung::from_code(rung.code()), Some(rung));
        }
        assert_eq!(Rung::from_code("never"), None);
    }
}
