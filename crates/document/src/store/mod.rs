//! All SQL of this capability.

pub(crate) mod documents;
pub(crate) mod results;
pub(crate) mod upload_keys;
