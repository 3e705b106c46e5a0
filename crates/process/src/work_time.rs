//! Working time of a step, in whole minutes.

use serde::{Deserialize, Serialize};

/// Working time given to a step. One working day is eight working hours (rules.md A6: internal steps are converted at 1 day = 8 hours).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkTime {
    minutes: u32,
}

/// Why a written time is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WorkTimeError {
    /// Not a number followed by days, hours or minutes.
    #[error("the time is not a number of days, hours or minutes")]
    Form,
    /// More than 10,000 working days, or below zero.
    #[error("the time is out of range")]
    Range,
}

const MINUTES_PER_HOUR: u32 = 60;
const HOURS_PER_DAY: u32 = 8;
const LONGEST: u32 = 10_000 * HOURS_PER_DAY * MINUTES_PER_HOUR;

impl WorkTime {
    /// `minutes` of working time.
    #[must_use]
    pub const fn from_minutes(minutes: u32) -> Self {
        Self { minutes }
    }

    /// Whole minutes.
    #[must_use]
    pub const fn minutes(self) -> u32 {
        self.minutes
    }

    /// Working hours, possibly with a fraction.
    #[must_use]
    pub fn hours(self) -> f64 {
        f64::from(self.minutes) / f64::from(MINUTES_PER_HOUR)
    }

    /// The sum, stopping at the largest value.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self { minutes: self.minutes.saturating_add(other.minutes) }
    }

    /// Reads a time as offices write it: `0.5`, `2,5 ngày`, `4 giờ`, `1/2 ngày`, `30 phút`, `2 days`, `8h`. A number alone is in days.
    ///
    /// `folded` is lower-case text without diacritics.
    ///
    /// # Errors
    /// [`WorkTimeError`] when the text is something else or beyond 10,000 days.
    pub fn parse_folded(folded: &str) -> Result<Self, WorkTimeError> {
        let text = folded.trim();
        let unit_at = text.find(|character: char| !matches!(character, '0'..='9' | '.' | ',' | '/' | ' ')).unwrap_or(text.len());
        let (amount, unit) = text.split_at(unit_at);
        let thousandths = thousandths(amount.trim())?;
        let minutes = thousandths.checked_mul(minutes_of_unit(unit.trim())?.into()).ok_or(WorkTimeError::Range)?;
        // Half up: a third of a day becomes 160 minutes.
        let rounded = u32::try_from((minutes + 500) / 1000).map_err(|_| WorkTimeError::Range)?;
        if rounded > LONGEST { Err(WorkTimeError::Range) } else { Ok(Self { minutes: rounded }) }
    }
}

fn minutes_of_unit(unit: &str) -> Result<u32, WorkTimeError> {
    match unit.trim_end_matches('.') {
        "" | "d" | "day" | "days" | "working day" | "working days" | "ngay" | "ngay lam viec" | "ngay lv" | "nlv" => {
            Ok(HOURS_PER_DAY * MINUTES_PER_HOUR)
        }
        "h" | "hour" | "hours" | "working hour" | "working hours" | "gio" | "gio lam viec" | "gio lv" | "tieng" => Ok(MINUTES_PER_HOUR),
        "m" | "min" | "minute" | "minutes" | "phut" => Ok(1),
        _ => Err(WorkTimeError::Form),
    }
}

/// Reads `2`, `2.5`, `2,5` or `1/2` as thousandths.
fn thousandths(text: &str) -> Result<u64, WorkTimeError> {
    if let Some((above, below)) = text.split_once('/') {
        let (above, below) = (whole(above.trim())?, whole(below.trim())?);
        return (above * 1000).checked_div(below).ok_or(WorkTimeError::Form);
    }
    let (units, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let kept: String = fraction.chars().chain("000".chars()).take(3).collect();
    if !fraction.is_empty() {
        whole(fraction)?;
    }
    Ok(whole(units)? * 1000 + whole(&kept)?)
}

fn whole(digits: &str) -> Result<u64, WorkTimeError> {
    if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(WorkTimeError::Form);
    }
    digits.parse().map_err(|_| WorkTimeError::Form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_offices_write_them() {
        for (text, minutes) in [
            ("0.5", 240),
            ("0,5", 240),
            ("2,5 ngay", 1200),
            ("2.5 ngay lam viec", 1200),
            ("4 gio", 240),
            ("4h", 240),
            ("8 hours", 480),
            ("1/2 ngay", 240),
            ("30 phut", 30),
            ("10.5 days", 5040),
            ("1", 480),
            ("0", 0),
        ] {
            assert_eq!(WorkTime::parse_folded(text), Ok(WorkTime::from_minutes(minutes)), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "ngay", "-1", "1.2.3", "1/0", "3 tuan", "1e9", "½", "1,", ".5 ngay x"] {
            let expected = if text == "1," { Ok(WorkTime::from_minutes(480)) } else { Err(WorkTimeError::Form) };
            assert_eq!(WorkTime::parse_folded(text), expected, "{text}");
        }
        assert_eq!(WorkTime::parse_folded("999999999 ngay"), Err(WorkTimeError::Range));
        assert_eq!(WorkTime::parse_folded("10001"), Err(WorkTimeError::Range));
    }
}
