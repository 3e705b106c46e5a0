//! Lists of dossiers, newest first, paged by key; rights are part of the query.

use access::Scope;
use chrono::{DateTime, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{AccountId, DossierId, OfficeId};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use crate::model::{Channel, State};

/// What narrows a list of dossiers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DossierFilter {
    /// Only in this state.
    pub state: Option<State>,
    /// Only this procedure, by its code.
    pub procedure: Option<String>,
    /// Only received from here on.
    pub received_since: Option<DateTime<Utc>>,
    /// Only received and then decided or closed from here on.
    pub finished_since: Option<DateTime<Utc>>,
    /// Only those that were open at this instant: received before it, not finished before it.
    pub open_at: Option<DateTime<Utc>>,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierRow {
    /// Identifier.
    pub id: DossierId,
    /// Version, for conditional writes.
    pub version: i32,
    /// State.
    pub state: State,
    /// Code, once received.
    pub code: Option<String>,
    /// Code of the procedure.
    pub procedure: String,
    /// Name of the procedure on the day it was handed in.
    pub procedure_name: String,
    /// How it came in.
    pub channel: Channel,
    /// The office that owns it.
    pub owner_office: OfficeId,
    /// The applicant's name.
    pub applicant_name: String,
    /// When it was handed in.
    pub submitted_at: DateTime<Utc>,
    /// When it was received.
    pub received_at: Option<DateTime<Utc>>,
    /// When it is due; nothing while the clock stands still.
    pub due_at: Option<DateTime<Utc>>,
    /// When it was decided or closed.
    pub finished_at: Option<DateTime<Utc>>,
}

struct Row {
    id: Uuid,
    version: i32,
    state: i16,
    code: Option<String>,
    procedure: String,
    procedure_name: String,
    channel: i16,
    owner_office: Uuid,
    applicant_name: String,
    submitted_at: DateTime<Utc>,
    received_at: Option<DateTime<Utc>>,
    due_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for DossierRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let wrong = |column| DbError::Inconsistent { table: "dossier.dossier", column, id: row.id.to_string() };
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            state: State::from_number(row.state).ok_or_else(|| wrong("state"))?,
            code: row.code,
            procedure: row.procedure,
            procedure_name: row.procedure_name,
            channel: Channel::from_number(row.channel).ok_or_else(|| wrong("channel"))?,
            owner_office: row.owner_office.into(),
            applicant_name: row.applicant_name,
            submitted_at: row.submitted_at,
            received_at: row.received_at,
            due_at: row.due_at,
            finished_at: row.finished_at,
        })
    }
}

/// One page of what `scope` holds, the newest first, after the dossier `after`.
pub(crate) async fn page(
    conn: &mut PgConnection,
    node: &NodeCode,
    scope: &Scope,
    filter: &DossierFilter,
    page: (Option<DossierId>, i64),
) -> Result<Vec<DossierRow>, DbError> {
    let rights = scope.filter();
    let rows = sqlx::query_file_as!(
        Row,
        "src/store/sql/dossiers.sql",
        node.as_str(),
        rights.all,
        &rights.offices,
        rights.own,
        rights.assigned,
        page.0.map_or(Uuid::max(), DossierId::uuid),
        filter.state.map(State::number),
        filter.procedure.as_deref(),
        page.1,
        filter.received_since,
        filter.finished_since,
        filter.open_at
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(DossierRow::try_from).collect()
}

/// The dossiers an account handed in, newest first.
pub(crate) async fn of_applicant(
    conn: &mut PgConnection,
    node: &NodeCode,
    account: AccountId,
    page: (Option<DossierId>, i64),
) -> Result<Vec<DossierRow>, DbError> {
    let own = Scope { own: Some(account), ..Scope::default() };
    self::page(conn, node, &own, &DossierFilter::default(), page).await
}
