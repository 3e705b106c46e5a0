//! What people were told.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::AccountId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{NewNotice, Notice, Recipient, Topic};

/// A notice as the queries give it.
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) account: Option<Uuid>,
    pub(super) topic: String,
    pub(super) subject: Option<Uuid>,
    pub(super) code: Option<String>,
    pub(super) link: String,
    pub(super) due_at: Option<DateTime<Utc>>,
    pub(super) amount: i32,
    pub(super) at: DateTime<Utc>,
    pub(super) read_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Notice {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let topic = Topic::from_code(&row.topic).ok_or_else(|| DbError::inconsistent("notice.notice", "topic", row.id))?;
        let Row { id, account, subject, code, link, due_at, amount, at, read_at, .. } = row;
        Ok(Self { id, account: account.map(AccountId::from_uuid), topic, subject, code, link, due_at, amount, at, read_at })
    }
}

const fn account_of(notice: &NewNotice) -> Option<Uuid> {
    match notice.concern.recipient {
        Recipient::Account(account) => Some(account.uuid()),
        Recipient::Applicant => None,
    }
}

/// Writes a notice; false when the same entry told the same person the same before.
pub(crate) async fn insert(conn: &mut PgConnection, node: &NodeCode, new: &NewNotice) -> Result<bool, DbError> {
    let concern = &new.concern;
    let written = sqlx::query!(
        "insert into notice.notice (node, id, account, topic, subject, code, link, due_at, in_account, at, entry, read_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz, $11, case when $9 then null else $10::timestamptz end)
         on conflict do nothing",
        node.as_str(),
        new.id,
        account_of(new),
        concern.topic.code(),
        concern.subject,
        concern.code,
        concern.link,
        concern.due_at,
        new.in_account,
        new.at,
        new.entry.uuid()
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Adds to the unread notice of this topic; false when there is none.
pub(crate) async fn gather(conn: &mut PgConnection, node: &NodeCode, new: &NewNotice, link: &str) -> Result<bool, DbError> {
    let written = sqlx::query!(
        "update notice.notice set amount = amount + 1, subject = null, code = null, due_at = null, link = $5, at = greatest(at, $4)
         where node = $1 and account = $2 and topic = $3 and topic = 'work' and read_at is null and entry <> $6",
        node.as_str(),
        account_of(new),
        new.concern.topic.code(),
        new.at,
        link,
        new.entry.uuid()
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// One page of somebody's notices, newest first.
pub(crate) async fn of_account(
    conn: &mut PgConnection,
    node: &NodeCode,
    account: AccountId,
    before: Option<(DateTime<Utc>, Uuid)>,
    most: i64,
) -> Result<Vec<Notice>, DbError> {
    let (at, id) = before.unwrap_or((DateTime::<Utc>::MAX_UTC, Uuid::max()));
    let rows = sqlx::query_as!(
        Row,
        "select id, account, topic, subject, code, link, due_at, amount, at, read_at from notice.notice
         where node = $1 and account = $2 and in_account and (at, id) < ($3, $4) order by at desc, id desc limit $5",
        node.as_str(),
        account.uuid(),
        at,
        id,
        most
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Notice::try_from).collect()
}

/// One notice of somebody.
pub(crate) async fn find(conn: &mut PgConnection, node: &NodeCode, account: AccountId, id: Uuid) -> Result<Option<Notice>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select id, account, topic, subject, code, link, due_at, amount, at, read_at from notice.notice
         where node = $1 and account = $2 and id = $3",
        node.as_str(),
        account.uuid(),
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(Notice::try_from).transpose()
}

/// Marks one notice as read.
pub(crate) async fn mark_read(
    conn: &mut PgConnection,
    node: &NodeCode,
    account: AccountId,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    sqlx::query!(
        "update notice.notice set read_at = $4 where node = $1 and account = $2 and id = $3 and read_at is null",
        node.as_str(),
        account.uuid(),
        id,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks everything somebody was told until `now` as read.
pub(crate) async fn mark_all_read(conn: &mut PgConnection, node: &NodeCode, account: AccountId, now: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "update notice.notice set read_at = $3 where node = $1 and account = $2 and in_account and read_at is null and at <= $3",
        node.as_str(),
        account.uuid(),
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many notices somebody has not read: kept, not counted.
pub(crate) async fn unread(conn: &mut PgConnection, node: &NodeCode, account: Uuid) -> Result<i64, DbError> {
    let amount = sqlx::query_scalar!("select amount from notice.unread where node = $1 and account = $2", node.as_str(), account)
        .fetch_optional(conn)
        .await?;
    Ok(amount.map_or(0, i64::from))
}
