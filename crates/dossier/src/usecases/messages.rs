//! Applicant and office write to each other about a dossier. A message is no act: it changes neither state nor clock.

use access::{Action, Actor};
use journal::NewEntry;
use kernel::id::{DocumentId, DossierId, OfficeId, uuid_v7};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use super::read;
use crate::error::{Refusal, UseCaseError, required};
use crate::model::Dossier;
use crate::services::{Services, authorise, may};
use crate::store::messages::{self, Message, MessageFile, Writer};
use crate::store::{attachments, dossiers};

/// Kind of the journal entry of a message.
pub(crate) const MESSAGE_SENT: &str = "dossier.message_sent";
/// Most characters of a message.
pub const TEXT_LIMIT: usize = 4000;
/// Most files of a message.
pub const FILE_LIMIT: usize = 5;
/// Most messages shown at once.
pub(crate) const PAGE: i64 = 50;

/// A message to be sent.
#[derive(Clone)]
pub struct NewMessage {
    /// The dossier it is about.
    pub dossier: DossierId,
    /// The text.
    pub text: String,
    /// Files of the writer.
    pub files: Vec<DocumentId>,
    /// Makes asking twice the same as asking once.
    pub key: Option<String>,
}

impl std::fmt::Debug for NewMessage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "NewMessage({}, …)", self.dossier)
    }
}

/// What was written about a dossier, as one side sees it.
#[derive(Debug, Clone)]
pub struct Conversation {
    /// The dossier.
    pub dossier: Dossier,
    /// The applicant's name.
    pub applicant_name: String,
    /// The side that looks.
    pub side: Writer,
    /// The messages, oldest first. What was unread until now still has no `read_at`.
    pub messages: Vec<Message>,
    /// There are older ones: before this.
    pub older: Option<Uuid>,
    /// Why nothing can be written; nothing when it can.
    pub closed: Option<Refusal>,
}

/// Opens the conversation. The side that looks has read the other side's messages from now on; an official's look is noted like any look at an
/// applicant's data.
///
/// # Errors
/// `not_found` for whom the dossier does not exist; `not_allowed` for those who may not see what is in it.
pub async fn open(services: &Services, actor: &Actor, id: DossierId, before: Option<Uuid>) -> Result<Conversation, UseCaseError> {
    let view = read::open(services, actor, id).await?;
    if view.content.is_none() {
        return Err(Refusal::NotAllowed.into());
    }
    let side = if view.own { Writer::Applicant } else { Writer::Office };
    let mut tx = services.ctx.begin().await?;
    let node = &services.ctx.node;
    let mut found = messages::of_dossier(&mut tx, node, id, before, PAGE + 1).await?;
    let older = if i64::try_from(found.len()).unwrap_or(i64::MAX) > PAGE {
        found.remove(0);
        found.first().map(|first| first.id)
    } else {
        None
    };
    let closed = closed(actor, &view.dossier, side);
    // Whoever only watches leaves the marks alone: the office has not read a message because an auditor has.
    if may(actor, Action::Message, &view.dossier) {
        messages::mark_read(&mut tx, node, id, side, services.ctx.now()).await?;
    }
    tx.commit().await?;
    Ok(Conversation { dossier: view.dossier, applicant_name: view.applicant_name, side, messages: found, older, closed })
}

/// Why this side cannot write now.
fn closed(actor: &Actor, dossier: &Dossier, side: Writer) -> Option<Refusal> {
    if !may(actor, Action::Message, dossier) {
        Some(Refusal::NotAllowed)
    } else if dossier.state.is_final() {
        Some(Refusal::WrongState { state: dossier.state.code() })
    } else if side == Writer::Office && dossier.opening.applicant.is_none() {
        Some(Refusal::ApplicantWithoutAccount)
    } else {
        None
    }
}

/// Sends a message to the other side. The journal keeps its SHA-256.
///
/// # Errors
/// `not_found`, `not_allowed`; `wrong_state` once the dossier is closed; `applicant_without_account`; `missing`, `too_long`; `unknown_document` for a
/// file of somebody else; `key_reused`.
pub async fn send(services: &Services, actor: &Actor, command: NewMessage) -> Result<Message, UseCaseError> {
    let text = required("text", &clean(&command.text), TEXT_LIMIT)?;
    let files = files(services, actor, &command.files).await?;
    let mut tx = services.ctx.begin().await?;
    let node = &services.ctx.node;
    let dossier = dossiers::find(&mut tx, node, command.dossier).await?.ok_or(Refusal::NotFound)?.dossier;
    authorise(actor, Action::Message, &dossier)?;
    let side = if dossier.opening.applicant == Some(actor.account) { Writer::Applicant } else { Writer::Office };
    let sha256 = digest(&text, &files)?;
    if let Some(earlier) = earlier(services, &mut tx, actor, &command, &sha256).await? {
        return Ok(earlier);
    }
    if let Some(refusal) = closed(actor, &dossier, side) {
        return Err(refusal.into());
    }
    let message = Message {
        id: uuid_v7(&*services.ctx.clock, &*services.ctx.entropy),
        side,
        account: actor.account,
        office: (side == Writer::Office).then(|| office(actor, &dossier)),
        text,
        files,
        sent_at: services.ctx.now(),
        read_at: None,
    };
    if !messages::insert(&mut tx, node, dossier.id, &message, (&sha256, command.key.as_deref())).await? {
        return Err(Refusal::KeyReused.into());
    }
    record(services, &mut tx, &dossier, &message, &sha256).await?;
    tx.commit().await?;
    Ok(message)
}

