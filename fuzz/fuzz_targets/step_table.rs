#![no_main]
//! Step tables as offices send them, in CSV and Excel: errors that name a row, or a process that survives being written and read.
//!
//! The input is a CSV file, or a workbook when it begins like a container. One that begins with `<` is the sheet of a workbook, put into a
//! container whose checksums are right: no mutation would ever find those.

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use process::table::{RowError, RowErrorCode, compile_csv, compile_excel};
use process::{Definition, Draft, NodeKind, svg};

/// Most steps of a table (`process::table`).
const MOST_STEPS: usize = 500;

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"<") {
        check(compile_excel(&workbook_of(bytes)), usize::MAX);
        return;
    }
    if bytes.starts_with(b"PK") {
        check(compile_excel(bytes), usize::MAX);
    } else {
        // A table without steps is at fault in the row below its last.
        let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
        check(compile_csv(bytes), lines + 1);
    }
});

/// A workbook with this sheet.
fn workbook_of(sheet: &[u8]) -> Vec<u8> {
    let relations = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let workbook = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let words =
        "<sst><si><t>Tên bước</t></si><si><t>Đơn vị</t></si><si><t>Vai trò</t></si><si><t>leader</t></si><si><t>unit_head</t></si></sst>";
    let mut container = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let package = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    for (name, part) in [
        ("_rels/.rels", package.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/sharedStrings.xml", words.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        container.start_file(name, plain).expect("a name");
        container.write_all(part).expect("memory is written");
    }
    container.finish().expect("a container").into_inner()
}

fn check(compiled: Result<Definition, Vec<RowError>>, lines: usize) {
    match compiled {
        Ok(definition) => check_definition(&definition),
        Err(errors) => check_errors(&errors, lines),
    }
}

fn check_errors(errors: &[RowError], lines: usize) {
    assert!(!errors.is_empty(), "refused without a reason");
    for error in errors {
        assert!((1..=lines).contains(&error.row) && error.found.chars().count() <= 80, "{error:?}");
        assert!(RowErrorCode::ALL.contains(&error.code) && error.remedy == error.code.remedy());
    }
}

fn check_definition(definition: &Definition) {
    let tasks = definition.tasks();
    assert!(tasks.len() <= MOST_STEPS && definition.table_hours() >= 0.0);
    for task in tasks {
        let NodeKind::Task(work) = &task.kind else { panic!("{task:?} is no task") };
        assert!(definition.lanes().iter().any(|lane| lane.key == work.lane), "{task:?} has no lane");
        assert!(!work.outcomes.is_empty() && definition.task(&task.key) == Some(task));
    }
    let json = serde_json::to_string(definition).expect("a definition is written");
    let again: Definition = serde_json::from_str(&json).expect("what was written is read");
    assert_eq!((&again, again.fingerprint()), (definition, definition.fingerprint()));
    assert_eq!(Definition::compile(Draft::from(again)).as_ref(), Ok(definition));
    assert!(svg::draw(definition, None).starts_with("<svg"));
}
