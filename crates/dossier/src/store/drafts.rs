//! Applications that are being written.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, DraftId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::model::{Applicant, Paper, ReturnWay};

/// What has been written so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftContent {
    /// Who applies.
    pub applicant: Applicant,
    /// The form, as far as it is filled; what was typed, right or wrong.
    pub declaration: serde_json::Value,
    /// Papers uploaded so far.
    pub papers: Vec<Paper>,
    /// The one-stop shop chosen, by its office code.
    pub office: Option<String>,
    /// How the result is wanted.
    pub return_way: ReturnWay,
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Identifier.
    pub id: DraftId,
    /// Whose it is.
    pub account: AccountId,
    /// Code of the procedure.
    pub procedure: String,
    /// Number of saves.
    pub version: i32,
    /// What has been written.
    pub content: DraftContent,
    /// When it was begun.
    pub started_at: DateTime<Utc>,
    /// When it was last saved.
    pub saved_at: DateTime<Utc>,
    /// When it is thrown away.
    pub expires_at: DateTime<Utc>,
}

pub(crate) async fn insert(conn: &mut PgConnection, node: &NodeCode, draft: &Draft) -> Result<(), DbError> {
    sqlx::query!(
        "insert into dossier.draft (node, id, account, procedure, version, content, started_at, saved_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        node.as_str(),
        draft.id.uuid(),
        draft.account.uuid(),
        draft.procedure,
        draft.version,
        Json(&draft.content) as _,
        draft.started_at,
        draft.saved_at,
        draft.expires_at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Saves over the version `draft.version - 1`; gives `false` when the draft was saved elsewhere in between.
pub(crate) async fn update(conn: &mut PgConnection, node: &NodeCode, draft: &Draft) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "update dossier.draft set version = $4, content = $5, saved_at = $6, expires_at = $7
         where node = $1 and id = $2 and account = $3 and version = $4 - 1",
        node.as_str(),
        draft.id.uuid(),
        draft.account.uuid(),
        draft.version,
        Json(&draft.content) as _,
        draft.saved_at,
        draft.expires_at
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn delete(conn: &mut PgConnection, node: &NodeCode, id: DraftId, account: AccountId) -> Result<bool, DbError> {
    let done =
        sqlx::query!("delete from dossier.draft where node = $1 and id = $2 and account = $3", node.as_str(), id.uuid(), account.uuid())
            .execute(conn)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Throws away what nobody came back to.
pub(crate) async fn delete_expired(conn: &mut PgConnection, node: &NodeCode, now: DateTime<Utc>) -> Result<u64, DbError> {
    let done = sqlx::query!("delete from dossier.draft where node = $1 and expires_at < $2", node.as_str(), now).execute(conn).await?;
    Ok(done.rows_affected())
}

struct Row {
    id: uuid::Uuid,
    account: uuid::Uuid,
    procedure: String,
    version: i32,
    content: Json<DraftContent>,
    started_at: DateTime<Utc>,
    saved_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

impl From<Row> for Draft {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            account: row.account.into(),
            procedure: row.procedure,
            version: row.version,
            content: row.content.0,
            started_at: row.started_at,
            saved_at: row.saved_at,
            expires_at: row.expires_at,
        }
    }
}

pub(crate) async fn find(conn: &mut PgConnection, node: &NodeCode, id: DraftId, account: AccountId) -> Result<Option<Draft>, DbError> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, account, procedure, version, content as "content: Json<DraftContent>", started_at, saved_at, expires_at
           from dossier.draft where node = $1 and id = $2 and account = $3"#,
        node.as_str(),
        id.uuid(),
        account.uuid()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Draft::from))
}

/// The drafts of an account, last saved first; an account keeps at most a few dozen.
pub(crate) async fn of_account(conn: &mut PgConnection, node: &NodeCode, account: AccountId) -> Result<Vec<Draft>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account, procedure, version, content as "content: Json<DraftContent>", started_at, saved_at, expires_at
           from dossier.draft where node = $1 and account = $2 order by saved_at desc limit 50"#,
        node.as_str(),
        account.uuid()
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Draft::from).collect())
}
