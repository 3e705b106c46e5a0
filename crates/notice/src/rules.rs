//! Decisions about telling: by which ways, when, how often. Pure.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};

use crate::model::{Channel, Kind, Mode};

/// Local hour at which summaries of the day go out: before offices open, after people are up.
const SUMMARY_HOUR: i64 = 7;
/// First pause after a failure; it doubles with every further one.
const FIRST_PAUSE: Duration = Duration::minutes(1);
/// The pause does not grow beyond this.
const LONGEST_PAUSE: Duration = Duration::hours(6);
/// A message that could not be handed over for so long is given up: what it says stands in the account.
const PATIENCE: Duration = Duration::days(3);
/// What happened longer ago than this is not sent outwards any more.
const FRESH: Duration = Duration::days(2);

/// How a person is told when they chose nothing.
pub(crate) const fn proposed(kind: Kind, channel: Channel) -> Mode {
    match (kind, channel) {
        (Kind::Legal, _) | (_, Channel::Account) | (Kind::Message | Kind::Reminder, Channel::Email) => Mode::AtOnce,
        (Kind::Work, Channel::Email) => Mode::Daily,
        (_, Channel::Phone) => Mode::Never,
    }
}

/// May this be chosen? Legal notices stay in the account; a telephone has no summary, an account needs none.
pub(crate) const fn may_choose(kind: Kind, channel: Channel, mode: Mode) -> bool {
    !matches!((kind, channel, mode), (_, Channel::Account | Channel::Phone, Mode::Daily) | (Kind::Legal, Channel::Account, Mode::Never))
}

/// Is something that happened at `at` too old to be sent outwards at `now`?
pub(crate) fn is_stale(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - at > FRESH
}

/// When a delivery that has failed `attempts` times is tried again; nothing once it is given up.
pub(crate) fn next_attempt(made_at: DateTime<Utc>, attempts: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(16);
    let pause = (FIRST_PAUSE * 2_i32.saturating_pow(doublings)).min(LONGEST_PAUSE);
    let next = now + pause;
    (next - made_at <= PATIENCE).then_some(next)
}

/// The next moment at which a summary goes out, and the office-local day it is of.
pub(crate) fn next_summary(now: DateTime<Utc>, offset: Duration) -> (DateTime<Utc>, NaiveDate) {
    let local = (now + offset).naive_utc();
    let today = local.date();
    let at = |day: NaiveDate| day.and_time(NaiveTime::MIN) + Duration::hours(SUMMARY_HOUR);
    let day = if local < at(today) { today } else { today.succ_opt().unwrap_or(today) };
    (at(day).and_utc() - offset, day)
}

/// An address with all but its ends hidden: "m…u@example.vn", "…678".
pub(crate) fn masked(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((name, domain)) => {
            let ends: Vec<char> = name.chars().take(1).chain(name.chars().last().filter(|_| name.chars().count() > 2)).collect();
            let shown: Vec<String> = ends.iter().map(char::to_string).collect();
            format!("{}@{domain}", if shown.len() == 2 { shown.join("…") } else { format!("{}…", shown.concat()) })
        }
        None => {
            let last: String = address.chars().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect();
            format!("…{last}")
        }
    }
}

/// A telephone number as gateways want it: digits with a plus for the country, or nothing when it is none.
pub(crate) fn telephone(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|letter| !matches!(letter, ' ' | '.' | '-' | '(' | ')')).collect();
    let digits = kept.strip_prefix('+').unwrap_or(&kept);
    let plausible = (9..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plausible.then_some(kept)
}

/// An e-mail address that can be written to, or nothing.
pub(crate) fn mail_address(text: &str) -> Option<String> {
    let text = text.trim();
    let has_parts = text.split_once('@').is_some_and(|(_, domain)| domain.contains('.') && !domain.contains('@'));
    (text.len() <= 254 && has_parts).then(|| text.parse::<lettre::Address>().ok().map(|address| address.to_string())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn pauses_double_and_end_after_three_days() {
        let made = at("2026-11-25T02:00:00Z");
        for (attempts, minutes) in [(1, 1), (2, 2), (3, 4), (6, 32), (9, 256), (10, 360), (1000, 360), (0, 1), (-3, 1)] {
            assert_eq!(next_attempt(made, attempts, made), Some(made + Duration::minutes(minutes)), "{attempts}");
        }
        assert_eq!(next_attempt(made, 3, made + Duration::days(3)), None);
    }

    #[test]
    fn a_summary_goes_out_at_seven_in_office_time() {
        let offset = Duration::hours(7);
        for (now, expected, day) in [
            ("2026-11-25T02:10:00Z", "2026-11-26T00:00:00Z", "2026-11-26"),
            ("2026-11-24T23:59:59Z", "2026-11-25T00:00:00Z", "2026-11-25"),
            ("2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z", "2026-11-26"),
            ("2026-12-31T12:00:00Z", "2027-01-01T00:00:00Z", "2027-01-01"),
        ] {
            assert_eq!(next_summary(at(now), offset), (at(expected), day.parse().unwrap()), "{now}");
        }
    }

    #[test]
    fn a_masked_address_shows_only_its_ends() {
        for (address, expected) in [
            ("maitran@example.vn", "m…n@example.vn"),
            ("ab@example.vn", "a…@example.vn"),
            ("ễ@example.vn", "ễ…@example.vn"),
            ("0912345678", "…678"),
            ("", "…"),
        ] {
            assert_eq!(masked(address), expected);
        }
    }

    #[test]
    fn what_the_law_wants_told_cannot_be_switched_off_in_the_account() {
        assert!(!may_choose(Kind::Legal, Channel::Account, Mode::Never));
        assert!(may_choose(Kind::Legal, Channel::Email, Mode::Never));
        assert!(may_choose(Kind::Message, Channel::Account, Mode::Never));
        for kind in Kind::ALL {
            assert!(!may_choose(*kind, Channel::Phone, Mode::Daily));
            for channel in Channel::ALL {
                assert!(may_choose(*kind, *channel, proposed(*kind, *channel)), "{kind:?} {channel:?}");
            }
        }
    }

    #[test]
    fn addresses_are_read_or_refused() {
        for (text, expected) in [
            (" mai@example.vn ", Some("mai@example.vn")),
            ("mai@example", None),
            ("mai", None),
            ("a@b@c.vn", None),
            ("mai@example.vn\r\nBcc: x@y.vn", None),
            ("", None),
        ] {
            assert_eq!(mail_address(text).as_deref(), expected, "{text:?}");
        }
        assert_eq!(mail_address(&format!("{}@example.vn", "a".repeat(300))), None);
        for (text, expected) in
            [("0912 345 678", Some("0912345678")), ("+84 (912) 345-678", Some("+84912345678")), ("12345", None), ("09123456xx", None)]
        {
            assert_eq!(telephone(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn old_news_are_not_sent_any_more() {
        let now = at("2026-11-25T02:00:00Z");
        assert!(
            !is_stale(now - Duration::days(2), now) && is_stale(now - Duration::hours(49), now) && !is_stale(now + Duration::hours(1), now)
        );
    }
}
