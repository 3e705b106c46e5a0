//! What exactly is sealed: the bytes of an entry, the same for anyone who has the row.

use crate::model::Position;
use crate::tree::{Hash, leaf_hash};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// First bytes of every leaf: another layout would be another kind of leaf.
const LAYOUT: &[u8] = b"motcua.journal.entry.1\n";
/// Stands where the length of an absent value would.
const ABSENT: u32 = u32::MAX;

/// A row of the journal with `data` as PostgreSQL prints it: its order of keys and spacing are fixed, and no digit of a number
/// is lost on the way through a float.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SealedRow {
    pub(crate) id: Uuid,
    pub(crate) transaction: i64,
    pub(crate) sequence: i64,
    pub(crate) at: DateTime<Utc>,
    pub(crate) node: String,
    pub(crate) office: Option<Uuid>,
    pub(crate) actor: Option<Uuid>,
    pub(crate) kind: String,
    pub(crate) subject_kind: String,
    pub(crate) subject: Uuid,
    pub(crate) subject_sequence: i64,
    pub(crate) data: String,
    pub(crate) schema_version: i16,
}

impl SealedRow {
    pub(crate) const fn position(&self) -> Position {
        Position { transaction: self.transaction, sequence: self.sequence }
    }

    pub(crate) fn hash(&self) -> Hash {
        leaf_hash(&self.bytes())
    }

    /// Every column in the order of the table, each with its length in front, so that no two rows have the same bytes.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = LAYOUT.to_vec();
        let mut put = |value: Option<&[u8]>| {
            let length = value.map_or(ABSENT, |value| u32::try_from(value.len()).unwrap_or(ABSENT - 1));
            bytes.extend(length.to_be_bytes());
            bytes.extend(value.unwrap_or_default());
        };
        put(Some(self.id.as_bytes()));
        put(Some(&self.transaction.to_be_bytes()));
        put(Some(&self.sequence.to_be_bytes()));
        put(Some(&self.at.timestamp_micros().to_be_bytes()));
        put(Some(self.node.as_bytes()));
        put(self.office.as_ref().map(|office| office.as_bytes().as_slice()));
        put(self.actor.as_ref().map(|actor| actor.as_bytes().as_slice()));
        put(Some(self.kind.as_bytes()));
        put(Some(self.subject_kind.as_bytes()));
        put(Some(self.subject.as_bytes()));
        put(Some(&self.subject_sequence.to_be_bytes()));
        put(Some(self.data.as_bytes()));
        put(Some(&self.schema_version.to_be_bytes()));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_any_column_changes_the_hash() {
        let row = SealedRow {
            id: Uuid::from_u128(1),
            transaction: 2,
            sequence: 3,
            at: DateTime::from_timestamp(4, 0).unwrap(),
            node: "H49".into(),
            office: None,
            actor: Some(Uuid::from_u128(5)),
            kind: "test.made".into(),
            subject_kind: "test".into(),
            subject: Uuid::from_u128(6),
            subject_sequence: 7,
            data: "{}".into(),
            schema_version: 1,
        };
        let changes: [fn(&mut SealedRow); 14] = [
            |row| row.id = Uuid::from_u128(9),
            |row| row.transaction += 1,
            |row| row.sequence += 1,
            |row| row.at += chrono::Duration::microseconds(1),
            |row| row.node.push('x'),
            |row| row.office = Some(Uuid::nil()),
            |row| row.actor = None,
            |row| row.kind.push('x'),
            |row| row.subject_kind.push('x'),
            |row| row.subject = Uuid::from_u128(9),
            |row| row.subject_sequence += 1,
            |row| row.data = r#"{"a": 1}"#.into(),
            |row| row.schema_version += 1,
            // What leaves one text and enters the next must show.
            |row| {
                row.kind = "test.mad".into();
                row.subject_kind = "etest".into();
            },
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut changed = row.clone();
            change(&mut changed);
            assert_ne!(changed.hash(), row.hash(), "change {number}");
        }
        assert_eq!(row.clone().hash(), row.hash());
    }
}
