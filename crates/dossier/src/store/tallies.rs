//! Kept counters: sums, changes not yet folded into them, and the folding.

use chrono::NaiveDate;
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, OfficeId};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use crate::tally::{Measure, Side};

/// The sum of one measure of one office over some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// Whose.
    pub office: OfficeId,
    /// For which of the offices of a dossier.
    pub side: Side,
    /// What.
    pub measure: Measure,
    /// How many.
    pub amount: i64,
}

/// What an office has open on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Open {
    /// Whose.
    pub office: OfficeId,
    /// Running, due before the day.
    pub overdue: i64,
    /// Running, due on the day.
    pub today: i64,
    /// Running, due later.
    pub later: i64,
    /// The clock stands still.
    pub stopped: i64,
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
               select change.office, change.measure, change.amount
               from dossier.tally_change, unnest(offices, measures, days, amounts) as change (office, measure, day, amount)
               where node = $1 and change.office = any ($2) and change.day between $3 and $4
           ) as counted group by office, measure having sum(amount) <> 0"#,
        node.as_str(),
        &offices,
        days.0,
        days.1
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let (side, measure) = Side::read(&row.measure)?;
            Some(Sum { office: row.office.into(), side, measure, amount: row.amount })
        })
        .collect())
}

/// What some offices have open on one side, seen from `today`.
pub(crate) async fn open(
    conn: &mut PgConnection,
    node: &NodeCode,
    (offices, side): (&[OfficeId], Side),
    today: NaiveDate,
) -> Result<Vec<Open>, DbError> {
    let (due, stopped) = (side.code(Measure::OpenDue), side.code(Measure::OpenStopped));
    let offices: Vec<Uuid> = offices.iter().map(|office| office.uuid()).collect();
    let rows = sqlx::query!(
        r#"select office as "office!",
               coalesce(sum(amount) filter (where measure = $4 and day < $3), 0)::bigint as "overdue!",
               coalesce(sum(amount) filter (where measure = $4 and day = $3), 0)::bigint as "today!",
               coalesce(sum(amount) filter (where measure = $4 and day > $3), 0)::bigint as "later!",
               coalesce(sum(amount) filter (where measure = $5), 0)::bigint as "stopped!"
           from (
               select office, measure, day, amount from dossier.tally
               where node = $1 and office = any ($2) and measure in ($4, $5)
               union all
               select change.office, change.measure, change.day, change.amount
               from dossier.tally_change, unnest(offices, measures, days, amounts) as change (office, measure, day, amount)
               where node = $1 and change.office = any ($2) and change.measure in ($4, $5)
           ) as counted group by office"#,
        node.as_str(),
        &offices,
        today,
        due,
        stopped
    )
    .fetch_all(conn)
    .await?;
    let open = rows.into_iter().map(|row| Open {
        office: row.office.into(),
        overdue: row.overdue,
        today: row.today,
        later: row.later,
        stopped: row.stopped,
    });
    Ok(open.collect())
}

/// A row of kept counts.
struct CountRow {
    holder: Uuid,
    stopped: bool,
    day: NaiveDate,
    amount: i64,
}

impl From<CountRow> for InboxCount {
    fn from(row: CountRow) -> Self {
        let holder = (!row.holder.is_nil()).then(|| row.holder.into());
        Self { holder, stopped: row.stopped, day: row.day, amount: row.amount }
    }
}

/// Counts of the inbox of some offices, per holder, day and clock.
pub(crate) async fn inbox(conn: &mut PgConnection, node: &NodeCode, offices: &[OfficeId]) -> Result<Vec<InboxCount>, DbError> {
    let offices: Vec<Uuid> = offices.iter().map(|office| office.uuid()).collect();
    let rows = sqlx::query_as!(
        CountRow,
        r#"select holder as "holder!", stopped as "stopped!", day as "day!", sum(amount)::bigint as "amount!" from (
               select holder, stopped, day, amount from dossier.inbox where node = $1 and office = any ($2)
               union all
               select holder, stopped, day, amount from dossier.inbox_change where node = $1 and office = any ($2)
           ) as counted group by holder, stopped, day having sum(amount) <> 0 order by day"#,
        node.as_str(),
        &offices
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(InboxCount::from).collect())
}

