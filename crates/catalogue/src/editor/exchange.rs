//! Procedures as files: lines of the pack (JSON Lines, in and out) and the record that national systems exchange (out; upper-case keys).

use ::web::clock_view::limit_in_words;
use ::web::{Language, t};
use kernel::code::ProcedureCode;
use serde_json::{Value, json};

use super::limits;
use crate::model::{Channel, Document, Procedure, Submission};

/// Most lines of one import: what one person can review.
const MOST_LINES: usize = 500;

/// A line of an imported file that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFlaw {
    /// Line, from 1.
    pub row: usize,
    /// Message that says what to do; its placeable is `found`.
    pub key: &'static str,
    /// What was found.
    pub found: String,
}

/// A procedure of which nothing is known but the code.
pub(super) fn blank(code: ProcedureCode) -> Procedure {
    Procedure {
        code,
        version: 0,
        valid_from: chrono::NaiveDate::default(),
        valid_to: None,
        name: String::new(),
        name_in_source: None,
        field: String::new(),
        agency: String::new(),
        agency_code: String::new(),
        levels: Vec::new(),
        executing_agency: String::new(),
        competent_agency: String::new(),
        coordinating_agency: String::new(),
        receiving_address: String::new(),
        decision: String::new(),
        kind: String::new(),
        subjects: Vec::new(),
        channels: Vec::new(),
        documents: Vec::new(),
        notes: Vec::new(),
        results: Vec::new(),
        legal_bases: Vec::new(),
        legal_bases_doubtful: Vec::new(),
        limit_basis: String::new(),
        fee_basis: String::new(),
        steps: String::new(),
        conditions: String::new(),
        quality_flags: Vec::new(),
        source_url: String::new(),
        source: "node".to_owned(),
    }
}

/// Reads the lines of the pack's format. Blank lines are skipped.
///
/// # Errors
/// Every line that is wrong.
pub(super) fn read(text: &str) -> Result<Vec<(usize, Procedure)>, Vec<ImportFlaw>> {
    let text = text.trim_start_matches('\u{feff}');
    let (mut found, mut flaws): (Vec<(usize, Procedure)>, Vec<ImportFlaw>) = (Vec::new(), Vec::new());
    for (row, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Procedure>(&kernel::text::nfc(line)) {
            Ok(procedure) if found.iter().any(|(_, other)| other.code == procedure.code) => {
                flaws.push(ImportFlaw { row, key: "editor-import-twice", found: procedure.code.to_string() });
            }
            Ok(procedure) => found.push((row, procedure)),
            Err(error) => flaws.push(ImportFlaw { row, key: "editor-import-line", found: error.to_string().chars().take(160).collect() }),
        }
        if found.len() > MOST_LINES {
            flaws.push(ImportFlaw { row, key: "editor-import-many", found: MOST_LINES.to_string() });
            break;
        }
    }
    if found.is_empty() && flaws.is_empty() {
        flaws.push(ImportFlaw { row: 1, key: "editor-import-empty", found: String::new() });
    }
    if flaws.is_empty() { Ok(found) } else { Err(flaws) }
}

/// The record in the form in which the national portal answers `LayThuTuc` (upper-case keys; units and channels in words).
#[must_use]
pub fn national_record(procedure: &Procedure) -> Value {
    let unit = |name: &str| json!([{ "MADONVI": "", "TENDONVI": name }]);
    let named = |name: &String| if name.is_empty() { json!([]) } else { unit(name) };
    let levels = procedure
        .levels
        .iter()
        .map(|level| json!({ "CAPTHUCHIEN": level.code(), "TENCAP": t(Language::Vi, &format!("catalogue-level-{}", level.code())) }));
    let subjects = procedure.subjects.iter().map(|one| {
        let name = t(Language::Vi, &format!("catalogue-subject-{}", one.code().replace('_', "-")));
        json!({ "MADOITUONG": one.code(), "TENDOITUONG": name })
    });
    let steps: Vec<Value> = procedure.steps.lines().map(|line| json!({ "TENTRINHTU": line })).collect();
    json!({
        "MATTHC": procedure.code, "TENTTHC": procedure.name, "MACOQUANCONGBO": procedure.agency_code, "LOAITTHC": procedure.kind, "TRANGTHAI": 1,
        "QUYETDINH": procedure.decision,
        "LINHVUCTHUCHIEN": [{ "MALINHVUC": "", "TENLINHVUC": procedure.field }],
        "CAPTHUCHIEN": levels.collect::<Vec<_>>(),
        "TRINHTUTHUCHIEN": [{ "TRUONGHOP": "", "TRINHTU": steps }],
        "CACHTHUCTHUCHIEN": ways(&procedure.channels),
        "THANHPHANHOSO": papers(&procedure.documents),
        "DOITUONGTHUCHIEN": subjects.collect::<Vec<_>>(),
        "KETQUATHUCHIEN": procedure.results.iter().map(|result| json!({ "MAKETQUA": result.code, "TENKETQUA": result.name })).collect::<Vec<_>>(),
        "CANCUPHAPLY": procedure.legal_bases.iter().map(|number| json!({ "SOVANBAN": number })).collect::<Vec<_>>(),
        "YEUCAU": procedure.conditions,
        "COQUANTHUCHIEN": named(&procedure.executing_agency), "COQUANCOTHAMQUYEN": named(&procedure.competent_agency),
        "COQUANPHOIHOP": named(&procedure.coordinating_agency), "DIACHITIEPNHAN": procedure.receiving_address,
    })
}

