//! Documents and results with a database, a disk and the router of the house.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot prepare its facts stops there: that is its report"
)]

mod results;
mod routes;
mod support;
mod templates;
mod upload;
mod verify;
