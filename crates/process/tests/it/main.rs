//! Behaviour of the engine as its callers see it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot prepare its facts stops there: that is its report"
)]

mod engine;
mod flaws;
mod migration;
mod pack;
mod properties;
mod shared;
mod tables;
