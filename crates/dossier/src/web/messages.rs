//! `/ho-so/{id}/trao-doi` and `/ban/ho-so/{id}/trao-doi`: what applicant and office wrote to each other about a dossier.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, Official, SignedIn};
use askama::Template;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, DocumentId, DossierId};
use serde::Deserialize;
use web::page::render_with;
use web::{FieldErrors, Language, Page, PageError, Section, Side, Visitor, t_with};

use super::public::uploads::{ACCEPTED, Sent};
use super::shown::{names, office_name};
use crate::error::{Refusal, UseCaseError};
use crate::ports::{self, FileFacts};
use crate::services::Services;
use crate::store::messages::{Message, MessageFile, Writer};
use crate::usecases::messages::{self, Conversation, FILE_LIMIT, NewMessage, TEXT_LIMIT};

/// What the address of the page carries: messages before this one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    truoc: String,
}

/// One message in the words of the page.
struct Line {
    who: String,
    mine: bool,
    text: String,
    files: Vec<MessageFile>,
    at: DateTime<Utc>,
    is_new: bool,
    /// Whether the other side has seen what this side wrote.
    seen: String,
}

/// A form that came back: what was typed, what was uploaded, what is wrong.
#[derive(Default)]
struct Typed {
    text: String,
    kept: Vec<FileFacts>,
    errors: FieldErrors,
}

/// The applicant's page.
#[derive(Template)]
#[template(path = "public_messages.html")]
struct OwnPage {
    page: Page,
    talk: Talk,
}

/// The officers' page.
#[derive(Template)]
#[template(path = "desk_messages.html")]
struct DeskPage {
    page: Page,
    talk: Talk,
}

/// What both pages show.
struct Talk {
    address: String,
    dossier_address: String,
    procedure_name: String,
    code: String,
    applicant_name: String,
    lines: Vec<Line>,
    older: String,
    /// Why nothing can be written; empty when it can.
    closed: String,
    text: String,
    kept: Vec<FileFacts>,
    errors: FieldErrors,
    accepted: &'static str,
}

/// The most bytes a form with files may have.
pub(super) fn size_of_forms(services: &Services) -> DefaultBodyLimit {
    let files = u64::try_from(FILE_LIMIT).unwrap_or(1);
    let most = ports::largest_file(services).saturating_mul(files).saturating_add(64 * 1024);
    DefaultBodyLimit::max(usize::try_from(most).unwrap_or(usize::MAX))
}

/// Shows the applicant's conversation.
pub(super) async fn get_own(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    show(&services, visitor, &actor, (&id, &asked), Side::Public, Typed::default()).await
}

/// Shows the office's conversation.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    show(&services, visitor, &actor, (&id, &asked), Side::Desk, Typed::default()).await
}

/// Sends the applicant's message.
pub(super) async fn post_own(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response, PageError> {
    // Whoever may not see the conversation stores no files here.
    conversation(&services, &actor, &id, Side::Public, None).await?;
    take(&services, visitor, &actor, &id, Side::Public, form).await
}

/// Sends the office's message.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response, PageError> {
    conversation(&services, &actor, &id, Side::Desk, None).await?;
    take(&services, visitor, &actor, &id, Side::Desk, form).await
}

async fn take(services: &Services, visitor: Visitor, actor: &Actor, id: &str, side: Side, form: Multipart) -> Result<Response, PageError> {
    let mut sent = Sent::read(services, actor, visitor.language, form).await?;
    let mut typed = Typed { text: sent.text("text").to_owned(), kept: Vec::new(), errors: std::mem::take(&mut sent.errors) };
    typed.kept = kept(services, actor, &sent.texts).await.map_err(failed)?;
    typed.kept.extend(sent.files.into_iter().map(|(_, file)| file));
    if typed.errors.is_empty() {
        let files = typed.kept.iter().map(|file| file.document).collect();
        let command = NewMessage { dossier: id_of(id)?, text: typed.text.clone(), files, key: None };
        match messages::send(services, actor, command).await {
            Ok(_) => return Ok(Redirect::to(&format!("{}#cuoi", address(id, side))).into_response()),
            Err(UseCaseError::Refused(refusal)) if refusal.field().is_some() => {
                let (field, message) = at_field(visitor.language, &refusal);
                typed.errors.add(field, message);
            }
            Err(error) => return Err(failed(error)),
        }
    }
    show(services, visitor, actor, (id, &Asked::default()), side, typed).await
}

/// The field and what to do there.
fn at_field(language: Language, refusal: &Refusal) -> (&'static str, String) {
    let limit = |limit: usize| [("limit", web::i18n::Value::from(limit))];
    match refusal {
        Refusal::Missing { .. } => ("text", web::t(language, "dossier-messages-missing")),
        Refusal::TooLong { field: "files", .. } => ("files", t_with(language, "dossier-messages-too-many", &limit(FILE_LIMIT))),
        Refusal::TooLong { .. } => ("text", t_with(language, "dossier-messages-too-long", &limit(TEXT_LIMIT))),
        other => ("files", other.words(language)),
    }
}

