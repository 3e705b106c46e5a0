//! Which procedures answer a reading, and whether any does.

use std::collections::HashMap;

use super::code::{self, CodeQuery};
use super::index::Index;
use super::query::{Reading, Slot, readings};

/// A procedure found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Procedure code.
    pub code: String,
    /// How well it answers: 1 is a name typed in full.
    pub score: f32,
}

/// What an answer must at least cover of the query, so that a query nothing answers finds nothing.
const LEAST_COVERED: f32 = 0.55;
/// Share of a name that a single syllable must make up.
const LONE_SHARE: f32 = 0.4;
/// What says less than this is a filler.
const FILLER: f32 = 0.5;
/// A best answer below this is chance.
const LEAST_SCORE: f32 = 0.44;
/// What all names of a procedure together must cover,
const LEAST_POOLED: f32 = 0.6;
/// and what covering it together is worth.
const TOGETHER: f32 = 0.7;
/// Share of a name that must be said for it to count as said among other words,
const WHOLE_NAME: f32 = 0.75;
/// what such a name must be worth, so that two common syllables do not count,
const TELLING_NAME: f32 = 12.0;
/// and what it must cover of the query.
const LEAST_BESIDE: f32 = 0.25;
/// Answers much worse than the best are left out.
const LEAST_OF_BEST: f32 = 0.5;
/// What a syllable with other diacritics than typed is worth.
const OTHER_MARKS: f32 = 0.6;
/// What a pair of words found only in the longer text is worth.
const IN_BODY: f32 = 0.35;
/// How far a name may say more than was asked before it counts against it.
const BREVITY: f32 = 0.3;
/// What being sought often adds.
const IMPORTANCE: f32 = 0.08;

