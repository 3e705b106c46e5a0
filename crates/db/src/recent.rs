//! What was read from the database a moment ago and may be used again for a while.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Duration, Utc};

/// Answers of the database, kept in memory for a short time. Whoever asks says what time it is.
#[derive(Debug)]
pub struct Recent<Key, Value> {
    kept: RwLock<Kept<Key, Value>>,
    lasting: Duration,
    most: usize,
}

#[derive(Debug)]
struct Kept<Key, Value> {
    answers: HashMap<Key, (DateTime<Utc>, Arc<Value>)>,
    /// How often everything was forgotten.
    forgotten: u64,
}

/// The moment at which the database is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asking {
    at: DateTime<Utc>,
    forgotten: u64,
}

impl<Key: Hash + Eq, Value> Recent<Key, Value> {
    /// Answers are used for less than `lasting` after the question; when there are `most`, keeping begins anew.
    #[must_use]
    pub fn new(lasting: Duration, most: usize) -> Self {
        Self { kept: RwLock::new(Kept { answers: HashMap::new(), forgotten: 0 }), lasting, most }
    }

    /// The answer for `key`, unless it is too old at `now`.
    pub fn get(&self, key: &Key, now: DateTime<Utc>) -> Option<Arc<Value>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.answers.get(key).filter(|(asked_at, _)| (now - *asked_at).abs() < self.lasting).map(|(_, value)| Arc::clone(value))
    }

    /// To be called before the database is asked: an answer that was long in coming is not used longer for that, and one that was overtaken by
    /// [`forget`](Self::forget) is not kept at all.
    pub fn asking(&self, now: DateTime<Utc>) -> Asking {
        Asking { at: now, forgotten: self.kept.read().unwrap_or_else(PoisonError::into_inner).forgotten }
    }

    /// Keeps what the database answered.
    pub fn keep(&self, key: Key, asking: Asking, value: Arc<Value>) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.forgotten != asking.forgotten {
            return;
        }
        if kept.answers.len() >= self.most {
            kept.answers.clear();
        }
        kept.answers.insert(key, (asking.at, value));
    }

    /// Something was changed: no answer counts any longer, not even one that is on its way.
    pub fn forget(&self) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.forgotten += 1;
        kept.answers.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(number: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(number, 0).unwrap()
    }

    fn recent() -> Recent<u8, &'static str> {
        Recent::new(Duration::seconds(2), 2)
    }

    #[test]
    fn an_answer_is_used_until_it_is_too_old() {
        let recent = recent();
        recent.keep(1, recent.asking(second(10)), Arc::new("one"));
        assert_eq!(recent.get(&1, second(11)).as_deref(), Some(&"one"));
        assert_eq!(recent.get(&2, second(11)), None);
        assert_eq!(recent.get(&1, second(12)), None);
        assert_eq!(recent.get(&1, second(8)), None, "a clock set back makes nothing last longer");
    }

    #[test]
    fn an_answer_overtaken_by_a_change_is_not_kept() {
        let recent = recent();
        recent.keep(1, recent.asking(second(10)), Arc::new("before"));
        let on_its_way = recent.asking(second(10));
        recent.forget();
        recent.keep(2, on_its_way, Arc::new("before"));
        assert_eq!((recent.get(&1, second(10)), recent.get(&2, second(10))), (None, None));
        recent.keep(2, recent.asking(second(10)), Arc::new("after"));
        assert_eq!(recent.get(&2, second(10)).as_deref(), Some(&"after"));
    }

    #[test]
    fn no_more_than_so_many_are_kept() {
        let recent = recent();
        for key in 0..3 {
            recent.keep(key, recent.asking(second(10)), Arc::new("answer"));
        }
        let kept: Vec<u8> = (0..3).filter(|key| recent.get(key, second(10)).is_some()).collect();
        assert_eq!(kept, [2]);
    }
}
