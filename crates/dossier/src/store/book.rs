//! The tracking books of one-stop shops.

use access::ScopeFilter;
use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::code::NodeCode;
use kernel::id::{DossierId, OfficeId};
use sqlx::PgConnection;
use sqlx::types::Uuid;

/// A receipt to be written into a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Receipt {
    pub(crate) dossier: DossierId,
    pub(crate) office: OfficeId,
    pub(crate) received_at: DateTime<Utc>,
}

/// A line to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NewLine {
    pub(crate) receipt: Receipt,
    pub(crate) day: NaiveDate,
    pub(crate) year: i32,
    pub(crate) ordinal: i32,
}

/// How the work on a dossier ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ending {
    pub(crate) dossier: DossierId,
    pub(crate) at: DateTime<Utc>,
    pub(crate) ended: &'static str,
    pub(crate) way: Option<&'static str>,
    pub(crate) receiver: Option<String>,
}

/// Where and when these dossiers were received.
pub(crate) async fn receipts(conn: &mut PgConnection, node: &NodeCode, dossiers: &[Uuid]) -> Result<Vec<Receipt>, DbError> {
    let rows = sqlx::query!(
        r#"select id, receiving_office, received_at as "received_at!" from dossier.dossier
           where node = $1 and id = any($2) and received_at is not null"#,
        node.as_str(),
        dossiers
    )
    .fetch_all(conn)
    .await?;
    let receipt = |row: (Uuid, Uuid, DateTime<Utc>)| Receipt { dossier: row.0.into(), office: row.1.into(), received_at: row.2 };
    Ok(rows.into_iter().map(|row| receipt((row.id, row.receiving_office, row.received_at))).collect())
}

/// Takes `count` ordinals of a book and gives the first of them. The book is opened on `day` when this is its first receipt.
pub(crate) async fn take_ordinals(
    conn: &mut PgConnection,
    node: &NodeCode,
    (office, year): (OfficeId, i32),
    day: NaiveDate,
    count: i32,
) -> Result<i32, DbError> {
    let first = sqlx::query_scalar!(
        r#"insert into dossier.book as book (node, office, year, next, opened_on) values ($1, $2, $3, 1 + $5::integer, $4)
           on conflict (node, office, year) do update set next = book.next + $5::integer
           returning next - $5::integer as "first!""#,
        node.as_str(),
        office.uuid(),
        year,
        day,
        count
    );
    Ok(first.fetch_one(conn).await?)
}

