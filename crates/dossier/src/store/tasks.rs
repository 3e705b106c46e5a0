//! The inbox: open work in the order it is due.

use access::ScopeFilter;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, DossierId, LabelId, OfficeId, TaskId};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use crate::model::Channel;

/// Behind every place in the list; work whose clock does not run stands at the end of the year 9999.
const AFTER_ALL: DateTime<Utc> = DateTime::<Utc>::MAX_UTC;

/// What narrows the inbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// Only these procedures, by their codes; every procedure when none is named, and so for all that may be several.
    pub procedures: Vec<String>,
    /// Only these steps, by their keys.
    pub steps: Vec<String>,
    /// Only what came in one of these ways.
    pub channels: Vec<Channel>,
    /// Only work whose clock does not run (`true`) or runs (`false`).
    pub stopped: Option<bool>,
    /// Only dossiers due on this office-local day or earlier.
    pub due_until: Option<NaiveDate>,
    /// Only dossiers due in one of these spans of office-local days; [`STANDING`] is the day of those whose clock does not run.
    pub due: Vec<(NaiveDate, NaiveDate)>,
    /// Only what one of these officers holds.
    pub holders: Vec<AccountId>,
    /// Only what nobody holds, or one of the officers named.
    pub unclaimed: bool,
    /// Only what carries one of these labels.
    pub labels: Vec<LabelId>,
    /// Only what has all of these words, or words that begin like them, in code, applicant or procedure; empty for everything.
    pub words: String,
}

/// The day on which work whose clock does not run is said to be due: that of its place in the list.
pub const STANDING: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

impl TaskFilter {
    /// The place in the list behind which nothing can match: without it a short answer would read the index to its end. Office days differ
    /// from the world's by less than one.
    fn sort_before(&self) -> DateTime<Utc> {
        let until = self.due_until.filter(|_| self.stopped == Some(false));
        let last = self.due.iter().map(|span| span.1).max().filter(|day| *day < STANDING);
        let day = until.into_iter().chain(last).min().and_then(|day| day.checked_add_days(Days::new(2)));
        day.map_or(AFTER_ALL, |day| day.and_time(NaiveTime::MIN).and_utc())
    }
}

/// A filter as values to bind.
struct Bound {
    channels: Vec<i16>,
    holders: Vec<Uuid>,
    from: Vec<NaiveDate>,
    until: Vec<NaiveDate>,
    labels: Vec<Uuid>,
}

impl Bound {
    /// Nobody is bound as the identifier of zeros.
    fn of(filter: &TaskFilter) -> Self {
        let nobody = filter.unclaimed.then(Uuid::nil);
        Self {
            channels: filter.channels.iter().map(|channel| channel.number()).collect(),
            holders: filter.holders.iter().map(|holder| holder.uuid()).chain(nobody).collect(),
            from: filter.due.iter().map(|span| span.0).collect(),
            until: filter.due.iter().map(|span| span.1).collect(),
            labels: filter.labels.iter().map(|label| label.uuid()).collect(),
        }
    }
}

/// Where the next page of the inbox begins: after this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskCursor {
    /// Sorting instant of the last row shown.
    pub sort_at: DateTime<Utc>,
    /// The last row shown.
    pub id: TaskId,
}

impl TaskCursor {
    /// Before every row.
    #[must_use]
    pub const fn start() -> Self {
        Self { sort_at: DateTime::UNIX_EPOCH, id: TaskId::from_uuid(Uuid::nil()) }
    }
}

/// A row of the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    /// The task.
    pub id: TaskId,
    /// Its dossier.
    pub dossier: DossierId,
    /// Key of the step.
    pub key: String,
    /// Name of the step.
    pub name: String,
    /// The office that has to do it.
    pub office: OfficeId,
    /// Code of the role that may do it.
    pub role: String,
    /// When the step was opened.
    pub opened_at: DateTime<Utc>,
    /// When the step should be done.
    pub due_at: Option<DateTime<Utc>>,
    /// When the dossier is due, or was until it was decided; nothing while its clock stands still.
    pub dossier_due_at: Option<DateTime<Utc>>,
    /// The place in the list.
    pub sort_at: DateTime<Utc>,
    /// The clock of the dossier does not run: it stands still, or there is a decision already.
    pub stopped: bool,
    /// Office-local day the dossier is due.
    pub day: NaiveDate,
    /// Who claimed it.
    pub holder: Option<AccountId>,
    /// Until when the claim holds.
    pub lease_until: Option<DateTime<Utc>>,
    /// Code of the dossier, once received.
    pub code: Option<String>,
    /// Code of the procedure.
    pub procedure: String,
    /// Name of the procedure.
    pub procedure_name: String,
    /// Name of the applicant.
    pub applicant_name: String,
    /// How the request came in.
    pub channel: Channel,
}

