//! Building forms: a draft that is changed step by step, compared, and published as the next version.
//!
//! A form in force is never changed. Whoever changes it begins a draft; each saved change is a step that can be undone; publishing makes the
//! next version, in force from a day to come, so that dossiers and what they were filled in with stay what they were.

mod compare;
mod error;
mod field;
mod kind;
mod model;
mod sheet;
mod store;
mod usecases;
mod web;

pub use error::FormRefusal;
pub use field::{FieldKey, FieldSheet};
pub use kind::KindOfField;
pub use model::{FormDesk, Publication};
pub use sheet::{Change, Sheet};
pub use usecases::{begin, change, discard, import, publish, redo, undo};
pub use web::{ROUTES, router};
