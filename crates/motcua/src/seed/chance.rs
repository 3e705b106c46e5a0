//! Seeded chance: the same seed lives the same year.

use kernel::clock::{Entropy, SeededEntropy};

/// A source of choices.
#[derive(Debug)]
pub(super) struct Chance {
    source: SeededEntropy,
}

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self { source: SeededEntropy::new(seed) }
    }

    fn number(&self) -> u64 {
        let mut bytes = [0; 8];
        self.source.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// A number below `end`; 0 when there is none.
    pub(super) fn below(&self, end: u64) -> u64 {
        self.number().checked_rem(end).unwrap_or(0)
    }

    /// A number in `from ..= to`.
    pub(super) fn between(&self, from: u64, to: u64) -> u64 {
        from + self.below(to.saturating_sub(from) + 1)
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn percent(&self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the items.
    pub(super) fn pick<'a, T>(&self, items: &'a [T]) -> Option<&'a T> {
        let length = u64::try_from(items.len()).unwrap_or(0);
        items.get(usize::try_from(self.below(length)).unwrap_or(0))
    }

    /// One of the items, each as often as its weight says.
    pub(super) fn weighted<'a, T>(&self, items: &'a [(T, u64)]) -> Option<&'a T> {
        let mut rest = self.below(items.iter().map(|(_, weight)| weight).sum());
        items
            .iter()
            .find(|(_, weight)| {
                let found = rest < *weight;
                rest = rest.saturating_sub(*weight);
                found
            })
            .map(|(item, _)| item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_kept_and_the_seed_decides() {
        let items = [("often", 9), ("seldom", 1), ("never", 0)];
        let drawn: Vec<&str> = {
            let chance = Chance::new(7);
            (0..1000).filter_map(|_| chance.weighted(&items).copied()).collect()
        };
        let again: Vec<&str> = {
            let chance = Chance::new(7);
            (0..1000).filter_map(|_| chance.weighted(&items).copied()).collect()
        };
        let often = drawn.iter().filter(|item| **item == "often").count();
        assert!((850..950).contains(&often), "{often}");
        assert!(!drawn.contains(&"never"));
        assert_eq!(drawn, again);
    }

    #[test]
    fn nothing_to_choose_from_gives_nothing() {
        let chance = Chance::new(1);
        assert_eq!((chance.pick::<u8>(&[]), chance.weighted::<u8>(&[]), chance.below(0)), (None, None, 0));
    }
}
