//! Offices over time, administrative units, competence.
//!
//! Other capabilities use [`api`] and the [`Directory`] of a day. The facts come from the country pack ([`pack`]).

pub mod api;
mod error;
mod model;
pub mod pack;
mod rules;
#[cfg(test)]
mod sample;
mod store;
pub mod usecases;

pub use error::ReorganiseError;
pub use model::{
    Agency, CodeStatus, Competence, CompetenceRule, Directory, Level, Matter, Office, OfficeCertainty, OfficeKind, OfficeSuccession, Operation,
    Place, Share, Unit, UnitCertainty, UnitKind, UnitSuccession, Validity,
};
pub use rules::reorganisation::ReorganisationRefusal;
