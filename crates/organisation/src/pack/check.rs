//! What must be true across rows and files, beyond each row being readable.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use kernel::id::OfficeId;
use kernel::pack::Finding;

use crate::model::{Place, Unit, Validity};

use super::table::finding;
use super::{File, Pack, Province, provinces, read};

/// Checks the organisation part of the pack in `folder`, for every province that has a folder. No finding means it can be loaded.
#[must_use]
pub fn check(folder: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    let pack = read(folder, &provinces(folder), &mut findings);
    check_all(&pack, &mut findings);
    findings
}

/// Everything that concerns more than one row.
pub(crate) fn check_all(pack: &Pack, findings: &mut Vec<Finding>) {
    let units = Units::of(pack);
    check_units(pack, &units, findings);
    check_successions(pack, &units, findings);
    let agencies = check_agencies(pack, findings);
    for province in &pack.provinces {
        check_offices(province, &units, &agencies, findings);
        check_edges(province, findings);
        check_rules(province, &units, &agencies, findings);
    }
}

/// The spans of every unit code.
struct Units<'a>(HashMap<&'a str, Vec<&'a Unit>>);

impl<'a> Units<'a> {
    fn of(pack: &'a Pack) -> Self {
        let mut units: HashMap<&str, Vec<&Unit>> = HashMap::new();
        for placed in pack.units.iter().flat_map(|file| &file.rows) {
            units.entry(&placed.value.code).or_default().push(&placed.value);
        }
        Self(units)
    }

    /// Does a unit with this code exist on some day of the span?
    fn during(&self, code: &str, span: Validity) -> bool {
        self.0.get(code).is_some_and(|versions| versions.iter().any(|unit| unit.validity.overlaps(span)))
    }

    fn level(&self, code: &str) -> Option<i16> {
        self.0.get(code).and_then(|versions| versions.last()).map(|unit| unit.level)
    }
}

/// Notes spans of one key that have a day in common: on that day there would be two truths.
fn check_spans<'a, T>(
    files: impl Iterator<Item = &'a File<T>>,
    column: &str,
    key: impl Fn(&T) -> (&str, Validity),
    findings: &mut Vec<Finding>,
) where
    T: 'a,
{
    let mut seen: HashMap<String, Vec<(Validity, u64, &str)>> = HashMap::new();
    for file in files {
        for placed in &file.rows {
            let (code, span) = key(&placed.value);
            let others = seen.entry(code.to_owned()).or_default();
            if let Some((_, row, other)) = others.iter().find(|(other, ..)| other.overlaps(span)) {
                let problem = format!("{code} holds on the same days as row {row} of {other}");
                findings.push(finding(&file.name, Some(placed.row), Some(column), problem));
            }
            others.push((span, placed.row, &file.name));
        }
    }
}

fn check_units(pack: &Pack, units: &Units<'_>, findings: &mut Vec<Finding>) {
    check_spans(pack.units.iter(), "code", |unit| (&unit.code, unit.validity), findings);
    for file in &pack.units {
        for placed in &file.rows {
            let unit = &placed.value;
            let mut wrong = |column, problem| findings.push(finding(&file.name, Some(placed.row), Some(column), problem));
            match &unit.parent {
                Some(parent) if !units.during(parent, unit.validity) => wrong("parent_code", format!("no unit {parent} in those days")),
                None if unit.level > 1 => wrong("parent_code", "only a province stands under nothing".to_owned()),
                _ => {}
            }
            if !units.during(&unit.province, unit.validity) || units.level(&unit.province) != Some(1) {
                wrong("province_code", format!("no province {} in those days", unit.province));
            }
        }
    }
}

fn check_successions(pack: &Pack, units: &Units<'_>, findings: &mut Vec<Finding>) {
    let file = &pack.successions;
    let (mut pairs, mut defaults) = (HashSet::new(), HashSet::new());
    for placed in &file.rows {
        let edge = &placed.value.edge;
        let mut wrong = |column, problem| findings.push(finding(&file.name, Some(placed.row), Some(column), problem));
        let day = Validity { from: edge.effective_on, to: edge.effective_on.succ_opt() };
        let before = edge.effective_on.pred_opt().map(|from| Validity { from, to: Some(edge.effective_on) });
        if !before.is_some_and(|before| units.during(&edge.predecessor, before)) {
            wrong("predecessor", format!("no unit {} on the day before", edge.predecessor));
        }
        if !units.during(&edge.successor, day) {
            wrong("successor", format!("no unit {} on that day", edge.successor));
        }
        if !pairs.insert((&edge.predecessor, &edge.successor, edge.effective_on)) {
            wrong("successor", format!("{} to {} is listed twice", edge.predecessor, edge.successor));
        }
        if edge.is_default && !defaults.insert((&edge.predecessor, edge.effective_on)) {
            wrong("is_default", format!("{} has a second default successor", edge.predecessor));
        }
    }
}

