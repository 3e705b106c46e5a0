//! When an office takes appointments.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use kernel::calendar::{Calendar, CalendarError};

use crate::model::Setting;

/// So long before the hour somebody can draw a number with an appointment.
const EARLIEST: Duration = Duration::minutes(60);

/// An hour at which an office takes appointments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// The same in office time.
    pub time: NaiveTime,
}

/// The slots of a day: as many whole ones as fit into each session.
///
/// # Errors
/// [`CalendarError::Outside`].
pub fn slots_of(calendar: &Calendar, setting: &Setting, day: NaiveDate) -> Result<Vec<Slot>, CalendarError> {
    let length = Duration::minutes(setting.slot_minutes.max(1).into());
    let mut slots = Vec::new();
    for (opens, closes) in calendar.hours(day)? {
        let mut local = day.and_time(opens);
        while local + length <= day.and_time(closes) {
            slots.push(Slot { starts_at: calendar.instant(local), time: local.time() });
            local += length;
        }
    }
    Ok(slots)
}

/// Is it too late to book the slot?
#[must_use]
pub fn has_begun(slot: &Slot, now: DateTime<Utc>) -> bool {
    slot.starts_at <= now
}

/// Can somebody with an appointment at this hour draw a number now?
#[must_use]
pub fn may_arrive(starts_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now >= starts_at - EARLIEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::calendar::Calendars;

    fn calendar() -> Calendars {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/vn/calendars/");
        let read = |name: &str| std::fs::read_to_string(format!("{folder}{name}")).unwrap();
        Calendars::from_csv(&read("holidays.csv"), &read("weeks.csv")).unwrap()
    }

    fn times(day: &str, minutes: i16) -> Vec<String> {
        let calendars = calendar();
        let setting = Setting { slot_minutes: minutes, ..Setting::default() };
        let slots = slots_of(calendars.get("standard").unwrap(), &setting, day.parse().unwrap()).unwrap();
        slots.into_iter().map(|slot| slot.time.format("%H:%M").to_string()).collect()
    }

    #[test]
    fn whole_slots_fill_the_sessions_and_none_the_lunch() {
        assert_eq!(times("2026-11-25", 120), ["07:30", "09:30", "13:00", "15:00"]);
        assert_eq!(times("2026-11-25", 90), ["07:30", "09:00", "13:00", "14:30"]);
        assert_eq!(times("2026-11-25", 30).len(), 16);
    }

    #[test]
    fn a_day_off_has_no_slots_and_a_swapped_one_has() {
        assert_eq!(times("2026-11-22", 30), Vec::<String>::new());
        assert_eq!(times("2026-09-02", 30), Vec::<String>::new());
        assert_eq!(times("2026-08-22", 240), ["07:30", "13:00"]);
    }
}
