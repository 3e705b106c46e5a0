//! `/quan-tri/bieu-mau/{id}/tep`: the form as a file; `POST /quan-tri/bieu-mau/nhap`: a form from a file.

use access::SignedIn;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::Value;
use web::page::render_with;
use web::{FieldErrors, PageError, Visitor, t, t_with};

use super::super::model::FormDesk;
use super::super::store;
use super::super::usecases;
use super::list::list_page;
use super::{ADDRESS, at_inputs, edits_forms};
use crate::store::forms;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The number of a version; the draft or the newest version without one.
    ban: Option<i32>,
}

/// Sends the form as the pack would write it.
pub(super) async fn export(
    State(desk): State<FormDesk>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let mut connection = desk.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let draft = store::draft(&mut connection, &id).await.map_err(PageError::fault)?.filter(|_| asked.ban.is_none());
    let json = match (draft, asked.ban) {
        (Some(draft), _) => Some(draft.json),
        (None, Some(number)) => forms::version(&mut connection, &id, number).await.map_err(PageError::fault)?.map(|source| source.json),
        (None, None) => forms::newest(&mut connection, &id).await.map_err(PageError::fault)?.map(|source| source.json),
    };
    let text = serde_json::to_string_pretty(&json.ok_or(PageError::NotFound)?).map_err(PageError::fault)?;
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    // The name is a key, so it has nothing that a header could not hold.
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{id}.json\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// Takes a file as a step of the draft of its form.
pub(super) async fn import(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    mut sent: Multipart,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let unreadable = |_| PageError::Refused { status: StatusCode::BAD_REQUEST, key: "web-error-bad-request-text" };
    let mut bytes = Vec::new();
    while let Some(field) = sent.next_field().await.map_err(unreadable)? {
        if field.name() == Some("file") {
            bytes = field.bytes().await.map_err(unreadable)?.to_vec();
        }
    }
    let language = visitor.language;
    let errors = match serde_json::from_slice::<Value>(&bytes) {
        Ok(json) => match usecases::import(&desk, &actor, json).await {
            Ok(id) => return Ok(Redirect::to(&format!("{ADDRESS}/{id}")).into_response()),
            Err(refusal) => at_inputs(refusal, "file", language)?,
        },
        Err(_) if bytes.is_empty() => one("file", t(language, "forms-file-missing")),
        Err(error) => one("file", t_with(language, "forms-file-wrong", &[("name", error.to_string().into())])),
    };
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &list_page(&desk, visitor, "", errors).await?)
}

fn one(field: &str, message: String) -> FieldErrors {
    let mut errors = FieldErrors::none();
    errors.add(field, message);
    errors
}
