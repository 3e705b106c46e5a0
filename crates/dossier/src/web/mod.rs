//! Pages. Each folder owns one side of the counter.

mod compared;
pub mod desk;
mod messages;
pub mod public;
pub(crate) mod shown;
mod typed_code;
