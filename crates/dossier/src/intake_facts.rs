//! What the country pack says about receiving: what to check, what to digitise, what is settled at once.
//!
//! Few rows, read at every start like the calendars; dated like every rule.

use std::path::Path;

use chrono::NaiveDate;
use kernel::limit::{Limit, LimitUnit};
use kernel::pack::Finding;
use kernel::text::fold;
use serde::Deserialize;
use web::Language;

const CHECKS: &str = "intake/checks.csv";
const DIGITISE: &str = "intake/digitise.csv";
const IMMEDIATE: &str = "intake/immediate.csv";

/// Stands for every procedure.
const EVERY: &str = "*";

/// One thing the officer looks at before receiving.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Check {
    procedure: String,
    text_vi: String,
    text_en: String,
    text_th: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    pub(crate) legal_basis: String,
    source: String,
}

impl Check {
    pub(crate) fn text(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.text_vi,
            Language::En => &self.text_en,
            Language::Th => &self.text_th,
        }
    }
}

/// Why a paper is digitised (rules B7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DigitiseReason {
    EarlierResult,
    SectorLaw,
    Listed,
}

impl DigitiseReason {
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::EarlierResult => "dossier-visit-digitise-earlier-result",
            Self::SectorLaw => "dossier-visit-digitise-sector-law",
            Self::Listed => "dossier-visit-digitise-listed",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Digitise {
    procedure: String,
    /// Words with which the name of the paper begins, or which it holds.
    paper: String,
    reason: DigitiseReason,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    legal_basis: String,
    source: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Immediate {
    procedure: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    legal_basis: String,
    source: String,
}

/// Everything the pack says about receiving.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IntakeFacts {
    checks: Vec<Check>,
    digitise: Vec<Digitise>,
    immediate: Vec<Immediate>,
}

impl IntakeFacts {
    /// Reads the folder `intake` of the pack.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn read(folder: &Path) -> Result<Self, Finding> {
        let mut findings = Vec::new();
        let facts = read_all(folder, &mut findings);
        findings.into_iter().next().map_or(Ok(facts), Err)
    }

    /// What is looked at before a procedure is received.
    pub(crate) fn checks(&self, procedure: &str, day: NaiveDate) -> impl Iterator<Item = &Check> {
        let of = move |check: &&Check| concerns(&check.procedure, procedure) && holds(check.valid_from, check.valid_to, day);
        self.checks.iter().filter(of)
    }

    /// Why a paper of a procedure is digitised, with the act; nothing when nothing says so.
    pub(crate) fn digitise(&self, procedure: &str, paper: &str, day: NaiveDate) -> Option<(DigitiseReason, &str)> {
        let name = fold(paper);
        let of = |rule: &&Digitise| {
            concerns(&rule.procedure, procedure) && holds(rule.valid_from, rule.valid_to, day) && name.contains(&fold(&rule.paper))
        };
        self.digitise.iter().find(of).map(|rule| (rule.reason, rule.legal_basis.as_str()))
    }

    /// The limit of what is settled at once: the day itself.
    pub(crate) fn limit(&self, procedure: &str, day: NaiveDate) -> Option<Limit> {
        self.immediate(procedure, day).map(|_| Limit::whole(0, LimitUnit::SameDay))
    }

    /// The act by which a procedure is settled at once at the counter; nothing for all others.
    pub(crate) fn immediate(&self, procedure: &str, day: NaiveDate) -> Option<&str> {
        let of = |row: &&Immediate| row.procedure == procedure && holds(row.valid_from, row.valid_to, day);
        self.immediate.iter().find(of).map(|row| row.legal_basis.as_str())
    }
}

fn concerns(row: &str, procedure: &str) -> bool {
    row == EVERY || row == procedure
}

fn holds(from: NaiveDate, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from <= day && to.is_none_or(|to| day < to)
}

/// Everything that is wrong with this part of the pack in `folder`.
#[must_use]
pub fn check(folder: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    read_all(folder, &mut findings);
    findings
}

fn read_all(folder: &Path, findings: &mut Vec<Finding>) -> IntakeFacts {
    let facts = IntakeFacts {
        checks: rows(folder, CHECKS, findings, |row: &Check| row.legal_basis.is_empty() || row.source.is_empty()),
        digitise: rows(folder, DIGITISE, findings, |row: &Digitise| row.legal_basis.is_empty() || row.source.is_empty()),
        immediate: rows(folder, IMMEDIATE, findings, |row: &Immediate| row.legal_basis.is_empty() || row.source.is_empty()),
    };
    let nameless = |check: &Check| [&check.text_vi, &check.text_en, &check.text_th].into_iter().any(|text| text.is_empty());
    if facts.checks.iter().any(nameless) {
        findings.push(finding(CHECKS, None, "a check needs its words in three languages"));
    }
    facts
}

/// The rows of a file; a row without its act or its source is named.
fn rows<Row: for<'de> Deserialize<'de>>(
    folder: &Path,
    file: &str,
    findings: &mut Vec<Finding>,
    unfounded: impl Fn(&Row) -> bool,
) -> Vec<Row> {
    let mut reader = match csv::Reader::from_path(folder.join(file)) {
        Ok(reader) => reader,
        Err(error) => {
            findings.push(finding(file, None, &format!("cannot be read: {error}")));
            return Vec::new();
        }
    };
    let mut read = Vec::new();
    for (number, row) in (2_u64..).zip(reader.deserialize()) {
        match row {
            Ok(row) if unfounded(&row) => findings.push(finding(file, Some(number), "needs its legal basis and its source")),
            Ok(row) => read.push(row),
            Err(error) => findings.push(finding(file, Some(number), &format!("not a row of this table: {error}"))),
        }
    }
    read
}

fn finding(file: &str, row: Option<u64>, problem: &str) -> Finding {
    Finding { file: file.to_owned(), row, column: None, problem: problem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_pack_is_sound_and_answers() {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/vn");
        assert_eq!(check(&folder), []);
        let facts = IntakeFacts::read(&folder).unwrap();
        let today = day("2026-11-25");
        assert_eq!(facts.checks("1.001193", today).count(), 3);
        assert_eq!(facts.checks("9.999999", today).count(), 2);
        let birth = facts.digitise("1.001193", "Bản chính Giấy chứng sinh; trường hợp…", today).unwrap();
        assert_eq!(birth.0, DigitiseReason::SectorLaw);
        assert!(facts.digitise("1.001193", "Tờ khai đăng ký khai sinh theo mẫu", today).is_none());
        assert!(facts.immediate("2.000815", today).is_some() && facts.immediate("1.001193", today).is_none());
        assert!(facts.immediate("2.000815", day("2014-01-01")).is_none(), "a rule is dated");
    }

    #[test]
    fn a_row_without_its_act_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("intake")).unwrap();
        std::fs::write(folder.path().join(IMMEDIATE), "procedure,valid_from,valid_to,legal_basis,source\n1.1,2020-01-01,,,x\n").unwrap();
        let found: Vec<(String, Option<u64>)> = check(folder.path()).into_iter().map(|finding| (finding.file, finding.row)).collect();
        assert_eq!(found, [(CHECKS.to_owned(), None), (DIGITISE.to_owned(), None), (IMMEDIATE.to_owned(), Some(2))]);
    }
}
