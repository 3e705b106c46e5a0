//! Issuing a result: a number from its office's series, a code to verify it, its paper.

use chrono::{Datelike as _, NaiveDate};
use db::Context;
use journal::NewEntry;
use kernel::id::{AccountId, DocumentId, DossierId, OfficeId, uuid_v7};
use kernel::text::nfc;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::print::print;
use crate::error::ResultError;
use crate::files::Files;
use crate::model::{Digest, PublicId, RegisteredResult, full_number};
use crate::paper::{Fact, Head, ResultPaper, Signer};
use crate::store;

/// What an office decided, as its head signs it. Text is made NFC here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResult {
    /// The issuing office; its series gives the number.
    pub office: OfficeId,
    /// Who signs, as an account.
    pub actor: Option<AccountId>,
    /// The dossier the result answers.
    pub dossier: DossierId,
    /// The code of that dossier.
    pub dossier_code: String,
    /// Name of the procedure.
    pub procedure: String,
    /// Symbol of the series, type and body: `QĐ-UBND`, `GXN-UBND`.
    pub symbol: String,
    /// Name of the kind of document: "Quyết định", "Giấy xác nhận".
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// The authority in the head, such as "Ủy ban nhân dân phường Hồng Gai".
    pub authority: String,
    /// The unit below it; empty when the authority itself signs.
    pub unit: String,
    /// The place name before the date.
    pub place: String,
    /// The date it bears, office time; its year chooses the series.
    pub issued_on: NaiveDate,
    /// The legal bases, one each, without the word "Căn cứ".
    pub bases: Vec<String>,
    /// Facts about the person or thing it is about.
    pub facts: Vec<Fact>,
    /// What is decided; each becomes an article.
    pub articles: Vec<String>,
    /// Who receives the paper.
    pub recipients: Vec<String>,
    /// Who signs, as the paper shows it.
    pub signer: Signer,
    /// The site as in an address bar, without a slash at the end: `https://motcua.quangninh.example`.
    pub site: String,
}

/// A result with its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedResult {
    /// Its identifier in the register.
    pub id: Uuid,
    /// The file.
    pub document_id: DocumentId,
    /// The number with its symbol, such as `1207/QĐ-UBND`.
    pub number: String,
    /// What people type to verify it; `/kiem-tra/{public_id}` is the page.
    pub public_id: PublicId,
    /// SHA-256 of the file.
    pub sha256: Digest,
}

/// Issues a result and prints it, in the caller's transaction. Results of the same office, series and year wait for each other until that
/// transaction ends, so it should end soon after.
///
/// # Errors
/// [`ResultError`]; roll back then, and the number goes to the next result.
pub async fn issue_result(conn: &mut PgConnection, ctx: &Context, files: &Files, new: NewResult) -> Result<IssuedResult, ResultError> {
    let registered = register_result(conn, ctx, new).await?;
    let printed = print(conn, ctx, files, registered.id).await?;
    Ok(IssuedResult {
        id: registered.id,
        document_id: printed.id,
        number: registered.full_number(),
        public_id: registered.public_id,
        sha256: printed.sha256,
    })
}

/// Gives a result its number and enters it in the register, in the caller's transaction; [`print`] makes its file later. For many results at
/// once, whose printing would take longer than a transaction should.
///
/// # Errors
/// [`ResultError::Db`].
pub async fn register_result(conn: &mut PgConnection, ctx: &Context, new: NewResult) -> Result<RegisteredResult, ResultError> {
    let (symbol, year) = (nfc(new.symbol.trim()), new.issued_on.year());
    let number = store::results::next_number(conn, ctx.node.as_str(), new.office, &symbol, year).await?;
    let public_id = PublicId::new(&*ctx.entropy);
    let result = RegisteredResult {
        id: uuid_v7(&*ctx.clock, &*ctx.entropy),
        office: new.office,
        office_name: nfc(if new.unit.is_empty() { &new.authority } else { &new.unit }),
        title: nfc(&new.title),
        year,
        number,
        issued_on: new.issued_on,
        dossier: new.dossier,
        procedure: nfc(&new.procedure),
        signer_title: nfc(&new.signer.title),
        issued_at: ctx.now(),
        document: None,
        sha256: None,
        revoked_at: None,
        paper: paper(&new, full_number(number, &symbol), &public_id),
        symbol,
        public_id,
    };
    store::results::insert(conn, ctx.node.as_str(), &result).await?;
    journal::append(conn, ctx, registered(&result, new.actor)).await?;
    Ok(result)
}

fn paper(new: &NewResult, number: String, public_id: &PublicId) -> ResultPaper {
    let composed = |texts: &[String]| texts.iter().map(|text| nfc(text)).collect();
    let head = Head { authority: nfc(&new.authority), office: nfc(&new.unit), number, place: nfc(&new.place), date: new.issued_on };
    ResultPaper {
        head,
        title: nfc(&new.title),
        subject: nfc(&new.subject),
        bases: composed(&new.bases),
        facts: new.facts.iter().map(|fact| Fact { label: nfc(&fact.label), value: nfc(&fact.value) }).collect(),
        articles: composed(&new.articles),
        recipients: composed(&new.recipients),
        signer: Signer { name: nfc(&new.signer.name), title: nfc(&new.signer.title), ..new.signer.clone() },
        code: new.dossier_code.clone(),
        verify_url: format!("{}/kiem-tra/{public_id}", new.site.trim_end_matches('/')),
        public_id: public_id.to_string(),
    }
}

/// The journal keeps the number and the dossier. The code to verify stays out: whoever reads the journal need not have held the paper.
fn registered(result: &RegisteredResult, actor: Option<AccountId>) -> NewEntry<'static> {
    NewEntry {
        office: Some(result.office),
        actor,
        kind: "result.issued",
        subject_kind: "result",
        subject: result.id,
        data: json!({ "number": result.full_number(), "year": result.year, "title": result.title, "dossier": result.dossier }),
    }
}
