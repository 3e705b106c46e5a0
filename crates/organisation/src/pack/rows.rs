//! From rows of text to units, offices and rules.

use std::path::Path;

use kernel::code::AgencyCode;
use kernel::pack::Finding;

use crate::model::{
    Agency, CodeStatus, CompetenceRule, Level, Office, OfficeCertainty, OfficeKind, OfficeSuccession, Operation, Place, Share, Unit,
    UnitCertainty, UnitKind, UnitSuccession,
};

use super::table::{Row, read};
use super::{AgencyRow, Edge, File, OfficeRow, Succession};

const UNIT: &[&str] = &[
    "code",
    "name",
    "full_name",
    "name_en",
    "kind",
    "level",
    "parent_code",
    "province_code",
    "valid_from",
    "valid_to",
    "certainty",
    "legal_basis",
    "source",
];

pub(crate) fn read_units(folder: &Path, name: &str, findings: &mut Vec<Finding>) -> File<Unit> {
    read(folder, name, UNIT, findings, unit)
}

fn unit(row: &mut Row<'_>) -> Option<Unit> {
    let kind = row.parsed("kind", "a kind of unit", UnitKind::parse);
    let level = row.parsed("level", "a level (1, 2, 3)", |text| text.parse::<i16>().ok());
    let code = row.text("code");
    let unit = Unit {
        name: row.text("name"),
        full_name: row.text("full_name"),
        name_en: row.text("name_en"),
        kind: kind?,
        level: level?,
        parent: row.optional("parent_code"),
        province: row.text("province_code"),
        validity: row.validity()?,
        certainty: row.parsed("certainty", "a certainty", UnitCertainty::parse)?,
        legal_basis: row.text("legal_basis"),
        source: row.text("source"),
        code,
    };
    let digits = match unit.level {
        1 => 2,
        2 => 3,
        _ => 5,
    };
    if unit.code.len() != digits || !unit.code.bytes().all(|byte| byte.is_ascii_digit()) {
        row.wrong("code", format!("a unit of level {} has {digits} digits: {}", unit.level, unit.code));
    }
    if unit.level != unit.kind.level() {
        row.wrong("level", format!("a {} is of level {}", unit.kind.code(), unit.kind.level()));
    }
    Some(unit)
}

const SUCCESSION: &[&str] = &["predecessor", "successor", "share", "is_default", "confidence", "effective_on", "legal_basis", "source"];

pub(crate) fn read_succession(folder: &Path, name: &str, findings: &mut Vec<Finding>) -> File<Succession> {
    read(folder, name, SUCCESSION, findings, |row| {
        let edge = UnitSuccession {
            predecessor: row.text("predecessor"),
            successor: row.text("successor"),
            effective_on: row.day("effective_on")?,
            share: row.parsed("share", "whole or part", Share::parse)?,
            is_default: row.parsed("is_default", "0 or 1", flag)?,
            legal_basis: row.text("legal_basis"),
        };
        let confidence = row.parsed("confidence", "high or low", |text| matches!(text, "high" | "low").then(|| text.to_owned()))?;
        Some(Succession { edge, confidence, source: row.text("source") })
    })
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}

const AGENCY: &[&str] =
    &["code", "name", "branch", "province_code", "valid_from", "valid_to", "successor_code", "confidence", "legal_basis", "source"];

pub(crate) fn read_agencies(folder: &Path, name: &str, findings: &mut Vec<Finding>) -> File<AgencyRow> {
    read(folder, name, AGENCY, findings, |row| {
        let agency = Agency {
            code: row.parsed("code", "a level-1 code (letter and two digits)", |text| is_level_1(text).then(|| text.to_owned()))?,
            name: row.text("name"),
            validity: row.validity()?,
            successor: row.optional("successor_code"),
        };
        Some(AgencyRow {
            agency,
            branch: row.text("branch"),
            province: row.optional("province_code"),
            confidence: row
                .parsed("confidence", "high, medium or low", |text| matches!(text, "high" | "medium" | "low").then(|| text.to_owned()))?,
            legal_basis: row.text("legal_basis"),
            source: row.text("source"),
        })
    })
}

/// `MX1X2` of Decision 20/2020.
fn is_level_1(code: &str) -> bool {
    code.len() == 3 && code.starts_with(|letter| matches!(letter, 'A'..='Y')) && code.bytes().skip(1).all(|byte| byte.is_ascii_digit())
}

