//! The period a page of figures speaks of; every period ends today.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use web::{Choice, Page};

/// Where a period begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    /// On the first of this month.
    Month,
    /// On the first of this quarter.
    Quarter,
    /// On the first of January.
    Year,
}

impl Period {
    const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// The period with this code in an address; the month for everything else.
    pub(super) fn of(code: &str) -> Self {
        Self::ALL.into_iter().find(|period| period.code() == code).unwrap_or(Self::Month)
    }

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Month => "thang",
            Self::Quarter => "quy",
            Self::Year => "nam",
        }
    }

    /// Its first day, seen from `today`.
    pub(super) fn first(self, today: NaiveDate) -> NaiveDate {
        let month = match self {
            Self::Month => today.month(),
            Self::Quarter => today.month0() / 3 * 3 + 1,
            Self::Year => 1,
        };
        NaiveDate::from_ymd_opt(today.year(), month, 1).unwrap_or(today)
    }

    /// The instant it begins.
    pub(super) fn begins(self, page: &Page, today: NaiveDate) -> DateTime<Utc> {
        page.site().instant(self.first(today).and_time(NaiveTime::MIN))
    }

    fn label(self, page: &Page, today: NaiveDate) -> String {
        let key = format!("dossier-steering-period-{}", self.key());
        let number = if self == Self::Quarter { today.month0() / 3 + 1 } else { today.month() };
        page.t2(&key, "number", i64::from(number), "year", today.year().to_string())
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The periods to choose from.
    pub(super) fn choices(self, page: &Page, today: NaiveDate) -> Vec<Choice> {
        Self::ALL.into_iter().map(|period| Choice::new(period.code(), period.label(page, today), period == self)).collect()
    }
}

/// The day before; due days before today are overdue.
pub(super) fn day_before(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(Days::new(1)).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_begin_on_a_first() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default();
        for (code, today, first) in [
            ("thang", day(11, 24), day(11, 1)),
            ("quy", day(11, 24), day(10, 1)),
            ("nam", day(11, 24), day(1, 1)),
            ("x", day(3, 1), day(3, 1)),
        ] {
            assert_eq!(Period::of(code).first(today), first, "{code}");
        }
    }
}
