//! What can be done with documents and results, one verb per file.

pub mod fetch;
pub mod issue;
pub mod print;
pub mod revoke;
pub mod store;
pub mod verify;
