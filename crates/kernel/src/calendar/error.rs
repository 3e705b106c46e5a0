//! What can be wrong with a calendar or a question to it.

use chrono::NaiveDate;

/// Why a calendar cannot answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The count reaches a day for which no working time is known.
    #[error("{day} is outside the calendar data, which reaches from {first} to {last}")]
    Outside {
        /// The day that was needed (the first one beyond the data when counting runs out of it).
        day: NaiveDate,
        /// First day known.
        first: NaiveDate,
        /// Last day known.
        last: NaiveDate,
    },
    /// An event lies before the one it follows, or cannot follow it: a supply without a request, anything after the end.
    #[error("event {position} cannot follow what came before it")]
    Order {
        /// Position in the list, from 0.
        position: usize,
    },
}

impl CalendarError {
    /// Whether only the data is too short, so that a longer calendar would answer.
    #[must_use]
    pub const fn is_outside_calendar(&self) -> bool {
        matches!(self, Self::Outside { .. })
    }
}

/// Why the calendars of a pack cannot be read. Rows are numbered as in the file, the head being row 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, row {row}: {problem}")]
pub struct CalendarDataError {
    /// `holidays.csv` or `weeks.csv`.
    pub file: &'static str,
    /// Row in the file.
    pub row: u64,
    /// What is wrong and what would be right.
    pub problem: String,
}