/// Files uploaded before: only the writer's own count.
async fn kept(services: &Services, actor: &Actor, texts: &BTreeMap<String, String>) -> Result<Vec<FileFacts>, UseCaseError> {
    let named = texts.iter().filter(|(name, _)| name.starts_with("kept-"));
    let documents: Vec<DocumentId> = named.filter_map(|(_, document)| document.parse().ok()).collect();
    ports::files(services, Some(actor.account), &documents).await
}

fn id_of(text: &str) -> Result<DossierId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

fn failed(error: UseCaseError) -> PageError {
    match error {
        UseCaseError::Refused(Refusal::NotFound | Refusal::NotAllowed) => PageError::NotFound,
        UseCaseError::Refused(refusal) => {
            let status = StatusCode::from_u16(refusal.entry().1).unwrap_or(StatusCode::CONFLICT);
            PageError::Refused { status, key: "dossier-messages-refused" }
        }
        failure => PageError::fault(failure),
    }
}

fn address(id: &str, side: Side) -> String {
    match side {
        Side::Public => format!("/ho-so/{id}/trao-doi"),
        Side::Desk => format!("/ban/ho-so/{id}/trao-doi"),
    }
}

/// The conversation as this side sees it; for the other side's page there is none.
async fn conversation(
    services: &Services,
    actor: &Actor,
    id: &str,
    side: Side,
    before: Option<uuid::Uuid>,
) -> Result<Conversation, PageError> {
    let found = messages::open(services, actor, id_of(id)?, before).await.map_err(failed)?;
    let expected = if side == Side::Public { Writer::Applicant } else { Writer::Office };
    if found.side == expected { Ok(found) } else { Err(PageError::NotFound) }
}

async fn show(
    services: &Services,
    visitor: Visitor,
    actor: &Actor,
    (id, asked): (&str, &Asked),
    side: Side,
    typed: Typed,
) -> Result<Response, PageError> {
    let found = conversation(services, actor, id, side, asked.truoc.parse().ok()).await?;
    let section = if side == Side::Public { Section::Track } else { Section::Inbox };
    let title = web::t(visitor.language, "dossier-messages-title");
    let page = Page::titled(visitor, side, section, title).with_errors(!typed.errors.is_empty()).as_of(services.ctx.now());
    let status = if typed.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let talk = talk(services, &page, id, side, found, typed).await.map_err(failed)?;
    match side {
        Side::Public => render_with(status, &OwnPage { page, talk }),
        Side::Desk => render_with(status, &DeskPage { page, talk }),
    }
}

async fn talk(services: &Services, page: &Page, id: &str, side: Side, found: Conversation, typed: Typed) -> Result<Talk, UseCaseError> {
    let people = names(services, found.messages.iter().map(|message| message.account).collect()).await?;
    let base = address(id, side);
    let closed = match &found.closed {
        None => String::new(),
        Some(Refusal::ApplicantWithoutAccount) => page.t("dossier-messages-no-account"),
        Some(Refusal::NotAllowed) => page.t("dossier-messages-watching"),
        Some(_) => page.t("dossier-messages-closed"),
    };
    Ok(Talk {
        lines: found.messages.iter().map(|message| line(services, page, found.side, message, &people)).collect(),
        older: found.older.map(|older| format!("{base}?truoc={older}")).unwrap_or_default(),
        dossier_address: base.trim_end_matches("/trao-doi").to_owned(),
        address: base,
        procedure_name: found.dossier.opening.procedure_name.clone(),
        code: found.dossier.code.as_ref().map(|code| code.as_str().to_owned()).unwrap_or_default(),
        applicant_name: found.applicant_name,
        closed,
        text: typed.text,
        kept: typed.kept,
        errors: typed.errors,
        accepted: ACCEPTED,
    })
}

fn line(services: &Services, page: &Page, side: Writer, message: &Message, people: &BTreeMap<AccountId, String>) -> Line {
    let name = people.get(&message.account).cloned().unwrap_or_default();
    let mine = message.side == side;
    let who = match message.office {
        Some(office) => format!("{} · {name}", office_name(&services.directory(), office, page.language())),
        None => name,
    };
    let seen = match (mine, message.read_at) {
        (true, Some(at)) => page.t1("dossier-messages-seen", "when", page.short_moment(at)),
        (true, None) => page.t("dossier-messages-unseen"),
        _ => String::new(),
    };
    Line {
        who,
        mine,
        text: message.text.clone(),
        files: message.files.clone(),
        at: message.sent_at,
        is_new: !mine && message.read_at.is_none(),
        seen,
    }
}
