//! From what was typed to what was meant: a short list of slots with alternatives.

use super::index::{Index, Rewriting, UNKNOWN_WEIGHT};
use super::keyboard;
use super::text::{Token, is_syllable, tokens};
use super::vocabulary::TermId;
use crate::thesaurus::Kind;

/// A syllable that may stand in a slot, and how surely it was meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Alternative {
    pub(crate) id: TermId,
    pub(crate) sureness: f32,
}

/// One place of the query.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) alternatives: Vec<Alternative>,
    /// The spelling with diacritics, when the writer set any.
    pub(crate) exact: Option<TermId>,
    /// What finding it is worth.
    pub(crate) weight: f32,
    /// Number of the fixed expression it belongs to.
    pub(crate) phrase: Option<usize>,
}

/// One way to read the query.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    pub(crate) slots: Vec<Slot>,
    /// How surely the whole was meant this way.
    pub(crate) sureness: f32,
}

/// Queries are cut here: nobody asks in more words, and time stays bounded.
const LONGEST_QUERY: usize = 32;
const REWRITTEN: f32 = 0.98;
/// Average cost of a part when a word is cut: 1 when all neighbours are known.
const MOST_STRANGE: f32 = 1.4;
const TYPO: f32 = 0.8;
const FILLER_SHARE: f32 = 0.06;

/// Every way to read `query`, the likeliest first; empty when it says nothing.
pub(crate) fn readings(index: &Index, query: &str) -> Vec<Reading> {
    let typed: Vec<Token> =
        tokens(query).into_iter().take(LONGEST_QUERY).flat_map(|token| repair(index, token)).take(LONGEST_QUERY).collect();
    let marked = typed.iter().any(Token::has_marks);
    let plain = reading(index, &marks(index, &typed, marked), 1.0);
    let mut found = vec![plain];
    if let Some(rewritten) = rewrite(index, &typed, marked) {
        found.push(reading(index, &marks(index, &rewritten, marked), REWRITTEN));
    }
    found.retain(|reading| !reading.slots.is_empty());
    found
}

/// Undoes keyboard leftovers and missing spaces, as far as the result is a known word.
fn repair(index: &Index, token: Token) -> Vec<Token> {
    let known = |folded: &str| index.vocabulary.id(folded).is_some();
    if known(&token.folded) {
        return vec![token];
    }
    if let Some(decoded) = keyboard::decode(&token.typed).filter(|decoded| known(&decoded.folded)) {
        return vec![decoded];
    }
    split(index, &token).unwrap_or_else(|| vec![token])
}

/// "khaisinh" → "khai", "sinh": cut where known pairs meet.
fn split(index: &Index, token: &Token) -> Option<Vec<Token>> {
    let length = token.typed.chars().count();
    if !(5..=40).contains(&length) || is_syllable(&token.folded) {
        return None;
    }
    let parts = cut(index, &token.folded)?;
    let letters: Vec<char> = token.typed.chars().collect();
    let mut start = 0;
    let mut whole = Vec::new();
    for part in parts {
        let end = start + part;
        whole.push(Token::new(&letters.get(start..end)?.iter().collect::<String>()));
        start = end;
    }
    Some(whole)
}

/// Lengths of the fewest known syllables that make up `folded`; among equals, those that stand together somewhere.
fn cut(index: &Index, folded: &str) -> Option<Vec<usize>> {
    if !folded.is_ascii() {
        return None;
    }
    let mut best: Vec<Option<(f32, Vec<usize>)>> = vec![None; folded.len() + 1];
    *best.first_mut()? = Some((0.0, Vec::new()));
    for end in 1..=folded.len() {
        for start in end.saturating_sub(7)..end {
            let Some(Some((cost, parts))) = best.get(start).cloned() else { continue };
            let Some(piece) = folded.get(start..end).filter(|piece| is_syllable(piece)) else { continue };
            let Some(id) = known(index, piece) else { continue };
            let before = parts.last().and_then(|length| folded.get(start - length..start)).and_then(|last| known(index, last));
            let together = before.is_none_or(|before| index.knows_pair(before, id));
            let cost = cost + if together { 1.0 } else { 2.5 };
            let place = best.get_mut(end)?;
            if place.as_ref().is_none_or(|(known, _)| cost < *known) {
                *place = Some((cost, parts.into_iter().chain([end - start]).collect()));
            }
        }
    }
    let (cost, parts) = best.pop().flatten()?;
    // Most neighbours must be known to stand together, or any foreign word could be cut into syllables.
    (parts.len() > 1 && cost <= MOST_STRANGE * super::index::float(parts.len())).then_some(parts)
}

fn known(index: &Index, piece: &str) -> Option<TermId> {
    index.vocabulary.id(&Token::new(piece).folded)
}

/// A token with what the thesaurus says about it.
struct Marked {
    token: Token,
    filler: bool,
    phrase: Option<usize>,
}

