//! Offices for tests of this crate.

use crate::model::{CodeStatus, Office, OfficeCertainty, OfficeKind, Validity};

/// A division of the node H49 under nothing, in force since `from`.
pub(crate) fn office(code: &str, from: &str) -> Office {
    Office {
        id: Office::id_of("H49", code),
        code: code.parse().unwrap(),
        name: format!("Phòng {code}"),
        name_en: format!("Division {code}"),
        kind: OfficeKind::Division,
        function: "justice".to_owned(),
        parent: None,
        unit: "22".to_owned(),
        line_agency: None,
        address: None,
        calendar: "standard".to_owned(),
        code_status: CodeStatus::AssignedForDemo,
        certainty: OfficeCertainty::High,
        validity: Validity { from: from.parse().unwrap(), to: None },
        legal_basis: "150/2025/NĐ-CP".to_owned(),
        source: "law".to_owned(),
    }
}
