//! SQL over leaves, subtrees and checkpoints.

use chrono::{DateTime, Utc};
use db::DbError;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::leaf::SealedRow;
use crate::model::Position;
use crate::tree::{Hash, Subtree};

/// A leaf as the table holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeafRow {
    pub(crate) position: i64,
    pub(crate) entry: Uuid,
    pub(crate) transaction: i64,
    pub(crate) sequence: i64,
    pub(crate) hash: Vec<u8>,
}

impl LeafRow {
    /// Where its entry stood when it was sealed.
    pub(crate) const fn place(&self) -> Position {
        Position { transaction: self.transaction, sequence: self.sequence }
    }
}

/// A checkpoint as the table holds it.
#[derive(Debug, Clone)]
pub(crate) struct CheckpointRow {
    pub(crate) size: i64,
    pub(crate) root: Vec<u8>,
    pub(crate) range: Vec<u8>,
    pub(crate) note: String,
}

/// Makes this transaction the only one that seals; false when another one is at it.
pub(crate) async fn lock(connection: &mut PgConnection) -> Result<bool, DbError> {
    let ours =
        sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock(hashtext('journal.checkpoint')) as "ours!""#).fetch_one(connection).await?;
    Ok(ours)
}

/// The greatest checkpoint.
pub(crate) async fn newest(connection: &mut PgConnection) -> Result<Option<CheckpointRow>, DbError> {
    let row = sqlx::query_as!(CheckpointRow, "select size, root, range, note from journal.checkpoint order by size desc limit 1")
        .fetch_optional(connection)
        .await?;
    Ok(row)
}

