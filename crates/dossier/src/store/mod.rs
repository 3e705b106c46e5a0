//! All SQL of this capability.

pub(crate) mod codes;
pub(crate) mod contents;
pub(crate) mod dossiers;
pub(crate) mod drafts;
pub(crate) mod idempotency;
pub(crate) mod lists;
pub(crate) mod readings;
pub(crate) mod tallies;
pub(crate) mod tasks;
