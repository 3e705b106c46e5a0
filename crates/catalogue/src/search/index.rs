//! The index: every name a procedure goes by, in memory.

use std::collections::HashMap;

use super::document::Document;
use super::text::{Token, is_syllable, tokens};
use super::vocabulary::{Pair, TermId, Vocabulary};
use crate::thesaurus::{Entry, Expansion, Kind, Thesaurus};

/// A name of one procedure: the official one, or what the thesaurus says people call it.
#[derive(Debug)]
pub(crate) struct Name {
    /// Place of the procedure in `Index::documents`.
    pub(crate) document: u32,
    /// How surely the name means this procedure, 0 to 1.
    pub(crate) weight: f32,
    /// Sum of the weights of its syllables and pairs: what a perfect query would earn.
    pub(crate) total: f32,
}

/// A syllable's occurrence in a name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posting {
    /// Place in `Index::names`.
    pub(crate) name: u32,
    /// Its spelling with diacritics.
    pub(crate) exact: TermId,
}

/// What search keeps of a procedure.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) code: String,
    /// How often people look for it, 0 to 1; decides between equals.
    pub(crate) importance: f32,
}

/// A rewriting the thesaurus allows.
#[derive(Debug, Clone)]
pub(crate) struct Rewriting {
    pub(crate) term: Vec<Token>,
    pub(crate) kind: Kind,
    pub(crate) words: Vec<Token>,
}

/// The searchable procedures. Building takes a moment, searching microseconds; it never changes once built.
#[derive(Debug, Default)]
pub struct Index {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) exacts: Vocabulary,
    pub(crate) documents: Vec<Target>,
    pub(crate) names: Vec<Name>,
    pub(crate) syllables: HashMap<TermId, Vec<Posting>>,
    pub(crate) pairs: HashMap<Pair, Vec<u32>>,
    /// Pairs of syllables in the longer texts, by procedure.
    pub(crate) body: HashMap<Pair, Vec<u32>>,
    /// Rewritings by the first syllable of their term, the longest first.
    pub(crate) rewritings: HashMap<String, Vec<Rewriting>>,
}

impl Index {
    /// Builds the index of `documents` with the words of `thesaurus`.
    #[must_use]
    pub fn build(documents: impl IntoIterator<Item = Document>, thesaurus: &Thesaurus) -> Self {
        let mut index = Self::default();
        for entry in &thesaurus.entries {
            index.add_rewriting(entry);
        }
        index.sort_rewritings();
        let mut places = HashMap::new();
        for document in documents {
            let place = index.add_document(&document);
            places.insert(document.code, place);
        }
        for entry in &thesaurus.entries {
            index.add_targets(entry, &places);
        }
        index.finish();
        index
    }

