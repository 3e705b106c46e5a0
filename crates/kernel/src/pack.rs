//! What checking and loading a country pack have in common.

use std::fmt;

/// One thing that is wrong in a country pack, precise enough to go and mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// File, relative to the pack's folder.
    pub file: String,
    /// Row in that file, the head being row 1; `None` when the file as a whole is meant.
    pub row: Option<u64>,
    /// Column or JSON field.
    pub column: Option<String>,
    /// What was found and what would be right, in English: operators read it, citizens never do.
    pub problem: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.file)?;
        if let Some(row) = self.row {
            write!(formatter, ":{row}")?;
        }
        if let Some(column) = &self.column {
            write!(formatter, " [{column}]")?;
        }
        write!(formatter, ": {}", self.problem)
    }
}

/// Hears how far a long piece of work has come, to show it to the person who waits.
pub trait Progress: Sync {
    /// `done` of `total` items of the stage `stage` are finished.
    fn report(&self, stage: &str, done: u64, total: u64);
}

/// Progress that nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Progress for Unwatched {
    fn report(&self, _stage: &str, _done: u64, _total: u64) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_names_file_row_and_column() {
        let finding =
            Finding { file: "holidays.csv".into(), row: Some(7), column: Some("date".into()), problem: "not a date: 2025-13-01".into() };
        assert_eq!(finding.to_string(), "holidays.csv:7 [date]: not a date: 2025-13-01");
    }
}
