//! Rules of competence.

use chrono::NaiveDate;
use db::DbError;
use sqlx::PgConnection;

use crate::model::{CompetenceRule, Level, Place, Validity};

/// The rules of a node that hold on a day, in their order.
pub(crate) async fn rules(connection: &mut PgConnection, node: &str, on: NaiveDate) -> Result<Vec<CompetenceRule>, DbError> {
    let rows = sqlx::query!(
        "select ordinal, procedure, agency, field, executing, level, receive, solve, valid_from, valid_to, legal_basis, source
         from organisation.competence_rule
         where node = $1 and valid_from <= $2 and (valid_to is null or $2 < valid_to)
         order by ordinal",
        node,
        on
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let wrong = |column| DbError::inconsistent("organisation.competence_rule", column, row.ordinal);
            let place = |text: &str, column| text.parse::<Place>().map_err(|_| wrong(column));
            let level = row.level.as_deref().map(|level| Level::parse(level).ok_or_else(|| wrong("level"))).transpose()?;
            Ok(CompetenceRule {
                ordinal: row.ordinal,
                level,
                receive: place(&row.receive, "receive")?,
                solve: place(&row.solve, "solve")?,
                procedure: row.procedure,
                agency: row.agency,
                field: row.field,
                executing: row.executing,
                validity: Validity { from: row.valid_from, to: row.valid_to },
                legal_basis: row.legal_basis,
                source: row.source,
            })
        })
        .collect()
}

/// Writes rules in one statement.
#[expect(clippy::as_conversions, reason = "sqlx reads `as` as the type of a parameter; no number is converted")]
pub(crate) async fn insert(connection: &mut PgConnection, node: &str, rules: &[CompetenceRule]) -> Result<u64, DbError> {
    let text = |get: fn(&CompetenceRule) -> String| rules.iter().map(get).collect::<Vec<_>>();
    let open = |get: fn(&CompetenceRule) -> Option<String>| rules.iter().map(get).collect::<Vec<_>>();
    let ordinals: Vec<i32> = rules.iter().map(|rule| rule.ordinal).collect();
    let starts: Vec<NaiveDate> = rules.iter().map(|rule| rule.validity.from).collect();
    let ends: Vec<Option<NaiveDate>> = rules.iter().map(|rule| rule.validity.to).collect();
    let done = sqlx::query!(
        "insert into organisation.competence_rule
             (node, ordinal, procedure, agency, field, executing, level, receive, solve, valid_from, valid_to, legal_basis, source)
         select $1, * from unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                                  $10::date[], $11::date[], $12::text[], $13::text[])",
        node,
        &ordinals,
        &open(|rule| rule.procedure.clone()) as &[Option<String>],
        &open(|rule| rule.agency.clone()) as &[Option<String>],
        &open(|rule| rule.field.clone()) as &[Option<String>],
        &open(|rule| rule.executing.clone()) as &[Option<String>],
        &open(|rule| rule.level.map(|level| level.code().to_owned())) as &[Option<String>],
        &text(|rule| rule.receive.to_string()),
        &text(|rule| rule.solve.to_string()),
        &starts,
        &ends as &[Option<NaiveDate>],
        &text(|rule| rule.legal_basis.clone()),
        &text(|rule| rule.source.clone())
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}
