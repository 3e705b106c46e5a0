//! One verb per file.

pub mod administer;
pub mod confirm;
pub mod prefer;
pub mod read;
pub mod send;
pub mod tell;

pub(crate) mod happened;