/// A code of Decision 20/2020 in its own order; the older order is not for new data.
fn agency_code(text: &str) -> Option<AgencyCode> {
    text.parse().ok().filter(|code: &AgencyCode| code.as_str() == text)
}

const OFFICE: &[&str] = &[
    "code",
    "name",
    "name_en",
    "kind",
    "function",
    "parent_code",
    "unit_code",
    "line_agency",
    "address",
    "calendar",
    "code_status",
    "certainty",
    "valid_from",
    "valid_to",
    "legal_basis",
    "source",
];

pub(crate) fn read_offices(folder: &Path, node: &str, findings: &mut Vec<Finding>) -> File<OfficeRow> {
    read(folder, &format!("provinces/{node}/offices.csv"), OFFICE, findings, |row| office(row, node))
}

fn office(row: &mut Row<'_>, node: &str) -> Option<OfficeRow> {
    let code = row.parsed("code", "an agency code", agency_code)?;
    let parent_code = row.optional("parent_code");
    let office = Office {
        id: Office::id_of(node, code.as_str()),
        name: row.text("name"),
        name_en: row.text("name_en"),
        kind: row.parsed("kind", "a kind of office", OfficeKind::parse)?,
        function: row.text("function"),
        parent: parent_code.as_deref().map(|parent| Office::id_of(node, parent)),
        unit: row.text("unit_code"),
        line_agency: row.optional("line_agency"),
        address: row.optional("address"),
        calendar: row.text("calendar"),
        code_status: row.parsed("code_status", "published or assigned_for_demo", CodeStatus::parse)?,
        certainty: row.parsed("certainty", "a certainty", OfficeCertainty::parse)?,
        validity: row.validity()?,
        legal_basis: row.text("legal_basis"),
        source: row.text("source"),
        code,
    };
    Some(OfficeRow { office, parent_code })
}

const EDGE: &[&str] = &["predecessor_code", "successor_code", "operation", "effective_on", "legal_basis", "source"];

pub(crate) fn read_edges(folder: &Path, node: &str, findings: &mut Vec<Finding>) -> File<Edge> {
    read(folder, &format!("provinces/{node}/office_successors.csv"), EDGE, findings, |row| {
        let edge = OfficeSuccession {
            predecessor: Office::id_of(node, &row.text("predecessor_code")),
            successor: Office::id_of(node, &row.text("successor_code")),
            effective_on: row.day("effective_on")?,
            operation: row.parsed("operation", "an operation", Operation::parse)?,
            legal_basis: row.text("legal_basis"),
        };
        Some(Edge { edge, source: row.text("source") })
    })
}

const RULE: &[&str] =
    &["procedure", "agency", "field", "executing", "level", "receive", "solve", "valid_from", "valid_to", "legal_basis", "source"];

pub(crate) fn read_rules(folder: &Path, node: &str, findings: &mut Vec<Finding>) -> File<CompetenceRule> {
    let mut ordinal = 0;
    read(folder, &format!("provinces/{node}/competence.csv"), RULE, findings, |row| {
        ordinal += 1;
        let level = match row.optional("level") {
            Some(_) => Some(row.parsed("level", "a level", Level::parse)?),
            None => None,
        };
        Some(CompetenceRule {
            ordinal,
            procedure: row.optional("procedure"),
            agency: row.optional("agency"),
            field: row.optional("field"),
            executing: row.optional("executing"),
            level,
            receive: row.parsed("receive", "a place", |text| text.parse::<Place>().ok())?,
            solve: row.parsed("solve", "a place", |text| text.parse::<Place>().ok())?,
            validity: row.validity()?,
            legal_basis: row.text("legal_basis"),
            source: row.text("source"),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agency_codes_follow_decision_20_2020() {
        for (code, expected) in [
            ("H49", true),
            ("H49.31.01", true),
            ("H49.D193", true),
            ("Z49", false),
            ("H4", false),
            ("H49.", false),
            ("H49.3a", false),
            ("000.00.01.H26", false),
            ("H49.1234567890123456789012345678901234", false),
        ] {
            assert_eq!(agency_code(code).is_some(), expected, "{code}");
        }
    }
}
