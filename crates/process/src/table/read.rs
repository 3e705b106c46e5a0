//! From bytes to rows of clean text.

use super::text::clean;
use super::{RowError, RowErrorCode};

/// Rows beyond this number are not read; no procedure has so many steps.
pub(super) const MOST_ROWS: usize = 2_000;
/// Cells beyond this number in a row are not read.
pub(super) const MOST_CELLS: usize = 100;
/// One row of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// Row of the sheet or line of the file, from 1.
    pub(super) row: usize,
    pub(super) cells: Vec<String>,
}

impl Record {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

pub(super) fn csv(bytes: &[u8]) -> Result<Vec<Record>, RowError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
        RowError::new(line, None, RowErrorCode::Encoding, "")
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records().take(MOST_ROWS) {
        let Ok(record) = record else { continue };
        let row = record.position().map_or(1, |position| line_of(text, position));
        records.push(Record { row, cells: record.iter().take(MOST_CELLS).map(clean).collect() });
    }
    Ok(records)
}

/// The line on which a record begins. The reader's position stands before the blank lines and remarks that it passes over.
fn line_of(text: &str, position: &::csv::Position) -> usize {
    let mut line = usize::try_from(position.line()).unwrap_or(usize::MAX);
    let mut rest = usize::try_from(position.byte()).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
    while rest.starts_with(['\n', '\r', '#']) {
        let is_remark = rest.starts_with('#');
        let end = rest.find('\n').filter(|end| is_remark || *end == 0);
        line += usize::from(end.is_some());
        // Without a line end behind it a remark ends the file, and a carriage return stands alone.
        let passed = end.map_or(if is_remark { rest.len() } else { 1 }, |end| end + 1);
        rest = rest.get(passed..).unwrap_or_default();
    }
    line
}

/// The separator that stands most often in the lines before the first step.
fn separator(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).take(5).collect();
    let count = |separator: u8| head.iter().map(|line| line.bytes().filter(|byte| *byte == separator).count()).max().unwrap_or(0);
    // On a tie the comma loses: it also stands inside sentences.
    [b';', b'\t', b','].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}