fn check_agencies<'a>(pack: &'a Pack, findings: &mut Vec<Finding>) -> HashSet<&'a str> {
    let file = &pack.agencies;
    let codes: HashSet<&str> = file.rows.iter().map(|placed| placed.value.agency.code.as_str()).collect();
    check_spans(std::iter::once(file), "code", |row| (&row.agency.code, row.agency.validity), findings);
    for placed in &file.rows {
        if let Some(successor) = placed.value.agency.successor.as_deref().filter(|successor| !codes.contains(successor)) {
            findings.push(finding(&file.name, Some(placed.row), Some("successor_code"), format!("no agency {successor}")));
        }
    }
    codes
}

fn check_offices(province: &Province, units: &Units<'_>, agencies: &HashSet<&str>, findings: &mut Vec<Finding>) {
    let file = &province.offices;
    check_spans(std::iter::once(file), "code", |row| (row.office.code.as_str(), row.office.validity), findings);
    let mut spans: HashMap<&str, Vec<Validity>> = HashMap::new();
    for placed in &file.rows {
        spans.entry(placed.value.office.code.as_str()).or_default().push(placed.value.office.validity);
    }
    for placed in &file.rows {
        let office = &placed.value.office;
        let mut wrong = |column, problem| findings.push(finding(&file.name, Some(placed.row), Some(column), problem));
        if office.code.node().as_str() != province.node {
            wrong("code", format!("not a code of {}", province.node));
        }
        if let Some(parent) = &placed.value.parent_code {
            let stands = spans.get(parent.as_str()).is_some_and(|spans| spans.iter().any(|span| span.overlaps(office.validity)));
            if !stands || parent == office.code.as_str() {
                wrong("parent_code", format!("no office {parent} above it in those days"));
            }
        }
        if !units.during(&office.unit, office.validity) {
            wrong("unit_code", format!("no unit {} in those days", office.unit));
        }
        if let Some(line) = office.line_agency.as_deref().filter(|line| !agencies.contains(line)) {
            wrong("line_agency", format!("no agency {line}"));
        }
    }
}

fn check_edges(province: &Province, findings: &mut Vec<Finding>) {
    let offices: HashSet<OfficeId> = province.offices.rows.iter().map(|placed| placed.value.office.id).collect();
    let file = &province.edges;
    let mut pairs = HashSet::new();
    for placed in &file.rows {
        let edge = &placed.value.edge;
        let mut wrong = |column, problem: &str| findings.push(finding(&file.name, Some(placed.row), Some(column), problem));
        if !offices.contains(&edge.predecessor) {
            wrong("predecessor_code", "no such office");
        }
        if !offices.contains(&edge.successor) {
            wrong("successor_code", "no such office");
        }
        if !pairs.insert((edge.predecessor, edge.successor, edge.effective_on)) {
            wrong("successor_code", "the pair is listed twice");
        }
    }
}

fn check_rules(province: &Province, units: &Units<'_>, agencies: &HashSet<&str>, findings: &mut Vec<Finding>) {
    let file = &province.rules;
    let functions: HashSet<(i16, &str)> = province
        .offices
        .rows
        .iter()
        .filter_map(|placed| Some((units.level(&placed.value.office.unit)?, placed.value.office.function.as_str())))
        .collect();
    for placed in &file.rows {
        let rule = &placed.value;
        let mut wrong = |column, problem| findings.push(finding(&file.name, Some(placed.row), Some(column), problem));
        if let Some(agency) = rule.agency.as_deref().filter(|agency| !agencies.contains(agency)) {
            wrong("agency", format!("no agency {agency}"));
        }
        for (column, place) in [("receive", &rule.receive), ("solve", &rule.solve)] {
            if let Some(key) = tier(place).filter(|key| !functions.contains(key)) {
                wrong(column, format!("no office with the function {}", key.1));
            }
        }
        if tier(&rule.receive).is_none() && rule.receive != rule.solve {
            wrong("receive", "who is outside the province receives only what it solves itself".to_owned());
        }
    }
    let has_last_resort = file.rows.iter().any(|placed| {
        let rule = &placed.value;
        [&rule.procedure, &rule.agency, &rule.field, &rule.executing].into_iter().all(Option::is_none) && rule.level.is_none()
    });
    if !has_last_resort {
        findings.push(finding(&file.name, None, None, "no rule without conditions: some procedures would have no answer"));
    }
}

