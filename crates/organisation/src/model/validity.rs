//! Spans of days.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// A span of days, half open: it holds on `from` and no longer on `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Validity {
    /// The first day.
    pub from: NaiveDate,
    /// The first day on which it no longer holds; `None` while it still does.
    pub to: Option<NaiveDate>,
}

impl Validity {
    /// Does the span hold on `day`?
    #[must_use]
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// Have the two spans a day in common?
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        other.to.is_none_or(|to| self.from < to) && self.to.is_none_or(|to| other.from < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn span(from: &str, to: &str) -> Validity {
        Validity { from: day(from), to: (!to.is_empty()).then(|| day(to)) }
    }

    #[test]
    fn a_span_holds_from_its_first_day_until_the_day_before_its_end() {
        let span = span("2025-07-01", "2026-04-30");
        for (on, expected) in [("2025-06-30", false), ("2025-07-01", true), ("2026-04-29", true), ("2026-04-30", false)] {
            assert_eq!(span.holds(day(on)), expected, "{on}");
        }
    }

    #[test]
    fn spans_that_touch_do_not_overlap() {
        for (left, right, expected) in [
            (span("2025-01-01", "2025-07-01"), span("2025-07-01", ""), false),
            (span("2025-01-01", "2025-07-02"), span("2025-07-01", ""), true),
            (span("2025-01-01", ""), span("2030-07-01", "2031-01-01"), true),
            (span("2031-01-01", ""), span("2030-07-01", "2031-01-01"), false),
        ] {
            assert_eq!(left.overlaps(right), expected, "{left:?} {right:?}");
            assert_eq!(right.overlaps(left), expected, "{right:?} {left:?}");
        }
    }
}
