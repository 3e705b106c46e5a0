//! The only thing other capabilities use of this one. Everything is asked "as of" a day; nothing is guessed for days the pack does not know.

use chrono::NaiveDate;
use db::{Context, DbError};
use kernel::id::OfficeId;
use sqlx::PgConnection;
use web::schema_form::Places;

use crate::model::{Agency, Directory, Office, OfficeKind, OfficeSuccession, Unit, UnitSuccession};
use crate::store;

pub use crate::model::{Competence, Matter};

/// All offices and rules of the node on a day, for look-ups in memory.
///
/// # Errors
/// [`DbError`].
pub async fn directory(ctx: &Context, on: NaiveDate) -> Result<Directory, DbError> {
    let node = ctx.node.as_str();
    let mut connection = ctx.pool.acquire().await?;
    let offices = store::offices::all(&mut connection, node, on).await?;
    let rules = store::competence::rules(&mut connection, node, on).await?;
    let areas = store::offices::areas(&mut connection, node, on).await?;
    Ok(Directory::new(on, offices, rules, areas))
}

/// The version of an office that holds on a day.
///
/// # Errors
/// [`DbError`].
pub async fn office(connection: &mut PgConnection, node: &str, id: OfficeId, on: NaiveDate) -> Result<Option<Office>, DbError> {
    Ok(store::offices::history(connection, node, id).await?.into_iter().find(|version| version.validity.holds(on)))
}

/// The version of the office with this code that holds on a day.
///
/// # Errors
/// [`DbError`].
pub async fn office_by_code(connection: &mut PgConnection, node: &str, code: &str, on: NaiveDate) -> Result<Option<Office>, DbError> {
    office(connection, node, Office::id_of(node, code), on).await
}

/// All versions of an office, oldest first, and the edges to its predecessors and successors.
///
/// # Errors
/// [`DbError`].
pub async fn history(connection: &mut PgConnection, node: &str, id: OfficeId) -> Result<(Vec<Office>, Vec<OfficeSuccession>), DbError> {
    Ok((store::offices::history(connection, node, id).await?, store::offices::successions(connection, node, id).await?))
}

/// Which offices to list.
#[derive(Debug, Clone, Default)]
pub struct OfficeFilter {
    /// This office and everything below it.
    pub under: Option<OfficeId>,
    /// Of one kind.
    pub kind: Option<OfficeKind>,
    /// Of one administrative unit.
    pub unit: Option<String>,
}

/// Offices of a day, ordered by code, after the code `after`, at most `limit`.
///
/// # Errors
/// [`DbError`].
pub async fn offices_under(
    connection: &mut PgConnection,
    node: &str,
    on: NaiveDate,
    filter: OfficeFilter,
    (after, limit): (&str, i64),
) -> Result<Vec<Office>, DbError> {
    let filter = store::offices::Filter { under: filter.under, kind: filter.kind, unit: filter.unit };
    store::offices::page(connection, node, on, &filter, after, limit).await
}

/// The version of an administrative unit that holds on a day.
///
/// # Errors
/// [`DbError`].
pub async fn unit(connection: &mut PgConnection, code: &str, on: NaiveDate) -> Result<Option<Unit>, DbError> {
    store::units::find(connection, code, on).await
}

/// Units directly under a unit on a day (`None`: the provinces), ordered by code, after the code `after`, at most `limit`.
///
/// # Errors
/// [`DbError`].
pub async fn units_under(
    connection: &mut PgConnection,
    parent: Option<&str>,
    on: NaiveDate,
    (after, limit): (&str, i64),
) -> Result<Vec<Unit>, DbError> {
    store::units::under(connection, parent, on, after, limit).await
}

/// The provinces and communes of a day, each commune with the units that went into it: what addresses choose from.
///
/// # Errors
/// [`DbError`].
pub async fn places(ctx: &Context, on: NaiveDate) -> Result<Places, DbError> {
    let mut connection = ctx.pool.acquire().await?;
    Ok(Places::new(store::units::places(&mut connection, on).await?))
}

/// What became of an administrative unit, the default successor first.
///
/// # Errors
/// [`DbError`].
pub async fn unit_successors(connection: &mut PgConnection, code: &str) -> Result<Vec<UnitSuccession>, DbError> {
    store::units::successors(connection, code).await
}

/// The agency with a level-1 code, open or closed: the name of a ministry that decides itself.
///
/// # Errors
/// [`DbError`].
pub async fn agency(connection: &mut PgConnection, code: &str) -> Result<Option<Agency>, DbError> {
    store::agencies::find(connection, code).await
}

/// Who receives and who solves `matter` for someone in the commune `unit`, in the directory of the day in question.
#[must_use]
pub fn competent_office<'a>(directory: &'a Directory, matter: &Matter<'_>, unit: &str) -> Competence<'a> {
    directory.competent_office(matter, unit)
}
