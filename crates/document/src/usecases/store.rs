//! Storing a file: its bytes first, then its row and its journal entry in one transaction.

use bytes::Bytes;
use db::Context;
use futures::{Stream, stream};
use journal::NewEntry;
use kernel::id::DocumentId;
use serde_json::json;
use sqlx::PgConnection;

use crate::error::{StoreError, StoreRefusal};
use crate::files::{Files, Received};
use crate::model::{Document, NewDocument};
use crate::name::clean_name;
use crate::store;

/// Makes a document of received bytes, in the caller's transaction. A rollback leaves only an object that no document names.
///
/// # Errors
/// [`StoreError::Db`].
pub async fn keep(conn: &mut PgConnection, ctx: &Context, received: &Received, new: NewDocument) -> Result<Document, StoreError> {
    let document = Document {
        id: DocumentId::new(&*ctx.clock, &*ctx.entropy),
        sha256: received.sha256,
        size: received.size,
        media_type: received.recognised.media_type,
        is_signed: received.recognised.is_signed,
        file_name: clean_name(&new.file_name, received.recognised.media_type),
        owner: new.owner,
        office: new.office,
        purpose: new.purpose,
        created_at: ctx.now(),
        storage_key: received.storage_key.clone(),
    };
    store::documents::insert(conn, ctx.node.as_str(), &document).await?;
    journal::append(conn, ctx, stored(&document)).await?;
    Ok(document)
}

/// The journal keeps hash, size and kind: enough to prove what was stored. The name may name a person and stays out.
fn stored(document: &Document) -> NewEntry<'static> {
    NewEntry {
        office: document.office,
        actor: document.owner,
        kind: "document.stored",
        subject_kind: "document",
        subject: document.id.uuid(),
        data: json!({
            "sha256": document.sha256.to_string(),
            "size": document.size,
            "media_type": document.media_type.name(),
            "purpose": document.purpose.code(),
        }),
    }
}

/// Stores bytes that are in memory already, such as a paper the program printed, in the caller's transaction.
///
/// # Errors
/// As [`Files::receive`], and [`StoreError::Db`].
pub async fn store_bytes(
    conn: &mut PgConnection,
    ctx: &Context,
    files: &Files,
    new: NewDocument,
    bytes: Bytes,
) -> Result<Document, StoreError> {
    let piece = stream::once(async { Ok::<_, std::convert::Infallible>(bytes) });
    let received = files.receive(ctx, &new.file_name, piece).await?;
    keep(conn, ctx, &received, new).await
}

/// Stores an upload. The transaction opens after the last byte has arrived: a slow line never holds a connection.
///
/// With `key`, the owner's same upload is done once and answered with the first document.
///
/// # Errors
/// [`StoreError::Refused`] for the file or its key, otherwise [`StoreError::Files`] and [`StoreError::Db`].
pub async fn store_stream<S, E>(
    ctx: &Context,
    files: &Files,
    new: NewDocument,
    key: Option<&str>,
    pieces: S,
) -> Result<Document, StoreError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Send,
{
    if key.is_some_and(|key| key.is_empty() || key.len() > 200) {
        return Err(StoreRefusal::KeyUnusable.into());
    }
    let received = files.receive(ctx, &new.file_name, pieces).await?;
    let mut transaction = ctx.begin().await?;
    let document = match (key, new.owner) {
        (Some(key), Some(owner)) => {
            // The insert below waits for a twin that is still running; afterwards its document is visible here.
            let owner = owner.uuid();
            store::upload_keys::lock(&mut transaction, owner, key).await?;
            match store::upload_keys::find(&mut transaction, ctx.node.as_str(), owner, key).await? {
                Some(earlier) if earlier.sha256 == received.sha256 => earlier,
                Some(_) => return Err(StoreRefusal::KeyReused.into()),
                None => {
                    let document = keep(&mut transaction, ctx, &received, new).await?;
                    store::upload_keys::insert(&mut transaction, ctx.node.as_str(), owner, key, &document).await?;
                    document
                }
            }
        }
        _ => keep(&mut transaction, ctx, &received, new).await?,
    };
    transaction.commit().await.map_err(db::DbError::from)?;
    Ok(document)
}
