//! The organisation part of a country pack: reading, checking, loading.
//!
//! Read are `units/units_*.csv`, `units/successors.csv`, `organisation/agencies.csv` and, for the node's province,
//! `provinces/<node>/offices.csv`, `office_successors.csv` and `competence.csv`.

mod check;
mod load;
mod rows;
mod table;

use std::path::Path;

use kernel::pack::Finding;

pub use check::check;
pub use load::{Loaded, PackError, load};

use rows::{read_agencies, read_edges, read_offices, read_rules, read_succession, read_units};

use crate::model::{Agency, CompetenceRule, Office, OfficeSuccession, Unit, UnitSuccession};

/// A row with the line of the file it stands in.
#[derive(Debug, Clone)]
pub(crate) struct Placed<T> {
    /// The row number, the head being row 1.
    pub(crate) row: u64,
    /// What the row says.
    pub(crate) value: T,
}

/// All rows of one file.
#[derive(Debug, Clone)]
pub(crate) struct File<T> {
    /// The file, relative to the pack's folder.
    pub(crate) name: String,
    /// Its rows.
    pub(crate) rows: Vec<Placed<T>>,
}

impl<T> File<T> {
    /// The rows without their numbers.
    pub(crate) fn into_values(self) -> impl Iterator<Item = T> {
        self.rows.into_iter().map(|placed| placed.value)
    }
}

/// A unit succession with the source it comes from and how sure it is: columns that are stored and checked but not part of the model.
#[derive(Debug, Clone)]
pub(crate) struct Succession {
    pub(crate) edge: UnitSuccession,
    pub(crate) confidence: String,
    pub(crate) source: String,
}

/// An office succession with its source.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub(crate) edge: OfficeSuccession,
    pub(crate) source: String,
}

/// An agency with the columns that are stored beside it.
#[derive(Debug, Clone)]
pub(crate) struct AgencyRow {
    pub(crate) agency: Agency,
    pub(crate) branch: String,
    pub(crate) province: Option<String>,
    pub(crate) confidence: String,
    pub(crate) legal_basis: String,
    pub(crate) source: String,
}

/// An office with the code of its parent as the file names it.
#[derive(Debug, Clone)]
pub(crate) struct OfficeRow {
    pub(crate) office: Office,
    pub(crate) parent_code: Option<String>,
}

/// The part of one province.
#[derive(Debug, Clone)]
pub(crate) struct Province {
    pub(crate) node: String,
    pub(crate) offices: File<OfficeRow>,
    pub(crate) edges: File<Edge>,
    pub(crate) rules: File<CompetenceRule>,
}

/// Everything the pack says about organisation.
#[derive(Debug, Clone)]
pub(crate) struct Pack {
    pub(crate) units: Vec<File<Unit>>,
    pub(crate) successions: File<Succession>,
    pub(crate) agencies: File<AgencyRow>,
    pub(crate) provinces: Vec<Province>,
}

/// Names of the unit files.
const UNIT_FILES: [&str; 2] = ["units/units_2023.csv", "units/units_2025.csv"];

/// Reads what can be read and notes every row that cannot.
pub(crate) fn read(folder: &Path, nodes: &[String], findings: &mut Vec<Finding>) -> Pack {
    Pack {
        units: UNIT_FILES.iter().map(|name| read_units(folder, name, findings)).collect(),
        successions: read_succession(folder, "units/successors.csv", findings),
        agencies: read_agencies(folder, "organisation/agencies.csv", findings),
        provinces: nodes.iter().map(|node| read_province(folder, node, findings)).collect(),
    }
}

fn read_province(folder: &Path, node: &str, findings: &mut Vec<Finding>) -> Province {
    Province {
        node: node.to_owned(),
        offices: read_offices(folder, node, findings),
        edges: read_edges(folder, node, findings),
        rules: read_rules(folder, node, findings),
    }
}

/// The provinces that have a folder in the pack, sorted.
pub(crate) fn provinces(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder.join("provinces")).into_iter().flatten().flatten();
    let mut nodes: Vec<String> = entries
        .filter(|entry| entry.path().join("offices.csv").exists())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    nodes.sort();
    nodes
}
