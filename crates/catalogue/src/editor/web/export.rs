//! `/quan-tri/thu-tuc/xuat` and `/quan-tri/thu-tuc/{code}/xuat`: procedures as files, in the lines of the pack or as national records.

use ::web::PageError;
use access::SignedIn;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use db::DbError;
use futures::stream;
use kernel::code::ProcedureCode;
use serde::Deserialize;
use serde_json::Value;

use super::sees_drafts;
use crate::editor::{Editor, national_record, store};
use crate::model::Procedure;
use crate::store::procedures;

/// Procedures read at once: memory does not grow with the catalogue.
const BATCH: i64 = 100;

/// What the address carries: `dang` is `quoc-gia` for national records, `ban` a version, `nhap` for the draft.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    dang: String,
    ban: String,
}

impl Asked {
    fn is_national(&self) -> bool {
        self.dang == "quoc-gia"
    }

    fn line(&self, content: Value) -> String {
        let value = if self.is_national() {
            serde_json::from_value::<Procedure>(content).map(|procedure| national_record(&procedure)).unwrap_or_default()
        } else {
            content
        };
        format!("{value}\n")
    }
}

/// Every procedure of today, line by line.
pub(super) async fn all(
    State(editor): State<Editor>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    sees_drafts(&actor)?;
    let pages = stream::try_unfold((editor, asked, Some(String::new())), |(editor, asked, after)| async move {
        let Some(after) = after else { return Ok::<_, DbError>(None) };
        let mut connection = editor.ctx.pool.acquire().await?;
        let rows = store::page(&mut connection, editor.today(), &after, BATCH).await?;
        let next = rows.last().and_then(|row| row.get("code")).and_then(Value::as_str).map(str::to_owned);
        let text: String = rows.into_iter().map(|row| asked.line(row)).collect();
        Ok(Some((Bytes::from(text), (editor, asked, next))))
    });
    Ok(file("thu-tuc.jsonl", Body::from_stream(pages)))
}

/// One procedure: a version, the draft, or what holds today.
pub(super) async fn one(
    State(editor): State<Editor>,
    SignedIn(actor): SignedIn,
    Path(code): Path<ProcedureCode>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    sees_drafts(&actor)?;
    let mut connection = editor.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let found = match asked.ban.as_str() {
        "nhap" => store::draft(&mut connection, code.as_str()).await.map(|draft| draft.map(|draft| draft.procedure)),
        "" => procedures::find(&mut connection, code.as_str(), editor.today()).await,
        number => procedures::version(&mut connection, code.as_str(), number.parse().unwrap_or_default()).await,
    };
    let procedure = found.map_err(PageError::fault)?.ok_or(PageError::NotFound)?;
    let line = asked.line(store::content(&procedure).map_err(PageError::fault)?);
    Ok(file(&format!("{code}.{}", if asked.is_national() { "json" } else { "jsonl" }), Body::from(line)))
}

fn file(name: &str, body: Body) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, "application/x-ndjson; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)], body)
        .into_response()
}