/// Counts of the inbox of the whole node. Who holds a task is not told, only that somebody does.
pub(crate) async fn inbox_of_all(conn: &mut PgConnection, node: &NodeCode) -> Result<Vec<InboxCount>, DbError> {
    let rows = sqlx::query_as!(
        CountRow,
        r#"select holder as "holder!", stopped as "stopped!", day as "day!", sum(amount)::bigint as "amount!" from (
               select holder, stopped, day, amount from dossier.inbox where node = $1 and office = $2
               union all
               select case when holder = $2::uuid then $2::uuid else $3::uuid end, stopped, day, amount from dossier.inbox_change where node = $1
           ) as counted group by holder, stopped, day having sum(amount) <> 0 order by day"#,
        node.as_str(),
        Uuid::nil(),
        Uuid::max()
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(InboxCount::from).collect())
}

/// Folds at most `most` waiting changes of each kind into the sums; `true` when more may be left. Runs beside writers without blocking them.
pub(crate) async fn fold(conn: &mut PgConnection, most: i64) -> Result<bool, DbError> {
    let tallied = fold_tallies(conn, most).await?;
    let boxed = fold_inbox(conn, most).await?;
    sqlx::query!("delete from dossier.tally where amount = 0").execute(&mut *conn).await?;
    sqlx::query!("delete from dossier.inbox where amount = 0").execute(conn).await?;
    Ok(tallied >= most || boxed >= most)
}

async fn fold_tallies(conn: &mut PgConnection, most: i64) -> Result<i64, DbError> {
    let taken = sqlx::query_scalar!(
        r#"with taken as (
               delete from dossier.tally_change
               where ctid = any (array(select ctid from dossier.tally_change limit $1 for update skip locked))
               returning node, offices, measures, days, amounts
           ), summed as materialized (
               select node, change.office, change.measure, change.day, sum(change.amount) as amount
               from taken, unnest(offices, measures, days, amounts) as change (office, measure, day, amount)
               group by 1, 2, 3, 4
           ), added as (
               insert into dossier.tally as kept (node, office, measure, day, amount)
               select node, office, measure, day, amount from summed where amount <> 0 order by 1, 2, 3, 4
               on conflict (node, office, measure, day) do update set amount = kept.amount + excluded.amount
           )
           select count(*) as "taken!" from taken"#,
        most
    );
    Ok(taken.fetch_one(conn).await?)
}

async fn fold_inbox(conn: &mut PgConnection, most: i64) -> Result<i64, DbError> {
    let taken = sqlx::query_scalar!(
        r#"with taken as (
               delete from dossier.inbox_change
               where ctid = any (array(select ctid from dossier.inbox_change limit $1 for update skip locked))
               returning node, office, holder, stopped, day, amount
           ), summed as materialized (
               select node, office, holder, stopped, day, sum(amount) as amount from taken group by 1, 2, 3, 4, 5
           ), together as (
               insert into dossier.inbox as kept (node, office, holder, stopped, day, amount)
               select node, $2::uuid, case when holder = $2::uuid then $2::uuid else $3::uuid end, stopped, day, sum(amount)
               from summed group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
               on conflict (node, office, holder, stopped, day) do update set amount = kept.amount + excluded.amount
           ), added as (
               insert into dossier.inbox as kept (node, office, holder, stopped, day, amount)
               select node, office, holder, stopped, day, amount from summed where amount <> 0 order by 1, 2, 3, 4, 5
               on conflict (node, office, holder, stopped, day) do update set amount = kept.amount + excluded.amount
           )
           select count(*) as "taken!" from taken"#,
        most,
        Uuid::nil(),
        Uuid::max()
    );
    Ok(taken.fetch_one(conn).await?)
}
