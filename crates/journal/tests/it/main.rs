//! The journal on a real database, one file per promise.

mod append;
mod reader;
mod seal;
mod support;
