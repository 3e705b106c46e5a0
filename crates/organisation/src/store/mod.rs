//! All SQL of this capability.

pub(crate) mod agencies;
pub(crate) mod competence;
pub(crate) mod offices;
pub(crate) mod pack;
pub(crate) mod reorganisation;
pub(crate) mod units;
