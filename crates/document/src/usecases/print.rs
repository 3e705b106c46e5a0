//! Printing the file of a registered result. The same values print the same bytes, so a crash in between costs nothing.

use bytes::Bytes;
use db::{Context, DbError};
use journal::NewEntry;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::store::store_bytes;
use crate::error::ResultError;
use crate::files::Files;
use crate::model::{Document, NewDocument, Purpose, RegisteredResult};
use crate::paper::{PdfError, ResultPaper, render};
use crate::store;

/// The file of result `id`, made now unless it exists already; in the caller's transaction.
///
/// # Errors
/// [`ResultError::NotFound`] when there is no such result, otherwise failures.
pub async fn print(conn: &mut PgConnection, ctx: &Context, files: &Files, id: Uuid) -> Result<Document, ResultError> {
    let result = store::results::lock(conn, ctx.node.as_str(), id).await?.ok_or(ResultError::NotFound)?;
    if let Some(document) = result.document {
        let known = store::documents::find(conn, ctx.node.as_str(), document).await?;
        return known.ok_or_else(|| DbError::inconsistent("document.result", "document", id).into());
    }
    let pdf = set(result.paper.clone()).await?;
    let document = store_bytes(conn, ctx, files, file_of(&result), Bytes::from(pdf)).await?;
    store::results::set_document(conn, ctx.node.as_str(), id, document.id, document.sha256).await?;
    journal::append(conn, ctx, printed(&result, &document)).await?;
    Ok(document)
}

/// Prints up to `most` results that have no file yet, each in its own transaction, and says how many it printed.
///
/// # Errors
/// [`ResultError`] of the first one that fails; those before it are done.
pub async fn print_pending(ctx: &Context, files: &Files, most: u16) -> Result<usize, ResultError> {
    let mut conn = ctx.pool.acquire().await.map_err(DbError::from)?;
    let pending = store::results::unfinished(&mut conn, ctx.node.as_str(), most).await?;
    drop(conn);
    for id in &pending {
        let mut transaction = ctx.begin().await?;
        print(&mut transaction, ctx, files, *id).await?;
        transaction.commit().await.map_err(DbError::from)?;
    }
    Ok(pending.len())
}

/// Setting a page takes tens of milliseconds of one core: not on a thread that answers requests.
async fn set(paper: ResultPaper) -> Result<Vec<u8>, PdfError> {
    let set = tokio::task::spawn_blocking(move || render(&paper)).await;
    set.map_err(|error| PdfError::Template(error.to_string()))?
}

/// Nobody owns a result file: who may read it follows from the dossier.
fn file_of(result: &RegisteredResult) -> NewDocument {
    let file_name = format!("{} {}.pdf", result.title, result.full_number().replace('/', "-"));
    NewDocument { file_name, owner: None, office: Some(result.office), purpose: Purpose::Result }
}

fn printed(result: &RegisteredResult, document: &Document) -> NewEntry<'static> {
    NewEntry {
        office: Some(result.office),
        actor: None,
        kind: "result.printed",
        subject_kind: "result",
        subject: result.id,
        data: json!({ "document": document.id, "sha256": document.sha256.to_string() }),
    }
}