/// Limits and fees hang on the channel: each channel once, with every limit under it.
fn ways(ways: &[Submission]) -> Vec<Value> {
    let of = |channel: Channel| {
        let times: Vec<Value> = ways.iter().filter(|way| way.channel == channel).map(time).collect();
        (!times.is_empty()).then(|| json!({ "KENH": t(Language::Vi, &format!("catalogue-channel-{}", channel.code())), "THOIGIAN": times }))
    };
    Channel::ALL.into_iter().filter_map(of).collect()
}

fn time(way: &Submission) -> Value {
    let limit = way.limit.or_else(|| limits::in_words(&way.limit_text));
    let value = limit.and_then(kernel::limit::Limit::value).map(|value| value.to_string()).unwrap_or_default();
    let unit = limit.map(|limit| t(Language::Vi, &format!("editor-unit-{}", limit.unit().code().replace('_', "-")))).unwrap_or_default();
    let fees: Vec<Value> = way.fees.iter().map(|fee| {
        json!({ "SOTIEN": fee.amount.map(|amount| ::web::format::number(Language::Vi, amount)).unwrap_or_default(), "DONVI": fee.currency, "MOTA": fee.note })
    }).collect();
    let words = if way.limit_text.is_empty() {
        limit.map(|limit| limit_in_words(Language::Vi, limit)).unwrap_or_default()
    } else {
        way.limit_text.clone()
    };
    let told = format!("{words} {}", way.note);
    json!({ "THOIGIANGIAIQUYET": value, "DONVITINH": unit, "MOTA": told.trim(), "PHILEPHI": fees })
}

fn papers(papers: &[Document]) -> Vec<Value> {
    let mut cases: Vec<&str> = papers.iter().map(|paper| paper.case.as_str()).collect();
    cases.dedup();
    let one = |paper: &Document| json!({ "TENGIAYTO": paper.name, "SOBANCHINH": paper.originals, "SOBANSAO": paper.copies, "TENMAUDON": paper.form_name });
    let case = |case: &str| {
        let papers: Vec<Value> = papers.iter().filter(|paper| paper.case == case).map(one).collect();
        json!({ "TRUONGHOP": case, "GIAYTO": papers })
    };
    let mut seen = std::collections::HashSet::new();
    cases.into_iter().filter(|name| seen.insert(*name)).map(case).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_line_of_the_pack_reads_back_and_wrong_lines_are_all_named() {
        let line = super::super::store::content(&sample::procedure()).unwrap().to_string();
        assert_eq!(read(&format!("\u{feff}{line}\n\n")).unwrap()[0].1, sample::procedure());
        let flaws = read(&format!("{line}\n{line}\nkhông phải\n{{\"code\":\"1.004222\"}}")).unwrap_err();
        let keys: Vec<(usize, &str)> = flaws.iter().map(|flaw| (flaw.row, flaw.key)).collect();
        assert_eq!(keys, [(2, "editor-import-twice"), (3, "editor-import-line"), (4, "editor-import-line")]);
        assert_eq!(read(" \n").unwrap_err()[0].key, "editor-import-empty");
        assert!(read(&line.replacen("{", "{\"version\":7,", 1)).is_err(), "columns of the version are no part of a line");
    }

    #[test]
    fn the_national_record_hangs_limits_and_fees_on_channels() {
        let record = national_record(&sample::procedure());
        assert_eq!(record["MATTHC"], "1.004222");
        let way = &record["CACHTHUCTHUCHIEN"][0]["THOIGIAN"][0];
        assert_eq!((way["THOIGIANGIAIQUYET"].as_str(), way["DONVITINH"].as_str()), (Some("7"), Some("Ngày làm việc")));
        assert_eq!(way["PHILEPHI"][0]["SOTIEN"], "10.000");
        assert_eq!(record["THANHPHANHOSO"][0]["GIAYTO"][0]["TENGIAYTO"], "Tờ khai");
    }
}
