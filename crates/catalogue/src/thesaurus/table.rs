//! `thesaurus.csv` of a country pack.

use std::collections::{HashMap, HashSet};

use kernel::pack::Finding;
use kernel::text::nfc;
use serde::Deserialize;

use super::model::{Entry, Expansion, Kind, Thesaurus};

/// Name of the file in the pack.
pub const FILE: &str = "thesaurus.csv";

/// An entry as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Row {
    /// What people type.
    pub term: String,
    /// Code of a [`Kind`].
    pub kind: String,
    /// Words, or `=code =code`.
    pub expansion: String,
    /// Remark.
    pub note: String,
    /// Where it comes from.
    pub source: String,
}

/// Reads the table; rows that are wrong become findings and are left out.
/// `known` says which procedure codes exist; `None` leaves targets unchecked.
#[must_use]
pub fn parse(csv: &str, known: Option<&HashSet<String>>) -> (Thesaurus, Vec<Finding>) {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut thesaurus = Thesaurus::default();
    let mut findings = Vec::new();
    let mut seen: HashMap<(String, Kind), u64> = HashMap::new();
    for (number, row) in (2_u64..).zip(reader.deserialize::<Row>()) {
        match row.map_err(|error| (None, error.to_string())).and_then(|row| entry(&row, known)) {
            Ok(entry) => match seen.insert((entry.term.clone(), entry.kind), number) {
                Some(first) => findings.push(finding(number, Some("term"), format!("same term and kind as row {first}: {}", entry.term))),
                None => thesaurus.entries.push(entry),
            },
            Err((column, problem)) => findings.push(finding(number, column, problem)),
        }
    }
    (thesaurus, findings)
}

fn finding(row: u64, column: Option<&str>, problem: String) -> Finding {
    Finding { file: FILE.to_owned(), row: Some(row), column: column.map(str::to_owned), problem }
}

/// The column at fault and what is wrong with it.
pub(super) type Wrong = (Option<&'static str>, String);

/// The entry a row means, with the rules of the table: those of the pack hold for administrators too.
pub(super) fn entry(row: &Row, known: Option<&HashSet<String>>) -> Result<Entry, Wrong> {
    let term = nfc(row.term.trim());
    if !term.chars().any(char::is_alphanumeric) {
        return Err((Some("term"), "empty".to_owned()));
    }
    let kind: Kind = row.kind.trim().parse().map_err(|error| (Some("kind"), format!("{error}")))?;
    let expansion = Expansion::parse(&nfc(&row.expansion)).map_err(|part| (Some("expansion"), format!("not a procedure code: {part}")))?;
    check(kind, &expansion, known).map_err(|problem| (Some("expansion"), problem))?;
    Ok(Entry { term, kind, expansion, note: row.note.trim().to_owned(), source: row.source.trim().to_owned() })
}

fn check(kind: Kind, expansion: &Expansion, known: Option<&HashSet<String>>) -> Result<(), String> {
    if kind.expands() == (*expansion == Expansion::Nothing) {
        return Err(if kind.expands() {
            format!("an entry of kind {kind} needs one")
        } else {
            format!("an entry of kind {kind} has none")
        });
    }
    let (Expansion::Codes(codes), Some(known)) = (expansion, known) else { return Ok(()) };
    let missing = codes.iter().find(|code| !known.contains(code.as_str()));
    missing.map_or(Ok(()), |code| Err(format!("no procedure has the code {}", code.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(rows: &str) -> Vec<String> {
        let known = HashSet::from(["1.001193".to_owned()]);
        let csv = format!("term,kind,expansion,note,source\n{rows}");
        parse(&csv, Some(&known)).1.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_wrong_row_is_named() {
        let cases = [
            ("gplx,abbreviation,giấy phép lái xe,,x", ""),
            ("khai sinh,everyday,=1.001193,,x", ""),
            ("làm sao để,filler,,,x", ""),
            (",everyday,=1.001193,,x", "thesaurus.csv:2 [term]: empty"),
            ("a,slang,b,,x", "thesaurus.csv:2 [kind]: not a kind of thesaurus entry: slang"),
            ("a,everyday,,,x", "thesaurus.csv:2 [expansion]: an entry of kind everyday needs one"),
            ("a,filler,b,,x", "thesaurus.csv:2 [expansion]: an entry of kind filler has none"),
            ("a,everyday,=9.999999,,x", "thesaurus.csv:2 [expansion]: no procedure has the code 9.999999"),
            ("a,everyday,=khai,,x", "thesaurus.csv:2 [expansion]: not a procedure code: =khai"),
            ("a,everyday,b,,x\na,everyday,c,,x", "thesaurus.csv:3 [term]: same term and kind as row 2: a"),
        ];
        for (rows, expected) in cases {
            assert_eq!(problems(rows).join("; "), expected, "{rows}");
        }
    }

    #[test]
    fn an_expansion_reads_back_as_written() {
        for text in ["=1.001193 =2.000986", "giấy phép lái xe", ""] {
            assert_eq!(Expansion::parse(text).expect("valid").to_string(), text);
        }
    }
}
