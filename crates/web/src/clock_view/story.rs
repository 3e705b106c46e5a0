//! "Vì sao là ngày …?": at most seven sentences with their legal basis, and the calendar beside them.

use super::CalendarTable;

/// What kind of fact a sentence states; it chooses the mark of its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReasonKind {
    /// An ordinary step.
    Plain,
    /// The clock stopped.
    Stopped,
    /// The last sentence: the due date.
    Due,
}

impl ReasonKind {
    /// The end of the style class.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Stopped => "stopped",
            Self::Due => "due",
        }
    }
}

/// One numbered sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Which mark its number has.
    pub kind: ReasonKind,
    /// The sentence; `**` marks what is set in 600.
    pub sentence: String,
    /// The legal basis in small letters; may be empty.
    pub basis: String,
}

/// The explanation of a due date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// "Vì sao là ngày 02/12/2026?".
    pub title: String,
    /// The sentences in order.
    pub reasons: Vec<Reason>,
    /// Every day from receipt to due date.
    pub calendar: CalendarTable,
}
