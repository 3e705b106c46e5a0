//! The only thing other capabilities may use: what was told about a dossier.

use db::{Context, DbError};
use sqlx::PgConnection;
use uuid::Uuid;
use web::Language;

use crate::model::{Notice, Told};
use crate::{store, words};

/// Who was told what about `subject`, oldest first, the latest hundred. The caller checks that the asker may know.
///
/// # Errors
/// [`DbError`] when storage fails.
pub async fn told_about(conn: &mut PgConnection, ctx: &Context, subject: Uuid) -> Result<Vec<Told>, DbError> {
    store::lists::of_subject(conn, &ctx.node, subject, 100).await
}

/// What a notice is about, in a few words.
#[must_use]
pub fn name(language: Language, notice: &Notice) -> String {
    web::t(language, &format!("notice-name-{}", words::dashed(notice.topic.code())))
}
