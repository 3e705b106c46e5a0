//! Number series of results: how the numbers of a kind of paper are written, per office and year, and never given twice.

mod pattern;
mod store;
mod usecases;

pub use pattern::{Pattern, PatternFlaw};
pub use store::{SeriesPattern, Standing};
pub(crate) use usecases::written;
pub use usecases::{SeriesRefusal, change, history, list, next_numbers, skip_to, undo};
