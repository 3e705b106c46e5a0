//! The figures of offices: what came in, what went out and what is left. All of it is read from kept counters.

use std::collections::BTreeMap;

use access::{Action, Actor, Resource};
use chrono::NaiveDate;
use kernel::id::OfficeId;

use crate::error::UseCaseError;
use crate::services::Services;
use crate::store::tallies::{self, Open, Sum};
use crate::tally::{Measure, Side};

/// The figures of one office, or of several together, over a period that ends today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Dossiers received in the period, for this office to solve.
    pub received: i64,
    /// Decided before the due day.
    pub early: i64,
    /// Decided on the due day.
    pub on_time: i64,
    /// Decided after the due instant.
    pub late: i64,
    /// Closed without a decision: stopped at the applicant's wish.
    pub closed: i64,
    /// Open now, due before today.
    pub overdue: i64,
    /// Open now, due today.
    pub due_today: i64,
    /// Open now, due later.
    pub due_later: i64,
    /// Open now, the clock stands still.
    pub stopped: i64,
    /// Handed in here at the counter, online, by post.
    pub ways_in: [i64; 3],
    /// Handed in here and typed by the applicant, by an official, by somebody who helped.
    pub typed: [i64; 3],
    /// Handed in here and not accepted.
    pub not_accepted: i64,
    /// Results handed over here.
    pub returned: i64,
    /// Apologies with a new date, signed in time.
    pub apologies: i64,
    /// Apologies signed too late.
    pub apologies_late: i64,
    /// Supplements asked for a second time.
    pub supplements_again: i64,
    /// Opinions the office gave.
    pub opinions: i64,
    /// Opinions the office let pass in silence.
    pub silences: i64,
}

/// How many deviations from the middle hold 95 of 100 cases.
const CERTAIN: f64 = 1.959_964;

/// A count of dossiers as a number to divide; more than four thousand million are never counted.
fn count(amount: i64) -> f64 {
    f64::from(u32::try_from(amount).unwrap_or(u32::MAX))
}

#[expect(clippy::cast_possible_truncation, clippy::as_conversions, reason = "a share lies between 0 and 1")]
fn thousandths(share: f64) -> i64 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as i64
}

impl Figures {
    /// Decided in the period.
    #[must_use]
    pub const fn decided(&self) -> i64 {
        self.early + self.on_time + self.late
    }

    /// Open now.
    #[must_use]
    pub const fn left(&self) -> i64 {
        self.overdue + self.due_today + self.due_later + self.stopped
    }

    /// Open when the period began. Both sides of the stock equation are equal by this; that it agrees with what was counted then is tested.
    #[must_use]
    pub const fn opening(&self) -> i64 {
        self.left() + self.decided() + self.closed - self.received
    }

    /// Handed in here in the period, by any way.
    #[must_use]
    pub fn handed_in(&self) -> i64 {
        self.ways_in.iter().sum()
    }

    /// Decided in time, in thousandths of what was decided; nothing when nothing was.
    #[must_use]
    pub fn on_time_share(&self) -> Option<i64> {
        (self.decided() > 0).then(|| (self.early + self.on_time) * 1000 / self.decided())
    }

    /// Between which shares, in thousandths, the share of late decisions lies with 95 % certainty (Wilson's interval): few decisions say little.
    /// Nothing when nothing was decided.
    #[must_use]
    pub fn late_interval(&self) -> Option<(i64, i64)> {
        if self.decided() <= 0 {
            return None;
        }
        let (number, share) = (count(self.decided()), count(self.late) / count(self.decided()));
        let square = CERTAIN * CERTAIN;
        let middle = share + square / (2.0 * number);
        let width = CERTAIN * (share * (1.0 - share) / number + square / (4.0 * number * number)).sqrt();
        let below = 1.0 + square / number;
        Some((thousandths((middle - width) / below), thousandths((middle + width) / below)))
    }

