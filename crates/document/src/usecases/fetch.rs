//! Opening a document for somebody: exactly those may who may open what it belongs to.

use access::Actor;
use async_trait::async_trait;
use bytes::Bytes;
use db::{Context, DbError};
use futures::StreamExt;
use futures::stream::BoxStream;
use kernel::id::DocumentId;
use sqlx::PgConnection;

use crate::error::FetchError;
use crate::files::Files;
use crate::model::Document;
use crate::store;

/// Says who may open a document. The binary supplies one that asks the dossiers the document belongs to: this crate knows no dossiers.
#[async_trait]
pub trait MayRead: Send + Sync + std::fmt::Debug {
    /// May `actor` open `document`? Asked for everybody but the owner, who always may.
    async fn may_read(&self, conn: &mut PgConnection, actor: &Actor, document: &Document) -> Result<bool, DbError>;
}

/// For what belongs to nothing yet: only the owner reads it.
#[derive(Debug, Default, Clone, Copy)]
pub struct OwnerOnly;

#[async_trait]
impl MayRead for OwnerOnly {
    async fn may_read(&self, _conn: &mut PgConnection, _actor: &Actor, _document: &Document) -> Result<bool, DbError> {
        Ok(false)
    }
}

/// A document ready to be sent: what it is, and its bytes as they are read.
pub struct Opened {
    /// What it is.
    pub document: Document,
    /// Its bytes.
    pub content: BoxStream<'static, Result<Bytes, object_store::Error>>,
}

/// Opens a document for `actor`.
///
/// # Errors
/// [`FetchError::NotFound`] when there is none or the actor may not open it; failures of files and database.
pub async fn fetch(ctx: &Context, files: &Files, may_read: &dyn MayRead, actor: &Actor, id: DocumentId) -> Result<Opened, FetchError> {
    let mut conn = ctx.pool.acquire().await.map_err(DbError::from)?;
    let document = store::documents::find(&mut conn, ctx.node.as_str(), id).await?.ok_or(FetchError::NotFound)?;
    let is_own = document.owner == Some(actor.account);
    if !is_own && !may_read.may_read(&mut conn, actor, &document).await? {
        return Err(FetchError::NotFound);
    }
    drop(conn);
    open(files, document).await
}

/// Opens a document without asking who wants it, for the program itself.
///
/// # Errors
/// [`FetchError::Files`].
pub async fn open(files: &Files, document: Document) -> Result<Opened, FetchError> {
    let content = files.content(&document.storage_key).await?.boxed();
    Ok(Opened { document, content })
}
