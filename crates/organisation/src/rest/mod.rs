//! The operations of the JSON API, one per file.

mod list_offices;

pub use list_offices::{ApiDoc, OfficeItem, OfficePage};

pub(crate) use list_offices::get as list_offices;
