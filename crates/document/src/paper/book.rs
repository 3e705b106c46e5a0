//! Form 07: the tracking book of a one-stop shop, for a volume of the year or for one day of it.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Head, Paper, PaperKind};

/// Entries in one volume: what a bound book holds, and what is set at once without much memory.
pub const VOLUME: u32 = 500;

/// The volume of the year in which an ordinal stands, counted from 1.
#[must_use]
pub const fn volume_of(ordinal: u32) -> u32 {
    ordinal.saturating_sub(1) / VOLUME + 1
}

/// One line of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookLine {
    /// Ordinal in the book of the year, from 1, never given twice.
    pub ordinal: u32,
    /// The dossier code.
    pub code: String,
    /// Name of the procedure.
    pub procedure: String,
    /// Code of the procedure.
    pub procedure_code: String,
    /// Number of sets.
    pub sets: u16,
    /// Who applied.
    pub applicant: String,
    /// Address; empty for those who may not see what was declared.
    pub address: String,
    /// Telephone, masked; empty for those who may not see what was declared.
    pub phone: String,
    /// The agency that settles the dossier.
    pub solving_agency: String,
    /// When it was received, office time.
    pub received_at: NaiveDateTime,
    /// When the result was promised first.
    pub due: Option<NaiveDateTime>,
    /// When the result was handed over.
    pub returned_at: Option<NaiveDateTime>,
    /// How it was handed over, in words.
    pub way: String,
    /// Who took it; the place for a signature when nothing is written.
    pub receiver: String,
    /// Kept as a picture of the signature on the screen.
    pub signed: bool,
    /// A remark: how it ended otherwise, a new date, the number of the result.
    pub note: String,
}

/// What part of the book is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum BookPart {
    /// A volume of the year.
    Volume {
        /// Its number, from 1.
        number: u32,
    },
    /// What was received on one day.
    Day {
        /// The day.
        day: NaiveDate,
    },
}

/// Form 07: the tracking book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingBook {
    /// The legal head; its number is the sign of the book, such as `2026/STD`.
    pub head: Head,
    /// The year the book is kept for.
    pub year: i32,
    /// Which part is printed.
    pub part: BookPart,
    /// First day of the book.
    pub opened_on: NaiveDate,
    /// Day it was closed; none while the year runs.
    pub closed_on: Option<NaiveDate>,
    /// When this print was made, office time.
    pub printed_at: NaiveDateTime,
    /// The lines, by ordinal.
    pub lines: Vec<BookLine>,
    /// Function of who keeps the book.
    pub keeper_title: String,
}

impl Paper for TrackingBook {
    const TEMPLATE: PaperKind = PaperKind::Book;

    fn day(&self) -> NaiveDate {
        self.head.date
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_holds_five_hundred() {
        for (ordinal, volume) in [(0, 1), (1, 1), (500, 1), (501, 2), (1000, 2), (1001, 3)] {
            assert_eq!(volume_of(ordinal), volume, "{ordinal}");
        }
    }
}
