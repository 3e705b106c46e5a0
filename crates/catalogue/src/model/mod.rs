//! Types of this capability; pure.

mod flag;
mod overview;
mod procedure;
mod source;
mod words;

pub use flag::QualityFlag;
pub(crate) use overview::slug;
pub use overview::{Entry, Field, Filter, Overview};
pub use procedure::{Channel, Document, Fee, GovernmentLevel, Procedure, ProcedureResult, Submission};
pub use source::{Binding, FormSource, ProcessSource, Silence, SilenceSubject};
pub use words::Subject;
