//! Where people are written to, and codes that prove that an address is theirs.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::AccountId;
use sqlx::PgConnection;

use crate::model::{Channel, Contact};

/// The confirmed addresses of somebody.
pub(crate) async fn of(conn: &mut PgConnection, node: &NodeCode, account: AccountId) -> Result<Contact, DbError> {
    let rows = sqlx::query!("select channel, address from notice.address where node = $1 and account = $2", node.as_str(), account.uuid())
        .fetch_all(conn)
        .await?;
    let on = |channel: Channel| rows.iter().find(|row| row.channel == channel.code()).map(|row| row.address.clone());
    Ok(Contact { email: on(Channel::Email), phone: on(Channel::Phone) })
}

/// A code on its way.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Confirmation {
    pub(crate) address: String,
    pub(crate) code_hash: Vec<u8>,
    pub(crate) sent_at: DateTime<Utc>,
    pub(crate) expires_at: DateTime<Utc>,
    pub(crate) tries: i32,
    pub(crate) day: NaiveDate,
    pub(crate) codes: i32,
}

/// The code that somebody was sent for a channel; the row is locked until the transaction ends.
pub(crate) async fn confirmation(
    conn: &mut PgConnection,
    node: &NodeCode,
    account: AccountId,
    channel: Channel,
) -> Result<Option<Confirmation>, DbError> {
    Ok(sqlx::query_as!(
        Confirmation,
        "select address, code_hash, sent_at, expires_at, tries, day, codes from notice.confirmation
         where node = $1 and account = $2 and channel = $3 for update",
        node.as_str(),
        account.uuid(),
        channel.code()
    )
    .fetch_optional(conn)
    .await?)
}

pub(crate) async fn save_confirmation(
    conn: &mut PgConnection,
    node: &NodeCode,
    (account, channel): (AccountId, Channel),
    new: &Confirmation,
) -> Result<(), DbError> {
    sqlx::query!(
        "insert into notice.confirmation (node, account, channel, address, code_hash, sent_at, expires_at, tries, day, codes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (node, account, channel) do update set address = excluded.address, code_hash = excluded.code_hash,
             sent_at = excluded.sent_at, expires_at = excluded.expires_at, tries = excluded.tries, day = excluded.day, codes = excluded.codes",
        node.as_str(),
        account.uuid(),
        channel.code(),
        new.address,
        new.code_hash,
        new.sent_at,
        new.expires_at,
        new.tries,
        new.day,
        new.codes
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The address is theirs: from now on it is used.
pub(crate) async fn confirm(
    conn: &mut PgConnection,
    node: &NodeCode,
    (account, channel): (AccountId, Channel),
    address: &str,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    sqlx::query!(
        "insert into notice.address (node, account, channel, address, confirmed_at) values ($1, $2, $3, $4, $5)
         on conflict (node, account, channel) do update set address = excluded.address, confirmed_at = excluded.confirmed_at",
        node.as_str(),
        account.uuid(),
        channel.code(),
        address,
        now
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from notice.confirmation where node = $1 and account = $2 and channel = $3",
        node.as_str(),
        account.uuid(),
        channel.code()
    )
    .execute(conn)
    .await?;
    Ok(())
}
