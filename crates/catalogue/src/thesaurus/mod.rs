//! The thesaurus: what people say, and what the law calls it.
//!
//! It is data (`thesaurus.csv` of the country pack and what administrators add), never code.

mod model;
mod table;

pub use model::{Entry, Expansion, Kind, Thesaurus, UnknownKind};
pub use table::{FILE, parse};
