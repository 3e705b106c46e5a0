//! Every syllable and every pair of syllables the index knows, and the nearest known one to a misspelt one.

use std::collections::HashMap;

/// Number of a known syllable.
pub(crate) type TermId = u32;

/// Two neighbouring syllables.
pub(crate) type Pair = (TermId, TermId);

/// Interned syllables with a neighbourhood of single deletions for finding what a misspelt one meant.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<String, TermId>,
    names: Vec<String>,
    by_deletion: HashMap<String, Vec<TermId>>,
}

impl Vocabulary {
    /// The number of `folded`, given now if it is new.
    pub(crate) fn intern(&mut self, folded: &str) -> TermId {
        if let Some(id) = self.ids.get(folded) {
            return *id;
        }
        let id = TermId::try_from(self.names.len()).unwrap_or(TermId::MAX);
        self.ids.insert(folded.to_owned(), id);
        self.names.push(folded.to_owned());
        id
    }

    /// The number of a known syllable.
    pub(crate) fn id(&self, folded: &str) -> Option<TermId> {
        self.ids.get(folded).copied()
    }

    /// The syllable with this number.
    pub(crate) fn name(&self, id: TermId) -> &str {
        usize::try_from(id).ok().and_then(|at| self.names.get(at)).map_or("", String::as_str)
    }

    /// Prepares `near`; called once when every syllable is known.
    pub(crate) fn learn_neighbours(&mut self) {
        for (name, id) in &self.ids {
            if can_be_misspelt(name) {
                for shorter in deletions(name) {
                    self.by_deletion.entry(shorter).or_default().push(*id);
                }
                self.by_deletion.entry(name.clone()).or_default().push(*id);
            }
        }
        for list in self.by_deletion.values_mut() {
            list.sort_unstable();
        }
    }

    /// Known syllables one letter added, lost, changed or exchanged away from `folded`.
    pub(crate) fn near(&self, folded: &str) -> Vec<TermId> {
        if !can_be_misspelt(folded) {
            return Vec::new();
        }
        let mut found: Vec<TermId> = Vec::new();
        for key in deletions(folded).into_iter().chain([folded.to_owned()]) {
            found.extend(self.by_deletion.get(&key).into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|id| one_step(folded, self.name(*id)));
        found
    }
}

/// Numbers and Thai trigrams are taken as typed; so are syllables too short to judge.
fn can_be_misspelt(folded: &str) -> bool {
    folded.len() >= 2 && folded.bytes().all(|letter| letter.is_ascii_lowercase())
}

fn deletions(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let without = |gone: usize| letters.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, letter)| *letter).collect();
    (0..letters.len()).map(without).collect()
}

/// Whether two different words are one insertion, deletion, change or exchange of neighbours apart.
fn one_step(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let start = one.iter().zip(other).take_while(|(left, right)| left == right).count();
    let (one, other) = (one.get(start..).unwrap_or(&[]), other.get(start..).unwrap_or(&[]));
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(left, right)| left == right).count();
    let one = one.get(..one.len().saturating_sub(end)).unwrap_or(&[]);
    let other = other.get(..other.len().saturating_sub(end)).unwrap_or(&[]);
    match (one, other) {
        ([], []) => false,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => one.len() <= 1 && other.len() <= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_one_step_away() {
        let cases = [
            ("khia", "khai", true),
            ("sin", "sinh", true),
            ("dsng", "dang", true),
            ("giay", "giay", false),
            ("hon", "hom", true),
            ("abcd", "badc", false),
        ];
        for (one, other, expected) in cases {
            assert_eq!(one_step(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn the_neighbourhood_finds_what_was_meant() {
        let mut vocabulary = Vocabulary::default();
        for word in ["khai", "sinh", "tu", "ket", "hon"] {
            vocabulary.intern(word);
        }
        vocabulary.learn_neighbours();
        for (typed, meant) in [("khia", "khai"), ("sihn", "sinh"), ("ketr", "ket"), ("hn", "hon")] {
            assert_eq!(vocabulary.near(typed).first().map(|id| vocabulary.name(*id)), Some(meant));
        }
    }
}
