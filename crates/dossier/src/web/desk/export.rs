//! Sheets for office programs: CSV in UTF-8 with a mark they recognise it by.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use web::PageError;

/// Tells spreadsheet programs that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A sheet, or a piece of one, under construction.
pub(super) struct Sheet {
    writer: csv::Writer<Vec<u8>>,
}

impl Sheet {
    /// A sheet with these heads.
    pub(super) fn new(heads: impl IntoIterator<Item = String>) -> Result<Self, csv::Error> {
        let mut sheet = Self::over(BYTE_ORDER_MARK.as_bytes().to_vec());
        sheet.row(heads)?;
        Ok(sheet)
    }

    /// Lines that continue a sheet.
    pub(super) fn more() -> Self {
        Self::over(Vec::new())
    }

    fn over(text: Vec<u8>) -> Self {
        Self { writer: csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(text) }
    }

    /// Adds a line.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) -> Result<(), csv::Error> {
        self.writer.write_record(cells.into_iter().map(harmless))
    }

    /// The bytes written.
    pub(super) fn into_bytes(self) -> Result<Vec<u8>, csv::Error> {
        self.writer.into_inner().map_err(|error| error.into_error().into())
    }
}

/// Text that a spreadsheet would run as a formula gets an apostrophe, for names and files come from strangers.
fn harmless(cell: String) -> String {
    let runs = cell.starts_with(['=', '+', '@', '\t', '\r']) || (cell.starts_with('-') && cell.parse::<f64>().is_err());
    if runs { format!("'{cell}") } else { cell }
}

/// The headers of a sheet to keep under `name`.
pub(super) fn headers(name: &str) -> [(header::HeaderName, String); 2] {
    [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ]
}

/// A whole sheet as an answer.
pub(super) fn answer(name: &str, sheet: Result<Sheet, csv::Error>) -> Result<Response, PageError> {
    let bytes = sheet.and_then(Sheet::into_bytes).map_err(PageError::fault)?;
    Ok((headers(name), bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_run() {
        let mut sheet = Sheet::new(["a".to_owned(), "b".to_owned()]).unwrap();
        for (cell, _) in CELLS {
            sheet.row([cell.to_owned(), "1".to_owned()]).unwrap();
        }
        let written = String::from_utf8(sheet.into_bytes().unwrap()).unwrap();
        let expected: String = CELLS.iter().map(|(_, cell)| format!("{cell},1\r\n")).collect();
        assert_eq!(written, format!("\u{feff}a,b\r\n{expected}"));
    }

    const CELLS: [(&str, &str); 7] = [
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("A, B", "\"A, B\""),
        ("say \"x\"", "\"say \"\"x\"\"\""),
        ("=1+1", "'=1+1"),
        ("-5", "-5"),
        ("-cmd", "'-cmd"),
        ("@x,y", "\"'@x,y\""),
    ];
}
