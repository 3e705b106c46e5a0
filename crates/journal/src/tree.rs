//! The hash tree of RFC 6962: leaves, nodes, roots and proofs. Pure.

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The hash of a leaf over `content` (RFC 6962 §2.1).
#[must_use]
pub fn leaf_hash(content: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(content).finalize().into()
}

/// The hash of a node over its two children (RFC 6962 §2.1).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// A complete subtree: `2^level` leaves from leaf `position × 2^level` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subtree {
    /// Height above the leaves.
    pub level: u32,
    /// Number among the subtrees of this height.
    pub position: u64,
    /// Its root.
    pub hash: Hash,
}

/// A growing tree, of which only the roots of its complete subtrees are kept: a few hundred bytes for any number of leaves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompactRange {
    size: u64,
    roots: Vec<Hash>,
}

impl CompactRange {
    /// A tree of `size` leaves with the given subtree roots, largest subtree first; `None` when their number does not fit.
    #[must_use]
    pub fn from_roots(size: u64, roots: Vec<Hash>) -> Option<Self> {
        (usize::try_from(size.count_ones()) == Ok(roots.len())).then_some(Self { size, roots })
    }

    /// Number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Roots of the complete subtrees, largest first.
    #[must_use]
    pub fn roots(&self) -> &[Hash] {
        &self.roots
    }

    /// Adds a leaf and returns the subtrees it completes, smallest first, the leaf itself left out.
    pub fn push(&mut self, leaf: Hash) -> Vec<Subtree> {
        let mut completed = Vec::new();
        let mut hash = leaf;
        for level in 1..=self.size.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                hash = node_hash(&left, &hash);
                completed.push(Subtree { level, position: self.size >> level, hash });
            }
        }
        self.roots.push(hash);
        self.size += 1;
        completed
    }

    /// The root over all leaves; of the empty tree the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        let folded = self.roots.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
        folded.unwrap_or_else(|| Sha256::digest([]).into())
    }
}

/// Leaves `from..until`, whose root is a piece of a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First leaf.
    pub from: u64,
    /// The leaf after the last.
    pub until: u64,
}

impl Span {
    const fn length(self) -> u64 {
        self.until - self.from
    }

    /// Left and right part as RFC 6962 cuts them: the left one is the largest power of two that is smaller than the whole.
    const fn split(self) -> (Self, Self) {
        let middle = self.from + (1 << (self.length() - 1).ilog2());
        (Self { from: self.from, until: middle }, Self { from: middle, until: self.until })
    }

    /// The complete subtrees this span consists of, as (level, position), largest first.
    #[must_use]
    pub fn subtrees(self) -> Vec<(u32, u64)> {
        let mut subtrees = Vec::new();
        let mut from = self.from;
        while from < self.until {
            let level = (self.until - from).ilog2();
            subtrees.push((level, from >> level));
            from += 1 << level;
        }
        subtrees
    }
}

/// The spans whose roots prove that leaf `index` is in the tree of `size` leaves, from the leaf upwards. `None` when it is not.
#[must_use]
pub fn inclusion_spans(index: u64, size: u64) -> Option<Vec<Span>> {
    if index >= size {
        return None;
    }
    let mut whole = Span { from: 0, until: size };
    let mut siblings = Vec::new();
    while whole.length() > 1 {
        let (left, right) = whole.split();
        let (within, beside) = if index < left.until { (left, right) } else { (right, left) };
        siblings.push(beside);
        whole = within;
    }
    siblings.reverse();
    Some(siblings)
}

/// The spans whose roots prove that the tree of `old` leaves is the beginning of the tree of `new` leaves (RFC 6962 §2.1.2).
/// `None` when `old` is 0 or greater than `new`.
#[must_use]
pub fn consistency_spans(old: u64, new: u64) -> Option<Vec<Span>> {
    if old == 0 || old > new {
        return None;
    }
    let mut whole = Span { from: 0, until: new };
    let mut spans = Vec::new();
    while whole.until != old {
        let (left, right) = whole.split();
        let (within, beside) = if old <= left.until { (left, right) } else { (right, left) };
        spans.push(beside);
        whole = within;
    }
    // The verifier knows the old root itself: it is part of the proof only when it is cut up in the new tree.
    if whole.from > 0 {
        spans.push(whole);
    }
    spans.reverse();
    Some(spans)
}

