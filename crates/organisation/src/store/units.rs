//! Administrative units.

use chrono::NaiveDate;
use db::DbError;
use sqlx::PgConnection;
use web::schema_form::Place;

use crate::model::{Share, Unit, UnitCertainty, UnitKind, UnitSuccession, Validity};
use crate::pack::Succession;

struct UnitRow {
    code: String,
    name: String,
    full_name: String,
    name_en: String,
    kind: String,
    level: i16,
    parent: Option<String>,
    province: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    certainty: String,
    legal_basis: String,
    source: String,
}

impl TryFrom<UnitRow> for Unit {
    type Error = DbError;

    fn try_from(row: UnitRow) -> Result<Self, DbError> {
        let wrong = |column| DbError::inconsistent("organisation.unit", column, &row.code);
        let (kind, certainty) = (UnitKind::parse(&row.kind), UnitCertainty::parse(&row.certainty));
        Ok(Self {
            kind: kind.ok_or_else(|| wrong("kind"))?,
            certainty: certainty.ok_or_else(|| wrong("certainty"))?,
            code: row.code,
            name: row.name,
            full_name: row.full_name,
            name_en: row.name_en,
            level: row.level,
            parent: row.parent,
            province: row.province,
            validity: Validity { from: row.valid_from, to: row.valid_to },
            legal_basis: row.legal_basis,
            source: row.source,
        })
    }
}

/// The version of a unit that holds on a day.
pub(crate) async fn find(connection: &mut PgConnection, code: &str, on: NaiveDate) -> Result<Option<Unit>, DbError> {
    let row = sqlx::query_as!(
        UnitRow,
        "select code, name, full_name, name_en, kind, level, parent, province, valid_from, valid_to, certainty, legal_basis, source
         from organisation.unit
         where code = $1 and valid_from <= $2 and (valid_to is null or $2 < valid_to)",
        code,
        on
    )
    .fetch_optional(connection)
    .await?;
    row.map(Unit::try_from).transpose()
}

/// Units directly under a unit on a day (under `None`: the provinces), ordered by code, after the code `after`, at most `limit`.
pub(crate) async fn under(
    connection: &mut PgConnection,
    parent: Option<&str>,
    on: NaiveDate,
    after: &str,
    limit: i64,
) -> Result<Vec<Unit>, DbError> {
    let rows = sqlx::query_as!(
        UnitRow,
        "select code, name, full_name, name_en, kind, level, parent, province, valid_from, valid_to, certainty, legal_basis, source
         from organisation.unit
         where parent is not distinct from $1 and code > $3 and valid_from <= $2 and (valid_to is null or $2 < valid_to)
         order by code limit $4",
        parent,
        on,
        after,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Unit::try_from).collect()
}

/// What became of a unit: the successors of its last day, the default one first.
pub(crate) async fn successors(connection: &mut PgConnection, code: &str) -> Result<Vec<UnitSuccession>, DbError> {
    let rows = sqlx::query!(
        "select predecessor, successor, effective_on, share, is_default, legal_basis
         from organisation.unit_successor where predecessor = $1 order by effective_on, is_default desc, successor",
        code
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let share = Share::parse(&row.share);
            let share = share.ok_or_else(|| DbError::inconsistent("organisation.unit_successor", "share", &row.predecessor))?;
            Ok(UnitSuccession {
                predecessor: row.predecessor,
                successor: row.successor,
                effective_on: row.effective_on,
                share,
                is_default: row.is_default,
                legal_basis: row.legal_basis,
            })
        })
        .collect()
}

/// Provinces and communes of a day with the communes that went into them, ordered by code; a former one is named with its district and province.
pub(crate) async fn places(connection: &mut PgConnection, on: NaiveDate) -> Result<Vec<Place>, DbError> {
    Ok(sqlx::query_file_as!(Place, "sql/places.sql", on).fetch_all(connection).await?)
}

/// Writes units in one statement.
#[expect(clippy::as_conversions, reason = "sqlx reads `as` as the type of a parameter; no number is converted")]
pub(crate) async fn insert(connection: &mut PgConnection, units: &[Unit]) -> Result<u64, DbError> {
    let text = |get: fn(&Unit) -> &str| units.iter().map(|unit| get(unit).to_owned()).collect::<Vec<_>>();
    let parents: Vec<Option<String>> = units.iter().map(|unit| unit.parent.clone()).collect();
    let levels: Vec<i16> = units.iter().map(|unit| unit.level).collect();
    let starts: Vec<NaiveDate> = units.iter().map(|unit| unit.validity.from).collect();
    let ends: Vec<Option<NaiveDate>> = units.iter().map(|unit| unit.validity.to).collect();
    let done = sqlx::query!(
        "insert into organisation.unit
             (code, name, full_name, name_en, kind, level, parent, province, valid_from, valid_to, certainty, legal_basis, source)
         select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::text[], $8::text[],
                              $9::date[], $10::date[], $11::text[], $12::text[], $13::text[])",
        &text(|unit| &unit.code),
        &text(|unit| &unit.name),
        &text(|unit| &unit.full_name),
        &text(|unit| &unit.name_en),
        &text(|unit| unit.kind.code()),
        &levels,
        &parents as &[Option<String>],
        &text(|unit| &unit.province),
        &starts,
        &ends as &[Option<NaiveDate>],
        &text(|unit| unit.certainty.code()),
        &text(|unit| &unit.legal_basis),
        &text(|unit| &unit.source)
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// Writes successions in one statement.
pub(crate) async fn insert_successions(connection: &mut PgConnection, rows: &[Succession]) -> Result<u64, DbError> {
    let text = |get: fn(&Succession) -> &str| rows.iter().map(|row| get(row).to_owned()).collect::<Vec<_>>();
    let days: Vec<NaiveDate> = rows.iter().map(|row| row.edge.effective_on).collect();
    let defaults: Vec<bool> = rows.iter().map(|row| row.edge.is_default).collect();
    let done = sqlx::query!(
        "insert into organisation.unit_successor
             (predecessor, successor, effective_on, share, is_default, confidence, legal_basis, source)
         select * from unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::boolean[], $6::text[], $7::text[], $8::text[])",
        &text(|row| &row.edge.predecessor),
        &text(|row| &row.edge.successor),
        &days,
        &text(|row| row.edge.share.code()),
        &defaults,
        &text(|row| &row.confidence),
        &text(|row| &row.edge.legal_basis),
        &text(|row| &row.source)
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}
