//! Reading all words, and writing those of administrators. Words of the pack are written by loading the pack.

use db::DbError;
use kernel::id::{AccountId, ContentId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::model::{Entry, Expansion, Word};

const ADMINISTRATOR: &str = "administrator";

struct Record {
    id: Uuid,
    term: String,
    expansion: String,
    kind: String,
    note: String,
    source: String,
}

impl TryFrom<Record> for Word {
    type Error = DbError;

    fn try_from(record: Record) -> Result<Self, DbError> {
        let wrong = |column: &'static str| DbError::inconsistent("catalogue.thesaurus", column, record.id);
        let kind = record.kind.parse().map_err(|_| wrong("kind"))?;
        let expansion = Expansion::parse(&record.expansion).map_err(|_| wrong("expansion"))?;
        let by_administrator = record.source == ADMINISTRATOR;
        let entry = Entry { term: record.term, kind, expansion, note: record.note, source: record.source };
        Ok(Self { id: ContentId::from_uuid(record.id), entry, by_administrator })
    }
}

/// Every word, those of administrators first.
pub(super) async fn all(connection: &mut PgConnection) -> Result<Vec<Word>, DbError> {
    let records =
        sqlx::query_as!(Record, "select id, term, expansion, kind, note, source from catalogue.thesaurus order by source, term, id");
    records.fetch_all(connection).await?.into_iter().map(Word::try_from).collect()
}

/// Words after `after` (the term and identifier of the last one seen) that hold `part` and are of `kind`, if asked for.
pub(super) async fn list(
    connection: &mut PgConnection,
    (part, kind): (&str, Option<&str>),
    (after_term, after_id): (&str, Uuid),
    limit: i64,
) -> Result<Vec<Word>, DbError> {
    let records = sqlx::query_as!(
        Record,
        "select id, term, expansion, kind, note, source from catalogue.thesaurus
         where (term, id) > ($3, $4) and ($2::text is null or kind = $2)
           and (position(lower($1) in lower(term)) > 0 or position(lower($1) in lower(expansion)) > 0)
         order by term, id limit $5",
        part,
        kind,
        after_term,
        after_id,
        limit
    );
    records.fetch_all(connection).await?.into_iter().map(Word::try_from).collect()
}

/// One word.
pub(super) async fn find(connection: &mut PgConnection, id: ContentId) -> Result<Option<Word>, DbError> {
    let record = sqlx::query_as!(
        Record,
        "select id, term, expansion, kind, note, source from catalogue.thesaurus where id = $1 for update",
        id.uuid()
    );
    record.fetch_optional(connection).await?.map(Word::try_from).transpose()
}

/// Whether another word of an administrator has this term and kind.
pub(super) async fn is_taken(connection: &mut PgConnection, entry: &Entry, except: ContentId) -> Result<bool, DbError> {
    let found = sqlx::query_scalar!(
        r#"select exists (select 1 from catalogue.thesaurus
           where source = 'administrator' and lower(term) = lower($1) and kind = $2 and id <> $3) as "found!""#,
        entry.term,
        entry.kind.as_str(),
        except.uuid()
    );
    Ok(found.fetch_one(connection).await?)
}

/// Writes an administrator's word, new or changed.
pub(super) async fn save(
    connection: &mut PgConnection,
    (id, entry): (ContentId, &Entry),
    by: AccountId,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), DbError> {
    let written = sqlx::query!(
        "insert into catalogue.thesaurus (id, term, expansion, kind, note, source, added_by, updated_at)
         values ($1, $2, $3, $4, $5, 'administrator', $6, $7)
         on conflict (id) do update set term = $2, expansion = $3, kind = $4, note = $5, added_by = $6, updated_at = $7
         where thesaurus.source = 'administrator'",
        id.uuid(),
        entry.term,
        entry.expansion.to_string(),
        entry.kind.as_str(),
        entry.note,
        by.uuid(),
        now
    );
    let written = written.execute(connection).await?.rows_affected();
    if written == 1 { Ok(()) } else { Err(DbError::inconsistent("catalogue.thesaurus", "source", id)) }
}

/// Takes an administrator's word out; how many rows went.
pub(super) async fn delete(connection: &mut PgConnection, id: ContentId) -> Result<u64, DbError> {
    let gone = sqlx::query!("delete from catalogue.thesaurus where id = $1 and source = 'administrator'", id.uuid());
    Ok(gone.execute(connection).await?.rows_affected())
}
