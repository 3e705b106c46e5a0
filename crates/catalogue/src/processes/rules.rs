//! Sums of steps against limits, and what can be undone.

use chrono::NaiveDate;
use kernel::limit::{Limit, LimitUnit};
use process::WorkTime;

/// Hours of a working day in step tables, as `process` reads "ngày".
const HOURS_PER_DAY: f64 = 8.0;

/// How the sum of the steps stands to the limit of a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// The steps fit into the limit.
    Within,
    /// The steps together take longer than the law gives.
    Over,
    /// It cannot be said: no limit, or one that is not counted in working time.
    Unknown,
}

/// Compares the steps with a limit.
pub(super) fn fit(steps: WorkTime, limit: Option<Limit>) -> Fit {
    let hours = limit.and_then(|limit| match (limit.unit(), limit.value()) {
        (LimitUnit::WorkingDay, Some(days)) => Some(days * HOURS_PER_DAY),
        (LimitUnit::WorkingHour, Some(hours)) => Some(hours),
        (LimitUnit::SameDay, _) => Some(HOURS_PER_DAY),
        _ => None,
    });
    match hours {
        Some(hours) if steps.hours() > hours => Fit::Over,
        Some(_) => Fit::Within,
        None => Fit::Unknown,
    }
}

/// A version of a process in its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) version: i32,
    pub(super) valid_from: NaiveDate,
    pub(super) valid_to: Option<NaiveDate>,
    pub(super) by_administrator: bool,
    pub(super) published_by: String,
    pub(super) undone: bool,
}

impl Version {
    pub(super) fn holds(&self, on: NaiveDate) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|end| on < end)
    }

    pub(super) fn is_ahead(&self, on: NaiveDate) -> bool {
        !self.undone && self.valid_from > on && self.valid_to.is_none()
    }
}

/// The version whose publication can be taken back: the newest, when it was published here.
pub(super) fn undoable(versions: &[Version]) -> Option<&Version> {
    let newest = versions.iter().filter(|version| !version.undone).max_by_key(|version| version.version)?;
    (newest.by_administrator && newest.valid_to.is_none()).then_some(newest)
}

/// An identifier: small letters, digits, dots and underscores, as files of the pack are named.
pub(super) fn is_identifier(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'.';
    (2..=60).contains(&text.len()) && text.bytes().all(fits) && text.starts_with(|first: char| first.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_measured_by_the_limit_of_the_law() {
        let steps = WorkTime::from_minutes(6 * 8 * 60);
        for (limit, expected) in [
            (Some(Limit::whole(7, LimitUnit::WorkingDay)), Fit::Within),
            (Some(Limit::whole(6, LimitUnit::WorkingDay)), Fit::Within),
            (Some(Limit::whole(5, LimitUnit::WorkingDay)), Fit::Over),
            (Some(Limit::whole(47, LimitUnit::WorkingHour)), Fit::Over),
            (Some(Limit::whole(0, LimitUnit::SameDay)), Fit::Over),
            (Some(Limit::whole(30, LimitUnit::CalendarDay)), Fit::Unknown),
            (None, Fit::Unknown),
        ] {
            assert_eq!(fit(steps, limit), expected, "{limit:?}");
        }
    }

    #[test]
    fn identifiers_are_names_of_files() {
        for (text, expected) in
            [("birth_1.001193", true), ("general", true), ("a", false), ("Birth", false), ("1birth", false), ("../x", false), ("", false)]
        {
            assert_eq!(is_identifier(text), expected, "{text}");
        }
    }
}
