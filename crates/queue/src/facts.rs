//! What the country pack says about counters: what people come for, and whom the law or the shop's rules let go first.
//!
//! Few rows, read at every start like the calendars; dated like every rule.

use std::path::Path;

use chrono::NaiveDate;
use kernel::pack::Finding;
use serde::Deserialize;
use web::Language;

const PURPOSES: &str = "queue/purposes.csv";
const PRIORITIES: &str = "queue/priorities.csv";

/// What people come for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// Stable code.
    pub code: String,
    /// The letter of its numbers.
    pub letter: String,
    name_vi: String,
    name_en: String,
    name_th: String,
    /// Minutes one person takes, until an office has figures of its own.
    pub minutes: u16,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    source: String,
}

impl Purpose {
    /// Its name.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        in_language(language, [&self.name_vi, &self.name_en, &self.name_th])
    }
}

/// A reason to be let go first.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    /// Stable code.
    pub code: String,
    name_vi: String,
    name_en: String,
    name_th: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    /// The act it rests on.
    pub legal_basis: String,
    certainty: String,
    source: String,
}

impl Priority {
    /// Its name.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        in_language(language, [&self.name_vi, &self.name_en, &self.name_th])
    }
}

fn in_language(language: Language, [vi, en, th]: [&String; 3]) -> &str {
    match language {
        Language::Vi => vi,
        Language::En => en,
        Language::Th => th,
    }
}

/// Everything the pack says about counters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    purposes: Vec<Purpose>,
    priorities: Vec<Priority>,
}

impl Facts {
    /// Reads `queue/purposes.csv` and `queue/priorities.csv` of the pack in `folder`.
    ///
    /// # Errors
    /// The first thing that is wrong with them.
    pub fn read(folder: &Path) -> Result<Self, Finding> {
        let mut findings = Vec::new();
        let facts = read_all(folder, &mut findings);
        findings.into_iter().next().map_or(Ok(facts), Err)
    }

    /// What people come for on a day, in the order of the pack.
    pub fn purposes(&self, day: NaiveDate) -> impl Iterator<Item = &Purpose> {
        self.purposes.iter().filter(move |purpose| holds(purpose.valid_from, purpose.valid_to, day))
    }

    /// The purpose with this code on a day.
    #[must_use]
    pub fn purpose(&self, code: &str, day: NaiveDate) -> Option<&Purpose> {
        self.purposes(day).find(|purpose| purpose.code == code)
    }

    /// Reasons to be let go first on a day.
    pub fn priorities(&self, day: NaiveDate) -> impl Iterator<Item = &Priority> {
        self.priorities.iter().filter(move |priority| holds(priority.valid_from, priority.valid_to, day))
    }

    /// The reason with this code on a day.
    #[must_use]
    pub fn priority(&self, code: &str, day: NaiveDate) -> Option<&Priority> {
        self.priorities(day).find(|priority| priority.code == code)
    }
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

fn read_all(folder: &Path, findings: &mut Vec<Finding>) -> Facts {
    let purposes: Vec<(u64, Purpose)> = rows(folder, PURPOSES, findings);
    let priorities: Vec<(u64, Priority)> = rows(folder, PRIORITIES, findings);
    for (row, purpose) in &purposes {
        let letter = matches!(purpose.letter.as_bytes(), [b'A'..=b'Z']);
        let again = purposes.iter().any(|(other, same)| other < row && (same.letter == purpose.letter || same.code == purpose.code));
        for (wrong, column, problem) in [
            (!letter, "letter", "must be one letter from A to Z"),
            (again, "code", "code and letter must not stand twice"),
            (purpose.minutes == 0, "minutes", "must be at least 1"),
            (purpose.name_vi.is_empty() || purpose.name_en.is_empty() || purpose.name_th.is_empty(), "name_vi", "must have three names"),
            (purpose.source.is_empty(), "source", "must not be empty"),
        ] {
            findings.extend(wrong.then(|| finding(PURPOSES, Some(*row), Some(column), problem)));
        }
    }
    for (row, priority) in &priorities {
        let again = priorities.iter().any(|(other, same)| other < row && same.code == priority.code);
        let unfounded = priority.legal_basis.is_empty() || priority.source.is_empty() || priority.certainty.is_empty();
        for (wrong, column, problem) in
            [(again, "code", "must not stand twice"), (unfounded, "legal_basis", "a reason needs its basis, its certainty and its source")]
        {
            findings.extend(wrong.then(|| finding(PRIORITIES, Some(*row), Some(column), problem)));
        }
    }
    let values = |rows: Vec<(u64, Purpose)>| rows.into_iter().map(|(_, purpose)| purpose).collect();
    Facts { purposes: values(purposes), priorities: priorities.into_iter().map(|(_, priority)| priority).collect() }
}

fn rows<Row: for<'de> Deserialize<'de>>(folder: &Path, file: &str, findings: &mut Vec<Finding>) -> Vec<(u64, Row)> {
    let mut reader = match csv::Reader::from_path(folder.join(file)) {
        Ok(reader) => reader,
        Err(error) => {
            findings.push(finding(file, None, None, &format!("cannot be read: {error}")));
            return Vec::new();
        }
    };
    let mut read = Vec::new();
    for (number, row) in (2_u64..).zip(reader.deserialize()) {
        match row {
            Ok(row) => read.push((number, row)),
            Err(error) => findings.push(finding(file, Some(number), None, &format!("not a row of this table: {error}"))),
        }
    }
    read
}

fn finding(file: &str, row: Option<u64>, column: Option<&str>, problem: &str) -> Finding {
    Finding { file: file.to_owned(), row, column: column.map(str::to_owned), problem: problem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn pack() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/vn")
    }

    #[test]
    fn the_pack_is_sound_and_every_letter_means_one_thing() {
        assert_eq!(check(&pack()), []);
        let facts = Facts::read(&pack()).unwrap();
        let day = "2026-11-25".parse().unwrap();
        assert_eq!(facts.purpose("civil", day).unwrap().letter, "A");
        assert!(facts.priority("elderly", day).is_some());
        assert!(facts.purpose("civil", "2020-01-01".parse().unwrap()).is_none());
    }

    #[test]
    fn what_is_wrong_is_named_with_file_and_row() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("queue")).unwrap();
        let purposes = "code,letter,name_vi,name_en,name_th,minutes,valid_from,valid_to,source\n\
                        a,AA,x,y,z,5,2025-07-01,,s\nb,B,x,y,z,0,2025-07-01,,s\nb,C,x,y,z,5,2025-07-01,,s\nc,D,x,y,z,ba,2025-07-01,,s\n";
        std::fs::write(folder.path().join(PURPOSES), purposes).unwrap();
        let found: Vec<(String, Option<u64>)> = check(folder.path()).into_iter().map(|finding| (finding.file, finding.row)).collect();
        let at = |row| (PURPOSES.to_owned(), Some(row));
        assert_eq!(found, [at(5), (PRIORITIES.to_owned(), None), at(2), at(3), at(4)]);
    }
}
