//! Procedures: forms, documents, fees, limits, processes, and finding them.
//!
//! Other capabilities use [`api`] and the [`Overview`] of a day. The facts come from the country pack ([`pack`]).

pub mod api;
pub mod editor;
mod model;
mod node;
pub mod pack;
pub mod rest;
#[cfg(test)]
mod sample;
pub mod search;
mod searcher;
mod store;
pub mod thesaurus;
pub mod web;

pub use crate::web::{ROUTES, router};
pub use model::{
    Binding, Channel, Document, Entry, Fee, Field, Filter, FormSource, GovernmentLevel, Overview, Procedure, ProcedureResult,
    ProcessSource, QualityFlag, Silence, SilenceSubject, Subject, Submission,
};
pub use node::Catalogue;
pub use rest::ApiDoc;
pub use searcher::Searcher;
