//! Finding a procedure by what people call it.
//!
//! The index is in memory (2,849 procedures, a few megabytes) and answers in well under a millisecond;
//! `docs/adr/0007-search.md` says why it is not in the database and how a query is read and ranked.

mod code;
mod document;
mod index;
mod jsonl;
mod keyboard;
mod load;
mod query;
mod rank;
mod shared;
mod text;
mod vocabulary;

pub use document::Document;
pub use index::Index;
pub use jsonl::{CODES_PER_LINE, jsonl};
pub use load::{LoadError, documents, thesaurus};
pub use rank::Hit;
pub use shared::SharedIndex;