impl Index {
    /// The procedures that answer `query`, the best first, at most `limit`; none when nothing answers.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let hits = match code::parse(query) {
            Some(code) => self.by_code(&code),
            None => self.by_words(query),
        };
        hits.into_iter().take(limit).collect()
    }

    fn by_code(&self, wanted: &CodeQuery) -> Vec<Hit> {
        let mut hits: Vec<(f32, Hit)> = self
            .documents
            .iter()
            .filter(|target| wanted.accepts(&target.code))
            .map(|target| (target.importance, Hit { code: target.code.clone(), score: 1.0 }))
            .collect();
        hits.sort_by(|(one, first), (other, second)| other.total_cmp(one).then_with(|| first.code.cmp(&second.code)));
        hits.into_iter().map(|(_, hit)| hit).collect()
    }

    fn by_words(&self, query: &str) -> Vec<Hit> {
        let mut best: HashMap<u32, Answer> = HashMap::new();
        for reading in readings(self, query) {
            for (document, answer) in self.answers(&reading) {
                let known = best.entry(document).or_default();
                if answer.score > known.score {
                    *known = answer;
                }
            }
        }
        self.ranked(best)
    }

    fn ranked(&self, best: HashMap<u32, Answer>) -> Vec<Hit> {
        let enough = best.values().filter(|answer| answer.enough);
        let Some(top) = enough.map(|answer| answer.score).reduce(f32::max) else { return Vec::new() };
        if top < LEAST_SCORE {
            return Vec::new();
        }
        let mut hits: Vec<(f32, Hit)> = Vec::new();
        for (document, answer) in best {
            let target = usize::try_from(document).ok().and_then(|at| self.documents.get(at));
            if let Some(target) = target.filter(|_| answer.score >= LEAST_OF_BEST * top) {
                let order = answer.score + IMPORTANCE * target.importance;
                hits.push((order, Hit { code: target.code.clone(), score: answer.score }));
            }
        }
        hits.sort_by(|(one, first), (other, second)| other.total_cmp(one).then_with(|| first.code.cmp(&second.code)));
        hits.into_iter().map(|(_, hit)| hit).collect()
    }

    fn answers(&self, reading: &Reading) -> HashMap<u32, Answer> {
        let ideal = self.ideal(&reading.slots);
        let mut earned = vec![Earned::default(); self.names.len()];
        let mut touched = Vec::new();
        let mut pool = Pool::new(self.documents.len());
        for slot in &reading.slots {
            self.earn_syllable(slot, &mut earned, &mut touched, &mut pool);
        }
        for pair in reading.slots.windows(2) {
            if let [first, second] = pair {
                self.earn_pair(first, second, &mut earned, &mut pool);
            }
        }
        let is_lone = reading.slots.iter().filter(|slot| slot.weight > FILLER).count() < 2;
        let body = self.body_share(&reading.slots, ideal);
        let holders = self.holders_of_phrases(&reading.slots);
        let mut found: HashMap<u32, Answer> = HashMap::new();
        for place in touched {
            if holders.as_ref().is_some_and(|holders| holders.binary_search(&place).is_err()) {
                continue;
            }
            let Some((name, earned)) = at(&self.names, place).zip(at(&earned, place)) else { continue };
            let extra = body.get(&name.document).copied().unwrap_or(0.0);
            let covered = ((earned.syllables + earned.pairs) / ideal).min(1.0);
            let covered = covered + (1.0 - covered) * extra * IN_BODY;
            let brief = ((earned.syllables + earned.pairs) / name.total.max(0.1)).min(1.0);
            let pooled = pool.share(name.document, ideal);
            let said = Said { covered, brief, total: name.total, pooled, is_lone };
            let score = said.score() * name.weight * reading.sureness;
            let known = found.entry(name.document).or_default();
            if score > known.score {
                *known = Answer { score, enough: said.is_enough() };
            }
        }
        found
    }

    /// The names that hold every fixed expression of the query as a whole, in order; `None` when it has none.
    fn holders_of_phrases(&self, slots: &[Slot]) -> Option<Vec<u32>> {
        let phrases =
            slots.chunk_by(|one, other| one.phrase == other.phrase).filter(|group| group.first().is_some_and(|slot| slot.phrase.is_some()));
        phrases.map(|group| self.holders(group)).reduce(|mut all, next| {
            all.retain(|name| next.binary_search(name).is_ok());
            all
        })
    }

    fn holders(&self, group: &[Slot]) -> Vec<u32> {
        let pairs = group.windows(2).map(|pair| self.pair_names(pair));
        let lists = group.iter().map(|slot| self.spelt_names(slot)).chain(pairs);
        let common = lists.reduce(|mut all, next| {
            all.retain(|name| next.binary_search(name).is_ok());
            all
        });
        common.unwrap_or_default()
    }

    /// The names that hold the syllable as it was typed.
    fn spelt_names(&self, slot: &Slot) -> Vec<u32> {
        let postings = slot.alternatives.first().and_then(|first| self.syllables.get(&first.id)).into_iter().flatten();
        let mut names: Vec<u32> =
            postings.filter(|posting| slot.exact.is_none_or(|exact| exact == posting.exact)).map(|posting| posting.name).collect();
        names.dedup();
        names
    }

    fn pair_names(&self, pair: &[Slot]) -> Vec<u32> {
        let [first, second] = pair else { return Vec::new() };
        let ids = first.alternatives.first().zip(second.alternatives.first());
        ids.and_then(|(one, other)| self.pairs.get(&(one.id, other.id))).cloned().unwrap_or_default()
    }

    /// What a name that says exactly what was asked would earn.
    fn ideal(&self, slots: &[Slot]) -> f32 {
        let syllables: f32 = slots.iter().map(|slot| slot.weight).sum();
        let pairs: f32 = slots.windows(2).map(pair_weight).sum();
        (syllables + pairs).max(0.1)
    }

    fn earn_syllable(&self, slot: &Slot, earned: &mut [Earned], touched: &mut Vec<u32>, pool: &mut Pool) {
        pool.next();
        let mut here: Vec<(u32, f32)> = Vec::new();
        for alternative in &slot.alternatives {
            for posting in self.syllables.get(&alternative.id).into_iter().flatten() {
                let marks = if slot.exact.is_none_or(|exact| exact == posting.exact) { 1.0 } else { OTHER_MARKS };
                here.push((posting.name, marks * alternative.sureness));
            }
        }
        here.sort_unstable_by(|(one, first), (other, second)| one.cmp(other).then(second.total_cmp(first)));
        here.dedup_by_key(|(name, _)| *name);
        for (name, share) in here {
            let Some(place) = usize::try_from(name).ok().and_then(|at| earned.get_mut(at)) else { continue };
            if !place.touched {
                place.touched = true;
                touched.push(name);
            }
            place.syllables += slot.weight * share;
            if let Some(name) = at(&self.names, name) {
                pool.earn(name.document, slot.weight * share);
            }
        }
    }

    fn earn_pair(&self, first: &Slot, second: &Slot, earned: &mut [Earned], pool: &mut Pool) {
        pool.next();
        let weight = pair_weight_of(first, second);
        let mut here: Vec<u32> = Vec::new();
        for one in &first.alternatives {
            for other in &second.alternatives {
                here.extend(self.pairs.get(&(one.id, other.id)).into_iter().flatten());
            }
        }
        here.sort_unstable();
        here.dedup();
        for name in here {
            if let Some(place) = usize::try_from(name).ok().and_then(|at| earned.get_mut(at)) {
                place.pairs += weight;
            }
            if let Some(name) = at(&self.names, name) {
                pool.earn(name.document, weight);
            }
        }
    }

    /// For each procedure, the share of the query's pairs its longer text holds.
    fn body_share(&self, slots: &[Slot], ideal: f32) -> HashMap<u32, f32> {
        let mut shares: HashMap<u32, f32> = HashMap::new();
        for pair in slots.windows(2) {
            let [first, second] = pair else { continue };
            let worth = (first.weight + second.weight) * 0.5 + pair_weight_of(first, second);
            let ids = first.alternatives.first().zip(second.alternatives.first());
            let documents = ids.and_then(|(one, other)| self.body.get(&(one.id, other.id)));
            for document in documents.into_iter().flatten() {
                *shares.entry(*document).or_default() += worth / ideal;
            }
        }
        shares
    }
}

