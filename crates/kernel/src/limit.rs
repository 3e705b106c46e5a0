//! How long the law gives: a number and the unit it is counted in.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a limit is counted in (`deadlines.md`, Limits).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitUnit {
    /// Working days, the day of receipt not counted (Civil Code art. 147).
    WorkingDay,
    /// Working hours from the moment of receipt.
    WorkingHour,
    /// Days of the calendar, the last one moved to a working day (Civil Code art. 148).
    CalendarDay,
    /// Months of the calendar.
    Month,
    /// The same day when received by 15:00, else the next working day (Decree 61/2018 art. 18).
    SameDay,
    /// Handing a dossier on: the same day when received by 15:00, else first thing the next working day (Decree 61/2018 art. 18).
    Transfer,
}

impl LimitUnit {
    /// Every unit, in the order of the specification.
    pub const ALL: [Self; 6] = [Self::WorkingDay, Self::WorkingHour, Self::CalendarDay, Self::Month, Self::SameDay, Self::Transfer];

    /// Stable code, as written in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WorkingDay => "working_day",
            Self::WorkingHour => "working_hour",
            Self::CalendarDay => "calendar_day",
            Self::Month => "month",
            Self::SameDay => "same_day",
            Self::Transfer => "transfer",
        }
    }

    /// The unit with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.code() == code)
    }

    /// Whether the unit says everything by itself and carries no number.
    #[must_use]
    pub const fn stands_alone(self) -> bool {
        matches!(self, Self::SameDay | Self::Transfer)
    }
}

/// A limit that can be counted: its amount fits its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Limit {
    unit: LimitUnit,
    /// Hours: minutes. Working days: halves. Days and months: themselves. Zero for units that stand alone.
    amount: u32,
}

/// Why a number does not make a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LimitError {
    /// The unit needs a number and there is none.
    #[error("this unit needs a number above zero")]
    Missing,
    /// Zero, negative, or longer than any calendar data reaches.
    #[error("the number must be above zero and at most {LONGEST}")]
    Range,
    /// A part of a unit that the law does not count.
    #[error("working days come whole or by halves, calendar days and months whole")]
    Fraction,
}

const MINUTES_PER_HOUR: u32 = 60;

/// Beyond any statutory limit; keeps the arithmetic far from overflow.
const LONGEST: u32 = 100_000;

impl Limit {
    /// `count` whole units; the count means nothing for units that stand alone. At most `u16::MAX`, so that it always fits.
    #[must_use]
    pub fn whole(count: u16, unit: LimitUnit) -> Self {
        let count = u32::from(count);
        let amount = match unit {
            LimitUnit::WorkingDay => count * 2,
            LimitUnit::WorkingHour => count * MINUTES_PER_HOUR,
            LimitUnit::CalendarDay | LimitUnit::Month => count,
            LimitUnit::SameDay | LimitUnit::Transfer => 0,
        };
        Self { unit, amount }
    }

    /// `minutes` of working time.
    #[must_use]
    pub const fn working_minutes(minutes: u32) -> Self {
        Self { unit: LimitUnit::WorkingHour, amount: minutes }
    }

    /// A limit from a number as people write it, such as 2.5.
    ///
    /// # Errors
    /// [`LimitError`] when the number does not fit the unit.
    pub fn new(value: Option<f64>, unit: LimitUnit) -> Result<Self, LimitError> {
        if unit.stands_alone() {
            return Ok(Self { unit, amount: 0 });
        }
        let value = value.ok_or(LimitError::Missing)?;
        if !(value > 0.0 && value <= f64::from(LONGEST)) {
            return Err(LimitError::Range);
        }
        let amount = match unit {
            LimitUnit::WorkingDay => whole_number(value * 2.0)?,
            LimitUnit::WorkingHour => rounded(value * f64::from(MINUTES_PER_HOUR)).max(1),
            _ => whole_number(value)?,
        };
        Ok(Self { unit, amount })
    }

    /// What it is counted in.
    #[must_use]
    pub const fn unit(self) -> LimitUnit {
        self.unit
    }

    /// The number as people write it; nothing for units that stand alone.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        let amount = f64::from(self.amount);
        match self.unit {
            LimitUnit::WorkingDay => Some(amount / 2.0),
            LimitUnit::WorkingHour => Some(amount / f64::from(MINUTES_PER_HOUR)),
            LimitUnit::CalendarDay | LimitUnit::Month => Some(amount),
            LimitUnit::SameDay | LimitUnit::Transfer => None,
        }
    }

    /// Halves of working days, minutes of working hours, or whole units.
    pub(crate) const fn amount(self) -> u32 {
        self.amount
    }
}

fn whole_number(value: f64) -> Result<u32, LimitError> {
    if value.fract() == 0.0 { Ok(rounded(value)) } else { Err(LimitError::Fraction) }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::as_conversions,
    reason = "checked to lie between 0 and 60 × LONGEST"
)]
fn rounded(value: f64) -> u32 {
    value.round() as u32
}

impl fmt::Display for Limit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value() {
            Some(value) => write!(formatter, "{value} {}", self.unit.code()),
            None => formatter.write_str(self.unit.code()),
        }
    }
}

/// `{"value": 2.5, "unit": "working_day"}`.
#[derive(Serialize, Deserialize)]
struct Written {
    #[serde(default)]
    value: Option<f64>,
    unit: LimitUnit,
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written { value: self.value(), unit: self.unit }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        Self::new(written.value, written.unit).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_fit_their_unit_become_limits() {
        let cases = [
            (Some(3.0), LimitUnit::WorkingDay, Ok(Limit::whole(3, LimitUnit::WorkingDay))),
            (Some(2.5), LimitUnit::WorkingDay, Ok(Limit { unit: LimitUnit::WorkingDay, amount: 5 })),
            (Some(2.3), LimitUnit::WorkingDay, Err(LimitError::Fraction)),
            (Some(1.25), LimitUnit::WorkingHour, Ok(Limit::working_minutes(75))),
            (Some(1.5), LimitUnit::CalendarDay, Err(LimitError::Fraction)),
            (Some(0.0), LimitUnit::Month, Err(LimitError::Range)),
            (Some(-1.0), LimitUnit::WorkingDay, Err(LimitError::Range)),
            (Some(f64::NAN), LimitUnit::WorkingDay, Err(LimitError::Range)),
            (Some(1e18), LimitUnit::CalendarDay, Err(LimitError::Range)),
            (None, LimitUnit::WorkingDay, Err(LimitError::Missing)),
            (None, LimitUnit::SameDay, Ok(Limit::whole(1, LimitUnit::SameDay))),
        ];
        for (value, unit, expected) in cases {
            assert_eq!(Limit::new(value, unit), expected, "{value:?} {unit:?}");
        }
    }

    #[test]
    fn a_limit_reads_back_as_written() {
        for json in
            [r#"{"value":2.5,"unit":"working_day"}"#, r#"{"value":null,"unit":"transfer"}"#, r#"{"value":16.0,"unit":"working_hour"}"#]
        {
            let limit: Limit = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&limit).unwrap(), json);
        }
    }
}
