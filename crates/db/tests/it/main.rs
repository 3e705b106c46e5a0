//! The private PostgreSQL, tried with real processes: started, killed, started again.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot prepare its facts stops there: that is its report")]

mod crash;
mod migrate;
mod program;
mod start;