impl TaskRow {
    /// There is a decision: what is left is to register it and to hand it over.
    #[must_use]
    pub const fn is_decided(&self) -> bool {
        self.stopped && self.dossier_due_at.is_some()
    }
}

struct Row {
    id: Uuid,
    dossier: Uuid,
    key: String,
    name: String,
    office: Uuid,
    role: String,
    opened_at: DateTime<Utc>,
    due_at: Option<DateTime<Utc>>,
    dossier_due_at: Option<DateTime<Utc>>,
    sort_at: DateTime<Utc>,
    stopped: bool,
    day: NaiveDate,
    holder: Option<Uuid>,
    lease_until: Option<DateTime<Utc>>,
    code: Option<String>,
    procedure: String,
    procedure_name: String,
    applicant_name: String,
    channel: i16,
}

impl TryFrom<Row> for TaskRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let channel = Channel::from_number(row.channel).ok_or_else(|| DbError::Inconsistent {
            table: "dossier.task",
            column: "channel",
            id: row.id.to_string(),
        })?;
        Ok(Self {
            id: row.id.into(),
            dossier: row.dossier.into(),
            key: row.key,
            name: row.name,
            office: row.office.into(),
            role: row.role,
            opened_at: row.opened_at,
            due_at: row.due_at,
            dossier_due_at: row.dossier_due_at,
            sort_at: row.sort_at,
            stopped: row.stopped,
            day: row.day,
            holder: row.holder.map(AccountId::from_uuid),
            lease_until: row.lease_until,
            code: row.code,
            procedure: row.procedure,
            procedure_name: row.procedure_name,
            applicant_name: row.applicant_name,
            channel,
        })
    }
}

