//! From the world's time to the office's and back.

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The time zone of an office.
#[derive(Debug, Clone)]
pub(super) struct Zone {
    rules: TimeZone,
}

impl Zone {
    /// The zone with an IANA name such as `Asia/Ho_Chi_Minh`.
    pub(super) fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(|rules| Self { rules })
    }

    /// Seconds by which the office's clock is ahead of UTC at `at`.
    pub(super) fn offset_seconds(&self, at: DateTime<Utc>) -> i32 {
        let instant = Timestamp::from_second(at.timestamp()).unwrap_or(Timestamp::UNIX_EPOCH);
        self.rules.to_offset(instant).seconds()
    }

    pub(super) fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.naive_utc() + Duration::seconds(self.offset_seconds(at).into())
    }

    /// The instant at which the office's clock shows `local`. In the hour that a change of clocks repeats or skips, the offset before it holds.
    pub(super) fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let guess = local.and_utc();
        let first = guess - Duration::seconds(self.offset_seconds(guess).into());
        guess - Duration::seconds(self.offset_seconds(first).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn office_time_goes_there_and_back() {
        for (name, utc, local) in [
            ("Asia/Ho_Chi_Minh", "2026-11-24T01:30:00Z", "2026-11-24T08:30:00"),
            ("Europe/Berlin", "2026-07-01T06:00:00Z", "2026-07-01T08:00:00"),
            ("Europe/Berlin", "2026-12-01T07:00:00Z", "2026-12-01T08:00:00"),
        ] {
            let zone = Zone::named(name).unwrap();
            let at: DateTime<Utc> = utc.parse().unwrap();
            assert_eq!(zone.local(at), local.parse().unwrap(), "{name} {utc}");
            assert_eq!(zone.instant(zone.local(at)), at, "{name} {utc}");
        }
        assert!(Zone::named("Asia/Nowhere").is_none());
    }
}
