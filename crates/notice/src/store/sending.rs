//! Taking deliveries, one at a time, and writing down how it went. What is written is committed before and after each step that cannot be
//! undone, so that a killed program leaves behind what it knew.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use sqlx::PgConnection;
use uuid::Uuid;

use super::deliveries::Row;
use super::notices;
use crate::model::{Channel, Delivery, Notice};

/// How a delivery ended, for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It was taken.
    Sent,
    /// To be tried again.
    Again(DateTime<Utc>),
    /// Nobody tries any more.
    GivenUp,
}

impl Ending {
    const fn state(&self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Again(_) => "failed",
            Self::GivenUp => "given_up",
        }
    }
}

/// How it went, beside the ending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// Why it failed.
    pub(crate) problem: Option<&'static str>,
    /// The server's number.
    pub(crate) answer: Option<i32>,
    /// The address, masked.
    pub(crate) sent_to: Option<String>,
}

/// Takes the delivery that has waited longest for `channel`, until `lease_until`.
pub(crate) async fn take(
    conn: &mut PgConnection,
    node: &NodeCode,
    channel: Channel,
    (now, lease_until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Option<Delivery>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "update notice.delivery
         set state = 'sending', attempts = attempts + 1, lease_until = $4, handed_over = false, problem = null, answer = null
         where node = $1 and id = (
             select id from notice.delivery
             where node = $1 and channel = $2 and state in ('waiting', 'failed') and next_at <= $3
             order by next_at, id limit 1 for update skip locked)
         returning id, account, subject, channel, state, attempts, next_at, day, problem, answer, sent_to, made_at, done_at",
        node.as_str(),
        channel.code(),
        now,
        lease_until
    )
    .fetch_optional(conn)
    .await?;
    row.map(Delivery::try_from).transpose()
}

/// What a delivery tells, oldest first.
pub(crate) async fn told(conn: &mut PgConnection, node: &NodeCode, delivery: Uuid) -> Result<Vec<Notice>, DbError> {
    let rows = sqlx::query_as!(
        notices::Row,
        "select id, account, topic, subject, code, link, due_at, amount, at, read_at
         from notice.delivered join notice.notice using (node)
         where node = $1 and delivered.delivery = $2 and notice.id = delivered.notice order by at, id",
        node.as_str(),
        delivery
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Notice::try_from).collect()
}

/// Writes down that the text is about to be handed over. False when somebody else has taken the delivery meanwhile.
pub(crate) async fn mark_handed_over(conn: &mut PgConnection, node: &NodeCode, delivery: &Delivery) -> Result<bool, DbError> {
    let written = sqlx::query!(
        "update notice.delivery set handed_over = true where node = $1 and id = $2 and state = 'sending' and attempts = $3",
        node.as_str(),
        delivery.id,
        delivery.attempts
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Writes down how it went.
pub(crate) async fn finish(
    conn: &mut PgConnection,
    node: &NodeCode,
    delivery: &Delivery,
    (ending, report): (&Ending, &Report),
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let next_at = if let Ending::Again(next_at) = ending { Some(*next_at) } else { None };
    let written = sqlx::query!(
        "update notice.delivery
         set state = $4, next_at = coalesce($5, next_at), lease_until = null, problem = $6, answer = $7, sent_to = coalesce($8, sent_to),
             done_at = case when $5::timestamptz is null then $9::timestamptz end
         where node = $1 and id = $2 and state = 'sending' and attempts = $3",
        node.as_str(),
        delivery.id,
        delivery.attempts,
        ending.state(),
        next_at,
        report.problem,
        report.answer,
        report.sent_to,
        now
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Looks after deliveries that a program left behind when it was killed. A mail whose text may have been handed over is not sent a second time
/// by itself; everything else is tried again, and a gateway knows a repetition by its key. Gives how many there were.
pub(crate) async fn recover(conn: &mut PgConnection, node: &NodeCode, now: DateTime<Utc>) -> Result<u64, DbError> {
    let written = sqlx::query!(
        "update notice.delivery
         set state = case when handed_over and channel = 'email' then 'given_up' else 'failed' end,
             problem = 'interrupted', next_at = $2, lease_until = null,
             done_at = case when handed_over and channel = 'email' then $2 end
         where node = $1 and state = 'sending' and lease_until < $2",
        node.as_str(),
        now
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected())
}
