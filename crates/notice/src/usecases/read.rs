//! Somebody looks at what they were told.

use access::Actor;
use chrono::{DateTime, Utc};
use kernel::id::AccountId;
use uuid::Uuid;

use crate::error::NoticeError;
use crate::model::Notice;
use crate::node::Notices;
use crate::store::notices as stored;

/// Most notices of a page.
pub(crate) const PAGE: i64 = 30;

/// One page of the actor's own notices, newest first, and where the next begins.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn list(
    notices: &Notices,
    actor: &Actor,
    before: Option<(DateTime<Utc>, Uuid)>,
) -> Result<(Vec<Notice>, Option<(DateTime<Utc>, Uuid)>), NoticeError> {
    let mut conn = notices.ctx.pool.acquire().await?;
    let mut found = stored::of_account(&mut conn, &notices.ctx.node, actor.account, before, PAGE + 1).await?;
    let more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).map(|last| (last.at, last.id));
    Ok((found, next))
}

/// Opens one of the actor's own notices: it counts as read from now on. Nothing when it is not theirs.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn open(notices: &Notices, actor: &Actor, id: Uuid) -> Result<Option<Notice>, NoticeError> {
    let mut tx = notices.ctx.begin().await?;
    let found = stored::find(&mut tx, &notices.ctx.node, actor.account, id).await?;
    if found.is_some() {
        stored::mark_read(&mut tx, &notices.ctx.node, actor.account, id, notices.ctx.now()).await?;
    }
    tx.commit().await?;
    Ok(found)
}

/// Everything the actor was told counts as read.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn read_all(notices: &Notices, actor: &Actor) -> Result<(), NoticeError> {
    let mut tx = notices.ctx.begin().await?;
    stored::mark_all_read(&mut tx, &notices.ctx.node, actor.account, notices.ctx.now()).await?;
    Ok(tx.commit().await?)
}

/// How many notices the account has not read.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn unread(notices: &Notices, account: AccountId) -> Result<i64, NoticeError> {
    let mut conn = notices.ctx.pool.acquire().await?;
    Ok(stored::unread(&mut conn, &notices.ctx.node, account.uuid()).await?)
}
