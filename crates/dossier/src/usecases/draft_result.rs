//! The paper of a decision before it is taken: the very words it will have, marked as a draft. Nothing is written.

use access::{Action, Actor};
use document::paper::ResultPaper;
use kernel::id::DossierId;

use super::read::{content_of, open};
use super::result_words::{Occasion, compose};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Outcome, State};
use crate::services::{Services, authorise};

/// What would be issued if the actor decided now.
///
/// # Errors
/// `not_found` for whom the dossier does not exist, `not_allowed` for those who may not decide on it, `wrong_state` once it is decided or
/// before it is received.
pub async fn draft_result(
    services: &Services,
    actor: &Actor,
    id: DossierId,
    (outcome, reason): (Outcome, &str),
) -> Result<ResultPaper, UseCaseError> {
    let dossier = open(services, actor, id).await?.dossier;
    authorise(actor, Action::Decide, &dossier)?;
    if dossier.decision.is_some() || !matches!(dossier.state, State::Received | State::InProcess) {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    let mut conn = services.ctx.pool.acquire().await?;
    let content = content_of(services, &mut conn, &dossier).await?;
    let occasion = Occasion { actor: Some(actor), signer: None, dossier: &dossier, content: &content, outcome, reason, now: services.ctx.now() };
    let new = compose(services, &mut conn, &occasion).await?;
    document::draft_paper(&mut conn, &services.ctx, &new).await.map_err(|error| UseCaseError::Paper(error.to_string()))
}
