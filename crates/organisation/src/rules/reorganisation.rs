//! What a reorganisation may and may not be.

use std::collections::HashSet;

use chrono::NaiveDate;
use kernel::id::OfficeId;

use crate::model::{Office, Operation};

/// Why a reorganisation is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReorganisationRefusal {
    /// No act is named.
    #[error("a reorganisation needs a legal basis")]
    NoLegalBasis,
    /// The operation does not fit the number of offices before and after.
    #[error("the operation does not fit the offices before and after")]
    WrongNumbers,
    /// An office that is to end does not exist on that day.
    #[error("an office that is to end does not exist on that day")]
    NotInForce,
    /// An office stands twice in the list, or is to end and to begin.
    #[error("an office is named twice")]
    NamedTwice,
    /// A new office's code is already in use.
    #[error("a code that was used once is never used again")]
    CodeTaken,
}

/// May these offices end and those begin on that day?
///
/// # Errors
/// The first [`ReorganisationRefusal`] that applies.
pub(crate) fn examine(
    operation: Operation,
    on: NaiveDate,
    legal_basis: &str,
    ending: &[&Office],
    heirs: &[OfficeId],
) -> Result<(), ReorganisationRefusal> {
    if legal_basis.trim().is_empty() {
        return Err(ReorganisationRefusal::NoLegalBasis);
    }
    if !numbers_fit(operation, ending.len(), heirs.len()) {
        return Err(ReorganisationRefusal::WrongNumbers);
    }
    // An office that ends on the day it begins would never have been there: its span must start earlier.
    if ending.iter().any(|office| !office.validity.holds(on) || office.validity.from == on) {
        return Err(ReorganisationRefusal::NotInForce);
    }
    let mut seen = HashSet::new();
    let ended: Vec<OfficeId> = ending.iter().map(|office| office.id).collect();
    let lives_on = operation.continues() && ended == heirs;
    let named_once = ended.iter().chain(heirs).all(|id| seen.insert(*id));
    if lives_on || named_once { Ok(()) } else { Err(ReorganisationRefusal::NamedTwice) }
}

fn numbers_fit(operation: Operation, ending: usize, heirs: usize) -> bool {
    match operation {
        Operation::Establish => ending == 0 && heirs >= 1,
        Operation::Merge => ending >= 1 && heirs == 1,
        Operation::Consolidate => ending >= 2 && heirs == 1,
        Operation::Split => ending == 1 && heirs >= 2,
        Operation::Demote | Operation::Rename | Operation::Transfer => ending == 1 && heirs == 1,
        Operation::Dissolve => ending >= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_reorganisation_must_make_sense() {
        use Operation::{Consolidate, Dissolve, Establish, Merge, Rename, Split};
        let (a, b) = (sample::office("H49.06", "2025-03-01"), sample::office("H49.85", "2016-01-01"));
        let heir = Office::id_of("H49", "H49.99");
        let day: NaiveDate = "2026-01-01".parse().unwrap();
        for (operation, on, basis, ending, heirs, expected) in [
            (Merge, day, "1/QĐ", vec![&b], vec![a.id], Ok(())),
            (Consolidate, day, "1/QĐ", vec![&a, &b], vec![heir], Ok(())),
            (Establish, day, "1/QĐ", vec![], vec![heir], Ok(())),
            (Dissolve, day, "1/QĐ", vec![&a], vec![], Ok(())),
            (Rename, day, "1/QĐ", vec![&a], vec![a.id], Ok(())),
            (Merge, day, " ", vec![&b], vec![a.id], Err(ReorganisationRefusal::NoLegalBasis)),
            (Split, day, "1/QĐ", vec![&b], vec![a.id], Err(ReorganisationRefusal::WrongNumbers)),
            (Merge, day, "1/QĐ", vec![&b], vec![b.id], Err(ReorganisationRefusal::NamedTwice)),
            (Consolidate, day, "1/QĐ", vec![&b, &b], vec![a.id], Err(ReorganisationRefusal::NamedTwice)),
            (Merge, a.validity.from, "1/QĐ", vec![&a], vec![b.id], Err(ReorganisationRefusal::NotInForce)),
        ] {
            assert_eq!(examine(operation, on, basis, &ending, &heirs), expected, "{operation:?} {on}");
        }
    }
}