/// Writes lines.
pub(crate) async fn insert(conn: &mut PgConnection, node: &NodeCode, lines: &[NewLine]) -> Result<(), DbError> {
    let column = |of: fn(&NewLine) -> Uuid| lines.iter().map(of).collect::<Vec<_>>();
    sqlx::query!(
        "insert into dossier.book_line (node, office, year, ordinal, dossier, day, received_at)
         select $1, line.* from unnest($2::uuid[], $3::integer[], $4::integer[], $5::uuid[], $6::date[], $7::timestamptz[]) as line",
        node.as_str(),
        &column(|line| line.receipt.office.uuid()),
        &lines.iter().map(|line| line.year).collect::<Vec<_>>(),
        &lines.iter().map(|line| line.ordinal).collect::<Vec<_>>(),
        &column(|line| line.receipt.dossier.uuid()),
        &lines.iter().map(|line| line.day).collect::<Vec<_>>(),
        &lines.iter().map(|line| line.receipt.received_at).collect::<Vec<_>>()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds to the line of a dossier how it ended. A request that was never received has no line.
pub(crate) async fn end(conn: &mut PgConnection, node: &NodeCode, ending: &Ending) -> Result<(), DbError> {
    sqlx::query!(
        "update dossier.book_line set ended_at = $3, ended = $4, way = $5, receiver = $6 where node = $1 and dossier = $2",
        node.as_str(),
        ending.dossier.uuid(),
        ending.at,
        ending.ended,
        ending.way,
        ending.receiver
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The ordinal of a dossier and the year of its book, once written.
pub(crate) async fn place_of(conn: &mut PgConnection, node: &NodeCode, dossier: DossierId) -> Result<Option<(i32, i32)>, DbError> {
    let found = sqlx::query!("select year, ordinal from dossier.book_line where node = $1 and dossier = $2", node.as_str(), dossier.uuid());
    Ok(found.fetch_optional(conn).await?.map(|row| (row.year, row.ordinal)))
}

/// A book: how many lines it has, and when it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Book {
    /// The year.
    pub year: i32,
    /// Lines written.
    pub lines: i32,
    /// Day of the first receipt.
    pub opened_on: NaiveDate,
}

/// The books of a shop, the newest first, as far as `rights` hold the shop.
pub(crate) async fn books(conn: &mut PgConnection, node: &NodeCode, rights: &ScopeFilter, office: OfficeId) -> Result<Vec<Book>, DbError> {
    let rows = sqlx::query!(
        "select year, next, opened_on from dossier.book
         where node = $1 and office = $2 and ($3 or office = any ($4)) order by year desc",
        node.as_str(),
        office.uuid(),
        rights.all,
        &rights.offices
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| Book { year: row.year, lines: row.next - 1, opened_on: row.opened_on }).collect())
}

/// Which lines of a shop's books are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The shop.
    pub office: OfficeId,
    /// The year.
    pub year: i32,
    /// Only what was received on this day.
    pub day: Option<NaiveDate>,
    /// Only ordinals up to this one.
    pub last: Option<i32>,
}

/// A line of a book with what it says of its dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookRow {
    /// Ordinal in the book of the year.
    pub ordinal: i32,
    /// The dossier.
    pub dossier: DossierId,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// `returned`, `withdrawn`, `stopped`.
    pub ended: Option<String>,
    /// Code of the way of return.
    pub way: Option<String>,
    /// Who took the result.
    pub receiver: Option<String>,
    /// The dossier code.
    pub code: Option<String>,
    /// Code of the procedure.
    pub procedure: String,
    /// Name of the procedure.
    pub procedure_name: String,
    /// The office that solves.
    pub solving_office: OfficeId,
    /// Who applied.
    pub applicant_name: String,
    /// Address; nothing for those who may not see what was declared.
    pub address: Option<String>,
    /// Telephone; the same.
    pub phone: Option<String>,
    /// The date promised first.
    pub original_due: Option<DateTime<Utc>>,
    /// The date in force, when it is another.
    pub due: Option<DateTime<Utc>>,
    /// Number of the result.
    pub result: Option<String>,
}

/// One page of a part of a book, by ordinal, after `after`. With `declared`, addresses and telephones too.
pub(crate) async fn page(
    conn: &mut PgConnection,
    node: &NodeCode,
    rights: &ScopeFilter,
    (part, declared): (&Part, bool),
    (after, most): (i32, i64),
) -> Result<Vec<BookRow>, DbError> {
    let rows = sqlx::query_file_as!(
        BookRow,
        "src/store/sql/book.sql",
        node.as_str(),
        part.office.uuid(),
        part.year,
        part.day,
        part.last,
        rights.all,
        &rights.offices,
        declared,
        after,
        most
    );
    Ok(rows.fetch_all(conn).await?)
}

/// Notes that an account saw what the applicants of these dossiers declared; gives how many had not been noted that day.
pub(crate) async fn note_readings(
    conn: &mut PgConnection,
    node: &NodeCode,
    (dossiers, account): (&[Uuid], Uuid),
    purpose: &str,
    (day, at): (NaiveDate, DateTime<Utc>),
) -> Result<u64, DbError> {
    let done = sqlx::query!(
        "insert into dossier.reading (node, dossier, account, purpose, day, read_at)
         select $1, dossier, $3, $4, $5, $6 from unnest($2::uuid[]) as dossier on conflict do nothing",
        node.as_str(),
        dossiers,
        account,
        purpose,
        day,
        at
    );
    Ok(done.execute(conn).await?.rows_affected())
}
