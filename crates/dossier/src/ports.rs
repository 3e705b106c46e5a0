//! What the pages ask of other capabilities, in the shape the pages need it. The only file that knows how they answer.

use access::Actor;
use bytes::Bytes;
use chrono::NaiveDate;
use document::error::StoreError;
use document::{NewDocument, Purpose};
use futures::Stream;
use kernel::code::ProcedureCode;
use kernel::id::{AccountId, DocumentId, DossierId, OfficeId};
use organisation::Directory;
use web::schema_form::Form;

use crate::error::UseCaseError;
use crate::services::Services;

/// A paper that a procedure asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AskedPaper {
    /// The case it belongs to; empty when there is only one.
    pub(crate) case: String,
    /// What it is.
    pub(crate) name: String,
    /// Name of the form to fill in; empty when there is none.
    pub(crate) form_name: String,
    /// How many originals the law asks for.
    pub(crate) originals: u16,
    /// How many copies.
    pub(crate) copies: u16,
}

impl AskedPaper {
    /// A file that the form itself asks for.
    pub(crate) const fn of_form(name: String) -> Self {
        Self { case: String::new(), name, form_name: String::new(), originals: 0, copies: 1 }
    }
}

/// A stored file, for showing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileFacts {
    /// The document.
    pub(crate) document: DocumentId,
    /// Cleaned name.
    pub(crate) name: String,
    /// Bytes.
    pub(crate) size: u64,
}

/// Why an upload was not taken.
#[derive(Debug)]
pub(crate) enum UploadError {
    /// The file itself: the message that says so, and the most bytes a file may have.
    Refused {
        /// Message key; its placeable is `limit`.
        key: &'static str,
        /// Bytes.
        limit: u64,
    },
    /// Something failed on our side.
    Failed(UseCaseError),
}

/// The papers the procedure asks for on `day`.
pub(crate) async fn papers_for(services: &Services, code: &ProcedureCode, day: NaiveDate) -> Result<Vec<AskedPaper>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let found = catalogue::api::procedure(&mut conn, code, day).await?;
    Ok(found.into_iter().flat_map(|procedure| procedure.documents).map(asked_paper).collect())
}

fn asked_paper(document: catalogue::Document) -> AskedPaper {
    let catalogue::Document { case, name, form_name, originals, copies } = document;
    AskedPaper { case, name, form_name, originals, copies }
}

/// Offices that can be asked for an opinion: those of the same place and those of its province, without one-stop shops and the office itself.
pub(crate) fn neighbours(directory: &Directory, asking: OfficeId) -> Vec<OfficeId> {
    let Some(own) = directory.office(asking) else { return Vec::new() };
    let province = directory.area(&own.unit).map(|area| area.province.clone()).unwrap_or_default();
    let shops: Vec<OfficeId> = directory.one_stop_offices().map(|office| office.id).collect();
    let near = |office: &&organisation::Office| office.unit == own.unit || office.unit == province;
    let askable = directory.offices().iter().filter(near).filter(|office| office.id != asking && !shops.contains(&office.id));
    askable.map(|office| office.id).collect()
}

/// The form of a procedure on `day`; nothing on a node without a pack.
pub(crate) async fn form_for(services: &Services, code: &ProcedureCode, day: NaiveDate) -> Result<Option<Form>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let source = catalogue::api::form_of(&mut conn, code, day).await?;
    source.map(|source| read(services, &source, day)).transpose()
}

/// The form that asks who applies; the same for every procedure.
pub(crate) async fn applicant_form(services: &Services) -> Result<Option<Form>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let today = services.day_of(services.ctx.now());
    let source = catalogue::api::form_on(&mut conn, "applicant", today).await?;
    source.map(|source| read(services, &source, today)).transpose()
}

/// Reads a form with the administrative units of now: an address is chosen among those that exist.
fn read(services: &Services, source: &catalogue::FormSource, day: NaiveDate) -> Result<Form, UseCaseError> {
    let form = Form::from_value(&source.json).map_err(|error| UseCaseError::Form(format!("{} {}: {error}", source.id, source.version)))?;
    Ok(form.with_places(services.organisation.places()).on(day))
}

/// Most bytes of one uploaded file.
pub(crate) const fn largest_file(services: &Services) -> u64 {
    services.files.limit()
}

/// Stores a file that the actor hands in.
pub(crate) async fn upload<S, E>(services: &Services, actor: &Actor, file_name: &str, pieces: S) -> Result<FileFacts, UploadError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Send,
{
    let new = NewDocument { file_name: file_name.to_owned(), owner: Some(actor.account), office: None, purpose: Purpose::Component };
    match document::store_stream(&services.ctx, &services.files, new, None, pieces).await {
        Ok(stored) => Ok(FileFacts { document: stored.id, name: stored.file_name, size: stored.size }),
        Err(StoreError::Refused(refusal)) => Err(UploadError::Refused { key: refusal.message_key(), limit: services.files.limit() }),
        Err(failure) => Err(UploadError::Failed(UseCaseError::Paper(failure.to_string()))),
    }
}

/// What is known of these documents. Those of somebody else than `owner` are left out.
pub(crate) async fn files(services: &Services, owner: Option<AccountId>, documents: &[DocumentId]) -> Result<Vec<FileFacts>, UseCaseError> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let mut conn = services.ctx.pool.acquire().await?;
    let found = document::api::metadata(&mut conn, &services.ctx, documents).await?;
    let usable = found.into_iter().filter(|file| owner.is_none() || file.owner == owner);
    Ok(usable.map(|file| FileFacts { document: file.id, name: file.name, size: file.size }).collect())
}

/// The file of the result that answers a dossier, once there is one. When the node has not made it yet, it is made now.
pub(crate) async fn result_file(services: &Services, dossier: DossierId) -> Result<Option<DocumentId>, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let results = document::api::results_of_dossier(&mut tx, &services.ctx, dossier).await?;
    let Some(result) = results.last() else { return Ok(None) };
    if let Some(document) = result.document {
        return Ok(Some(document));
    }
    let printed = document::usecases::print::print(&mut tx, &services.ctx, &services.files, result.id).await;
    let printed = printed.map_err(|error| UseCaseError::Paper(error.to_string()))?;
    tx.commit().await?;
    Ok(Some(printed.id))
}
