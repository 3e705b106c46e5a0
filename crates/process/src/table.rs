//! The legal step table: the internal procedure as an office writes it, one row per step, in CSV or Excel.
//!
//! Columns, in any order, in Vietnamese or English, with or without diacritics: step number, name, unit, role, time, output, and optionally
//! key, kind, next, choice, condition, parallel group, return to. The crate's README explains each with examples.

mod build;
mod choice;
mod columns;
mod read;
mod row;
mod text;
mod vocabulary;
mod workbook;

use serde::Serialize;

use crate::definition::Definition;

pub use columns::Column;
pub use vocabulary::ROLES;

/// One thing to correct in a table. All of them are reported at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowError {
    /// Row of the sheet, or line of the file; the first is 1.
    pub row: usize,
    /// The column, if one is to blame.
    pub column: Option<Column>,
    /// What is wrong; stable.
    pub code: RowErrorCode,
    /// What was found, at most 80 characters.
    pub found: String,
    /// Key of the message that says how to correct it.
    pub remedy: &'static str,
}

impl RowError {
    pub(crate) fn new(row: usize, column: Option<Column>, code: RowErrorCode, found: &str) -> Self {
        Self { row, column, code, found: found.chars().take(80).collect(), remedy: code.remedy() }
    }
}

macro_rules! row_error_codes {
    ($($(#[$doc:meta])* $name:ident => $remedy:literal,)+) => {
        /// What can be wrong with a row.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum RowErrorCode {
            $($(#[$doc])* $name,)+
        }

        impl RowErrorCode {
            /// Every code, for tests and documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Key of the message that says how to correct it.
            #[must_use]
            pub fn remedy(self) -> &'static str {
                match self {
                    $(Self::$name => $remedy,)+
                }
            }
        }
    };
}

row_error_codes! {
    /// The file is not UTF-8 text.
    Encoding => "process-remedy-encoding",
    /// The file is not a workbook that can be read.
    Workbook => "process-remedy-workbook",
    /// No row with column names was found.
    HeaderMissing => "process-remedy-header-missing",
    /// A column that every table needs is absent.
    ColumnMissing => "process-remedy-column-missing",
    /// Two columns mean the same.
    ColumnTwice => "process-remedy-column-twice",
    /// There is no step.
    Empty => "process-remedy-empty",
    /// More than 500 steps.
    TooLong => "process-remedy-too-long",
    /// A cell that must be filled is empty.
    CellMissing => "process-remedy-cell-missing",
    /// Two steps have the same number.
    NumberTwice => "process-remedy-number-twice",
    /// A key is not made of small letters, digits and underscores.
    KeyForm => "process-remedy-key-form",
    /// Two steps have the same key.
    KeyTwice => "process-remedy-key-twice",
    /// The kind of step is unknown.
    KindUnknown => "process-remedy-kind-unknown",
    /// The unit is neither a known word, nor a code, nor a variable in braces.
    UnitUnknown => "process-remedy-unit-unknown",
    /// The role does not exist.
    RoleUnknown => "process-remedy-role-unknown",
    /// The time cannot be read.
    TimeForm => "process-remedy-time-form",
    /// The time is too long.
    TimeRange => "process-remedy-time-range",
    /// A step that is referred to does not exist.
    StepUnknown => "process-remedy-step-unknown",
    /// The work can only be returned to an earlier step.
    ReturnForward => "process-remedy-return-forward",
    /// The choice cannot be read.
    ChoiceForm => "process-remedy-choice-form",
    /// The same choice stands twice in a row.
    ChoiceTwice => "process-remedy-choice-twice",
    /// The condition cannot be read.
    ConditionForm => "process-remedy-condition-form",
    /// Rows of a parallel group do not stand together.
    GroupScattered => "process-remedy-group-scattered",
    /// A parallel group has only one branch.
    GroupSingle => "process-remedy-group-single",
    /// A step inside a parallel group leads out of its branch.
    GroupLeft => "process-remedy-group-left",
    /// No way leads to the step.
    StepUnreachable => "process-remedy-step-unreachable",
    /// No way leads from the step to the end.
    StepEndless => "process-remedy-step-endless",
    /// Parallel branches do not come together again.
    BranchesApart => "process-remedy-branches-apart",
    /// Too many parallel branches to be checked.
    BranchesTooMany => "process-remedy-branches-too-many",
    /// The steps do not form a process for another reason.
    Shape => "process-remedy-shape",
}

/// Compiles a table in CSV: UTF-8 with or without a byte order mark, separated by `;`, `,` or tabs; lines beginning with `#` are remarks.
///
/// The result has the key `table` and version 1; see [`Definition::named`].
///
/// # Errors
/// Every [`RowError`] of the table.
pub fn compile_csv(bytes: impl AsRef<[u8]>) -> Result<Definition, Vec<RowError>> {
    compile(&read::csv(bytes.as_ref()).map_err(|error| vec![error])?)
}

/// Compiles the first sheet of an Excel workbook (xlsx, the one kind that uploads accept too).
///
/// # Errors
/// As [`compile_csv`].
pub fn compile_excel(bytes: &[u8]) -> Result<Definition, Vec<RowError>> {
    compile(&workbook::excel(bytes).map_err(|error| vec![error])?)
}

/// One row of a table as it is written, sound or not: a text for each of [`Column::ALL`].
pub type Cells = [String; 13];

/// The rows below the header of a CSV table, to be edited: nothing but the header is checked. A bare number below a time header that counts in hours
/// gets its unit, because the header is not kept.
///
/// # Errors
/// [`RowError`]s about encoding and header.
pub fn cells_csv(bytes: impl AsRef<[u8]>) -> Result<Vec<Cells>, Vec<RowError>> {
    cells(&read::csv(bytes.as_ref()).map_err(|error| vec![error])?)
}

/// The same from the first sheet of an Excel workbook.
///
/// # Errors
/// As [`cells_csv`].
pub fn cells_excel(bytes: &[u8]) -> Result<Vec<Cells>, Vec<RowError>> {
    cells(&workbook::excel(bytes).map_err(|error| vec![error])?)
}

fn cells(sheet: &[read::Record]) -> Result<Vec<Cells>, Vec<RowError>> {
    let (header, records) = columns::find(sheet)?;
    let row = |record: &read::Record| {
        Column::ALL.map(|column| {
            let cell = header.cell(record, column).to_owned();
            let is_bare = column == Column::Time && header.time_in_hours && cell.parse::<f64>().is_ok();
            if is_bare { format!("{cell} giờ") } else { cell }
        })
    };
    Ok(records.iter().filter(|record| !record.is_blank()).map(row).collect())
}

fn compile(sheet: &[read::Record]) -> Result<Definition, Vec<RowError>> {
    let (header, records) = columns::find(sheet)?;
    let rows = row::all(&header, records)?;
    build::definition(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_are_written() {
        let table =
            "Quy trình\nSố bước;Tên bước;Đơn vị;Vai trò;Thời gian (giờ)\n1;Thẩm định;specialist;lạ;4\n;;;;\n2;Ký;leader;unit_head;2 ngày\n";
        let rows = cells_csv(table).unwrap();
        let short: Vec<(&str, &str, &str)> = rows.iter().map(|row| (row[2].as_str(), row[4].as_str(), row[5].as_str())).collect();
        assert_eq!(short, [("Thẩm định", "lạ", "4 giờ"), ("Ký", "unit_head", "2 ngày")]);
        assert_eq!(cells_csv("a;b\n1;2").unwrap_err()[0].code, RowErrorCode::HeaderMissing);
        for column in Column::ALL {
            let table = format!("Tên bước;Đơn vị;Vai trò;{}\na;b;c;d", column.header());
            let known = matches!(column, Column::Name | Column::Unit | Column::Role);
            assert_eq!(cells_csv(table).is_err(), known, "{column:?}: its header is read back, and not twice");
        }
    }
}
