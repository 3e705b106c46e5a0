//! The append-only journal: entries, ordered cursors, sealed checkpoints.
//!
//! Every change of the house writes its entry in the same transaction ([`append`]). Afterwards readers follow the entries in an
//! order that never skips one ([`reader`]), and the [`sealer`] puts them under signed checkpoints, so that [`verify`] can tell
//! whether the past was touched.

pub mod append;
pub mod model;
pub mod reader;
mod store;

pub use append::{append, append_all, ensure_partitions, of_subject};
pub use model::{Entry, NewEntry, Position};
pub use reader::{Progress, Reader, ReaderError};
