//! Which column means what.

use serde::Serialize;

use super::read::Record;
use super::text::words;
use super::{RowError, RowErrorCode};

/// A column of the step table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Number of the step; by default its position.
    Number,
    /// Stable key; by default `step_` and the number.
    Key,
    /// Name of the step.
    Name,
    /// Lane: who works there.
    Unit,
    /// Role that may do it.
    Role,
    /// Working time.
    Time,
    /// What the step produces.
    Output,
    /// The next step; by default the row below.
    Next,
    /// Outcomes, each perhaps with its own next step.
    Choice,
    /// When the step is done at all.
    Condition,
    /// Parallel group, perhaps with a branch: `consult/tax`.
    Group,
    /// The earlier step to which the work may go back.
    ReturnTo,
    /// Task (default), service, timer or message.
    Kind,
}

impl Column {
    /// Every column, in the order in which offices write them.
    pub const ALL: [Self; 13] = [
        Self::Number,
        Self::Key,
        Self::Name,
        Self::Unit,
        Self::Role,
        Self::Time,
        Self::Output,
        Self::Next,
        Self::Choice,
        Self::Condition,
        Self::Group,
        Self::ReturnTo,
        Self::Kind,
    ];

    /// Its header in a Vietnamese table.
    #[must_use]
    pub const fn header(self) -> &'static str {
        match self {
            Self::Number => "Số bước",
            Self::Key => "Mã",
            Self::Name => "Tên bước",
            Self::Unit => "Đơn vị",
            Self::Role => "Vai trò",
            Self::Time => "Thời gian",
            Self::Output => "Kết quả",
            Self::Next => "Bước tiếp theo",
            Self::Choice => "Lựa chọn",
            Self::Condition => "Điều kiện",
            Self::Group => "Nhóm song song",
            Self::ReturnTo => "Trả lại",
            Self::Kind => "Loại bước",
        }
    }
}

/// Words in headers, folded and without punctuation.
const NAMES: [(Column, &[&str]); 13] = [
    (Column::Number, &["step number", "step", "number", "no", "stt", "tt", "buoc", "so buoc", "buoc so", "thu tu", "so thu tu"]),
    (Column::Key, &["key", "step key", "code", "ma", "ma buoc"]),
    (
        Column::Name,
        &[
            "step name",
            "name",
            "activity",
            "ten",
            "ten buoc",
            "buoc thuc hien",
            "cong viec",
            "noi dung",
            "noi dung cong viec",
            "trinh tu",
            "trinh tu thuc hien",
            "noi dung thuc hien",
        ],
    ),
    (
        Column::Unit,
        &[
            "unit",
            "lane",
            "office",
            "department",
            "don vi",
            "bo phan",
            "don vi thuc hien",
            "bo phan thuc hien",
            "don vi bo phan",
            "co quan",
        ],
    ),
    (Column::Role, &["role", "vai tro", "nguoi thuc hien", "trach nhiem", "trach nhiem thuc hien", "chuc danh"]),
    (
        Column::Time,
        &[
            "time",
            "time limit",
            "limit",
            "duration",
            "days",
            "hours",
            "time hours",
            "time days",
            "thoi gian",
            "thoi han",
            "thoi gian thuc hien",
            "thoi gian giai quyet",
            "thoi gian gio",
            "thoi gian ngay",
            "so gio",
            "so ngay",
        ],
    ),
    (Column::Output, &["output", "result", "product", "ket qua", "san pham", "ket qua san pham", "ket qua dau ra", "bieu mau ket qua"]),
    (Column::Next, &["next", "next step", "buoc tiep theo", "tiep theo", "buoc ke tiep", "buoc sau", "chuyen den"]),
    (Column::Choice, &["choice", "choices", "outcome", "outcomes", "lua chon", "phuong an", "huong xu ly"]),
    (Column::Condition, &["condition", "when", "dieu kien"]),
    (Column::Group, &["parallel group", "parallel", "group", "nhom song song", "song song", "nhom"]),
    (
        Column::ReturnTo,
        &["return to", "return", "return to step", "tra lai", "tra lai buoc", "tra ve", "tra ve buoc", "quay lai", "quay lai buoc"],
    ),
    (Column::Kind, &["kind", "type", "step type", "loai", "loai buoc"]),
];

const REQUIRED: [Column; 3] = [Column::Name, Column::Unit, Column::Role];
/// Offices put titles above their tables; the header is looked for in this many rows.
const HEADER_WITHIN: usize = 30;

/// Where each column stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Header {
    /// Row of the sheet.
    pub(super) row: usize,
    places: Vec<(Column, usize)>,
    /// Whether a bare number in the time column means hours.
    pub(super) time_in_hours: bool,
}

impl Header {
    /// The cell of `column` in `record`; empty when absent.
    pub(super) fn cell<'a>(&self, record: &'a Record, column: Column) -> &'a str {
        let place = self.places.iter().find(|(known, _)| *known == column).map(|(_, place)| *place);
        place.and_then(|place| record.cells.get(place)).map_or("", String::as_str)
    }

    fn has(&self, column: Column) -> bool {
        self.places.iter().any(|(known, _)| *known == column)
    }
}

/// The header and the records below it.
pub(super) fn find(sheet: &[Record]) -> Result<(Header, &[Record]), Vec<RowError>> {
    let recognised = |record: &Record| record.cells.iter().filter(|cell| column(cell).is_some()).count();
    let position = sheet.iter().take(HEADER_WITHIN).position(|record| recognised(record) >= 2);
    let Some((position, record)) = position.and_then(|position| sheet.get(position).map(|record| (position, record))) else {
        let found = sheet.first().map(|record| record.cells.join(" | ")).unwrap_or_default();
        return Err(vec![RowError::new(1, None, RowErrorCode::HeaderMissing, &found)]);
    };
    let header = header(record)?;
    Ok((header, sheet.get(position + 1..).unwrap_or_default()))
}

fn header(record: &Record) -> Result<Header, Vec<RowError>> {
    let (mut header, mut errors) = (Header { row: record.row, ..Header::default() }, Vec::new());
    for (place, cell) in record.cells.iter().enumerate() {
        let Some(column) = column(cell) else { continue };
        if header.has(column) {
            errors.push(RowError::new(record.row, Some(column), RowErrorCode::ColumnTwice, cell));
            continue;
        }
        if column == Column::Time {
            header.time_in_hours = words(cell).split(' ').any(|word| word == "gio" || word == "hours");
        }
        header.places.push((column, place));
    }
    let missing = REQUIRED.into_iter().filter(|column| !header.has(*column));
    errors.extend(missing.map(|column| RowError::new(record.row, Some(column), RowErrorCode::ColumnMissing, &record.cells.join(" | "))));
    if errors.is_empty() { Ok(header) } else { Err(errors) }
}

fn column(cell: &str) -> Option<Column> {
    // Underscores as in `step_number` count as blanks.
    let folded = words(cell);
    NAMES.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(column, _)| *column)
}
