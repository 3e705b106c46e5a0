//! Decisions, pure: no database, no clock.

pub(crate) mod competence;
pub(crate) mod reorganisation;