/// Finds fillers and fixed expressions.
fn marks(index: &Index, words: &[Token], marked: bool) -> Vec<Marked> {
    let mut whole: Vec<Marked> = words.iter().map(|token| Marked { token: token.clone(), filler: false, phrase: None }).collect();
    let mut at = 0;
    let mut phrases = 0;
    while at < words.len() {
        let rest = words.get(at..).unwrap_or(&[]);
        let fixed = longest(index, rest, marked, |kind| !kind.expands());
        let length = fixed.map_or(1, |rewriting| rewriting.term.len());
        if let Some(fixed) = fixed {
            for word in whole.iter_mut().skip(at).take(length) {
                word.filler = fixed.kind == Kind::Filler;
                word.phrase = (fixed.kind == Kind::Phrase).then_some(phrases);
            }
            phrases += 1;
        }
        at += length;
    }
    whole
}

/// Replaces what the thesaurus knows in other words; `None` when nothing is to be replaced.
fn rewrite(index: &Index, words: &[Token], marked: bool) -> Option<Vec<Token>> {
    let mut whole = Vec::new();
    let mut changed = false;
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let rest = words.get(at..).unwrap_or(&[]);
        match longest(index, rest, marked, |_| true).filter(|rewriting| rewriting.kind.expands()) {
            Some(rewriting) => {
                whole.extend(rewriting.words.iter().cloned());
                at += rewriting.term.len();
                changed = true;
            }
            None => {
                whole.push(word.clone());
                at += 1;
            }
        }
    }
    changed.then_some(whole)
}

fn longest<'index>(index: &'index Index, rest: &[Token], marked: bool, wanted: impl Fn(Kind) -> bool) -> Option<&'index Rewriting> {
    let first = rest.first()?;
    let candidates = index.rewritings.get(&first.folded)?;
    candidates.iter().find(|rewriting| wanted(rewriting.kind) && begins_with(rest, &rewriting.term, marked))
}

/// When the writer sets diacritics, "cho" is not "chó".
fn begins_with(rest: &[Token], term: &[Token], marked: bool) -> bool {
    let same = |word: &Token, wanted: &Token| {
        word.folded == wanted.folded && (!marked || word.exact == wanted.exact || (!word.has_marks() && term.len() > 1))
    };
    rest.len() >= term.len() && rest.iter().zip(term).all(|(word, wanted)| same(word, wanted))
}

fn reading(index: &Index, words: &[Marked], sureness: f32) -> Reading {
    let said = words.iter().any(|word| !word.filler);
    let mut slots: Vec<Slot> = if said { words.iter().map(|word| slot(index, word)).collect() } else { Vec::new() };
    widen(index, &mut slots, words);
    Reading { slots, sureness }
}

fn slot(index: &Index, word: &Marked) -> Slot {
    let id = index.vocabulary.id(&word.token.folded);
    let alternatives = id.map(|id| Alternative { id, sureness: 1.0 }).into_iter().collect();
    let exact = word.token.has_marks().then(|| index.exacts.id(&word.token.exact).unwrap_or(TermId::MAX));
    let weight = id.map_or(UNKNOWN_WEIGHT, |id| index.syllable_weight(id)) * if word.filler { FILLER_SHARE } else { 1.0 };
    Slot { alternatives, exact, weight, phrase: word.phrase }
}

/// Adds near spellings where a syllable is unknown, or stands beside nothing it is known to stand beside.
fn widen(index: &Index, slots: &mut [Slot], words: &[Marked]) {
    let typed: Vec<Option<TermId>> = slots.iter().map(|slot| slot.alternatives.first().map(|first| first.id)).collect();
    let beside =
        |at: usize| (at.checked_sub(1).and_then(|before| typed.get(before).copied().flatten()), typed.get(at + 1).copied().flatten());
    for (at, (slot, word)) in slots.iter_mut().zip(words).enumerate() {
        let (before, after) = beside(at);
        let fits = |id: TermId| {
            before.is_some_and(|before| index.knows_pair(before, id)) || after.is_some_and(|after| index.knows_pair(id, after))
        };
        let typed_fits = slot.alternatives.first().is_some_and(|first| fits(first.id));
        if word.filler || typed_fits || word.phrase.is_some() {
            continue;
        }
        let unknown = slot.alternatives.is_empty();
        let mut near = index.vocabulary.near(&word.token.folded);
        if near.iter().any(|id| fits(*id)) {
            near.retain(|id| fits(*id));
        } else if !unknown || word.token.folded.len() < 4 {
            near.clear();
        }
        slot.alternatives.extend(near.into_iter().take(8).map(|id| Alternative { id, sureness: TYPO }));
        if unknown && let Some(best) = slot.alternatives.iter().map(|one| index.syllable_weight(one.id)).reduce(f32::max) {
            slot.weight = best;
        }
    }
}
