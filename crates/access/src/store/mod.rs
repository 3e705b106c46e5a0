//! All SQL of this capability, on a connection given by the caller. Names only the schema `access`.

pub(crate) mod accounts;
pub(crate) mod actors;
pub(crate) mod grants;
pub(crate) mod records;
pub(crate) mod secrets;
pub(crate) mod sessions;
pub(crate) mod tokens;