fn tier(place: &Place) -> Option<(i16, &str)> {
    match place {
        Place::Province(function) => Some((1, function)),
        Place::Commune(function) => Some((3, function)),
        Place::Ministry | Place::Elsewhere => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;

    fn pack() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/vn")
    }

    const FILES: [&str; 7] = [
        "units/units_2023.csv",
        "units/units_2025.csv",
        "units/successors.csv",
        "organisation/agencies.csv",
        "provinces/H49/offices.csv",
        "provinces/H49/office_successors.csv",
        "provinces/H49/competence.csv",
    ];

    /// Findings of a copy of the pack in which `from` was replaced by `to` in one file.
    fn damaged(name: &str, from: &str, to: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for file in FILES {
            let target = folder.path().join(file);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            let text = fs::read_to_string(pack().join(file)).unwrap();
            let text = if file == name { text.replacen(from, to, 1) } else { text };
            fs::write(target, text).unwrap();
        }
        check(folder.path()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_pack_of_vietnam_is_sound() {
        assert_eq!(check(&pack()), []);
    }

    #[test]
    fn every_kind_of_damage_is_named_with_file_and_row() {
        let (units, offices, rules) = ("units/units_2025.csv", "provinces/H49/offices.csv", "provinces/H49/competence.csv");
        for (file, from, to, expected) in [
            (units, "01,Hà Nội,", "01,Ha\u{300} Nội,", "units/units_2025.csv:2 [name]: not in Unicode form NFC"),
            (units, "2025-07-01,,exact", "2025-13-01,,exact", "units/units_2025.csv:2 [valid_from]: not a day (YYYY-MM-DD): 2025-13-01"),
            (units, "certainty,legal_basis", "certainty,basis", "units/units_2025.csv:1 [legal_basis]: column is missing"),
            (units, "certainty,legal_basis", "certainty,basis", "units/units_2025.csv:1 [basis]: unknown column"),
            (units, "202/2025/QH15,vpd-3.0.2", "202/2025/QH15,", "units/units_2025.csv:2 [source]: must not be empty"),
            (units, "\n04,", "\n01,", "units/units_2025.csv:3 [code]: 01 holds on the same days as row 2 of units/units_2025.csv"),
            (offices, "department,justice,H49,", "department,justice,H50,", "[parent_code]: no office H50 above it in those days"),
            (offices, "\nH49.02,", "\nH49.01,", "[code]: H49.01 holds on the same days as row"),
            (offices, ",committee,committee,,22,", ",committee,committee,,99,", "[unit_code]: no unit 99 in those days"),
            (rules, "commune.council_office", "commune.notary", "[solve]: no office with the function notary"),
            (rules, "\n,G15,", "\n,G99,", "provinces/H49/competence.csv:2 [agency]: no agency G99"),
            ("provinces/H49/office_successors.csv", "H49.85,H49.06", "H49.85,H49.666", "[successor_code]: no such office"),
            ("units/successors.csv", "\n02,08,", "\n02,98,", "units/successors.csv:3 [successor]: no unit 98 on that day"),
        ] {
            let findings = damaged(file, from, to);
            assert!(findings.iter().any(|found| found.contains(expected)), "{expected}\nnot among {findings:#?}");
        }
    }

    #[test]
    fn a_folder_without_a_pack_is_a_finding_for_each_file() {
        let folder = tempfile::tempdir().unwrap();
        let files: Vec<String> = check(folder.path()).into_iter().map(|found| found.file).collect();
        assert_eq!(files, FILES[..4]);
    }
}
