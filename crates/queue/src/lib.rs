//! People who wait at a counter: the windows of a one-stop shop, numbers, the calling screen, appointments.
//!
//! One invariant: **a number of an office and day is given once and called by one window.**

pub mod api;
pub mod error;
pub mod facts;
pub mod model;
mod node;
pub mod rules;
mod store;
pub mod usecases;
pub mod web;

pub use error::{QueueError, Refusal};
pub use facts::{Facts, check};
pub use node::Queue;
pub use web::{ROUTES, router};
