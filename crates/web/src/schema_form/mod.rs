//! Electronic forms: a JSON Schema of the country pack becomes a page, what was typed becomes a declaration, and what is wrong is said at its
//! field in the visitor's language.
//!
//! A form is one flat object. Beside the words of JSON Schema it carries a few of its own, all beginning with `x-`: the sections, the texts in
//! the other languages, how a field is shown and when. The schema alone decides what is valid.

mod check;
mod definition;
mod show;
mod typed;

pub use definition::{Condition, Field, FieldKind, Form, FormError, Option, Section, Text};
pub use show::{ShownField, ShownKind, ShownSection, Summary, SummaryRow};
pub use typed::Typed;
