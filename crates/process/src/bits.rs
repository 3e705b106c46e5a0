//! A small set of indexes.

use serde::{Deserialize, Serialize};

/// A set of small numbers, one bit each. It only grows, so equal sets are equal values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn contains(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    /// Adds `index`; tells whether it is new.
    pub(crate) fn insert(&mut self, index: usize) -> bool {
        let place = index / 64;
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        let bit = 1 << (index % 64);
        self.0.get_mut(place).is_some_and(|word| {
            let new = *word & bit == 0;
            *word |= bit;
            new
        })
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.0.capacity() * size_of::<u64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sets_are_equal_values() {
        let mut bits = Bits::default();
        assert!(bits.insert(70));
        assert!(!bits.insert(70));
        assert!(bits.contains(70) && !bits.contains(6) && !bits.contains(700));
        let mut other = Bits::default();
        assert!(other.insert(70));
        assert_eq!(bits, other);
    }
}