/// The checkpoints over more than `above` and up to `until` leaves, smallest first.
pub(crate) async fn checkpoints(connection: &mut PgConnection, above: i64, until: i64) -> Result<Vec<CheckpointRow>, DbError> {
    let rows = sqlx::query_as!(
        CheckpointRow,
        "select size, root, range, note from journal.checkpoint where size > $1 and size <= $2 order by size",
        above,
        until
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// Up to `limit` leaves from number `from` on.
pub(crate) async fn leaves(connection: &mut PgConnection, from: i64, limit: i64) -> Result<Vec<LeafRow>, DbError> {
    let rows = sqlx::query_as!(
        LeafRow,
        r#"select position, entry, transaction::text::bigint as "transaction!", sequence, hash
           from journal.leaf where position >= $1 order by position limit $2"#,
        from,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// How many leaves there are, by the number of the last one.
pub(crate) async fn leaf_count(connection: &mut PgConnection) -> Result<i64, DbError> {
    let count = sqlx::query_scalar!(r#"select coalesce(max(position) + 1, 0) as "count!" from journal.leaf"#).fetch_one(connection).await?;
    Ok(count)
}

/// Where in the reading order the last sealed entry stands.
pub(crate) async fn last_place(connection: &mut PgConnection) -> Result<Position, DbError> {
    let place = sqlx::query_as!(
        Position,
        r#"select transaction::text::bigint as "transaction!", sequence from journal.leaf order by position desc limit 1"#
    )
    .fetch_optional(connection)
    .await?;
    Ok(place.unwrap_or_default())
}

/// The next `limit` entries after `place` whose transaction is older than every running one.
pub(crate) async fn settled_after(connection: &mut PgConnection, place: Position, limit: i64) -> Result<Vec<SealedRow>, DbError> {
    let rows = sqlx::query_as!(
        SealedRow,
        r#"select id, transaction::text::bigint as "transaction!", sequence, at, node, office, actor, kind, subject_kind, subject,
                  subject_sequence, data::text as "data!", schema_version
           from journal.entry
           where (transaction, sequence) > ($1::bigint::text::xid8, $2) and transaction < pg_snapshot_xmin(pg_current_snapshot())
           order by transaction, sequence limit $3"#,
        place.transaction,
        place.sequence,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// Up to `limit` entries after `place` and up to `until`.
pub(crate) async fn between(
    connection: &mut PgConnection,
    place: Position,
    until: Position,
    limit: i64,
) -> Result<Vec<SealedRow>, DbError> {
    let rows = sqlx::query_as!(
        SealedRow,
        r#"select id, transaction::text::bigint as "transaction!", sequence, at, node, office, actor, kind, subject_kind, subject,
                  subject_sequence, data::text as "data!", schema_version
           from journal.entry
           where (transaction, sequence) > ($1::bigint::text::xid8, $2) and (transaction, sequence) <= ($3::bigint::text::xid8, $4)
           order by transaction, sequence limit $5"#,
        place.transaction,
        place.sequence,
        until.transaction,
        until.sequence,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// Number of entries after `place`, sealed or not.
pub(crate) async fn count_after(connection: &mut PgConnection, place: Position) -> Result<i64, DbError> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from journal.entry where (transaction, sequence) > ($1::bigint::text::xid8, $2)"#,
        place.transaction,
        place.sequence
    )
    .fetch_one(connection)
    .await?;
    Ok(count)
}

/// Whether the entry `id` is anywhere in the table.
pub(crate) async fn entry_exists(connection: &mut PgConnection, id: Uuid) -> Result<bool, DbError> {
    let exists =
        sqlx::query_scalar!(r#"select exists (select from journal.entry where id = $1) as "exists!""#, id).fetch_one(connection).await?;
    Ok(exists)
}

/// Whether the entry `id` was ever sealed.
pub(crate) async fn was_sealed(connection: &mut PgConnection, id: Uuid) -> Result<bool, DbError> {
    let exists =
        sqlx::query_scalar!(r#"select exists (select from journal.leaf where entry = $1) as "exists!""#, id).fetch_one(connection).await?;
    Ok(exists)
}

/// The stored root of one complete subtree.
pub(crate) async fn subtree(connection: &mut PgConnection, level: i16, position: i64) -> Result<Option<Vec<u8>>, DbError> {
    let hash = sqlx::query_scalar!("select hash from journal.subtree where level = $1 and position = $2", level, position)
        .fetch_optional(connection)
        .await?;
    Ok(hash)
}

/// Writes the leaves of `rows`, the first of which has number `from`.
pub(crate) async fn add_leaves(connection: &mut PgConnection, from: i64, rows: &[SealedRow], hashes: &[Hash]) -> Result<(), DbError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let transactions: Vec<i64> = rows.iter().map(|row| row.transaction).collect();
    let sequences: Vec<i64> = rows.iter().map(|row| row.sequence).collect();
    let hashes: Vec<Vec<u8>> = hashes.iter().map(|hash| hash.to_vec()).collect();
    sqlx::query!(
        "insert into journal.leaf (position, entry, transaction, sequence, hash)
         select $1 + ordinality - 1, entry, transaction::text::xid8, sequence, hash
         from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bytea[])
              with ordinality as i (entry, transaction, sequence, hash, ordinality)",
        from,
        &ids,
        &transactions,
        &sequences,
        &hashes
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes the roots of complete subtrees.
pub(crate) async fn add_subtrees(connection: &mut PgConnection, subtrees: &[Subtree]) -> Result<(), DbError> {
    let outside = |_| DbError::inconsistent("journal.subtree", "position", "new");
    let mut levels = Vec::new();
    let mut positions = Vec::new();
    for subtree in subtrees {
        levels.push(i16::try_from(subtree.level).map_err(outside)?);
        positions.push(i64::try_from(subtree.position).map_err(outside)?);
    }
    let hashes: Vec<Vec<u8>> = subtrees.iter().map(|subtree| subtree.hash.to_vec()).collect();
    sqlx::query!(
        "insert into journal.subtree (level, position, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])",
        &levels,
        &positions,
        &hashes
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes a checkpoint.
pub(crate) async fn add_checkpoint(connection: &mut PgConnection, row: &CheckpointRow, at: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "insert into journal.checkpoint (size, root, range, note, at) values ($1, $2, $3, $4, $5)",
        row.size,
        row.root,
        row.range,
        row.note,
        at
    )
    .execute(connection)
    .await?;
    Ok(())
}
