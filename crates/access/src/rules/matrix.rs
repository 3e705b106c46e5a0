//! The matrix of rights: `matrix.csv`, read once. One row per resource and action, one column per role.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use crate::model::{Action, Resource, Role};

/// The reviewed file, as it was when the program was built.
pub const TEXT: &str = include_str!("../../matrix.csv");

/// How far one role reaches for one action: the union of the words in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// What belongs to the actor.
    pub own: bool,
    /// What the actor has in hand.
    pub assigned: bool,
    /// What belongs to the office of the grant.
    pub office: bool,
    /// What belongs to that office or to one below it.
    pub subtree: bool,
    /// Everything.
    pub all: bool,
}

impl Reach {
    /// Reads a cell: `none`, or words joined with `+`.
    fn parse(cell: &str) -> Option<Self> {
        let mut reach = Self::default();
        if cell == "none" {
            return Some(reach);
        }
        for word in cell.split('+') {
            let part = match word {
                "own" => &mut reach.own,
                "assigned" => &mut reach.assigned,
                "office" => &mut reach.office,
                "subtree" => &mut reach.subtree,
                "all" => &mut reach.all,
                _ => return None,
            };
            // A word written twice is a slip of the pen that a reviewer should see.
            if std::mem::replace(part, true) {
                return None;
            }
        }
        Some(reach)
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = [
            (self.own, "own"),
            (self.assigned, "assigned"),
            (self.office, "office"),
            (self.subtree, "office and below"),
            (self.all, "all"),
        ];
        let named: Vec<&str> = words.into_iter().filter(|(set, _)| *set).map(|(_, word)| word).collect();
        if named.is_empty() { formatter.write_str("none") } else { formatter.write_str(&named.join(" + ")) }
    }
}

/// A row of the file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("matrix.csv, row {row}: {message}")]
pub struct RowError {
    /// Row number as an editor shows it; the head is row 1.
    pub row: usize,
    /// What is wrong.
    pub message: String,
}

/// Role × resource × action → reach. What is not in it is not allowed.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    cells: BTreeMap<(Role, Resource, Action), Reach>,
}

impl Matrix {
    /// Reads the file.
    ///
    /// # Errors
    /// Every row that cannot be read or stands twice, and a head that does not name every role once.
    pub fn parse(text: &str) -> Result<Self, Vec<RowError>> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let roles = roles_of_head(&mut reader).map_err(|message| vec![RowError { row: 1, message }])?;
        let (mut matrix, mut errors) = (Self::default(), Vec::new());
        for (at, record) in reader.records().enumerate() {
            let read = record.map_err(|error| error.to_string()).and_then(|record| matrix.add_row(&roles, &record));
            if let Err(message) = read {
                errors.push(RowError { row: at.saturating_add(2), message });
            }
        }
        if errors.is_empty() { Ok(matrix) } else { Err(errors) }
    }

    fn add_row(&mut self, roles: &[Role], record: &csv::StringRecord) -> Result<(), String> {
        let mut cells = record.iter();
        let resource: Resource = cells.next().unwrap_or_default().parse().map_err(|error| format!("{error}"))?;
        let action: Action = cells.next().unwrap_or_default().parse().map_err(|error| format!("{error}"))?;
        if record.len() != roles.len().saturating_add(2) {
            return Err(format!("{} cells, {} roles", record.len().saturating_sub(2), roles.len()));
        }
        for (role, cell) in roles.iter().zip(cells) {
            let reach = Reach::parse(cell).ok_or_else(|| format!("{role}: {cell:?} is no scope"))?;
            if self.cells.insert((*role, resource, action), reach).is_some() {
                return Err(format!("{resource}.{action} stands twice"));
            }
        }
        Ok(())
    }

    /// How far `role` reaches. A pair the file does not name reaches nothing.
    #[must_use]
    pub fn reach(&self, role: Role, resource: Resource, action: Action) -> Reach {
        self.cells.get(&(role, resource, action)).copied().unwrap_or_default()
    }

    /// Every pair of resource and action in the file.
    pub fn pairs(&self) -> impl Iterator<Item = (Resource, Action)> + '_ {
        let mut pairs: Vec<_> = self.cells.keys().map(|(_, resource, action)| (*resource, *action)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs.into_iter()
    }

    /// What each role may do, as sentences for a reviewer: kept as `rights.txt` and compared by a test.
    #[must_use]
    pub fn readable(&self) -> String {
        let mut lines = Vec::new();
        for role in Role::ALL {
            lines.push(format!("{role}"));
            for (resource, action) in self.pairs() {
                let reach = self.reach(*role, resource, action);
                if reach != Reach::default() {
                    lines.push(format!("  {resource}.{action}: {reach}"));
                }
            }
            lines.push(String::new());
        }
        lines.join("\n")
    }
}

