//! Kept counters: sums, changes not yet folded into them, and the folding.

use chrono::NaiveDate;
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, OfficeId};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use crate::tally::Measure;

/// The sum of one measure of one office over some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// Whose.
    pub office: OfficeId,
    /// What.
    pub measure: Measure,
    /// How many.
    pub amount: i64,
}

/// Open work of one office in one group of the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InboxCount {
    /// Who holds it.
    pub holder: Option<AccountId>,
    /// The clock stands still.
    pub stopped: bool,
    /// Office-local day it is due.
    pub day: NaiveDate,
    /// How many tasks.
    pub amount: i64,
}

/// Sums per office and measure over the days `from ..= to`.
pub(crate) async fn sums(
    conn: &mut PgConnection,
    node: &NodeCode,
    offices: &[OfficeId],
    days: (NaiveDate, NaiveDate),
) -> Result<Vec<Sum>, DbError> {
    let offices: Vec<Uuid> = offices.iter().map(|office| office.uuid()).collect();
    let rows = sqlx::query!(
        r#"select office as "office!", measure as "measure!", sum(amount)::bigint as "amount!" from (
               select office, measure, amount from dossier.tally
               where node = $1 and office = any ($2) and day between $3 and $4
               union all
               select office, measure, amount from dossier.tally_change
               where node = $1 and office = any ($2) and day between $3 and $4
           ) as counted group by office, measure having sum(amount) <> 0"#,
        node.as_str(),
        &offices,
        days.0,
        days.1
    )
    .fetch_all(conn)
    .await?;
    let known = |row: &str| Measure::from_code(row);
    Ok(rows
        .into_iter()
        .filter_map(|row| Some(Sum { office: row.office.into(), measure: known(&row.measure)?, amount: row.amount }))
        .collect())
}

/// Counts of the inbox of some offices, per holder, day and clock.
pub(crate) async fn inbox(conn: &mut PgConnection, node: &NodeCode, offices: Option<&[OfficeId]>) -> Result<Vec<InboxCount>, DbError> {
    let offices: Option<Vec<Uuid>> = offices.map(|offices| offices.iter().map(|office| office.uuid()).collect());
    let rows = sqlx::query!(
        r#"select holder as "holder!", stopped as "stopped!", day as "day!", sum(amount)::bigint as "amount!" from (
               select holder, stopped, day, amount from dossier.inbox
               where node = $1 and ($2::uuid[] is null or office = any ($2))
               union all
               select holder, stopped, day, amount from dossier.inbox_change
               where node = $1 and ($2::uuid[] is null or office = any ($2))
           ) as counted group by holder, stopped, day having sum(amount) <> 0 order by day"#,
        node.as_str(),
        offices.as_deref()
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| InboxCount {
            holder: (!row.holder.is_nil()).then(|| row.holder.into()),
            stopped: row.stopped,
            day: row.day,
            amount: row.amount,
        })
        .collect())
}

/// Folds pending changes into the sums; gives how many were folded. Runs beside writers without blocking them.
pub(crate) async fn fold(conn: &mut PgConnection, most: i64) -> Result<u64, DbError> {
    let tallied = sqlx::query!(
        r#"with taken as (
               delete from dossier.tally_change where id in (select id from dossier.tally_change order by id limit $1 for update skip locked)
               returning node, office, measure, day, amount
           )
           insert into dossier.tally as kept (node, office, measure, day, amount)
           select node, office, measure, day, sum(amount) from taken group by node, office, measure, day order by 1, 2, 3, 4
           on conflict (node, office, measure, day) do update set amount = kept.amount + excluded.amount"#,
        most
    )
    .execute(&mut *conn)
    .await?;
    let boxed = sqlx::query!(
        r#"with taken as (
               delete from dossier.inbox_change where id in (select id from dossier.inbox_change order by id limit $1 for update skip locked)
               returning node, office, holder, stopped, day, amount
           )
           insert into dossier.inbox as kept (node, office, holder, stopped, day, amount)
           select node, office, holder, stopped, day, sum(amount) from taken group by node, office, holder, stopped, day order by 1, 2, 3, 4, 5
           on conflict (node, office, holder, stopped, day) do update set amount = kept.amount + excluded.amount"#,
        most
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from dossier.inbox where amount = 0").execute(conn).await?;
    Ok(tallied.rows_affected() + boxed.rows_affected())
}
