//! An application from draft to result: the one-stop job.
//!
//! A [`model::Dossier`] is the fold of its events. The pure rules decide which event follows from a command, the use cases write row,
//! open work, counters and journal in one transaction. Nothing else changes a dossier.

mod asked;
pub mod codes;
mod concerns;
mod error;
pub mod intake_facts;
pub mod model;
mod papers;
mod ports;
mod processes;
mod readers;
pub mod rest;
mod rules;
mod services;
mod store;
pub mod tally;
mod told;
pub mod usecases;
mod version_use;
pub mod web;

pub use asked::RecentlyAsked;
pub use concerns::{ApplicantContact, Concerned, Who, applicant_contact, concerned};
pub use error::{Refusal, UseCaseError};
pub use intake_facts::IntakeFacts;
pub use processes::Processes;
pub use readers::DocumentReaders;
pub use rules::{Promise, Rung};
pub use services::{Services, may};
pub use store::book::{Book, BookRow, Part};
pub use store::drafts::{Draft, DraftContent};
pub use store::lists::{DossierFilter, DossierRow};
pub use store::readings::Reading;
pub use store::tallies::{InboxCount, Sum};
pub use store::tasks::{STANDING, TaskCursor, TaskFilter, TaskRow};
pub use told::{NobodyTold, Told, ToldLine};
pub use version_use::DossiersOfVersion;
