//! Offices and units inside them.

use kernel::code::AgencyCode;
use kernel::id::OfficeId;
use serde::Serialize;
use uuid::Uuid;

use super::{Validity, coded};

coded! {
    /// What kind of office it is.
    OfficeKind {
        /// A people's committee.
        Committee = "committee",
        /// A department of the provincial committee.
        Department = "department",
        /// A public administrative service centre: the one-stop counter.
        Centre = "centre",
        /// Police.
        Police = "police",
        /// A unit inside a committee or a department.
        Division = "division",
        /// An office directed by a ministry that works at the counters of the province.
        Vertical = "vertical",
    }
}

coded! {
    /// Where an office's code comes from.
    CodeStatus {
        /// Published by the state.
        Published = "published",
        /// Not published in the sources; assigned here so that the demonstration can run.
        AssignedForDemo = "assigned_for_demo",
    }
}

coded! {
    /// How sure it is that the office exists under this name.
    OfficeCertainty {
        /// The law creates it everywhere.
        High = "high",
        /// Follows from the administrative unit.
        Observed = "observed",
        /// From memory, to be checked against the province's own decision.
        Recalled = "recalled",
    }
}

coded! {
    /// The tier of government an office belongs to.
    Tier {
        /// Province or city directed by the government.
        Province = "province",
        /// District; the tier ended on 1 July 2025.
        District = "district",
        /// Commune, ward, special zone.
        Commune = "commune",
    }
}

/// One version of an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Office {
    /// Identifier, made from node and code: the same after every load.
    pub id: OfficeId,
    /// Code in the order of Decision 20/2020: "H49.31.01".
    pub code: AgencyCode,
    /// Name in Vietnamese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// What kind of office.
    pub kind: OfficeKind,
    /// What it does, as rules of competence name it: `police`, `land_registration`.
    pub function: String,
    /// The office it stands under.
    pub parent: Option<OfficeId>,
    /// Code of its administrative unit.
    pub unit: String,
    /// Code of the ministry that directs it, when that is not the committee.
    pub line_agency: Option<String>,
    /// Street address, when a source names one.
    pub address: Option<String>,
    /// Name of its calendar: "standard".
    pub calendar: String,
    /// Where the code comes from.
    pub code_status: CodeStatus,
    /// How sure it is that it exists under this name.
    pub certainty: OfficeCertainty,
    /// The days on which this version holds.
    #[serde(flatten)]
    pub validity: Validity,
    /// The act it rests on.
    pub legal_basis: String,
    /// Where the row comes from; the key is explained in the pack's README.
    pub source: String,
}

impl Office {
    /// The identifier of the office with this code on this node.
    #[must_use]
    pub fn id_of(node: &str, code: &str) -> OfficeId {
        OfficeId::from_uuid(named_uuid(&format!("office:{node}:{code}")))
    }

    /// The tier of its administrative unit, which the length of the unit's code tells: 2 digits for a province, 3 for a district, 5 for a commune.
    #[must_use]
    pub fn level(&self) -> Tier {
        match self.unit.len() {
            2 => Tier::Province,
            3 => Tier::District,
            _ => Tier::Commune,
        }
    }

    /// Does it receive at a counter for everybody?
    #[must_use]
    pub fn is_one_stop(&self) -> bool {
        self.kind == OfficeKind::Centre
    }
}

/// A UUID (version 8, custom) from the SHA-256 of a name: the same name gives the same UUID on every machine.
pub(crate) fn named_uuid(name: &str) -> Uuid {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(name.as_bytes());
    let mut bytes = [0; 16];
    for (target, source) in bytes.iter_mut().zip(digest) {
        *target = source;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_tells_the_level() {
        for (unit, expected) in [("22", Tier::Province), ("193", Tier::District), ("06685", Tier::Commune)] {
            let office = Office { unit: unit.to_owned(), ..crate::sample::office("H49.31", "2025-07-01") };
            assert_eq!(office.level(), expected, "{unit}");
        }
    }

    #[test]
    fn the_identifier_depends_on_node_and_code_alone() {
        assert_eq!(Office::id_of("H49", "H49.31"), Office::id_of("H49", "H49.31"));
        assert_ne!(Office::id_of("H49", "H49.31"), Office::id_of("H49", "H49.32"));
        assert_ne!(Office::id_of("H49", "H49.31"), Office::id_of("H26", "H49.31"));
        // Kept for ever: dossiers point at it.
        assert_eq!(Office::id_of("H49", "H49").uuid().get_version_num(), 8);
    }
}
