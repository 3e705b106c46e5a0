//! Time and chance as parameters, so that every decision can be replayed and tested.

use std::fmt::Debug;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, SubsecRound, Utc};

/// Tells the present instant. Use cases receive one; nothing else reads the time.
pub trait Clock: Send + Sync + Debug {
    /// The present instant in UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's own clock, for a running node. Precise to the microsecond, like the database.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the time of the machine enters")]
    fn now(&self) -> DateTime<Utc> {
        // The database keeps microseconds: what is read back must equal what was decided on.
        Utc::now().trunc_subsecs(6)
    }
}

/// A clock moved by hand, for tests and for living through a simulated year. Precise to the microsecond, like the database.
#[derive(Debug)]
pub struct SettableClock(AtomicI64);

impl SettableClock {
    /// A clock that stands at `now` until it is moved.
    #[must_use]
    pub fn at(now: DateTime<Utc>) -> Self {
        Self(AtomicI64::new(now.timestamp_micros()))
    }

    /// Moves the clock to `now`, forwards or backwards.
    pub fn set(&self, now: DateTime<Utc>) {
        self.0.store(now.timestamp_micros(), Ordering::SeqCst);
    }

    /// Moves the clock forwards by `by`.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::SeqCst);
    }
}

impl Clock for SettableClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.load(Ordering::SeqCst)).unwrap_or_default()
    }
}

/// A source of random bytes.
pub trait Entropy: Send + Sync + Debug {
    /// Fills `bytes` with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// Random bytes of the operating system, fit for secrets.
#[derive(Debug, Default, Clone, Copy)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    #[expect(clippy::disallowed_methods, reason = "the one place where chance enters")]
    #[expect(clippy::panic, reason = "without randomness no secret and no identifier may be made: stopping is the only safe answer")]
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            panic!("the operating system gives no random bytes: {error}");
        }
    }
}

/// A repeatable stream of bytes for tests and simulations (SplitMix64). Never for secrets.
#[derive(Debug)]
pub struct SeededEntropy(Mutex<u64>);

impl SeededEntropy {
    /// The stream that belongs to `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }

    fn next(&self) -> u64 {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = *state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let word = self.next().to_le_bytes();
            for (target, source) in chunk.iter_mut().zip(word) {
                *target = source;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_settable_clock_stands_until_it_is_moved() {
        let start = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let clock = SettableClock::at(start);
        assert_eq!(clock.now(), start);
        clock.advance(Duration::hours(2));
        assert_eq!(clock.now(), start + Duration::hours(2));
        clock.set(start);
        assert_eq!(clock.now(), start);
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let (mut first, mut second, mut other) = ([0; 20], [0; 20], [0; 20]);
        SeededEntropy::new(7).fill(&mut first);
        SeededEntropy::new(7).fill(&mut second);
        SeededEntropy::new(8).fill(&mut other);
        assert_eq!(first, second);
        assert_ne!(first, other);
    }
}
