//! QR codes as runs of dark modules, so that a template can draw one as a single shape.

use fast_qr::{ECL, QRBuilder};
use serde::Serialize;

use super::PdfError;

/// A QR code ready to draw.
#[derive(Debug, Serialize)]
pub(super) struct Drawing {
    /// Modules along one side, quiet zone not included.
    size: usize,
    /// Dark runs: row, first column, number of modules.
    runs: Vec<(usize, usize, usize)>,
}

/// Encodes `address` with medium error correction: a fold or a stamp over a seventh of it does no harm.
pub(super) fn draw(address: &str) -> Result<Drawing, PdfError> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().map_err(|_| PdfError::QrTooLong)?;
    let rows = code.data.chunks(code.size).take(code.size);
    let runs = rows.enumerate().flat_map(|(row, modules)| {
        let dark: Vec<bool> = modules.iter().map(|module| module.value()).collect();
        runs_of(&dark).into_iter().map(move |(start, length)| (row, start, length))
    });
    Ok(Drawing { size: code.size, runs: runs.collect() })
}

fn runs_of(dark: &[bool]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    for (column, &is_dark) in dark.iter().enumerate() {
        match (is_dark, open, runs.last_mut()) {
            (true, true, Some(run)) => run.1 += 1,
            (true, ..) => runs.push((column, 1)),
            (false, ..) => {}
        }
        open = is_dark;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_modules_are_joined_into_runs() {
        let row = |text: &str| runs_of(&text.chars().map(|c| c == '#').collect::<Vec<_>>());
        assert_eq!(row(""), vec![]);
        assert_eq!(row("...."), vec![]);
        assert_eq!(row("##.#"), vec![(0, 2), (3, 1)]);
        assert_eq!(row(".###"), vec![(1, 3)]);
    }

    #[test]
    fn a_code_has_its_three_corners_and_a_limit() {
        let drawing = draw("https://motcua.quangninh.example/tra-cuu?ma=H49.58-261116-0027").unwrap();
        assert_eq!(drawing.runs.first(), Some(&(0, 0, 7)));
        assert!(drawing.runs.contains(&(0, drawing.size - 7, 7)));
        assert!(drawing.runs.contains(&(drawing.size - 1, 0, 7)));
        assert!(matches!(draw(&"x".repeat(4000)), Err(PdfError::QrTooLong)));
    }
}
