//! An appointment.

use chrono::{DateTime, Utc};
use kernel::id::{AccountId, BookingId, OfficeId};

use super::words;

words! {
    /// What became of an appointment.
    BookingState {
        /// Still to come.
        Open = "open",
        /// The person came and drew a number with it.
        Arrived = "arrived",
        /// Taken back in time.
        Cancelled = "cancelled",
        /// Nobody came.
        Missed = "missed",
    }
}

/// An appointment of a person at an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// Identifier.
    pub id: BookingId,
    /// The office.
    pub office: OfficeId,
    /// Whose it is.
    pub account: AccountId,
    /// What the person shows at the kiosk.
    pub code: String,
    /// Code of the purpose.
    pub purpose: String,
    /// Code of the reason to be let go first, if there is one.
    pub priority: Option<String>,
    /// The hour.
    pub starts_at: DateTime<Utc>,
    /// What became of it.
    pub state: BookingState,
}

/// How an office takes appointments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Length of a slot in minutes.
    pub slot_minutes: i16,
    /// People who may book the same slot; 0: no appointments.
    pub capacity: i16,
    /// How many working days ahead one can book.
    pub days_ahead: i16,
}

impl Default for Setting {
    /// What holds until the head of the office sets something else; our assumption.
    fn default() -> Self {
        Self { slot_minutes: 30, capacity: 2, days_ahead: 10 }
    }
}