async fn record(
    services: &Services,
    conn: &mut PgConnection,
    dossier: &Dossier,
    message: &Message,
    sha256: &[u8],
) -> Result<(), UseCaseError> {
    let documents: Vec<DocumentId> = message.files.iter().map(|file| file.document).collect();
    if !documents.is_empty() {
        attachments::insert(conn, &services.ctx.node, dossier.id, &documents).await?;
    }
    let data = json!({
        "dossier": dossier.id, "side": message.side.code(), "sha256": hex::encode(sha256), "files": documents,
    });
    let entry = NewEntry {
        office: message.office,
        actor: Some(message.account),
        kind: MESSAGE_SENT,
        subject_kind: "message",
        subject: message.id,
        data,
    };
    journal::append(conn, &services.ctx, entry).await?;
    Ok(())
}

/// The message of the first time, when the same was asked for under the same key.
async fn earlier(
    services: &Services,
    conn: &mut PgConnection,
    actor: &Actor,
    command: &NewMessage,
    sha256: &[u8],
) -> Result<Option<Message>, UseCaseError> {
    let Some(key) = &command.key else { return Ok(None) };
    let node = &services.ctx.node;
    let Some((id, dossier, kept)) = messages::by_key(conn, node, actor.account, key).await? else { return Ok(None) };
    if dossier != command.dossier || kept != sha256 {
        return Err(Refusal::KeyReused.into());
    }
    let found = messages::of_dossier(conn, node, dossier, next_after(id), 1).await?;
    Ok(found.into_iter().next_back())
}

/// The identifier after this one, so that a page "before" it ends with this one.
fn next_after(id: Uuid) -> Option<Uuid> {
    id.as_u128().checked_add(1).map(Uuid::from_u128)
}

/// How many messages the actor's side has not read.
///
/// # Errors
/// When the database fails.
pub async fn unread(services: &Services, actor: &Actor, dossier: &Dossier) -> Result<i64, UseCaseError> {
    let side = if dossier.opening.applicant == Some(actor.account) { Writer::Applicant } else { Writer::Office };
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(messages::unread(&mut conn, &services.ctx.node, dossier.id, side).await?)
}

/// The office that speaks: the writer's own where it takes part, else the one that owns the dossier.
fn office(actor: &Actor, dossier: &Dossier) -> OfficeId {
    let taking_part = dossier.offices();
    let own = actor.grants.iter().filter_map(|grant| grant.office).find(|office| taking_part.contains(office));
    own.unwrap_or(dossier.owner_office)
}

/// Lines as they were typed, without characters that no text may hold.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

/// The writer's own files, with their names.
async fn files(services: &Services, actor: &Actor, documents: &[DocumentId]) -> Result<Vec<MessageFile>, UseCaseError> {
    if documents.len() > FILE_LIMIT {
        return Err(Refusal::TooLong { field: "files", limit: FILE_LIMIT }.into());
    }
    let known = crate::ports::files(services, Some(actor.account), documents).await?;
    let file = |document: &DocumentId| {
        let found = known.iter().find(|file| file.document == *document)?;
        Some(MessageFile { document: *document, name: found.name.clone() })
    };
    documents.iter().map(file).collect::<Option<Vec<_>>>().ok_or_else(|| Refusal::UnknownDocument.into())
}

fn digest(text: &str, files: &[MessageFile]) -> Result<Vec<u8>, UseCaseError> {
    let whole = crate::store::json_text(&json!({ "text": text, "files": files }))?;
    Ok(Sha256::digest(whole.as_bytes()).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_as_typed_without_what_no_text_may_hold() {
        assert_eq!(clean("Chào\r\nbạn\u{0}\u{1b}[31m\tnhé"), "Chào\nbạn[31m\tnhé");
        assert_eq!(clean("\u{202e}abc"), "\u{202e}abc", "right-to-left marks are letters of a text; the page isolates them");
    }

    #[test]
    fn logs_do_not_hold_the_text() {
        let new = NewMessage { dossier: Uuid::nil().into(), text: "bí mật".into(), files: Vec::new(), key: None };
        assert!(!format!("{new:?}").contains("bí mật"));
    }
}
