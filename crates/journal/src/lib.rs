//! The append-only journal: entries, ordered cursors, sealed checkpoints.
//!
//! Every change of the house writes its entry in the same transaction ([`append()`]). Afterwards readers follow the entries in an
//! order that never skips one ([`reader`]), and the [`sealer`] puts them under signed checkpoints, so that [`verify()`] can tell
//! whether the past was touched.

pub mod append;
mod leaf;
pub mod model;
pub mod note;
pub mod reader;
pub mod sealer;
mod store;
pub mod tree;
pub mod verify;

pub use append::{SCHEMA_VERSION, append, append_all, append_at, ensure_partitions, of_administration, of_subject};
pub use model::{Entry, NewEntry, Position};
pub use note::{Checkpoint, NodeKey, PublicKey};
pub use reader::{Progress, Reader, ReaderError};
pub use sealer::seal;
pub use verify::{Checked, Fault, Finding, Verdict, VerifyError, verify, verify_with};
