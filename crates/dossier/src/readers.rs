//! Who may open the files of dossiers, asked by the capability that keeps them.

use access::{Action, Actor};
use async_trait::async_trait;
use db::{Context, DbError};
use document::MayRead;
use document::model::Document;
use kernel::id::DossierId;
use sqlx::PgConnection;

use crate::services::may;
use crate::store::{attachments, dossiers};

/// Opens a file to whom one of its dossiers opens its data: applicant, offices that take part, officers who hold work on it.
#[derive(Debug, Clone)]
pub struct DocumentReaders {
    ctx: Context,
}

impl DocumentReaders {
    /// Readers on the node of `ctx`.
    #[must_use]
    pub const fn new(ctx: Context) -> Self {
        Self { ctx }
    }

    async fn opens(&self, conn: &mut PgConnection, actor: &Actor, dossier: DossierId) -> Result<bool, DbError> {
        let found = dossiers::find(conn, &self.ctx.node, dossier).await?;
        Ok(found.is_some_and(|found| may(actor, Action::ViewContent, &found.dossier)))
    }
}

#[async_trait]
impl MayRead for DocumentReaders {
    async fn may_read(&self, conn: &mut PgConnection, actor: &Actor, document: &Document) -> Result<bool, DbError> {
        let mut dossiers = attachments::dossiers_of(conn, &self.ctx.node, document.id).await?;
        dossiers.extend(document::api::dossier_of_result(conn, &self.ctx, document.id).await?);
        for dossier in dossiers {
            if self.opens(conn, actor, dossier).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
