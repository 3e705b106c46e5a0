//! Rows of `document.result` and `document.number_series`.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::id::{DocumentId, DossierId, OfficeId};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::model::{Digest, PublicId, RegisteredResult};
use crate::paper::ResultPaper;

const TABLE: &str = "document.result";

/// A row as the database has it.
struct Row {
    id: Uuid,
    public_id: String,
    office: Uuid,
    office_name: String,
    title: String,
    symbol: String,
    year: i32,
    number: i32,
    issued_on: NaiveDate,
    dossier: Uuid,
    procedure: String,
    signer_title: String,
    issued_at: DateTime<Utc>,
    paper: Json<ResultPaper>,
    document: Option<Uuid>,
    sha256: Option<Vec<u8>>,
    revoked_at: Option<DateTime<Utc>>,
    valid_until: Option<NaiveDate>,
}

impl TryFrom<Row> for RegisteredResult {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let broken = |column| move || DbError::inconsistent(TABLE, column, row.id);
        let sha256 = row.sha256.map(|bytes| Digest::from_slice(&bytes).ok_or_else(broken("sha256"))).transpose()?;
        Ok(Self {
            id: row.id,
            public_id: row.public_id.parse().map_err(|_| broken("public_id")())?,
            office: OfficeId::from_uuid(row.office),
            office_name: row.office_name,
            title: row.title,
            symbol: row.symbol,
            year: row.year,
            number: row.number,
            issued_on: row.issued_on,
            dossier: DossierId::from_uuid(row.dossier),
            procedure: row.procedure,
            signer_title: row.signer_title,
            issued_at: row.issued_at,
            document: row.document.map(DocumentId::from_uuid),
            sha256,
            revoked_at: row.revoked_at,
            valid_until: row.valid_until,
            paper: row.paper.0,
        })
    }
}

/// Takes the next number of a series. The row stays locked until the transaction ends: a rollback gives the number back.
pub(crate) async fn next_number(conn: &mut PgConnection, node: &str, office: OfficeId, symbol: &str, year: i32) -> Result<i32, DbError> {
    let number = sqlx::query_scalar!(
        r#"insert into document.number_series as series (node, office, symbol, year, next) values ($1, $2, $3, $4, 2)
           on conflict (node, office, symbol, year) do update set next = series.next + 1
           returning next - 1 as "number!""#,
        node,
        office.uuid(),
        symbol,
        year,
    )
    .fetch_one(conn)
    .await?;
    Ok(number)
}

pub(crate) async fn insert(conn: &mut PgConnection, node: &str, result: &RegisteredResult) -> Result<(), DbError> {
    let paper = serde_json::to_value(&result.paper).map_err(|_| DbError::inconsistent(TABLE, "paper", result.id))?;
    sqlx::query!(
        "insert into document.result
             (node, id, public_id, office, office_name, title, symbol, year, number, issued_on, dossier, procedure, signer_title,
              issued_at, paper, valid_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        node,
        result.id,
        result.public_id.as_str(),
        result.office.uuid(),
        result.office_name,
        result.title,
        result.symbol,
        result.year,
        result.number,
        result.issued_on,
        result.dossier.uuid(),
        result.procedure,
        result.signer_title,
        result.issued_at,
        paper,
        result.valid_until,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The result, locked against a second printer or revoker until the transaction ends.
pub(crate) async fn lock(conn: &mut PgConnection, node: &str, id: Uuid) -> Result<Option<RegisteredResult>, DbError> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, public_id, office, office_name, title, symbol, year, number, issued_on, dossier, procedure, signer_title,
                  issued_at, paper as "paper: Json<ResultPaper>", document, sha256, revoked_at, valid_until
           from document.result where node = $1 and id = $2 for update"#,
        node,
        id,
    )
    .fetch_optional(conn)
    .await?;
    row.map(RegisteredResult::try_from).transpose()
}

pub(crate) async fn by_public_id(conn: &mut PgConnection, public_id: &PublicId) -> Result<Option<RegisteredResult>, DbError> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, public_id, office, office_name, title, symbol, year, number, issued_on, dossier, procedure, signer_title,
                  issued_at, paper as "paper: Json<ResultPaper>", document, sha256, revoked_at, valid_until
           from document.result where public_id = $1"#,
        public_id.as_str(),
    )
    .fetch_optional(conn)
    .await?;
    row.map(RegisteredResult::try_from).transpose()
}

pub(crate) async fn of_dossier(conn: &mut PgConnection, node: &str, dossier: DossierId) -> Result<Vec<RegisteredResult>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, public_id, office, office_name, title, symbol, year, number, issued_on, dossier, procedure, signer_title,
                  issued_at, paper as "paper: Json<ResultPaper>", document, sha256, revoked_at, valid_until
           from document.result where node = $1 and dossier = $2 order by id"#,
        node,
        dossier.uuid(),
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(RegisteredResult::try_from).collect()
}

/// The dossier whose result this file is.
pub(crate) async fn dossier_of(conn: &mut PgConnection, node: &str, document: DocumentId) -> Result<Option<DossierId>, DbError> {
    let found = sqlx::query_scalar!("select dossier from document.result where node = $1 and document = $2", node, document.uuid());
    Ok(found.fetch_optional(conn).await?.map(DossierId::from_uuid))
}

/// Results without a file, oldest first.
pub(crate) async fn unfinished(conn: &mut PgConnection, node: &str, most: u16) -> Result<Vec<Uuid>, DbError> {
    let ids = sqlx::query_scalar!(
        "select id from document.result where node = $1 and document is null order by id limit $2",
        node,
        i64::from(most),
    )
    .fetch_all(conn)
    .await?;
    Ok(ids)
}

pub(crate) async fn set_document(
    conn: &mut PgConnection,
    node: &str,
    id: Uuid,
    document: DocumentId,
    sha256: Digest,
) -> Result<(), DbError> {
    let done = sqlx::query!(
        "update document.result set document = $3, sha256 = $4 where node = $1 and id = $2 and document is null",
        node,
        id,
        document.uuid(),
        sha256.0.as_slice(),
    )
    .execute(conn)
    .await?;
    exactly_one(done.rows_affected(), "document", id)
}

pub(crate) async fn set_revoked(conn: &mut PgConnection, node: &str, id: Uuid, at: DateTime<Utc>) -> Result<(), DbError> {
    let done = sqlx::query!("update document.result set revoked_at = $3 where node = $1 and id = $2 and revoked_at is null", node, id, at,)
        .execute(conn)
        .await?;
    exactly_one(done.rows_affected(), "revoked_at", id)
}

/// The row was locked before: any other number means that somebody else wrote it.
fn exactly_one(rows: u64, column: &'static str, id: Uuid) -> Result<(), DbError> {
    if rows == 1 { Ok(()) } else { Err(DbError::inconsistent(TABLE, column, id)) }
}