fn roles_of_head(reader: &mut csv::Reader<&[u8]>) -> Result<Vec<Role>, String> {
    let head = reader.headers().map_err(|error| error.to_string())?;
    let roles = head.iter().skip(2).map(str::parse).collect::<Result<Vec<Role>, _>>().map_err(|error| error.to_string())?;
    let mut sorted = roles.clone();
    sorted.sort_unstable();
    if sorted == Role::ALL { Ok(roles) } else { Err("the head does not name every role once".to_owned()) }
}

/// The matrix in force.
///
/// Should the embedded file be unreadable, which a test rules out, nobody may do anything.
pub fn matrix() -> &'static Matrix {
    static MATRIX: LazyLock<Matrix> = LazyLock::new(|| {
        Matrix::parse(TEXT).unwrap_or_else(|errors| {
            tracing::error!(?errors, "the matrix of rights cannot be read: nothing is allowed");
            Matrix::default()
        })
    });
    &MATRIX
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The committed, readable form. Run with `UPDATE_RIGHTS=1` after a reviewed change of `matrix.csv`.
    #[test]
    fn the_readable_form_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rights.txt");
        let readable = Matrix::parse(TEXT).unwrap().readable();
        if std::env::var_os("UPDATE_RIGHTS").is_some() {
            std::fs::write(path, &readable).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), readable, "rights.txt is not what matrix.csv says");
    }

    #[test]
    fn what_is_listed_can_be_opened_and_nothing_else() {
        let matrix = Matrix::parse(TEXT).unwrap();
        for (resource, _) in matrix.pairs() {
            for role in Role::ALL {
                let (list, view) = (matrix.reach(*role, resource, Action::List), matrix.reach(*role, resource, Action::View));
                assert_eq!(list, view, "{role} {resource}");
            }
        }
    }

    #[test]
    fn every_resource_can_be_opened_by_somebody() {
        let matrix = Matrix::parse(TEXT).unwrap();
        for resource in Resource::ALL {
            let somebody = Role::ALL.iter().any(|role| matrix.reach(*role, *resource, Action::View) != Reach::default());
            assert!(somebody, "{resource}");
        }
    }

    #[test]
    fn the_auditor_changes_nothing_and_the_administrator_reads_no_dossier() {
        let matrix = matrix();
        let reading = [Action::List, Action::View, Action::ViewContent];
        for (resource, action) in matrix.pairs() {
            let auditor = matrix.reach(Role::Auditor, resource, action);
            let own_things = matches!(resource, Resource::Account | Resource::Token);
            assert!(reading.contains(&action) || auditor == Reach::default() || (own_things && !auditor.all), "{resource}.{action}");
        }
        for (resource, action) in
            [(Resource::Dossier, Action::ViewContent), (Resource::Document, Action::View), (Resource::Journal, Action::View)]
        {
            assert_eq!(matrix.reach(Role::Administrator, resource, action), Reach::default());
        }
    }

    fn check_error(body: &str, expected: &str) {
        let head = TEXT.lines().next().unwrap();
        let errors = Matrix::parse(&format!("{head}\n{body}")).unwrap_err();
        assert!(errors.iter().any(|error| error.to_string().contains(expected)), "{errors:?}");
    }

    #[test]
    fn a_bad_row_is_named() {
        let row = "own,own,own,own,own,own,own";
        check_error(&format!("castle,list,{row}"), "row 2: there is no resource called \"castle\"");
        check_error(&format!("task,burn,{row}"), "there is no action called \"burn\"");
        check_error("task,list,own", "1 cells, 7 roles");
        check_error("task,list,own,own,own,own,own,own,owned", "auditor: \"owned\" is no scope");
        check_error("task,list,own+own,own,own,own,own,own,own", "\"own+own\" is no scope");
        check_error(&format!("task,list,{row}\ntask,list,{row}"), "row 3: task.list stands twice");
        assert_eq!(Matrix::parse("resource,action,applicant\n").unwrap_err()[0].row, 1);
    }
}