    /// How many procedures can be found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether nothing can be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    fn add_document(&mut self, document: &Document) -> u32 {
        let place = small(self.documents.len());
        let importance = if document.everyday { 0.3 } else { 0.0 };
        self.documents.push(Target { code: document.code.clone(), importance });
        let words = tokens(&official(&document.name));
        self.add_name(place, OFFICIAL_WEIGHT, &words);
        if let Some(spelt_out) = self.spelt_out(&words) {
            self.add_name(place, OFFICIAL_WEIGHT, &spelt_out);
        }
        for text in [&document.field, &document.keywords, &document.agency, &document.text] {
            self.add_body(place, text);
        }
        place
    }

    /// The name with its abbreviations in full ("TNLĐ" → "tai nạn lao động"); `None` when it has none.
    fn spelt_out(&self, words: &[Token]) -> Option<Vec<Token>> {
        let meaning = |word: &Token| {
            let candidates = self.rewritings.get(&word.folded)?;
            candidates
                .iter()
                .find(|one| one.kind == Kind::Abbreviation && one.term.len() == 1 && !is_syllable(&word.folded))
                .map(|one| one.words.clone())
        };
        let meanings: Vec<Option<Vec<Token>>> = words.iter().map(meaning).collect();
        let any = meanings.iter().any(Option::is_some);
        any.then(|| words.iter().zip(meanings).flat_map(|(word, meaning)| meaning.unwrap_or_else(|| vec![word.clone()])).collect())
    }

    fn add_name(&mut self, document: u32, weight: f32, words: &[Token]) {
        let name = small(self.names.len());
        self.names.push(Name { document, weight, total: 0.0 });
        let ids: Vec<TermId> = words.iter().map(|word| self.add_syllable(name, word)).collect();
        for pair in ids.windows(2) {
            if let [first, second] = *pair {
                push_once(self.pairs.entry((first, second)).or_default(), name);
            }
        }
    }

    fn add_syllable(&mut self, name: u32, word: &Token) -> TermId {
        let id = self.vocabulary.intern(&word.folded);
        let posting = Posting { name, exact: self.exacts.intern(&word.exact) };
        let postings = self.syllables.entry(id).or_default();
        let known = postings.iter().rev().take_while(|last| last.name == name).any(|last| last.exact == posting.exact);
        if !known {
            postings.push(posting);
        }
        id
    }

    fn add_body(&mut self, document: u32, text: &str) {
        let words = tokens(text);
        let ids: Vec<TermId> = words.iter().take(LONGEST_BODY).map(|word| self.vocabulary.intern(&word.folded)).collect();
        for pair in ids.windows(2) {
            if let [first, second] = *pair {
                push_once(self.body.entry((first, second)).or_default(), document);
            }
        }
    }

    fn add_targets(&mut self, entry: &Entry, places: &HashMap<String, u32>) {
        let Expansion::Codes(codes) = &entry.expansion else { return };
        let term = tokens(&entry.term);
        let mut weight = 1.0;
        for place in codes.iter().filter_map(|code| places.get(code.as_str())) {
            self.add_name(*place, weight, &term);
            weight *= NEXT_TARGET;
            self.remember(*place);
        }
    }

    /// Procedures that people have many words for are those they look for.
    fn remember(&mut self, document: u32) {
        if let Some(target) = usize::try_from(document).ok().and_then(|at| self.documents.get_mut(at)) {
            target.importance = (target.importance + 0.08).min(1.0);
        }
    }

    fn add_rewriting(&mut self, entry: &Entry) {
        let words = match &entry.expansion {
            Expansion::Codes(_) => return,
            Expansion::Words(words) => tokens(words),
            Expansion::Nothing => Vec::new(),
        };
        let term = tokens(&entry.term);
        for word in &term {
            self.vocabulary.intern(&word.folded);
        }
        let Some(first) = term.first() else { return };
        let list = self.rewritings.entry(first.folded.clone()).or_default();
        list.push(Rewriting { term, kind: entry.kind, words });
    }

    fn sort_rewritings(&mut self) {
        for list in self.rewritings.values_mut() {
            list.sort_by_key(|rewriting| std::cmp::Reverse(rewriting.term.len()));
        }
    }

    fn finish(&mut self) {
        self.vocabulary.learn_neighbours();
        self.weigh_names();
    }

    /// Adds up what each name is worth, which needs every name to be known.
    fn weigh_names(&mut self) {
        let mut totals = vec![0.0_f32; self.names.len()];
        for (id, postings) in &self.syllables {
            let weight = self.syllable_weight(*id);
            let mut last = None;
            for posting in postings {
                if last != Some(posting.name) {
                    add_at(&mut totals, posting.name, weight);
                }
                last = Some(posting.name);
            }
        }
        for (pair, names) in &self.pairs {
            let weight = self.pair_weight(*pair);
            for name in names {
                add_at(&mut totals, *name, weight);
            }
        }
        for (name, total) in self.names.iter_mut().zip(totals) {
            name.total = total;
        }
    }

    /// How much a syllable tells: the rarer, the more.
    pub(crate) fn syllable_weight(&self, id: TermId) -> f32 {
        self.syllables.get(&id).map_or(UNKNOWN_WEIGHT, |postings| rarity(postings.len(), self.names.len()))
    }

    /// How much two neighbours tell together, beside what each tells.
    pub(crate) fn pair_weight(&self, (first, second): Pair) -> f32 {
        PAIR_SHARE * self.syllable_weight(first).min(self.syllable_weight(second))
    }

    /// Whether the two syllables stand together in some name.
    pub(crate) fn knows_pair(&self, first: TermId, second: TermId) -> bool {
        self.pairs.contains_key(&(first, second))
    }
}

/// An official name is as good as an everyday one.
const OFFICIAL_WEIGHT: f32 = 1.0;
/// Each further procedure that an everyday name may mean is a little less likely.
const NEXT_TARGET: f32 = 0.97;
/// Words of the longer texts that are looked at; what matters stands at the beginning.
const LONGEST_BODY: usize = 400;
/// Share of a pair's weight in relation to its weaker syllable.
const PAIR_SHARE: f32 = 0.6;
/// Weight of a syllable that occurs nowhere: as much as a rare one, so that unknown matters count against an answer.
pub(crate) const UNKNOWN_WEIGHT: f32 = 5.0;

fn rarity(occurrences: usize, names: usize) -> f32 {
    (1.0 + float(names) / float(occurrences.max(1))).ln().clamp(0.5, 7.0)
}

/// The official name without the words every second name begins with.
fn official(name: &str) -> String {
    let plain = name.trim();
    plain.strip_prefix("Thủ tục ").unwrap_or(plain).to_owned()
}

fn add_at(totals: &mut [f32], place: u32, weight: f32) {
    if let Some(total) = usize::try_from(place).ok().and_then(|at| totals.get_mut(at)) {
        *total += weight;
    }
}

fn push_once(list: &mut Vec<u32>, value: u32) {
    if list.last() != Some(&value) {
        list.push(value);
    }
}

fn small(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Counts stay far below the numbers a float holds exactly.
pub(crate) fn float(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