/// Whether `proof` shows that `leaf` is number `index` in the tree of `size` leaves with `root` (RFC 9162 §2.1.3.2).
#[must_use]
pub fn includes(leaf: Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            // A right edge without a sibling climbs until it has one.
            let climb = if node & 1 == 1 { 0 } else { node.trailing_zeros().min(63) };
            (node, last) = (node >> climb, last >> climb);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Whether `proof` shows that the tree of `old` leaves with `old_root` is the beginning of the tree of `new` leaves with
/// `new_root` (RFC 9162 §2.1.4.2).
#[must_use]
pub fn extends(old: u64, new: u64, proof: &[Hash], old_root: &Hash, new_root: &Hash) -> bool {
    if old == new {
        return proof.is_empty() && old_root == new_root;
    }
    if old == 0 || old > new {
        return false;
    }
    // A complete old tree is a node of the new one, and its root is not repeated in the proof.
    let known = old.is_power_of_two().then_some(old_root);
    let mut path = known.into_iter().chain(proof);
    let Some(first) = path.next() else { return false };
    let climb = (old - 1).trailing_ones();
    let (mut node, mut last) = ((old - 1) >> climb, (new - 1) >> climb);
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in path {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            let climb = if node & 1 == 1 { 0 } else { node.trailing_zeros().min(63) };
            (node, last) = (node >> climb, last >> climb);
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    last == 0 && old_hash == *old_root && new_hash == *new_root
}

#[cfg(test)]
mod tests {
    #![expect(clippy::as_conversions, reason = "numbers of a test are small")]

    use super::*;
    use proptest::prelude::*;

    /// The eight leaves and the roots of the trees of 0 to 8 of them, from the reference implementation of RFC 6962
    /// (google/certificate-transparency, `merkle_tree_test`).
    const LEAVES: [&str; 8] = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    fn tree(leaves: &[Hash]) -> CompactRange {
        let mut range = CompactRange::default();
        for leaf in leaves {
            range.push(*leaf);
        }
        range
    }

    /// The root by the recursive definition of RFC 6962 §2.1, to compare with.
    fn root_by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [only] => *only,
            _ => {
                let (left, right) = leaves.split_at(1 << (leaves.len() - 1).ilog2());
                node_hash(&root_by_definition(left), &root_by_definition(right))
            }
        }
    }

    fn roots_of(spans: &[Span], leaves: &[Hash]) -> Vec<Hash> {
        spans.iter().map(|span| root_by_definition(&leaves[span.from as usize..span.until as usize])).collect()
    }

    fn numbered(count: usize) -> Vec<Hash> {
        (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
    }

    #[test]
    fn roots_are_those_of_the_reference_implementation() {
        let leaves: Vec<Hash> = LEAVES.iter().map(|leaf| leaf_hash(&hex::decode(leaf).unwrap())).collect();
        for (size, expected) in ROOTS.iter().enumerate() {
            assert_eq!(hex::encode(tree(&leaves[..size]).root()), *expected, "{size} leaves");
        }
    }

    #[test]
    fn every_leaf_of_small_trees_has_a_proof_and_no_other_place() {
        for size in 1..=40_u64 {
            let leaves = numbered(40);
            let root = tree(&leaves[..size as usize]).root();
            for index in 0..size {
                let proof = roots_of(&inclusion_spans(index, size).unwrap(), &leaves);
                let leaf = leaves[index as usize];
                assert!(includes(leaf, index, size, &proof, &root), "{index} of {size}");
                assert!(!includes(leaf, (index + 1) % size, size, &proof, &root) || size == 1, "{index} of {size}");
                assert!(!includes(leaf_hash(b"other"), index, size, &proof, &root));
            }
            assert!(inclusion_spans(size, size).is_none());
        }
    }

    #[test]
    fn every_small_tree_is_the_beginning_of_every_greater_one() {
        let leaves = numbered(40);
        for new in 1..=40_u64 {
            let new_root = tree(&leaves[..new as usize]).root();
            for old in 1..=new {
                let old_root = tree(&leaves[..old as usize]).root();
                let proof = roots_of(&consistency_spans(old, new).unwrap(), &leaves);
                assert!(extends(old, new, &proof, &old_root, &new_root), "{old} to {new}");
                assert!(!extends(old, new, &proof, &leaf_hash(b"other"), &new_root), "{old} to {new}");
                assert!(!extends(old, new, &proof, &old_root, &leaf_hash(b"other")), "{old} to {new}");
            }
        }
        assert!(consistency_spans(0, 3).is_none() && consistency_spans(4, 3).is_none());
    }

    proptest! {
        #[test]
        fn growing_and_defining_give_the_same_root(size in 0_usize..600) {
            let leaves = numbered(size);
            let grown = tree(&leaves);
            prop_assert_eq!(grown.root(), root_by_definition(&leaves));
            let again = CompactRange::from_roots(grown.size(), grown.roots().to_vec());
            prop_assert_eq!(again, Some(grown));
        }

        #[test]
        fn a_span_is_the_sum_of_its_subtrees(size in 1_u64..600) {
            let leaves = numbered(600);
            let roots = Span { from: 0, until: size }.subtrees().into_iter().map(|(level, position)| {
                let from = (position << level) as usize;
                root_by_definition(&leaves[from..from + (1 << level)])
            });
            let range = CompactRange::from_roots(size, roots.collect()).unwrap();
            prop_assert_eq!(range.root(), root_by_definition(&leaves[..size as usize]));
        }
    }
}
