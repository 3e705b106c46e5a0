//! Files, slips and results, and their verification.
//!
//! The one invariant: **what a document's row says is what its file is.** A file is hashed and recognised while it comes in, stands in the
//! store under its hash before its row is written, and is never changed afterwards.

pub mod api;
pub mod error;
pub mod files;
pub mod model;
pub mod name;
mod node;
pub mod paper;
mod rest;
pub mod series;
pub mod sniff;
mod store;
pub mod templates;
pub mod usecases;
pub mod web;

pub use files::{DEFAULT_LIMIT, Files};
pub use model::{DocumentInfo, NewDocument, PublicId, Purpose};
pub use node::Documents;
pub use rest::{ApiDoc, UploadForm, UploadedDocument};
pub use usecases::fetch::{MayRead, OwnerOnly};
pub use usecases::issue::{IssuedResult, NewResult, draft_paper, issue_result, register_result};
pub use usecases::store::store_stream;
pub use web::{ROUTES, router};
