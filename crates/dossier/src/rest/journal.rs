//! `GET /api/v1/dossiers/{id}/journal`: what happened to a dossier.

use access::{Action, Resource};
use axum::Json;
use chrono::{DateTime, Utc};
use journal::Entry;
use kernel::id::{AccountId, DossierId, EntryId, OfficeId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::Problem;

use super::refused::ReadProblems;
use super::request::{Caller, Segment, id};
use crate::error::Refusal;
use crate::usecases::read::journal_of;

/// Something that happened to a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JournalEntry {
    /// Identifier.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) id: EntryId,
    /// Number among the entries of the dossier, from 1 without a gap.
    pub(crate) sequence: i64,
    /// When it happened.
    pub(crate) at: DateTime<Utc>,
    /// What happened.
    #[schema(example = "dossier.received")]
    pub(crate) kind: String,
    /// The office that owned the dossier then.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub(crate) office: Option<OfficeId>,
    /// Who did it; for officials.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub(crate) actor: Option<AccountId>,
    /// What changed; for officials, because it holds their notes to each other.
    pub(crate) data: Option<Value>,
}

/// The journal of a dossier, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DossierJournal {
    /// The entries.
    pub(crate) items: Vec<JournalEntry>,
}

/// Gives the journal of a dossier, oldest first.
#[utoipa::path(
    get, path = "/api/v1/dossiers/{id}/journal", operation_id = "getDossierJournal", tag = "dossier", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier")),
    responses((status = 200, description = "What happened, oldest first", body = DossierJournal), ReadProblems)
)]
pub(crate) async fn get(caller: Caller, segment: Segment) -> Result<Json<DossierJournal>, Problem> {
    let dossier: DossierId = id(caller.language, segment)?;
    let entries = journal_of(&caller.services, &caller.actor, dossier).await.map_err(|error| caller.problem(error))?;
    if access::scope(&caller.actor, Resource::Journal, Action::View).is_none() {
        return Err(caller.refused(&Refusal::NotAllowed));
    }
    let inside = caller.actor.is_official();
    Ok(Json(DossierJournal { items: entries.into_iter().map(|entry| shown(entry, inside)).collect() }))
}

fn shown(entry: Entry, inside: bool) -> JournalEntry {
    JournalEntry {
        id: entry.id,
        sequence: entry.subject_sequence,
        at: entry.at,
        kind: entry.kind,
        office: entry.office,
        actor: entry.actor.filter(|_| inside),
        data: Some(entry.data).filter(|_| inside),
    }
}
