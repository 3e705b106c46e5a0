//! SQL over entries.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::id::{AccountId, EntryId, OfficeId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Entry, Position};

/// What only the database can tell about an entry it has just taken.
struct Placed {
    transaction: i64,
    sequence: i64,
    subject_sequence: i64,
}

impl Placed {
    fn on(self, mut entry: Entry) -> Entry {
        entry.position = Position { transaction: self.transaction, sequence: self.sequence };
        entry.subject_sequence = self.subject_sequence;
        entry
    }
}

/// Takes the next number of the subject and writes the entry, in one statement. The running number is drawn after the
/// subject's row is locked, so that it grows within the subject.
pub(crate) async fn insert(connection: &mut PgConnection, entry: Entry) -> Result<Entry, DbError> {
    let placed = sqlx::query_as!(
        Placed,
        r#"with head as (
               insert into journal.subject as s (subject, last_sequence, last_transaction)
               values ($7, 1, pg_current_xact_id())
               on conflict (subject) do update set last_sequence = s.last_sequence + 1,
                   last_transaction = greatest(s.last_transaction, pg_current_xact_id())
               returning last_sequence, last_transaction)
           insert into journal.entry (id, at, node, office, actor, kind, subject, subject_kind, data, schema_version,
                                      transaction, subject_sequence)
           select $1, $2, $3, $4, $5, $6, $7, $8, $9::text::json, $10, head.last_transaction, head.last_sequence from head
           returning transaction::text::bigint as "transaction!", sequence, subject_sequence"#,
        entry.id.uuid(),
        entry.at,
        entry.node.as_str(),
        entry.office.map(OfficeId::uuid),
        entry.actor.map(AccountId::uuid),
        entry.kind,
        entry.subject,
        entry.subject_kind,
        entry.data.to_string(),
        entry.schema_version,
    )
    .fetch_one(connection)
    .await?;
    Ok(placed.on(entry))
}

/// The columns of several entries, as PostgreSQL wants them.
#[derive(Default)]
struct Columns {
    ids: Vec<Uuid>,
    offices: Vec<Option<Uuid>>,
    actors: Vec<Option<Uuid>>,
    kinds: Vec<String>,
    subject_kinds: Vec<String>,
    subjects: Vec<Uuid>,
    data: Vec<String>,
    instants: Vec<DateTime<Utc>>,
}

impl Columns {
    fn of(entries: &[Entry]) -> Self {
        let mut columns = Self::default();
        for entry in entries {
            columns.ids.push(entry.id.uuid());
            columns.offices.push(entry.office.map(OfficeId::uuid));
            columns.actors.push(entry.actor.map(AccountId::uuid));
            columns.kinds.push(entry.kind.clone());
            columns.subject_kinds.push(entry.subject_kind.clone());
            columns.subjects.push(entry.subject);
            columns.data.push(entry.data.to_string());
            columns.instants.push(entry.at);
        }
        columns
    }
}

/// Like [`insert`], for entries of one node.
#[expect(clippy::as_conversions, reason = "the checked macro spells the type of an array with nulls like this; nothing is converted")]
pub(crate) async fn insert_all(connection: &mut PgConnection, entries: Vec<Entry>) -> Result<Vec<Entry>, DbError> {
    let Some(first) = entries.first() else { return Ok(entries) };
    let columns = Columns::of(&entries);
    let placed = sqlx::query_as!(
        Placed,
        r#"select placed_transaction as "transaction!", placed_sequence as "sequence!", placed_subject_sequence as "subject_sequence!"
           from journal.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"#,
        &columns.ids,
        &columns.instants,
        &columns.offices as &[Option<Uuid>],
        &columns.actors as &[Option<Uuid>],
        &columns.kinds,
        &columns.subject_kinds,
        &columns.subjects,
        &columns.data,
        first.node.as_str(),
        first.schema_version,
    )
    .fetch_all(connection)
    .await?;
    Ok(placed.into_iter().zip(entries).map(|(placed, entry)| placed.on(entry)).collect())
}

/// An entry as the table holds it.
pub(crate) struct EntryRow {
    pub(crate) id: Uuid,
    pub(crate) transaction: i64,
    pub(crate) sequence: i64,
    pub(crate) at: DateTime<Utc>,
    pub(crate) node: String,
    pub(crate) office: Option<Uuid>,
    pub(crate) actor: Option<Uuid>,
    pub(crate) kind: String,
    pub(crate) subject_kind: String,
    pub(crate) subject: Uuid,
    pub(crate) subject_sequence: i64,
    pub(crate) data: serde_json::Value,
    pub(crate) schema_version: i16,
}

impl TryFrom<EntryRow> for Entry {
    type Error = DbError;

    fn try_from(row: EntryRow) -> Result<Self, DbError> {
        let node = row.node.parse().map_err(|_| DbError::inconsistent("journal.entry", "node", row.id))?;
        Ok(Self {
            id: EntryId::from_uuid(row.id),
            position: Position { transaction: row.transaction, sequence: row.sequence },
            at: row.at,
            node,
            office: row.office.map(OfficeId::from_uuid),
            actor: row.actor.map(AccountId::from_uuid),
            kind: row.kind,
            subject_kind: row.subject_kind,
            subject: row.subject,
            subject_sequence: row.subject_sequence,
            data: row.data,
            schema_version: row.schema_version,
        })
    }
}

pub(crate) async fn of_subject(connection: &mut PgConnection, subject: Uuid) -> Result<Vec<Entry>, DbError> {
    let rows = sqlx::query_as!(
        EntryRow,
        r#"select id, transaction::text::bigint as "transaction!", sequence, at, node, office, actor, kind, subject_kind, subject,
                  subject_sequence, data, schema_version
           from journal.entry where subject = $1 order by subject_sequence"#,
        subject
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Entry::try_from).collect()
}

/// The condition is that of the index `entry_administration`, word by word.
pub(crate) async fn of_administration(connection: &mut PgConnection, limit: i64) -> Result<Vec<Entry>, DbError> {
    let rows = sqlx::query_as!(
        EntryRow,
        r#"select id, transaction::text::bigint as "transaction!", sequence, at, node, office, actor, kind, subject_kind, subject,
                  subject_sequence, data, schema_version
           from journal.entry
           where subject_kind in ('procedure', 'process', 'calendar', 'office', 'competence', 'word', 'form', 'template', 'series', 'pack')
              or (subject_kind = 'account' and actor <> subject)
           order by id desc limit $1"#,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Entry::try_from).collect()
}

pub(crate) async fn make_partitions(connection: &mut PgConnection, first_month: NaiveDate, months: i32) -> Result<i32, DbError> {
    let made =
        sqlx::query_scalar!(r#"select journal.make_partitions($1, $2) as "made!""#, first_month, months).fetch_one(connection).await?;
    Ok(made)
}
