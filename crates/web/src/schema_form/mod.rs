//! Electronic forms: a JSON Schema of the country pack becomes a page, what was typed becomes a declaration, and what is wrong is said at its
//! field in the visitor's language.
//!
//! A form is one object of fields; a group of fields may repeat in rows. Beside the words of JSON Schema it carries a few of its own, all
//! beginning with `x-`: the sections, the texts in the other languages, how a field is shown and when. Schema and conditions together decide what
//! is valid, on the server; scripts only make filling in nicer.

mod check;
mod definition;
mod example;
mod faults;
mod places;
mod reading;
mod rows;
mod show;
mod summary;
mod typed;

pub use definition::{Condition, Field, FieldKind, Form, Group, LegalForm, Option, Section, Text, When};
pub use places::{Place, Places};
pub use reading::{FormError, is_key};
pub use rows::FormAction;
pub use show::{ShownAddress, ShownField, ShownGroup, ShownKind, ShownRow, ShownSection};
pub use summary::{Summary, SummaryRow};
pub use typed::Typed;
