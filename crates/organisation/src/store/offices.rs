//! Offices and who took over from whom.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::DbError;
use kernel::id::OfficeId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Area, CodeStatus, Office, OfficeCertainty, OfficeKind, OfficeSuccession, Operation, Validity};
use crate::pack::Edge;

pub(super) struct OfficeRow {
    id: Uuid,
    code: String,
    name: String,
    name_en: String,
    kind: String,
    function: String,
    parent: Option<Uuid>,
    unit: String,
    line_agency: Option<String>,
    address: Option<String>,
    calendar: String,
    code_status: String,
    certainty: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    legal_basis: String,
    source: String,
}

impl TryFrom<OfficeRow> for Office {
    type Error = DbError;

    fn try_from(row: OfficeRow) -> Result<Self, DbError> {
        let wrong = |column| DbError::inconsistent("organisation.office", column, row.id);
        Ok(Self {
            kind: OfficeKind::parse(&row.kind).ok_or_else(|| wrong("kind"))?,
            code_status: CodeStatus::parse(&row.code_status).ok_or_else(|| wrong("code_status"))?,
            certainty: OfficeCertainty::parse(&row.certainty).ok_or_else(|| wrong("certainty"))?,
            id: OfficeId::from_uuid(row.id),
            code: row.code.parse().map_err(|_| wrong("code"))?,
            name: row.name,
            name_en: row.name_en,
            function: row.function,
            parent: row.parent.map(OfficeId::from_uuid),
            unit: row.unit,
            line_agency: row.line_agency,
            address: row.address,
            calendar: row.calendar,
            validity: Validity { from: row.valid_from, to: row.valid_to },
            legal_basis: row.legal_basis,
            source: row.source,
        })
    }
}

/// Which offices a list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// This office and everything below it.
    pub(crate) under: Option<OfficeId>,
    /// Of one kind.
    pub(crate) kind: Option<OfficeKind>,
    /// Of one administrative unit.
    pub(crate) unit: Option<String>,
}

/// Offices of a day, ordered by code, after the code `after`, at most `limit`.
pub(crate) async fn page(
    connection: &mut PgConnection,
    node: &str,
    on: NaiveDate,
    filter: &Filter,
    after: &str,
    limit: i64,
) -> Result<Vec<Office>, DbError> {
    let rows = sqlx::query_file_as!(
        OfficeRow,
        "sql/offices_page.sql",
        node,
        on,
        filter.under.map(OfficeId::uuid),
        filter.kind.map(OfficeKind::code),
        filter.unit.as_deref(),
        after,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Office::try_from).collect()
}

/// All versions of an office, oldest first.
pub(crate) async fn history(connection: &mut PgConnection, node: &str, id: OfficeId) -> Result<Vec<Office>, DbError> {
    let rows = sqlx::query_as!(
        OfficeRow,
        "select id, code, name, name_en, kind, function, parent, unit, line_agency, address, calendar, code_status, certainty,
                valid_from, valid_to, legal_basis, source
         from organisation.office where node = $1 and id = $2 order by valid_from",
        node,
        id.uuid()
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Office::try_from).collect()
}

/// Every office of a day.
pub(crate) async fn all(connection: &mut PgConnection, node: &str, on: NaiveDate) -> Result<Vec<Office>, DbError> {
    page(connection, node, on, &Filter::default(), "", i64::MAX).await
}

/// The unit of each office of the node on a day, by its code.
pub(crate) async fn areas(connection: &mut PgConnection, node: &str, on: NaiveDate) -> Result<HashMap<String, Area>, DbError> {
    let rows = sqlx::query_file!("sql/areas.sql", node, on).fetch_all(connection).await?;
    let areas = rows
        .into_iter()
        .map(|row| (row.code, Area { province: row.province, full_name: row.full_name, name_en: row.name_en, former: row.former }));
    Ok(areas.collect())
}

/// What `office` came from and what became of it: every edge that touches it, oldest first.
pub(crate) async fn successions(connection: &mut PgConnection, node: &str, office: OfficeId) -> Result<Vec<OfficeSuccession>, DbError> {
    let rows = sqlx::query!(
        "select predecessor, successor, effective_on, operation, legal_basis
         from organisation.office_successor
         where node = $1 and (predecessor = $2 or successor = $2)
         order by effective_on, predecessor, successor",
        node,
        office.uuid()
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let operation = Operation::parse(&row.operation);
            let operation =
                operation.ok_or_else(|| DbError::inconsistent("organisation.office_successor", "operation", row.predecessor))?;
            Ok(OfficeSuccession {
                predecessor: OfficeId::from_uuid(row.predecessor),
                successor: OfficeId::from_uuid(row.successor),
                effective_on: row.effective_on,
                operation,
                legal_basis: row.legal_basis,
            })
        })
        .collect()
}

/// Writes offices in one statement; an office that the register has taken over keeps what it has.
#[expect(clippy::as_conversions, reason = "sqlx reads `as` as the type of a parameter; no number is converted")]
pub(crate) async fn insert(connection: &mut PgConnection, node: &str, offices: &[Office]) -> Result<u64, DbError> {
    let text = |get: fn(&Office) -> &str| offices.iter().map(|office| get(office).to_owned()).collect::<Vec<_>>();
    let open = |get: fn(&Office) -> &Option<String>| offices.iter().map(|office| get(office).clone()).collect::<Vec<_>>();
    let ids: Vec<Uuid> = offices.iter().map(|office| office.id.uuid()).collect();
    let parents: Vec<Option<Uuid>> = offices.iter().map(|office| office.parent.map(OfficeId::uuid)).collect();
    let starts: Vec<NaiveDate> = offices.iter().map(|office| office.validity.from).collect();
    let ends: Vec<Option<NaiveDate>> = offices.iter().map(|office| office.validity.to).collect();
    let done = sqlx::query_file!(
        "sql/insert_offices.sql",
        node,
        &ids,
        &starts,
        &ends as &[Option<NaiveDate>],
        &text(|office| office.code.as_str()),
        &text(|office| &office.name),
        &text(|office| &office.name_en),
        &text(|office| office.kind.code()),
        &text(|office| &office.function),
        &parents as &[Option<Uuid>],
        &text(|office| &office.unit),
        &open(|office| &office.line_agency) as &[Option<String>],
        &open(|office| &office.address) as &[Option<String>],
        &text(|office| &office.calendar),
        &text(|office| office.code_status.code()),
        &text(|office| office.certainty.code()),
        &text(|office| &office.legal_basis),
        &text(|office| &office.source)
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// Writes successions in one statement.
pub(crate) async fn insert_successions(connection: &mut PgConnection, node: &str, rows: &[Edge]) -> Result<u64, DbError> {
    let predecessors: Vec<Uuid> = rows.iter().map(|row| row.edge.predecessor.uuid()).collect();
    let successors: Vec<Uuid> = rows.iter().map(|row| row.edge.successor.uuid()).collect();
    let days: Vec<NaiveDate> = rows.iter().map(|row| row.edge.effective_on).collect();
    let text = |get: fn(&Edge) -> &str| rows.iter().map(|row| get(row).to_owned()).collect::<Vec<_>>();
    let done = sqlx::query!(
        "insert into organisation.office_successor (node, predecessor, successor, effective_on, operation, legal_basis, source)
         select $1, * from unnest($2::uuid[], $3::uuid[], $4::date[], $5::text[], $6::text[], $7::text[])
         on conflict do nothing",
        node,
        &predecessors,
        &successors,
        &days,
        &text(|row| row.edge.operation.code()),
        &text(|row| &row.edge.legal_basis),
        &text(|row| &row.source)
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}
