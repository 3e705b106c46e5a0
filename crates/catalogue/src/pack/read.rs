//! Reading the files: what can be read comes back, what cannot becomes a finding.

use std::collections::HashSet;
use std::path::Path;

use chrono::NaiveDate;
use kernel::pack::Finding;
use process::table::{self, RowError};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use unicode_normalization::is_nfc;
use web::schema_form::Form;

use crate::model::{Binding, FormSource, Procedure, ProcessSource};
use crate::thesaurus::{self, Thesaurus};

use super::{Digested, Pack, Placed, ProcedureLine, SilenceRow, State};

const STATE: &str = "procedures/state.csv";
const SILENCE: &str = "procedures/silence.csv";
pub(crate) const BINDINGS: &str = "procedures/bindings.csv";

/// Reads the catalogue part of the pack in `folder`.
pub(crate) fn read(folder: &Path, findings: &mut Vec<Finding>) -> Pack {
    let procedures = read_procedures(folder, findings);
    let codes = procedures.iter().map(|line| line.value.code.clone()).collect();
    Pack {
        state: read_state(folder, findings),
        forms: each_file(folder, "forms", "json", findings, read_form),
        processes: each_file(folder, "processes", "csv", findings, read_process),
        bindings: read_bindings(folder, findings),
        silences: read_silences(folder, findings),
        thesaurus: read_thesaurus(folder, &codes, findings),
        procedures,
    }
}

/// Names of the files of the part, sorted: `procedures/G01.jsonl`.
pub(crate) fn files(folder: &Path, below: &str, extension: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder.join(below)).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|found| found == extension))
        .map(|name| format!("{below}/{name}"))
        .collect();
    names.sort();
    names
}

fn each_file<T>(
    folder: &Path,
    below: &str,
    extension: &str,
    findings: &mut Vec<Finding>,
    read: impl Fn(&str, &str, &str, &mut Vec<Finding>) -> Option<T>,
) -> Vec<Placed<Digested<T>>> {
    let names = files(folder, below, extension);
    if names.is_empty() {
        findings.push(finding(below, None, None, format!("holds no file *.{extension}")));
    }
    let mut found = Vec::new();
    for name in names {
        let Some(text) = read_text(folder, &name, findings) else { continue };
        let stem = Path::new(&name).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if let Some(value) = read(&name, stem, &text, findings) {
            let digest = Sha256::digest(text.as_bytes()).into();
            found.push(Placed { file: name, row: None, value: Digested { value, digest } });
        }
    }
    found
}

fn read_text(folder: &Path, name: &str, findings: &mut Vec<Finding>) -> Option<String> {
    match std::fs::read_to_string(folder.join(name)) {
        Ok(text) => Some(text),
        Err(error) => {
            findings.push(finding(name, None, None, format!("cannot be read: {error}")));
            None
        }
    }
}

fn read_procedures(folder: &Path, findings: &mut Vec<Finding>) -> Vec<Placed<ProcedureLine>> {
    let names = files(folder, "procedures", "jsonl");
    if names.is_empty() {
        findings.push(finding("procedures", None, None, "holds no file *.jsonl"));
    }
    let mut lines = Vec::new();
    for name in names {
        let Some(text) = read_text(folder, &name, findings) else { continue };
        for (row, line) in (1..).zip(text.lines()) {
            if let Some(value) = read_line(&name, row, line, findings) {
                lines.push(Placed { file: name.clone(), row: Some(row), value });
            }
        }
    }
    lines
}

/// One procedure. The line is kept as it is; reading it as a [`Procedure`] proves that the program understands it.
fn read_line(file: &str, row: u64, line: &str, findings: &mut Vec<Finding>) -> Option<ProcedureLine> {
    if !is_nfc(line) {
        findings.push(finding(file, Some(row), None, "not in Unicode form NFC"));
    }
    let read = serde_json::from_str::<Procedure>(line).and_then(|procedure| Ok((procedure, serde_json::from_str::<Value>(line)?)));
    let (procedure, content) = match read {
        Ok(read) => read,
        Err(error) => {
            findings.push(finding(file, Some(row), None, format!("not a procedure: {error}")));
            return None;
        }
    };
    for (column, problem) in problems(file, &procedure) {
        findings.push(finding(file, Some(row), Some(column), problem));
    }
    Some(ProcedureLine { code: procedure.code.as_str().to_owned(), content, digest: Sha256::digest(line.as_bytes()).into() })
}

/// What is wrong with a procedure that can be read.
fn problems(file: &str, procedure: &Procedure) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    for (column, text) in [("name", &procedure.name), ("field", &procedure.field), ("source", &procedure.source)] {
        if text.trim().is_empty() {
            problems.push((column, "must not be empty".to_owned()));
        }
    }
    let agency = if procedure.agency_code.is_empty() { "other" } else { procedure.agency_code.as_str() };
    if Path::new(file).file_stem().is_none_or(|stem| stem != agency) {
        problems.push(("agency_code", format!("procedures of {agency} stand in procedures/{agency}.jsonl")));
    }
    if procedure.levels.is_empty() {
        problems.push(("levels", "must not be empty".to_owned()));
    }
    if procedure.channels.is_empty() {
        problems.push(("channels", "must not be empty".to_owned()));
    }
    let fees = || procedure.channels.iter().flat_map(|way| &way.fees);
    if fees().any(|fee| fee.amount.is_some_and(|amount| amount < 0)) {
        problems.push(("channels.fees.amount", "must not be negative".to_owned()));
    }
    if fees().any(|fee| fee.amount.is_some() != fee.currency.as_deref().is_some_and(|currency| ["VND", "USD"].contains(&currency))) {
        problems.push(("channels.fees.currency", "an amount has the currency VND or USD, words have none".to_owned()));
    }
    problems
}

