//! The operations of the JSON API, one per file.

mod download;
mod upload;

use utoipa::OpenApi;
use web::Problem;

pub use upload::{UploadForm, UploadedDocument};

pub(crate) use download::get as download;
pub(crate) use upload::{FILE_FIELD, post as upload, words};

/// The operations of this capability, for the document at `/api/openapi.json`.
#[derive(Debug, OpenApi)]
#[openapi(paths(upload::post, download::get), components(schemas(UploadedDocument, UploadForm, Problem)))]
pub struct ApiDoc;
