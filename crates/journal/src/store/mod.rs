//! All SQL of the journal.

pub(crate) mod entry;
pub(crate) mod reader;
pub(crate) mod seal;
