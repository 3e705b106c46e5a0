//! Who was told what about a dossier.

use db::DbError;
use kernel::code::NodeCode;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{deliveries, notices};
use crate::model::{Delivery, Notice, Told};

/// What was told about `subject`, oldest first, at most `most`.
pub(crate) async fn of_subject(conn: &mut PgConnection, node: &NodeCode, subject: Uuid, most: i64) -> Result<Vec<Told>, DbError> {
    let rows = sqlx::query!(
        "select id, account, topic, subject, code, link, due_at, amount, at, read_at, in_account from notice.notice
         where node = $1 and subject = $2 order by at desc, id desc limit $3",
        node.as_str(),
        subject,
        most
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut deliveries = of_notices(conn, node, &ids).await?;
    let mut told = Vec::with_capacity(rows.len());
    for row in rows.into_iter().rev() {
        let of_this = |(notice, delivery): &(Uuid, Delivery)| (*notice == row.id).then(|| delivery.clone());
        let ways = deliveries.iter().filter_map(of_this).collect();
        deliveries.retain(|(notice, _)| *notice != row.id);
        let notice = Notice::try_from(notices::Row {
            id: row.id,
            account: row.account,
            topic: row.topic,
            subject: row.subject,
            code: row.code,
            link: row.link,
            due_at: row.due_at,
            amount: row.amount,
            at: row.at,
            read_at: row.read_at,
        })?;
        told.push(Told { notice, in_account: row.in_account, deliveries: ways });
    }
    Ok(told)
}

/// The deliveries of these notices, each with its notice.
async fn of_notices(conn: &mut PgConnection, node: &NodeCode, notices: &[Uuid]) -> Result<Vec<(Uuid, Delivery)>, DbError> {
    let rows = sqlx::query!(
        "select delivered.notice, id, account, subject, channel, state, attempts, next_at, day, problem, answer, sent_to, made_at, done_at
         from notice.delivered join notice.delivery using (node)
         where node = $1 and delivered.notice = any($2) and delivery.id = delivered.delivery order by id",
        node.as_str(),
        notices
    )
    .fetch_all(conn)
    .await?;
    let delivery = |row: deliveries::Row| Delivery::try_from(row);
    rows.into_iter()
        .map(|row| {
            let found = delivery(deliveries::Row {
                id: row.id,
                account: row.account,
                subject: row.subject,
                channel: row.channel,
                state: row.state,
                attempts: row.attempts,
                next_at: row.next_at,
                day: row.day,
                problem: row.problem,
                answer: row.answer,
                sent_to: row.sent_to,
                made_at: row.made_at,
                done_at: row.done_at,
            })?;
            Ok((row.notice, found))
        })
        .collect()
}
