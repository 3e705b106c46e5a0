//! Notices: who is told what, by which way, and whether it arrived.
//!
//! A reader of the journal ([`Teller`]) turns what happened into notices. What an entry means and whom it concerns is asked through
//! [`Meaning`], which the binary answers with the capability that wrote the entry: this crate reads nobody else's tables. A notice is shown in the
//! account and, as the person prefers, sent by e-mail or to the telephone; every such delivery has a state that can be seen.

pub mod api;
mod error;
mod model;
mod node;
pub mod outward;
mod ports;
mod rules;
mod store;
mod teller;
pub mod usecases;
pub mod web;
mod words;

pub use error::NoticeError;
pub use model::{Channel, Concern, Contact, Delivery, Kind, Mode, Notice, Recipient, State, Told, Topic};
pub use node::{Notices, Reach};
pub use ports::{Applicants, Meaning};
pub use teller::Teller;
pub use web::{ROUTES, router};
