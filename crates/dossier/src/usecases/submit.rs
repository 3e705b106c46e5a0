//! Hand in a request online.

use access::{Action, Actor, Facts, Resource};
use kernel::code::ProcedureCode;
use kernel::id::{ContentId, DossierId, DraftId, OfficeId};
use serde_json::Value;

use super::begin::{Begun, begin};
use super::receive::{checked, typed_by};
use super::{Changed, Key};
use crate::asked;
use crate::error::{Refusal, UseCaseError};
use crate::model::{Applicant, Channel, Content, Dossier, Opening, Paper, ReturnWay, Submission};
use crate::rules;
use crate::services::Services;
use crate::store;

/// A filled application.
#[derive(Debug, Clone)]
pub struct Submit {
    /// The procedure.
    pub procedure: ProcedureCode,
    /// The one-stop shop to receive it.
    pub office: OfficeId,
    /// Who applies.
    pub applicant: Applicant,
    /// The filled form.
    pub declaration: Value,
    /// The papers.
    pub papers: Vec<Paper>,
    /// How the result is wanted.
    pub return_way: ReturnWay,
    /// The draft it was written in; thrown away once handed in.
    pub draft: Option<DraftId>,
    /// Makes asking twice the same as asking once.
    pub key: Option<Key>,
}

/// Hands the application to the one-stop shop, which then owes an answer.
///
/// # Errors
/// `unknown_procedure`, `unknown_office`, `missing`, `unknown_document`, `key_reused`, `declaration_invalid`.
pub async fn submit(services: &Services, actor: &Actor, command: Submit) -> Result<Changed, UseCaseError> {
    let facts = Facts { owner: Some(actor.account), assignee: None, office: None };
    if !access::may(actor, Resource::Dossier, Action::Create, &facts) {
        return Err(Refusal::NotAllowed.into());
    }
    let (key, draft) = (command.key.clone(), command.draft);
    let decided = decide(services, actor, command).await;
    let changed = begin(services, actor, key, decided).await?;
    forget_draft(services, actor, draft).await?;
    Ok(changed)
}

async fn decide(services: &Services, actor: &Actor, command: Submit) -> Result<Begun, UseCaseError> {
    let applicant = checked(command.applicant)?;
    let now = services.ctx.now();
    let asked = asked::find(services, &command.procedure, now).await?;
    super::papers::check(services, actor, &command.papers).await?;
    let ids = (&*services.ctx.clock, &*services.ctx.entropy);
    let content = Content { id: ContentId::new(ids.0, ids.1), applicant, declaration: command.declaration, papers: command.papers };
    let opening = Opening {
        applicant: Some(actor.account),
        submission: Some(Submission { capacity: content.applicant.capacity, typed_by: typed_by(actor, &content), ticket: None }),
        ..asked.opening(services, command.office, Channel::Online, &content, command.return_way)?
    };
    let event = services.with_desk(None, &opening, now, |desk| rules::hand_in(desk, opening.clone())).await?;
    let dossier = Dossier::begin(DossierId::new(ids.0, ids.1), &event, now)?;
    Ok(Begun { dossier, event, content })
}

/// The draft has become a dossier. Outside the transaction: a draft left behind by a crash does no harm, it expires.
async fn forget_draft(services: &Services, actor: &Actor, draft: Option<DraftId>) -> Result<(), UseCaseError> {
    if let Some(draft) = draft {
        let mut conn = services.ctx.pool.acquire().await?;
        store::drafts::delete(&mut conn, &services.ctx.node, draft, actor.account).await?;
    }
    Ok(())
}
