//! `/quan-tri/mau-ket-qua/{code}/xem-thu`: a template as the PDF it prints, with a real dossier or with the names of its places.

use std::sync::Arc;

use access::SignedIn;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use web::PageError;

use super::draft::print;
use super::shared::failed;
use crate::services::Services;
use crate::usecases::preview_template::preview_template;
use crate::web::typed_code;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Code of a dossier; empty for none.
    ho_so: String,
}

/// Shows the paper; a code that is none, or nobody's here, is no page.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let template = document::templates::current(&services.ctx, &actor, &code).await?;
    let dossier = match asked.ho_so.trim() {
        "" => None,
        typed => Some(typed_code::read(typed).ok_or(PageError::NotFound)?),
    };
    print(preview_template(&services, &actor, &template, dossier.as_ref()).await.map_err(failed)?).await
}