/// One page of the inbox of `offices`, with what `holder` holds elsewhere.
pub(crate) async fn of_offices(
    conn: &mut PgConnection,
    node: &NodeCode,
    visible: (&[OfficeId], Option<AccountId>),
    filter: &TaskFilter,
    page: (TaskCursor, i64),
) -> Result<Vec<TaskRow>, DbError> {
    let offices: Vec<Uuid> = visible.0.iter().map(|office| office.uuid()).collect();
    let bound = Bound::of(filter);
    let rows = sqlx::query_file_as!(
        Row,
        "src/store/sql/inbox_offices.sql",
        node.as_str(),
        &offices,
        page.0.sort_at,
        page.0.id.uuid(),
        &filter.procedures,
        &filter.steps,
        &bound.channels,
        filter.stopped,
        filter.due_until,
        &bound.holders,
        &bound.from,
        &bound.until,
        &bound.labels,
        page.1,
        visible.1.map(AccountId::uuid),
        filter.sort_before()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(TaskRow::try_from).collect()
}

/// One page of everybody's inbox.
pub(crate) async fn of_everyone(
    conn: &mut PgConnection,
    node: &NodeCode,
    filter: &TaskFilter,
    page: (TaskCursor, i64),
) -> Result<Vec<TaskRow>, DbError> {
    let bound = Bound::of(filter);
    let rows = sqlx::query_file_as!(
        Row,
        "src/store/sql/inbox_all.sql",
        node.as_str(),
        page.0.sort_at,
        page.0.id.uuid(),
        &filter.procedures,
        &filter.steps,
        &bound.channels,
        filter.stopped,
        filter.due_until,
        &bound.holders,
        &bound.from,
        &bound.until,
        &bound.labels,
        page.1,
        filter.sort_before()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(TaskRow::try_from).collect()
}

/// Open work found by words, with its rights as part of the look into the index.
pub(crate) async fn found(
    conn: &mut PgConnection,
    node: &NodeCode,
    rights: &ScopeFilter,
    filter: &TaskFilter,
    page: (TaskCursor, i64),
) -> Result<Vec<TaskRow>, DbError> {
    let bound = Bound::of(filter);
    let rows = sqlx::query_file_as!(
        Row,
        "src/store/sql/inbox_found.sql",
        node.as_str(),
        page.0.sort_at,
        page.0.id.uuid(),
        &filter.procedures,
        &filter.steps,
        &bound.channels,
        filter.stopped,
        filter.due_until,
        &bound.holders,
        &bound.from,
        &bound.until,
        &bound.labels,
        page.1,
        filter.sort_before(),
        filter.words,
        rights.all,
        &rights.offices,
        rights.assigned
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(TaskRow::try_from).collect()
}

/// These pieces of open work, as far as they may be seen.
pub(crate) async fn of_ids(
    conn: &mut PgConnection,
    node: &NodeCode,
    rights: &ScopeFilter,
    ids: &[TaskId],
) -> Result<Vec<TaskRow>, DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, dossier, key, name, office, role, opened_at, due_at, dossier_due_at, sort_at, stopped, day, holder, lease_until, code,
                procedure, procedure_name, applicant_name, channel
         from dossier.task where node = $1 and id = any ($2) and closed_at is null and ($3 or office = any ($4) or holder = $5)
         order by sort_at, id",
        node.as_str(),
        &ids,
        rights.all,
        &rights.offices,
        rights.assigned
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(TaskRow::try_from).collect()
}

/// The dossier an open task belongs to.
pub(crate) async fn dossier_of(conn: &mut PgConnection, node: &NodeCode, task: TaskId) -> Result<Option<DossierId>, DbError> {
    let id = sqlx::query_scalar!(
        "select dossier from dossier.task where node = $1 and id = $2 and closed_at is null",
        node.as_str(),
        task.uuid()
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(DossierId::from_uuid))
}

/// What an officer holds in an office, in the order it is due.
pub(crate) async fn held_in(
    conn: &mut PgConnection,
    node: &NodeCode,
    office: OfficeId,
    holder: AccountId,
    most: i64,
) -> Result<Vec<TaskId>, DbError> {
    let ids = sqlx::query_scalar!(
        "select id from dossier.task where node = $1 and holder = $2 and office = $3 and closed_at is null order by sort_at, id limit $4",
        node.as_str(),
        holder.uuid(),
        office.uuid(),
        most
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(TaskId::from_uuid).collect())
}

/// The steps of what an officer holds in an office, with how many of each; of at most `most` tasks.
pub(crate) async fn steps_held(
    conn: &mut PgConnection,
    node: &NodeCode,
    (office, holder): (OfficeId, AccountId),
    most: i64,
) -> Result<Vec<(String, String, i64)>, DbError> {
    let rows = sqlx::query!(
        r#"select key as "key!", min(name) as "name!", count(*) as "count!" from (
               select key, name from dossier.task where node = $1 and holder = $2 and office = $3 and closed_at is null limit $4
           ) as held group by key order by count(*) desc, key"#,
        node.as_str(),
        holder.uuid(),
        office.uuid(),
        most
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(|row| (row.key, row.name, row.count)).collect())
}

/// Dossiers in which an office let the time for its opinion pass.
pub(crate) async fn lapsed_consultations(
    conn: &mut PgConnection,
    node: &NodeCode,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<DossierId>, DbError> {
    let ids = sqlx::query_scalar!(
        "select dossier from dossier.task where node = $1 and key = 'consultation' and closed_at is null and due_at < $2
         order by due_at limit $3",
        node.as_str(),
        now,
        most
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(DossierId::from_uuid).collect())
}

/// Dossiers of these procedures with open work whose limit has passed.
pub(crate) async fn late_of_procedures(
    conn: &mut PgConnection,
    node: &NodeCode,
    procedures: &[String],
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<DossierId>, DbError> {
    let ids = sqlx::query_scalar!(
        r#"select distinct dossier as "dossier!" from dossier.task
           where node = $1 and procedure = any($2) and sort_at < $3 and closed_at is null and not stopped limit $4"#,
        node.as_str(),
        procedures,
        now,
        most
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(DossierId::from_uuid).collect())
}
