//! Templates as files: out as JSON, in by pasting or uploading the same.

use access::SignedIn;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use web::page::render_with;
use web::{FieldErrors, PageError, Visitor, t_with};

use super::{ADDRESS, words};
use crate::node::Documents;
use crate::templates::{self, Template, TemplateRefusal};

/// Most bytes of a template that is taken in.
const LARGEST: usize = 256 * 1024;

/// The template as the country pack keeps it.
pub(in crate::web) async fn export(
    State(documents): State<Documents>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let template = templates::current(&documents.ctx, &actor, &code).await?;
    let text = serde_json::to_string_pretty(&template).map_err(PageError::fault)?;
    let name = format!("attachment; filename=\"{code}.json\"");
    Ok(([(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, name)], text).into_response())
}

/// What is taken in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Sent {
    tep: String,
}

/// Takes a template in as the next step of the one with its code, or as a new one.
pub(in crate::web) async fn import(
    State(documents): State<Documents>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let language = visitor.language;
    let refusal = match read(&sent.tep) {
        Ok(template) => {
            let code = template.code.clone();
            match templates::save(&documents.ctx, &actor, template, false).await {
                Ok(()) => return Ok(Redirect::to(&format!("{ADDRESS}/{code}?xong=luu")).into_response()),
                Err(TemplateRefusal::Flaws(flaws)) => {
                    flaws.iter().map(|flaw| format!("{}: {}", flaw.field, words(language, flaw))).collect::<Vec<_>>().join(" ")
                }
                Err(other) => return Err(other.into()),
            }
        }
        Err(problem) => t_with(language, "document-template-unreadable", &[("problem", problem.into())]),
    };
    let mut errors = FieldErrors::none();
    errors.add("tep", refusal);
    let mut page = super::list::page(&documents, visitor, &actor, "", errors).await?;
    page.pasted = sent.tep;
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn read(text: &str) -> Result<Template, String> {
    if text.len() > LARGEST {
        return Err(format!("> {LARGEST}"));
    }
    serde_json::from_str(text.trim()).map_err(|error| error.to_string())
}