/// What the names of each procedure earn together; each place of the query counts once, by the name that answers it best.
struct Pool {
    sums: Vec<Pooled>,
    round: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Pooled {
    sum: f32,
    best: f32,
    round: u32,
}

impl Pool {
    fn new(documents: usize) -> Self {
        Self { sums: vec![Pooled::default(); documents], round: 0 }
    }

    /// The next place of the query begins.
    fn next(&mut self) {
        self.round += 1;
    }

    fn earn(&mut self, document: u32, amount: f32) {
        let Some(pooled) = usize::try_from(document).ok().and_then(|at| self.sums.get_mut(at)) else { return };
        if pooled.round != self.round {
            *pooled = Pooled { sum: pooled.sum + pooled.best, best: 0.0, round: self.round };
        }
        pooled.best = pooled.best.max(amount);
    }

    fn share(&self, document: u32, ideal: f32) -> f32 {
        at(&self.sums, document).map_or(0.0, |pooled| (pooled.sum + pooled.best) / ideal)
    }
}

/// What a procedure earned by its best name.
#[derive(Debug, Clone, Copy, Default)]
struct Answer {
    score: f32,
    enough: bool,
}

/// How a name and a query speak of the same.
struct Said {
    /// Share of the query the name answers.
    covered: f32,
    /// Share of the name the query says.
    brief: f32,
    /// What the name is worth.
    total: f32,
    /// Share of the query all names of the procedure answer together.
    pooled: f32,
    /// Whether the query is a single syllable, which proves little within a long name.
    is_lone: bool,
}

impl Said {
    /// Either the name answers most of what was asked, or the query says the whole name among other words.
    fn score(&self) -> f32 {
        let answered = self.covered * (1.0 - BREVITY + BREVITY * self.brief);
        let said = if self.says_name() { self.brief * (0.4 + 0.5 * self.covered) } else { 0.0 };
        answered.max(said).max(TOGETHER * self.pooled)
    }

    fn says_name(&self) -> bool {
        self.brief >= WHOLE_NAME && self.total >= TELLING_NAME
    }

    fn is_enough(&self) -> bool {
        if self.is_lone && self.brief < LONE_SHARE {
            return false;
        }
        self.covered >= LEAST_COVERED || self.pooled >= LEAST_POOLED || (self.says_name() && self.covered >= LEAST_BESIDE)
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Earned {
    syllables: f32,
    pairs: f32,
    touched: bool,
}

fn pair_weight(pair: &[Slot]) -> f32 {
    match pair {
        [first, second] => pair_weight_of(first, second),
        _ => 0.0,
    }
}

fn pair_weight_of(first: &Slot, second: &Slot) -> f32 {
    0.6 * first.weight.min(second.weight)
}

fn at<T>(list: &[T], place: u32) -> Option<&T> {
    usize::try_from(place).ok().and_then(|at| list.get(at))
}
