//! From bytes to rows of clean text.

use std::io::Cursor;

use calamine::{Data, Reader};

use super::text::clean;
use super::{RowError, RowErrorCode};

/// Rows beyond this number are not read; no procedure has so many steps.
const MOST_ROWS: usize = 2_000;
/// Cells beyond this number in a row are not read.
const MOST_CELLS: usize = 100;
/// A workbook beyond this size is no step table.
const MOST_BYTES: usize = 8 << 20;

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
        let line = record.position().map_or(0, ::csv::Position::line);
        let row = usize::try_from(line).unwrap_or(usize::MAX);
        records.push(Record { row, cells: record.iter().take(MOST_CELLS).map(clean).collect() });
    }
    Ok(records)
}

/// The separator that stands most often in the lines before the first step.
fn separator(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).take(5).collect();
    let count = |separator: u8| head.iter().map(|line| line.bytes().filter(|byte| *byte == separator).count()).max().unwrap_or(0);
    // On a tie the comma loses: it also stands inside sentences.
    [b';', b'\t', b','].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

pub(super) fn excel(bytes: &[u8]) -> Result<Vec<Record>, RowError> {
    let unreadable = || RowError::new(1, None, RowErrorCode::Workbook, "");
    if bytes.len() > MOST_BYTES {
        return Err(unreadable());
    }
    let mut workbook = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let range = workbook.worksheet_range_at(0).and_then(Result::ok).ok_or_else(unreadable)?;
    let first = range.start().map_or(0, |(row, _)| row);
    let first = usize::try_from(first).unwrap_or(0);
    let rows = range.rows().take(MOST_ROWS).enumerate();
    Ok(rows
        .map(|(offset, cells)| Record { row: first + offset + 1, cells: cells.iter().take(MOST_CELLS).map(cell_text).collect() })
        .collect())
}

fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) => clean(text),
        other => clean(&other.to_string()),
    }
}
