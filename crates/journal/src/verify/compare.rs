//! One page of leaves beside the entries that should lie under them. Pure.

use uuid::Uuid;

use crate::leaf::SealedRow;
use crate::store::seal::LeafRow;

/// Where leaves and entries part for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Difference {
    /// The entry in the leaf's place is not the one that was sealed.
    Changed { leaf: u64, entry: Uuid },
    /// No entry is in the leaf's place.
    EntryMissing { leaf: u64, entry: Uuid },
    /// An entry stands before the place of the leaf and has none itself.
    EntryExtra { leaf: u64, entry: Uuid },
    /// A leaf's number is missing.
    LeafMissing { leaf: u64, entry: Option<Uuid> },
}

/// The first difference between `leaves`, which should be numbered from `first` on, and `entries`, both in order.
pub(super) fn first_difference(first: u64, leaves: &[LeafRow], entries: &[SealedRow]) -> Option<Difference> {
    let mut rows = entries.iter();
    for (number, leaf) in (first..).zip(leaves) {
        let row = rows.next();
        if u64::try_from(leaf.position) != Ok(number) {
            // An entry before the place of the next leaf is the one whose leaf is missing.
            let entry = row.filter(|row| row.position() < leaf.place()).map(|row| row.id);
            return Some(Difference::LeafMissing { leaf: number, entry });
        }
        let difference = match row {
            Some(row) if row.position() < leaf.place() => Difference::EntryExtra { leaf: number, entry: row.id },
            Some(row) if row.position() == leaf.place() => {
                if row.id == leaf.entry && row.hash().as_slice() == leaf.hash {
                    continue;
                }
                Difference::Changed { leaf: number, entry: leaf.entry }
            }
            _ => Difference::EntryMissing { leaf: number, entry: leaf.entry },
        };
        return Some(difference);
    }
    // The page of entries ends with the last leaf's place, so nothing can be left.
    let left = rows.next()?;
    Some(Difference::EntryExtra { leaf: first.saturating_add(u64::try_from(leaves.len()).unwrap_or(u64::MAX)), entry: left.id })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::as_conversions, reason = "numbers of a test are small")]

    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;

    fn row(number: i64) -> SealedRow {
        SealedRow {
            id: Uuid::from_u128(u128::try_from(number).unwrap()),
            transaction: number,
            sequence: number,
            at: DateTime::from_timestamp(0, 0).unwrap(),
            node: "H49".into(),
            office: None,
            actor: None,
            kind: "test.made".into(),
            subject_kind: "test".into(),
            subject: Uuid::nil(),
            subject_sequence: number,
            data: "{}".into(),
            schema_version: 1,
        }
    }

    fn leaf(position: i64, row: &SealedRow) -> LeafRow {
        LeafRow { position, entry: row.id, transaction: row.transaction, sequence: row.sequence, hash: row.hash().to_vec() }
    }

    /// Entries 10, 20, 30, … and their leaves, from leaf 100 on.
    fn page(count: i64) -> (Vec<LeafRow>, Vec<SealedRow>) {
        let rows: Vec<_> = (1..=count).map(|number| row(number * 10)).collect();
        (rows.iter().zip(100..).map(|(row, position)| leaf(position, row)).collect(), rows)
    }

    proptest! {
        #[test]
        fn the_first_of_any_one_change_is_named(count in 1_i64..40, at in 0_usize..40) {
            let (leaves, rows) = page(count);
            let at = at % rows.len();
            let (number, entry) = (100 + at as u64, rows[at].id);
            prop_assert_eq!(first_difference(100, &leaves, &rows), None);

            let mut altered = rows.clone();
            altered[at].data = r#"{"a": 1}"#.into();
            prop_assert_eq!(first_difference(100, &leaves, &altered), Some(Difference::Changed { leaf: number, entry }));

            let mut removed = rows.clone();
            removed.remove(at);
            prop_assert_eq!(first_difference(100, &leaves, &removed), Some(Difference::EntryMissing { leaf: number, entry }));

            let mut inserted = rows.clone();
            let extra = row(rows[at].sequence - 5);
            inserted.insert(at, extra.clone());
            prop_assert_eq!(first_difference(100, &leaves, &inserted), Some(Difference::EntryExtra { leaf: number, entry: extra.id }));

            let mut unsealed = leaves.clone();
            unsealed.remove(at);
            let expected = if at + 1 == leaves.len() {
                Difference::EntryExtra { leaf: number, entry }
            } else {
                Difference::LeafMissing { leaf: number, entry: Some(entry) }
            };
            prop_assert_eq!(first_difference(100, &unsealed, &rows), Some(expected));
        }
    }

    #[test]
    fn a_leaf_gone_with_its_entry_leaves_its_number() {
        let (mut leaves, mut rows) = page(3);
        leaves.remove(1);
        rows.remove(1);
        assert_eq!(first_difference(100, &leaves, &rows), Some(Difference::LeafMissing { leaf: 101, entry: None }));
    }
}
