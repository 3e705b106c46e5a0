//! Rows as typed, and the table they make.

use process::Definition;
use process::table::{Cells, Column, RowError, compile_csv};

/// Rows that a page edits; no procedure has more.
pub(super) const MOST_ROWS: usize = 120;
/// Most characters of a cell.
const LONGEST_CELL: usize = 400;
/// Lines of the file before the first row: the header.
const HEADER_LINES: usize = 1;

/// The table as CSV: a header and one line a row.
pub(super) fn csv(rows: &[Cells]) -> String {
    let mut writer = ::csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let header = Column::ALL.map(Column::header);
    let written = writer.write_record(header).and_then(|()| rows.iter().try_for_each(|row| writer.write_record(row)));
    // Writing to memory does not fail; should it ever, an empty table is named as such.
    written.ok().and_then(|()| writer.into_inner().ok()).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// What the rows make, or everything that is wrong with the position of its row.
pub(super) fn compile(rows: &[Cells]) -> Result<Definition, Vec<(Option<usize>, RowError)>> {
    let placed = |error: RowError| (error.row.checked_sub(HEADER_LINES + 1).filter(|row| *row < rows.len()), error);
    compile_csv(csv(rows)).map_err(|errors| errors.into_iter().map(placed).collect())
}

/// A cell as it is kept: one line, not longer than anybody writes, and never the sign that makes a line a remark at its beginning.
pub(super) fn cell(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_start_matches('#').trim_start().chars().take(LONGEST_CELL).collect()
}

/// A row without anything in it.
pub(super) fn blank() -> Cells {
    std::array::from_fn(|_| String::new())
}

/// Whether nothing is typed in the row.
pub(super) fn is_blank(row: &Cells) -> bool {
    row.iter().all(String::is_empty)
}

/// Name of a column in forms and message keys.
pub(super) const fn name(column: Column) -> &'static str {
    match column {
        Column::Number => "number",
        Column::Key => "key",
        Column::Name => "name",
        Column::Unit => "unit",
        Column::Role => "role",
        Column::Time => "time",
        Column::Output => "output",
        Column::Next => "next",
        Column::Choice => "choice",
        Column::Condition => "condition",
        Column::Group => "group",
        Column::ReturnTo => "return",
        Column::Kind => "kind",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(column: Column) -> usize {
        Column::ALL.iter().position(|known| *known == column).unwrap()
    }

    fn row(number: &str, name: &str, unit: &str, role: &str) -> Cells {
        let mut row = blank();
        for (column, text) in [(Column::Number, number), (Column::Name, name), (Column::Unit, unit), (Column::Role, role)] {
            row[place(column)] = text.to_owned();
        }
        row
    }

    #[test]
    fn flaws_come_back_with_the_row_that_has_them() {
        let rows = [row("1", "Thẩm định; kiểm tra", "specialist", "processing_officer"), row("2", "Ký \"số\"", "leader", "vua")];
        let flaws = compile(&rows).unwrap_err();
        assert_eq!((flaws[0].0, flaws[0].1.column), (Some(1), Some(Column::Role)));
        let sound = [rows[0].clone(), row("2", "Ký \"số\"", "leader", "unit_head")];
        assert_eq!(compile(&sound).unwrap().tasks().len(), 2);
        assert_eq!(compile(&[]).unwrap_err()[0].0, None);
    }

    #[test]
    fn a_cell_is_one_line_and_no_remark() {
        assert_eq!(cell("  # Thẩm\r\n định  "), "Thẩm định");
        assert_eq!(cell(&"x".repeat(9_000)).len(), LONGEST_CELL);
        let hidden = [row("#1", "a", "specialist", "processing_officer")];
        assert!(compile(&hidden).is_err(), "what begins with the sign would vanish");
    }
}
