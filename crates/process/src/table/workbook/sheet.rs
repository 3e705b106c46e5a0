//! The cells of a sheet.

use std::collections::BTreeMap;

use super::super::read::{MOST_CELLS, MOST_ROWS, Record};
use super::super::text::clean;
use super::Budget;
use super::xml::{Attributes, Piece, walk};

/// The texts that cells name by number, without the readings that Japanese and Chinese texts carry.
pub(super) fn shared_texts(part: &str, budget: &mut Budget) -> Option<Vec<String>> {
    let (mut texts, mut is_text, mut is_reading): (Vec<String>, bool, bool) = (Vec::new(), false, false);
    walk(part, |piece| {
        match piece {
            Piece::Opens("si", _) => {
                budget.pay(size_of::<String>())?;
                texts.push(String::new());
            }
            Piece::Opens(name, _) => {
                is_text |= name == "t";
                is_reading |= name == "rPh";
            }
            Piece::Closes(name) => {
                is_text &= name != "t";
                is_reading &= name != "rPh";
            }
            Piece::Text(text) => {
                if let Some(last) = texts.last_mut().filter(|_| is_text && !is_reading) {
                    budget.pay(text.len())?;
                    last.push_str(text);
                }
            }
        }
        Some(())
    })?;
    Some(texts)
}

/// The filled rows of a sheet, as far as a step table reaches.
pub(super) fn records(part: &str, texts: &[String], budget: &mut Budget) -> Option<Vec<Record>> {
    let mut sheet = Sheet { texts, rows: BTreeMap::new(), row: 0, column: 0, kind: Kind::Plain, text: String::new(), is_value: false };
    walk(part, |piece| sheet.take(piece, budget))?;
    Some(sheet.rows.into_iter().map(|(row, cells)| Record { row: row + 1, cells }).collect())
}

/// What the text of a cell stands for.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Shared,
    Flag,
    Error,
    Plain,
}

impl Kind {
    fn of(code: Option<&str>) -> Self {
        match code {
            None | Some("n") => Self::Number,
            Some("s") => Self::Shared,
            Some("b") => Self::Flag,
            Some("e") => Self::Error,
            Some(_) => Self::Plain,
        }
    }
}

/// A sheet while it is read. Rows and columns count from 0.
struct Sheet<'a> {
    texts: &'a [String],
    rows: BTreeMap<usize, Vec<String>>,
    row: usize,
    column: usize,
    kind: Kind,
    text: String,
    is_value: bool,
}

impl Sheet<'_> {
    fn take(&mut self, piece: Piece<'_>, budget: &mut Budget) -> Option<()> {
        match piece {
            Piece::Opens("row", attributes) => {
                self.column = 0;
                let stated = attributes.get("r").and_then(|number| number.parse::<usize>().ok());
                self.row = stated.map_or(self.row, |number| number.saturating_sub(1));
            }
            Piece::Opens("c", attributes) => self.begin(&attributes),
            Piece::Opens("v" | "t", _) => self.is_value = true,
            Piece::Text(text) if self.is_value => {
                budget.pay(text.len())?;
                self.text.push_str(text);
            }
            Piece::Closes("v" | "t") => self.is_value = false,
            Piece::Closes("c") => {
                self.keep(budget)?;
                self.column = self.column.saturating_add(1);
            }
            Piece::Closes("row") => self.row = self.row.saturating_add(1),
            Piece::Opens(..) | Piece::Text(_) | Piece::Closes(_) => {}
        }
        Some(())
    }

    fn begin(&mut self, attributes: &Attributes<'_>) {
        if let Some(column) = attributes.get("r").and_then(|place| column(&place)) {
            self.column = column;
        }
        self.kind = Kind::of(attributes.get("t").as_deref());
        self.text.clear();
    }

    /// Puts the cell that ends here into its row.
    fn keep(&mut self, budget: &mut Budget) -> Option<()> {
        let text = self.value();
        if text.is_empty() || self.row >= MOST_ROWS || self.column >= MOST_CELLS {
            return Some(());
        }
        budget.pay(text.len())?;
        let cells = self.rows.entry(self.row).or_default();
        if cells.len() <= self.column {
            cells.resize(self.column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(self.column) {
            *cell = text;
        }
        Some(())
    }

    fn value(&self) -> String {
        let written = self.text.as_str();
        match self.kind {
            Kind::Plain => clean(written),
            Kind::Shared => {
                let number = written.trim().parse::<usize>().ok();
                number.and_then(|number| self.texts.get(number)).map(|text| clean(text)).unwrap_or_default()
            }
            // Excel writes 2.3 as 2.2999999999999998: the shortest number that is the same is what was typed.
            Kind::Number => written.trim().parse::<f64>().map_or_else(|_| clean(written), |number| number.to_string()),
            Kind::Flag => if written.trim() == "1" { "true" } else { "false" }.to_owned(),
            Kind::Error => String::new(),
        }
    }
}

/// The column of a place such as `AB12`, from 0; nothing when it names none or one beyond the last of a sheet.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sheet: &str, expected: &[(usize, &[&str])]) {
        let texts = ["Tên bước".to_owned(), "Đơn vị".to_owned()];
        let found = records(&format!("<x:worksheet><x:sheetData>{sheet}</x:sheetData></x:worksheet>"), &texts, &mut Budget(1000)).unwrap();
        let found: Vec<(usize, Vec<&str>)> =
            found.iter().map(|record| (record.row, record.cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(found, expected.iter().map(|(row, cells)| (*row, cells.to_vec())).collect::<Vec<_>>(), "{sheet}");
    }

    #[test]
    fn cells_are_read_wherever_they_say_they_stand() {
        check(r#"<row r="3"><c r="B3" t="s"><v>0</v></c><c t="s"><v>1</v></c></row>"#, &[(3, &["", "Tên bước", "Đơn vị"])]);
        check(r#"<row><c><v>2.2999999999999998</v></c></row><row><c t="b"><v>1</v></c><c/></row>"#, &[(1, &["2.3"]), (2, &["true"])]);
        check(r#"<row r="1"><c t="inlineStr"><is><r><t>a </t></r><r><t>&amp; &#x1EA1;</t></r></is></c></row>"#, &[(1, &["a & ạ"])]);
        check(r#"<row r="1"><c t="e"><v>#N/A</v></c><c t="s"><v>7</v></c><c t="str"><f>A1</f><v>x</v></c></row>"#, &[(1, &["", "", "x"])]);
        check(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="ZZZZZZZZZ1"><v>1</v></c></row>"#, &[]);
        check(r#"<row r="0"><c r="1"><v>1</v></c></row>"#, &[(1, &["1"])]);
    }

    #[test]
    fn readings_are_no_part_of_a_shared_text() {
        let part = "<sst><si><t>a</t><rPh><t>b</t></rPh><t xml:space='preserve'> c</t></si><si/></sst>";
        assert_eq!(shared_texts(part, &mut Budget(1000)).unwrap(), ["a c", ""]);
    }

    #[test]
    fn a_text_in_every_cell_is_paid_for_each_time() {
        let cells = r#"<c t="s"><v>0</v></c>"#.repeat(50);
        let sheet = format!("<row>{cells}</row>");
        let texts = ["a".repeat(100)];
        assert!(records(&sheet, &texts, &mut Budget(6000)).is_some());
        assert!(records(&sheet, &texts, &mut Budget(4000)).is_none());
    }
}
