//! All SQL of this capability; it names its own schema only.

pub(crate) mod addresses;
pub(crate) mod deliveries;
pub(crate) mod lists;
pub(crate) mod notices;
pub(crate) mod preferences;
pub(crate) mod sending;
