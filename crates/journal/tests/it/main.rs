//! The journal on a real database, one file per promise.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    reason = "a test that cannot prepare its facts stops there: that is its report"
)]

mod append;
mod reader;
mod seal;
mod support;
