//! One CSV file of the pack as rows of text, with a finding for everything that is not as the pack's README promises.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use kernel::pack::Finding;
use unicode_normalization::is_nfc;

use crate::model::Validity;

use super::{File, Placed};

/// One row while it is being read. Everything that is wrong is noted; a row with a finding is dropped in the end.
pub(crate) struct Row<'a> {
    file: &'a str,
    number: u64,
    cells: HashMap<&'static str, String>,
    findings: &'a mut Vec<Finding>,
    is_sound: bool,
}

impl Row<'_> {
    /// Notes that `column` is wrong.
    pub(crate) fn wrong(&mut self, column: &str, problem: impl Into<String>) {
        self.is_sound = false;
        self.findings.push(finding(self.file, Some(self.number), Some(column), problem));
    }

    /// The text of a column that may be empty.
    pub(crate) fn optional(&self, column: &str) -> Option<String> {
        self.cells.get(column).filter(|text| !text.is_empty()).cloned()
    }

    /// The text of a column that must not be empty.
    pub(crate) fn text(&mut self, column: &str) -> String {
        self.optional(column).unwrap_or_else(|| {
            self.wrong(column, "must not be empty");
            String::new()
        })
    }

    /// A column read by `parse`; `what` says what was expected.
    pub(crate) fn parsed<T>(&mut self, column: &str, what: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(column);
        let value = parse(&text);
        if value.is_none() && !text.is_empty() {
            self.wrong(column, format!("not {what}: {text}"));
        }
        value
    }

    /// A day that must be there.
    pub(crate) fn day(&mut self, column: &str) -> Option<NaiveDate> {
        self.parsed(column, "a day (YYYY-MM-DD)", |text| text.parse().ok())
    }

    /// The columns `valid_from` and `valid_to`.
    pub(crate) fn validity(&mut self) -> Option<Validity> {
        let from = self.day("valid_from");
        let to = if self.optional("valid_to").is_some() { Some(self.day("valid_to")?) } else { None };
        let from = from?;
        if to.is_some_and(|to| to <= from) {
            self.wrong("valid_to", "must be after valid_from: it is the first day on which the row no longer holds");
        }
        Some(Validity { from, to })
    }
}

/// Reads a file. `build` makes a value of a row; a row for which it gives `None` or notes a finding is left out.
pub(crate) fn read<T>(
    folder: &Path,
    name: &str,
    columns: &'static [&'static str],
    findings: &mut Vec<Finding>,
    mut build: impl FnMut(&mut Row<'_>) -> Option<T>,
) -> File<T> {
    let mut file = File { name: name.to_owned(), rows: Vec::new() };
    let Some(mut reader) = open(folder, name, columns, findings) else { return file };
    for (number, record) in (2_u64..).zip(reader.records()) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                findings.push(finding(name, Some(number), None, format!("not a row of this table: {error}")));
                continue;
            }
        };
        let cells = columns.iter().zip(&record).map(|(column, text)| (*column, text.to_owned())).collect();
        let mut row = Row { file: name, number, cells, findings, is_sound: true };
        note_bad_text(&mut row, columns);
        let value = build(&mut row);
        if let Some(value) = value.filter(|_| row.is_sound) {
            file.rows.push(Placed { row: number, value });
        }
    }
    file
}

/// The file with its head compared, or `None` when there is no point in reading on.
fn open(folder: &Path, name: &str, columns: &[&str], findings: &mut Vec<Finding>) -> Option<csv::Reader<std::fs::File>> {
    let mut reader = match csv::Reader::from_path(folder.join(name)) {
        Ok(reader) => reader,
        Err(error) => {
            findings.push(finding(name, None, None, format!("cannot be read: {error}")));
            return None;
        }
    };
    let head: Vec<String> = reader.headers().map(|head| head.iter().map(str::to_owned).collect()).unwrap_or_default();
    for column in columns.iter().filter(|column| !head.iter().any(|found| found == *column)) {
        findings.push(finding(name, Some(1), Some(column), "column is missing"));
    }
    for column in head.iter().filter(|found| !columns.contains(&found.as_str())) {
        findings.push(finding(name, Some(1), Some(column), "unknown column"));
    }
    if head == columns {
        return Some(reader);
    }
    if head.len() == columns.len() {
        findings.push(finding(name, Some(1), None, format!("columns must stand in this order: {}", columns.join(","))));
    }
    None
}

fn note_bad_text(row: &mut Row<'_>, columns: &[&str]) {
    for column in columns {
        let text = row.cells.get(column).map_or("", String::as_str);
        let problem = if !is_nfc(text) {
            "not in Unicode form NFC"
        } else if text.trim() != text {
            "begins or ends with a space"
        } else if text.chars().any(char::is_control) {
            "holds a control character"
        } else {
            continue;
        };
        row.wrong(column, problem);
    }
}

/// A finding about a place in a file.
pub(crate) fn finding(file: &str, row: Option<u64>, column: Option<&str>, problem: impl Into<String>) -> Finding {
    Finding { file: file.to_owned(), row, column: column.map(str::to_owned), problem: problem.into() }
}