fn read_form(file: &str, stem: &str, text: &str, findings: &mut Vec<Finding>) -> Option<FormSource> {
    let form = match Form::read(text) {
        Ok(form) => form,
        Err(error) => {
            findings.push(finding(file, None, None, error.to_string()));
            return None;
        }
    };
    if form.key != stem {
        findings.push(finding(file, None, Some("$id"), format!("must be the name of the file: {stem}")));
    }
    let json: Value = serde_json::from_str(text).ok()?;
    if json.get("$schema").and_then(Value::as_str) != Some("https://json-schema.org/draft/2020-12/schema") {
        findings.push(finding(file, None, Some("$schema"), "must be https://json-schema.org/draft/2020-12/schema"));
    }
    Some(FormSource { id: stem.to_owned(), version: 0, json })
}

fn read_process(file: &str, stem: &str, text: &str, findings: &mut Vec<Finding>) -> Option<ProcessSource> {
    match table::compile_csv(text) {
        Ok(definition) => Some(ProcessSource { id: stem.to_owned(), version: 0, definition, source: text.to_owned() }),
        Err(errors) => {
            findings.extend(errors.iter().map(|error| of_row(file, error)));
            None
        }
    }
}

fn of_row(file: &str, error: &RowError) -> Finding {
    let column = error.column.map(|column| format!("{column:?}").to_lowercase());
    let problem = format!("{:?}: {}", error.code, error.found);
    finding(file, u64::try_from(error.row).ok(), column.as_deref(), problem)
}

#[derive(Deserialize)]
struct BindingRow {
    code: String,
    form: String,
    process: String,
}

#[derive(Deserialize)]
struct StateRow {
    valid_from: NaiveDate,
}

fn read_state(folder: &Path, findings: &mut Vec<Finding>) -> Option<State> {
    let rows: Vec<Placed<StateRow>> = read_rows(folder, STATE, findings)?;
    let state = rows.first().map(|row| State { valid_from: row.value.valid_from });
    if rows.len() != 1 {
        findings.push(finding(STATE, None, None, "must have one row"));
    }
    state
}

fn read_bindings(folder: &Path, findings: &mut Vec<Finding>) -> Vec<Placed<(String, Binding)>> {
    // One file for everybody, and one beside the procedures of each agency that has its own: `bindings_G12.csv`.
    let own = files(folder, "procedures", "csv").into_iter().filter(|name| name.starts_with("procedures/bindings_"));
    let names: Vec<String> = std::iter::once(BINDINGS.to_owned()).chain(own).collect();
    let rows: Vec<Placed<BindingRow>> = names.iter().flat_map(|name| read_rows(folder, name, findings).unwrap_or_default()).collect();
    let place = |row: Placed<BindingRow>| {
        let BindingRow { code, form, process } = row.value;
        Placed { file: row.file, row: row.row, value: (code, Binding { form, process }) }
    };
    rows.into_iter().map(place).collect()
}

/// The rules about silence; a pack may do without them.
fn read_silences(folder: &Path, findings: &mut Vec<Finding>) -> Vec<Placed<SilenceRow>> {
    if !folder.join(SILENCE).exists() {
        return Vec::new();
    }
    read_rows(folder, SILENCE, findings).unwrap_or_default()
}

fn read_rows<T: DeserializeOwned>(folder: &Path, name: &str, findings: &mut Vec<Finding>) -> Option<Vec<Placed<T>>> {
    let text = read_text(folder, name, findings)?;
    let mut rows = Vec::new();
    for (number, row) in (2_u64..).zip(csv::Reader::from_reader(text.as_bytes()).into_deserialize()) {
        match row {
            Ok(value) => rows.push(Placed { file: name.to_owned(), row: Some(number), value }),
            Err(error) => findings.push(finding(name, Some(number), None, format!("not a row of this table: {error}"))),
        }
    }
    Some(rows)
}

/// The words; a pack may do without them.
fn read_thesaurus(folder: &Path, codes: &HashSet<String>, findings: &mut Vec<Finding>) -> Thesaurus {
    if !folder.join(thesaurus::FILE).exists() {
        return Thesaurus::default();
    }
    let Some(text) = read_text(folder, thesaurus::FILE, findings) else { return Thesaurus::default() };
    let (thesaurus, wrong) = thesaurus::parse(&text, Some(codes));
    findings.extend(wrong);
    thesaurus
}

/// A finding about a place in a file.
pub(crate) fn finding(file: &str, row: Option<u64>, column: Option<&str>, problem: impl Into<String>) -> Finding {
    Finding { file: file.to_owned(), row, column: column.map(str::to_owned), problem: problem.into() }
}
