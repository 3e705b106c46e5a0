//! The journal on a real database, one file per promise.

mod append;
mod support;
