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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MediaType;

    #[test]
    fn the_document_names_every_kind_of_file_that_goes_out() {
        let document = serde_json::to_value(ApiDoc::openapi()).unwrap();
        let content = &document["paths"]["/api/v1/documents/{id}"]["get"]["responses"]["200"]["content"];
        let mut named: Vec<&str> = content.as_object().unwrap().keys().map(String::as_str).collect();
        let mut sent: Vec<&str> = MediaType::ALL.iter().map(|kind| kind.name()).collect();
        named.sort_unstable();
        sent.sort_unstable();
        assert_eq!(named, sent);
    }
}
