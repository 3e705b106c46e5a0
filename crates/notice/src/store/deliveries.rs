//! Messages on their way: asked for by what happened, listed for operators.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::AccountId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Channel, Delivery, NewDelivery, State};

/// A delivery as the queries give it.
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) account: Option<Uuid>,
    pub(super) subject: Option<Uuid>,
    pub(super) channel: String,
    pub(super) state: String,
    pub(super) attempts: i32,
    pub(super) next_at: DateTime<Utc>,
    pub(super) day: Option<NaiveDate>,
    pub(super) problem: Option<String>,
    pub(super) answer: Option<i32>,
    pub(super) sent_to: Option<String>,
    pub(super) made_at: DateTime<Utc>,
    pub(super) done_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Delivery {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let wrong = |column| DbError::inconsistent("notice.delivery", column, row.id);
        Ok(Self {
            channel: Channel::from_code(&row.channel).ok_or_else(|| wrong("channel"))?,
            state: State::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            id: row.id,
            account: row.account.map(AccountId::from_uuid),
            subject: row.subject,
            attempts: row.attempts,
            next_at: row.next_at,
            day: row.day,
            problem: row.problem,
            answer: row.answer,
            sent_to: row.sent_to,
            made_at: row.made_at,
            done_at: row.done_at,
        })
    }
}

/// Asks for a delivery of one notice. A summary of the day that is asked for already takes the notice in.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    node: &NodeCode,
    to: (Option<AccountId>, Option<Uuid>),
    new: NewDelivery,
    (notice, now): (Uuid, DateTime<Utc>),
) -> Result<(), DbError> {
    let id = sqlx::query_scalar!(
        "insert into notice.delivery (node, id, account, subject, channel, state, next_at, day, made_at)
         values ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8)
         on conflict (node, account, channel, day) where day is not null do update set day = excluded.day
         returning id",
        node.as_str(),
        new.id,
        to.0.map(AccountId::uuid),
        to.1,
        new.channel.code(),
        new.next_at,
        new.day,
        now
    )
    .fetch_one(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into notice.delivered (node, delivery, notice) values ($1, $2, $3) on conflict do nothing",
        node.as_str(),
        id,
        notice
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// One page of deliveries, newest first; those in `state` and over `channel` when these are given.
pub(crate) async fn page(
    conn: &mut PgConnection,
    node: &NodeCode,
    (state, channel): (Option<State>, Option<Channel>),
    before: Option<Uuid>,
    most: i64,
) -> Result<Vec<Delivery>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account, subject, channel, state, attempts, next_at, day, problem, answer, sent_to, made_at, done_at
         from notice.delivery where node = $1 and id < $2 and ($3::text is null or state = $3) and ($4::text is null or channel = $4)
         order by id desc limit $5",
        node.as_str(),
        before.unwrap_or(Uuid::max()),
        state.map(State::code),
        channel.map(Channel::code),
        most
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Delivery::try_from).collect()
}

/// How many deliveries there are per channel and state: kept, not counted.
pub(crate) async fn tallies(conn: &mut PgConnection, node: &NodeCode) -> Result<Vec<(Channel, State, i64)>, DbError> {
    let rows = sqlx::query!("select channel, state, amount from notice.tally where node = $1 order by channel, state", node.as_str())
        .fetch_all(conn)
        .await?;
    let known = |row: (String, String, i64)| Some((Channel::from_code(&row.0)?, State::from_code(&row.1)?, row.2));
    Ok(rows.into_iter().filter_map(|row| known((row.channel, row.state, row.amount))).collect())
}

/// Lets a delivery that failed or was given up be tried again now, as if it were new. False when there is none.
pub(crate) async fn try_again(conn: &mut PgConnection, node: &NodeCode, id: Uuid, now: DateTime<Utc>) -> Result<bool, DbError> {
    let written = sqlx::query!(
        "update notice.delivery set state = 'waiting', attempts = 0, next_at = $3, made_at = $3, done_at = null, handed_over = false
         where node = $1 and id = $2 and state in ('failed', 'given_up')",
        node.as_str(),
        id,
        now
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() == 1)
}
