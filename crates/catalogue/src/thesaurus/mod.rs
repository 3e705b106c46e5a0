//! The thesaurus: what people say, and what the law calls it.
//!
//! It is data (`thesaurus.csv` of the country pack and what administrators add), never code.

mod dictionary;
mod error;
mod model;
mod store;
mod table;
mod usecases;
mod web;

pub use dictionary::Dictionary;
pub use error::WordRefusal;
pub use model::{Entry, Expansion, Kind, Thesaurus, UnknownKind, Word};
pub use table::{FILE, Row, parse};
pub use usecases::{add_word, change_word, remove_word, restore_word};
pub use web::{ROUTES, router};
