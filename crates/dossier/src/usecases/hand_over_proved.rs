//! Handing a result over at the counter with a proof: a signature drawn on the screen, or a code from the applicant's account.

use access::{Action, Actor};
use bytes::Bytes;
use chrono::{DateTime, Duration, Utc};
use document::{NewDocument, Purpose};
use kernel::clock::Entropy;
use kernel::id::{DocumentId, DossierId};
use sqlx::PgConnection;

use super::Changed;
use super::change::{Locked, lock};
use super::hand_over::HandOver;
use crate::error::{Refusal, UseCaseError};
use crate::model::State;
use crate::rules;
use crate::services::Services;
use crate::store::proofs::{self, NewProof};
use crate::store::{attachments, dossiers};

/// A code counts so long after it was made.
const CODE_COUNTS: Duration = Duration::minutes(15);
/// A code is guessed at most so often; then a new one is needed.
const TRIES: i32 = 5;

/// What shows that the person took the result.
#[derive(Debug, Clone)]
pub enum Proof {
    /// The picture of a signature, as PNG.
    Signature(Bytes),
    /// The code from the applicant's account, as it was told.
    Code(String),
}

/// Makes the code an applicant tells at the counter, and says until when it counts.
///
/// # Errors
/// `not_found` for everybody but the applicant; `wrong_state` unless a result waits to be handed over.
pub async fn make_code(services: &Services, actor: &Actor, id: DossierId) -> Result<(String, DateTime<Utc>), UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let dossier = dossiers::find(&mut tx, &services.ctx.node, id).await?.ok_or(Refusal::NotFound)?.dossier;
    if dossier.opening.applicant != Some(actor.account) {
        return Err(Refusal::NotFound.into());
    }
    if dossier.state != State::Decided {
        return Err(Refusal::WrongState { state: dossier.state.code() }.into());
    }
    let (code, expires_at) = (new_code(services.ctx.entropy.as_ref()), services.ctx.now() + CODE_COUNTS);
    proofs::set_code(&mut tx, &services.ctx.node, id, (&code, expires_at)).await?;
    tx.commit().await?;
    Ok((code, expires_at))
}

/// Six digits by chance.
fn new_code(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    format!("{:06}", u64::from_le_bytes(bytes) % 1_000_000)
}

/// Hands the result over and keeps the proof, in one transaction.
///
/// # Errors
/// As for `hand_over`; `missing` or `wrong_form` when the signature is none; `wrong_form` with the field `code` when the code is not the one
/// of the account, or was guessed too often.
pub async fn hand_over_proved(services: &Services, actor: &Actor, command: HandOver, proof: Proof) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock(services, &mut tx, actor, Action::Return, command.dossier, command.version).await?;
    let event = rules::hand_over(&locked.before.dossier, command.way, &command.receiver)?;
    let document = match proof {
        Proof::Signature(picture) => Some(keep_picture(services, &mut tx, &locked, picture).await?),
        Proof::Code(told) => {
            if !is_right(services, &mut tx, command.dossier, told.trim(), locked.now).await? {
                // The try counts although nothing else happened.
                tx.commit().await?;
                return Err(Refusal::WrongForm { field: "code" }.into());
            }
            None
        }
    };
    let now = locked.now;
    let new = NewProof { dossier: command.dossier, document, receiver: command.receiver.trim(), at: now, officer: actor.account };
    proofs::insert(&mut tx, &services.ctx.node, &new).await?;
    let dossier = locked.record(services, &mut tx, actor.account, &[event]).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

async fn is_right(
    services: &Services,
    conn: &mut PgConnection,
    dossier: DossierId,
    told: &str,
    now: DateTime<Utc>,
) -> Result<bool, UseCaseError> {
    let Some((code, tries)) = proofs::try_code(conn, &services.ctx.node, dossier, now).await? else { return Ok(false) };
    let right = tries <= TRIES && code == told;
    if right || tries >= TRIES {
        proofs::drop_code(conn, &services.ctx.node, dossier).await?;
    }
    Ok(right)
}

async fn keep_picture(services: &Services, conn: &mut PgConnection, locked: &Locked, picture: Bytes) -> Result<DocumentId, UseCaseError> {
    let dossier = &locked.before.dossier;
    if picture.is_empty() {
        return Err(Refusal::Missing { field: "signature" }.into());
    }
    let new = NewDocument {
        file_name: "chu-ky.png".to_owned(),
        owner: None,
        office: Some(dossier.opening.receiving_office),
        purpose: Purpose::Working,
    };
    match document::usecases::store::store_bytes(conn, &services.ctx, &services.files, new, picture).await {
        Ok(stored) => {
            attachments::insert(conn, &services.ctx.node, dossier.id, &[stored.id]).await?;
            Ok(stored.id)
        }
        Err(document::error::StoreError::Refused(_)) => Err(Refusal::WrongForm { field: "signature" }.into()),
        Err(failure) => Err(UseCaseError::Paper(failure.to_string())),
    }
}
