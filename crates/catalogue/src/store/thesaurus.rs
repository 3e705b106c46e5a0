//! Words of the pack in the thesaurus. Rows of administrators are nobody's business here.

use chrono::{DateTime, Utc};
use db::DbError;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::{Builder, Uuid};

use crate::thesaurus::{Entry, Thesaurus};

/// Puts the words of a pack in the place of those of the pack before. The identifier is made from kind and term: the same after every load.
pub(crate) async fn replace_pack(connection: &mut PgConnection, thesaurus: &Thesaurus, now: DateTime<Utc>) -> Result<u64, DbError> {
    let entries = &thesaurus.entries;
    let text = |get: fn(&Entry) -> String| entries.iter().map(get).collect::<Vec<_>>();
    let ids: Vec<Uuid> = entries.iter().map(id).collect();
    sqlx::query!("delete from catalogue.thesaurus where source = 'pack'").execute(&mut *connection).await?;
    let written = sqlx::query!(
        "insert into catalogue.thesaurus (id, term, expansion, kind, note, source, updated_at)
         select new.id, new.term, new.expansion, new.kind, new.note, 'pack', $6
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as new (id, term, expansion, kind, note)",
        &ids,
        &text(|entry| entry.term.clone()),
        &text(|entry| entry.expansion.to_string()),
        &text(|entry| entry.kind.to_string()),
        &text(|entry| entry.note.clone()),
        now
    )
    .execute(connection)
    .await?;
    Ok(written.rows_affected())
}

fn id(entry: &Entry) -> Uuid {
    let digest = Sha256::digest(format!("{}:{}", entry.kind, entry.term));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, digest)| *byte = digest);
    Builder::from_custom_bytes(bytes).into_uuid()
}
