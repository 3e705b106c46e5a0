//! What applicant and office wrote to each other.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, DocumentId, DossierId, OfficeId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// Which side of the counter wrote, or has to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Writer {
    /// The applicant.
    Applicant,
    /// An office.
    Office,
}

impl Writer {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Office => "office",
        }
    }

    /// The side that has to read.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Applicant => Self::Office,
            Self::Office => Self::Applicant,
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Applicant, Self::Office].into_iter().find(|side| side.code() == code)
    }
}

/// A file sent with a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageFile {
    /// The stored file.
    pub document: DocumentId,
    /// Its name.
    pub name: String,
}

/// A message about a dossier. Its text is personal: it prints as `…` in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Identifier.
    pub id: Uuid,
    /// Which side wrote.
    pub side: Writer,
    /// Who wrote.
    pub account: AccountId,
    /// The office that wrote.
    pub office: Option<OfficeId>,
    /// The text.
    pub text: String,
    /// Files sent with it.
    pub files: Vec<MessageFile>,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// When the other side saw it first.
    pub read_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Message({}, …)", self.id)
    }
}

/// Keeps a message; false when its key was used before.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    node: &NodeCode,
    dossier: DossierId,
    message: &Message,
    (sha256, key): (&[u8], Option<&str>),
) -> Result<bool, DbError> {
    let written = sqlx::query!(
        "insert into dossier.message (node, id, dossier, side, account, office, text, files, sha256, key, sent_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8::text::json, $9, $10, $11) on conflict do nothing",
        node.as_str(),
        message.id,
        dossier.uuid(),
        message.side.code(),
        message.account.uuid(),
        message.office.map(OfficeId::uuid),
        message.text,
        super::json_text(&message.files)?,
        sha256,
        key,
        message.sent_at
    )
    .execute(&mut *conn)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "insert into dossier.message_unread as kept (node, dossier, side, amount) values ($1, $2, $3, 1)
         on conflict (node, dossier, side) do update set amount = kept.amount + 1",
        node.as_str(),
        dossier.uuid(),
        message.side.other().code()
    )
    .execute(conn)
    .await?;
    Ok(true)
}

/// The messages of a dossier before the one named, the newest `most` of them, oldest first.
pub(crate) async fn of_dossier(
    conn: &mut PgConnection,
    node: &NodeCode,
    dossier: DossierId,
    before: Option<Uuid>,
    most: i64,
) -> Result<Vec<Message>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, side, account, office, text, files as "files: Json<Vec<MessageFile>>", sent_at, read_at from dossier.message
           where node = $1 and dossier = $2 and id < $3 order by id desc limit $4"#,
        node.as_str(),
        dossier.uuid(),
        before.unwrap_or(Uuid::max()),
        most
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().rev().map(Message::try_from).collect()
}

/// A message as the query gives it.
struct Row {
    id: Uuid,
    side: String,
    account: Uuid,
    office: Option<Uuid>,
    text: String,
    files: Json<Vec<MessageFile>>,
    sent_at: DateTime<Utc>,
    read_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Message {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let Row { id, side, account, office, text, files, sent_at, read_at } = row;
        let side = Writer::from_code(&side).ok_or_else(|| DbError::inconsistent("dossier.message", "side", id))?;
        Ok(Self { id, side, account: account.into(), office: office.map(OfficeId::from_uuid), text, files: files.0, sent_at, read_at })
    }
}

/// The dossier and the digest of the message that was sent under this key.
pub(crate) async fn by_key(
    conn: &mut PgConnection,
    node: &NodeCode,
    account: AccountId,
    key: &str,
) -> Result<Option<(Uuid, DossierId, Vec<u8>)>, DbError> {
    let row = sqlx::query!(
        "select id, dossier, sha256 from dossier.message where node = $1 and account = $2 and key = $3",
        node.as_str(),
        account.uuid(),
        key
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.id, row.dossier.into(), row.sha256)))
}

/// `side` has seen everything of the other side.
pub(crate) async fn mark_read(
    conn: &mut PgConnection,
    node: &NodeCode,
    dossier: DossierId,
    side: Writer,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    sqlx::query!(
        "with seen as (
             update dossier.message set read_at = $4 where node = $1 and dossier = $2 and side <> $3 and read_at is null returning id
         )
         update dossier.message_unread set amount = greatest(0, amount - (select count(*)::integer from seen))
         where node = $1 and dossier = $2 and side = $3 and amount > 0",
        node.as_str(),
        dossier.uuid(),
        side.code(),
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many messages `side` has not read: kept, not counted.
pub(crate) async fn unread(conn: &mut PgConnection, node: &NodeCode, dossier: DossierId, side: Writer) -> Result<i64, DbError> {
    let amount = sqlx::query_scalar!(
        "select amount from dossier.message_unread where node = $1 and dossier = $2 and side = $3",
        node.as_str(),
        dossier.uuid(),
        side.code()
    )
    .fetch_optional(conn)
    .await?;
    Ok(amount.map_or(0, i64::from))
}
