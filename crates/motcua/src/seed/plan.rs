//! What the invented year asks for: which matters, when, how.

use chrono::{DateTime, Duration, NaiveTime, Utc};
use dossier::model::Channel;
use kernel::calendar::Calendar;
use kernel::limit::{Limit, LimitUnit};

use super::chance::Chance;

/// A kind of matter that comes up in a province, and how often.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matter {
    pub(super) procedure: &'static str,
    /// Which form is filled.
    pub(super) form: &'static str,
    /// The limit the counter states where the source names none that can be used; the law behind it is in the procedure's text.
    stated: Option<(u16, LimitUnit)>,
    /// Share, in thousandths.
    pub(super) weight: u64,
    /// Share handed in online, in hundredths.
    online: u64,
}

const fn matter(procedure: &'static str, form: &'static str, stated: Option<(u16, LimitUnit)>, weight: u64, online: u64) -> Matter {
    Matter { procedure, form, stated, weight, online }
}

const SAME_DAY: Option<(u16, LimitUnit)> = Some((0, LimitUnit::SameDay));
const THREE_DAYS: Option<(u16, LimitUnit)> = Some((3, LimitUnit::WorkingDay));

/// Everyday matters of communes. Shares are assumptions of the demonstration, not figures of the province.
pub(super) const MATTERS: [Matter; 12] = [
    matter("1.001193", "birth", SAME_DAY, 190, 70),
    matter("1.000894", "marriage", SAME_DAY, 70, 45),
    matter("1.004222", "residence", Some((7, LimitUnit::WorkingDay)), 150, 60),
    matter("1.004194", "temporary_residence", THREE_DAYS, 90, 70),
    matter("1.000656", "death", SAME_DAY, 60, 35),
    matter("1.004873", "marital_status", THREE_DAYS, 110, 55),
    matter("2.000635", "general", SAME_DAY, 90, 60),
    matter("2.000815", "general", SAME_DAY, 100, 0),
    matter("2.000884", "general", SAME_DAY, 50, 0),
    matter("1.001612", "household_business", THREE_DAYS, 40, 65),
    matter("2.000720", "household_business_change", THREE_DAYS, 20, 65),
    matter("2.000908", "general", SAME_DAY, 30, 40),
];

impl Matter {
    /// The limit stated at the counter, where one has to be.
    pub(super) fn stated(&self) -> Option<Limit> {
        self.stated.map(|(count, unit)| Limit::whole(count, unit))
    }

    /// How it is handed in.
    pub(super) fn channel(&self, chance: &Chance) -> Channel {
        match chance.below(100) {
            share if share < self.online => Channel::Online,
            share if share >= 96 => Channel::Post,
            _ => Channel::Counter,
        }
    }
}

/// When the `number`-th of `total` requests of a span arrives: spread evenly, with more in the morning, online at any hour.
pub(super) fn arrival(
    calendar: &Calendar,
    chance: &Chance,
    span: (DateTime<Utc>, DateTime<Utc>),
    (number, total): (u64, u64),
    channel: Channel,
) -> DateTime<Utc> {
    let (first, last) = span;
    let length = u64::try_from((last - first).num_minutes()).unwrap_or(0);
    let share = length.checked_div(total.max(1)).unwrap_or(0);
    let minutes = share * number + chance.below(share.max(1));
    let at = first + Duration::minutes(i64::try_from(minutes).unwrap_or(0));
    if channel == Channel::Online { at } else { in_office_hours(calendar, chance, at) }
}

/// An instant of the same working day, or the next one, when counters are open; mornings are busier.
fn in_office_hours(calendar: &Calendar, chance: &Chance, at: DateTime<Utc>) -> DateTime<Utc> {
    let midnight = calendar.instant(calendar.local(at).date().and_time(NaiveTime::MIN));
    let minutes = if chance.percent(65) { chance.between(5, 235) } else { chance.between(241, 475) };
    let minutes = u32::try_from(minutes).unwrap_or(60);
    calendar.due(midnight, Limit::working_minutes(minutes)).unwrap_or(at)
}

/// `minutes` of working time after `at`.
pub(super) fn later(calendar: &Calendar, at: DateTime<Utc>, minutes: u64) -> DateTime<Utc> {
    let minutes = u32::try_from(minutes.max(1)).unwrap_or(u32::MAX);
    calendar.due(at, Limit::working_minutes(minutes)).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
