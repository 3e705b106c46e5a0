//! The document of the JSON API: what every capability says of its own operations, in one.

use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{InfoBuilder, OpenApi as Document, OpenApiBuilder};

/// OpenAPI 3.1 of this version of the program.
pub(crate) fn document() -> Document {
    let info = InfoBuilder::new()
        .title("Motcua")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("One-stop public administration: find a procedure, apply, follow, decide. Errors are problem details (RFC 9457) with a stable code."))
        .build();
    let mut document = OpenApiBuilder::new().info(info).build();
    for part in [
        web::deadline_page::ApiDoc::openapi(),
        access::web::ApiDoc::openapi(),
        organisation::ApiDoc::openapi(),
        catalogue::ApiDoc::openapi(),
        document::ApiDoc::openapi(),
        dossier::rest::ApiDoc::openapi(),
    ] {
        document.merge(part);
    }
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    document.components.get_or_insert_default().add_security_scheme("bearer", bearer);
    document
}
