//! Use cases and pages of the queue with a database.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot prepare its facts stops there: that is its report"
)]

mod appointments;
mod line;
mod pages;
mod support;
