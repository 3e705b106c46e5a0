//! Procedures: forms, documents, fees, limits, processes, and finding them.
//!
//! Other capabilities use [`api`]. The facts come from the country pack ([`pack`]).

pub mod api;
mod model;
pub mod pack;
pub mod search;
mod store;
pub mod thesaurus;

pub use model::{
    Binding, Channel, Document, Entry, Fee, Field, Filter, FormSource, GovernmentLevel, Overview, Procedure, ProcedureResult, ProcessSource,
    QualityFlag, Subject, Submission,
};
