//! Templates of results: what a paper of a kind says, chosen by procedure and outcome, in versions.
//!
//! A template is text with places to fill in, `{nguoi_nop.ten}`. It knows no dossier: whoever has one gives the values. Filling never fails
//! for want of a value: a line whose places all stay empty is left out, so that one template serves short and long declarations.

mod check;
mod fill;
mod model;
pub mod pack;
mod store;
mod text;
mod usecases;

pub use check::{Flaw, PLACES, check};
pub use fill::{Fields, Filled, fill, places};
pub use model::{Issuer, Layout, Line, Origin, Outcome, Published, Step, Template};
pub use text::{facts_from_lines, facts_to_lines, from_lines, to_lines};
pub(crate) use usecases::subject_of;
pub use usecases::{TemplateRefusal, current, history, in_force, list, publish, restore, save, steps, undo, withdraw};
