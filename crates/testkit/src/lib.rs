//! A database per test, clocks, samples.
//!
//! [`Database::create`] copies a migrated template in a shared test cluster, so that tests run side by side without seeing each
//! other. Nothing here sleeps and nothing here is random: clocks stand, and entropy is seeded.

#![expect(clippy::expect_used, clippy::panic, reason = "a test without its database has nothing to say: stopping is the report")]

pub mod cluster;
mod database;

use std::sync::Arc;

use kernel::clock::SeededEntropy;

pub use database::{Database, START};

/// Repeatable random bytes, another stream for every `seed`.
#[must_use]
pub fn random(seed: u64) -> Arc<SeededEntropy> {
    Arc::new(SeededEntropy::new(seed))
}
