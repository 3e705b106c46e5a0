//! Why something of this capability did not happen.

use db::DbError;
use kernel::calendar::CalendarError;

/// A refusal: nothing was changed, and the person is told why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The person may not do this here.
    #[error("not allowed")]
    NotAllowed,
    /// There is no such thing, or the person may not know of it.
    #[error("not found")]
    NotFound,
    /// The office is no one-stop shop with windows.
    #[error("the office gives no numbers")]
    NoNumbers,
    /// The shop is closed at this hour.
    #[error("the office is closed")]
    Closed,
    /// Too many numbers were drawn: in this minute or on this day.
    #[error("no more numbers now")]
    TooMany,
    /// No window serves this purpose, or the pack does not know it.
    #[error("the purpose is not served here")]
    UnknownPurpose,
    /// The pack does not know this reason to go first.
    #[error("unknown priority")]
    UnknownPriority,
    /// The officer sits at no window.
    #[error("the officer sits at no window")]
    NoWindow,
    /// Somebody else sits at this window.
    #[error("the window is taken")]
    WindowTaken,
    /// A number of a window that exists already, or none between 1 and 99.
    #[error("the number of the window cannot be used")]
    WindowNumber,
    /// Somebody sits at the window or is being served there.
    #[error("the window is in use")]
    WindowInUse,
    /// Somebody who was called has not come yet.
    #[error("somebody is called")]
    StillCalled,
    /// Somebody is being served.
    #[error("somebody is served")]
    StillServing,
    /// Nobody waits for this window.
    #[error("nobody waits")]
    NobodyWaits,
    /// Nobody is called at this window.
    #[error("nobody is called")]
    NobodyCalled,
    /// Nobody is served at this window.
    #[error("nobody is served")]
    NobodyServed,
    /// The number does not wait any more.
    #[error("the number does not wait")]
    NotWaiting,
    /// The number was not missed.
    #[error("the number was not missed")]
    NotMissed,
    /// The person stands at that window already.
    #[error("the same window")]
    SameWindow,
    /// The office takes no appointment at this hour.
    #[error("no such slot")]
    NoSuchSlot,
    /// The slot is full.
    #[error("the slot is full")]
    SlotFull,
    /// The person has an open appointment at this office.
    #[error("an appointment is open")]
    AlreadyBooked,
    /// The appointment is over, cancelled or used.
    #[error("the appointment is not open")]
    NotOpen,
    /// The appointment is for another day or much later today.
    #[error("too early for the appointment")]
    TooEarly,
    /// A number out of its range in the office's settings.
    #[error("the setting is out of range")]
    WrongSetting,
}

impl Refusal {
    /// Message key of the sentence that says why and what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotAllowed | Self::NotFound => "queue-refused-not-found",
            Self::NoNumbers => "queue-refused-no-numbers",
            Self::Closed => "queue-refused-closed",
            Self::TooMany => "queue-refused-too-many",
            Self::UnknownPurpose => "queue-refused-purpose",
            Self::UnknownPriority => "queue-refused-priority",
            Self::NoWindow => "queue-refused-no-window",
            Self::WindowTaken => "queue-refused-window-taken",
            Self::WindowNumber => "queue-refused-window-number",
            Self::WindowInUse => "queue-refused-window-in-use",
            Self::StillCalled => "queue-refused-still-called",
            Self::StillServing => "queue-refused-still-serving",
            Self::NobodyWaits => "queue-refused-nobody-waits",
            Self::NobodyCalled => "queue-refused-nobody-called",
            Self::NobodyServed => "queue-refused-nobody-served",
            Self::NotWaiting => "queue-refused-not-waiting",
            Self::NotMissed => "queue-refused-not-missed",
            Self::SameWindow => "queue-refused-same-window",
            Self::NoSuchSlot => "queue-refused-no-slot",
            Self::SlotFull => "queue-refused-slot-full",
            Self::AlreadyBooked => "queue-refused-already-booked",
            Self::NotOpen => "queue-refused-not-open",
            Self::TooEarly => "queue-refused-too-early",
            Self::WrongSetting => "queue-refused-setting",
        }
    }
}

/// A refusal or a failure.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// It must not be done.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The office's calendar does not reach that far, or is not known.
    #[error("the calendar of the office cannot answer")]
    Calendar(#[from] CalendarError),
}

impl From<sqlx::Error> for QueueError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}
