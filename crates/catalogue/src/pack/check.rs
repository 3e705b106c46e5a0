//! What must be true across rows and files, beyond each row being readable.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use kernel::pack::Finding;

use crate::store::bindings::EVERY;

use super::read::{BINDINGS, finding, read};
use super::{Pack, Placed};

/// Checks the catalogue part of the pack in `folder`. No finding means it can be loaded.
#[must_use]
pub fn check(folder: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    let pack = read(folder, &mut findings);
    check_all(&pack, &mut findings);
    findings
}

/// Everything that concerns more than one row.
pub(crate) fn check_all(pack: &Pack, findings: &mut Vec<Finding>) {
    check_codes(pack, findings);
    check_bindings(pack, findings);
    check_silences(pack, findings);
}

/// Every code stands once in the pack, and within a file the codes rise, so that a changed procedure is a changed line.
fn check_codes(pack: &Pack, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<&str, &Placed<_>> = HashMap::new();
    let mut before: Option<&Placed<super::ProcedureLine>> = None;
    for line in &pack.procedures {
        let code = line.value.code.as_str();
        if let Some(first) = seen.insert(code, line) {
            let place = format!("{}:{}", first.file, first.row.unwrap_or_default());
            findings.push(finding(&line.file, line.row, Some("code"), format!("{code} stands already in {place}")));
        } else if before.is_some_and(|before| before.file == line.file && before.value.code.as_str() > code) {
            findings.push(finding(
                &line.file,
                line.row,
                Some("code"),
                format!("{code} must stand before the line above: rows are ordered by code"),
            ));
        }
        before = Some(line);
    }
}

fn check_silences(pack: &Pack, findings: &mut Vec<Finding>) {
    let codes: HashSet<&str> = pack.procedures.iter().map(|line| line.value.code.as_str()).collect();
    let mut seen = HashSet::new();
    for row in &pack.silences {
        let rule = &row.value;
        let mut wrong = |column, problem: String| findings.push(finding(&row.file, row.row, Some(column), problem));
        if !codes.contains(rule.code.as_str()) {
            wrong("code", format!("no procedure {}", rule.code));
        }
        if rule.legal_basis.trim().is_empty() {
            wrong("legal_basis", "a rule needs its legal basis".to_owned());
        }
        if rule.valid_to.is_some_and(|end| end <= rule.valid_from) {
            wrong("valid_to", "ends before it begins".to_owned());
        }
        if !seen.insert((rule.code.as_str(), rule.subject, rule.valid_from)) {
            wrong("code", format!("{} stands twice for one day", rule.code));
        }
    }
}

fn check_bindings(pack: &Pack, findings: &mut Vec<Finding>) {
    let codes: HashSet<&str> = pack.procedures.iter().map(|line| line.value.code.as_str()).collect();
    let forms: HashSet<&str> = pack.forms.iter().map(|form| form.value.value.id.as_str()).collect();
    let processes: HashSet<&str> = pack.processes.iter().map(|process| process.value.value.id.as_str()).collect();
    let mut seen = HashSet::new();
    for row in &pack.bindings {
        let (code, binding) = &row.value;
        let mut wrong = |column, problem| findings.push(finding(&row.file, row.row, Some(column), problem));
        if code != EVERY && !codes.contains(code.as_str()) {
            wrong("code", format!("no procedure {code}"));
        }
        if !seen.insert(code.as_str()) {
            wrong("code", format!("{code} stands twice"));
        }
        if !forms.contains(binding.form.as_str()) {
            wrong("form", format!("no form {}", binding.form));
        }
        if !processes.contains(binding.process.as_str()) {
            wrong("process", format!("no process {}", binding.process));
        }
    }
    if !seen.contains(EVERY) {
        findings.push(finding(BINDINGS, None, Some("code"), "no row *: some procedures would have no form and no process"));
    }
}