    /// Adds the figures of another office.
    pub fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.received, other.received),
            (&mut self.early, other.early),
            (&mut self.on_time, other.on_time),
            (&mut self.late, other.late),
            (&mut self.closed, other.closed),
            (&mut self.overdue, other.overdue),
            (&mut self.due_today, other.due_today),
            (&mut self.due_later, other.due_later),
            (&mut self.stopped, other.stopped),
            (&mut self.not_accepted, other.not_accepted),
            (&mut self.returned, other.returned),
            (&mut self.apologies, other.apologies),
            (&mut self.apologies_late, other.apologies_late),
            (&mut self.supplements_again, other.supplements_again),
            (&mut self.opinions, other.opinions),
            (&mut self.silences, other.silences),
        ];
        for (mine, others) in pairs {
            *mine += others;
        }
        for (mine, others) in self.ways_in.iter_mut().chain(&mut self.typed).zip(other.ways_in.into_iter().chain(other.typed)) {
            *mine += others;
        }
    }

    fn note(&mut self, measure: Measure, amount: i64) {
        let [counter, online, post] = &mut self.ways_in;
        let [citizen, officer, helper] = &mut self.typed;
        *(match measure {
            Measure::Received => &mut self.received,
            Measure::FinishedEarly => &mut self.early,
            Measure::FinishedOnTime => &mut self.on_time,
            Measure::FinishedLate => &mut self.late,
            Measure::ClosedUndecided => &mut self.closed,
            Measure::InCounter => counter,
            Measure::InOnline => online,
            Measure::InPost => post,
            Measure::NotAccepted => &mut self.not_accepted,
            Measure::Returned => &mut self.returned,
            Measure::TypedCitizen => citizen,
            Measure::TypedOfficer => officer,
            Measure::TypedHelper => helper,
            Measure::ApologyInTime => &mut self.apologies,
            Measure::ApologyLate => &mut self.apologies_late,
            Measure::SupplementAgain => &mut self.supplements_again,
            Measure::OpinionGiven => &mut self.opinions,
            Measure::OpinionSilent => &mut self.silences,
            // What is open now does not depend on the period.
            Measure::OpenDue | Measure::OpenStopped => return,
        }) += amount;
    }

    fn note_open(&mut self, open: &Open) {
        (self.overdue, self.due_today, self.due_later, self.stopped) = (open.overdue, open.today, open.later, open.stopped);
    }
}

/// Figures per office the actor may report on, counted on one side, over the days `first` to `today`; offices without any are left out.
///
/// # Errors
/// When the database fails.
pub async fn by_office(
    services: &Services,
    actor: &Actor,
    side: Side,
    (first, today): (NaiveDate, NaiveDate),
) -> Result<BTreeMap<OfficeId, Figures>, UseCaseError> {
    let scope = access::scope(actor, Resource::Report, Action::View);
    let offices = if scope.all { services.directory().all_ids() } else { scope.offices };
    let mut conn = services.ctx.pool.acquire().await?;
    let sums = tallies::sums(&mut conn, &services.ctx.node, &offices, (first, today)).await?;
    let open = tallies::open(&mut conn, &services.ctx.node, (&offices, side), today).await?;
    Ok(gathered(sums.iter().filter(|sum| sum.side == side), &open))
}

fn gathered<'a>(sums: impl IntoIterator<Item = &'a Sum>, open: &[Open]) -> BTreeMap<OfficeId, Figures> {
    let mut offices: BTreeMap<OfficeId, Figures> = BTreeMap::new();
    for sum in sums {
        offices.entry(sum.office).or_default().note(sum.measure, sum.amount);
    }
    for row in open {
        offices.entry(row.office).or_default().note_open(row);
    }
    offices.retain(|_, figures| *figures != Figures::default());
    offices
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Figures {
        Figures {
            received: 10,
            early: 3,
            on_time: 2,
            late: 1,
            closed: 1,
            overdue: 1,
            due_today: 2,
            due_later: 3,
            stopped: 1,
            ..Figures::default()
        }
    }

    #[test]
    fn what_was_there_and_came_equals_what_went_and_is_left() {
        let figures = sample();
        assert_eq!((figures.opening(), figures.decided(), figures.left()), (4, 6, 7));
        assert_eq!(figures.opening() + figures.received, figures.decided() + figures.closed + figures.left());
        assert_eq!((figures.on_time_share(), Figures::default().on_time_share()), (Some(833), None));
    }

    #[test]
    fn an_interval_is_wide_where_little_was_decided() {
        let of = |late, on_time| Figures { late, on_time, ..Figures::default() }.late_interval();
        assert_eq!((of(0, 0), of(0, 10), of(1, 9)), (None, Some((0, 278)), Some((18, 404))));
        assert_eq!(of(100, 900), Some((83, 120)));
        assert_eq!(of(5, 0), Some((566, 1000)));
    }

    #[test]
    fn offices_add_up_and_open_work_is_taken_once() {
        let office = OfficeId::from(uuid::Uuid::from_u128(7));
        let sums = [(Measure::Received, 5), (Measure::OpenDue, 9), (Measure::InOnline, 2)];
        let sums = sums.map(|(measure, amount)| Sum { office, side: Side::Solving, measure, amount });
        let found = gathered(&sums, &[Open { office, overdue: 1, today: 2, later: 3, stopped: 4 }]);
        let figures = &found[&office];
        assert_eq!((figures.received, figures.left(), figures.ways_in), (5, 10, [0, 2, 0]));
        let mut both = figures.clone();
        both.add(figures);
        assert_eq!((both.received, both.left(), both.ways_in), (10, 20, [0, 4, 0]));
    }
}
