//! Offices over time, administrative units, competence.
//!
//! Other capabilities use [`api`] and the [`Directory`] of a day. The facts come from the country pack ([`pack`]).

pub mod api;
pub mod calendars;
mod error;
mod model;
mod node;
pub mod pack;
pub mod rest;
mod rules;
#[cfg(test)]
mod sample;
mod store;
pub mod usecases;
pub mod web;

pub use crate::web::{ROUTES, router};
pub use error::ReorganiseError;
pub use model::{
    Agency, Area, CodeStatus, Competence, CompetenceRule, Directory, Level, Matter, Office, OfficeCertainty, OfficeKind, OfficeSuccession,
    Operation, Place, Share, Tier, Unit, UnitCertainty, UnitKind, UnitSuccession, Validity,
};
pub use node::Organisation;
pub use rest::ApiDoc;
pub use rules::reorganisation::ReorganisationRefusal;
