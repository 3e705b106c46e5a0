//! What anybody may learn of a result whose code they hold, and whether a file is the one that was issued.

use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Context, DbError};
use futures::{Stream, StreamExt as _};
use sha2::{Digest as _, Sha256};

use crate::error::StoreRefusal;
use crate::model::{Digest, PublicId, RegisteredResult, ResultState};
use crate::store;

/// What the public may know: nothing about the person the result is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// What was typed.
    pub public_id: PublicId,
    /// Whether it may be relied on.
    pub state: ResultState,
    /// Name of the issuing office when it was issued.
    pub office_name: String,
    /// Kind of document, such as "Quyết định".
    pub title: String,
    /// The number with its symbol.
    pub number: String,
    /// The date it bears.
    pub issued_on: NaiveDate,
    /// Name of the procedure.
    pub procedure: String,
    /// Function of the signer.
    pub signer_title: String,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Hash of the file, once made.
    pub sha256: Option<Digest>,
}

impl From<RegisteredResult> for Verified {
    fn from(result: RegisteredResult) -> Self {
        Self {
            state: result.state(),
            number: result.full_number(),
            public_id: result.public_id,
            office_name: result.office_name,
            title: result.title,
            issued_on: result.issued_on,
            procedure: result.procedure,
            signer_title: result.signer_title,
            revoked_at: result.revoked_at,
            sha256: result.sha256,
        }
    }
}

/// The result with this code, if there is one.
///
/// # Errors
/// [`DbError`].
pub async fn verify(ctx: &Context, public_id: &PublicId) -> Result<Option<Verified>, DbError> {
    let mut conn = ctx.pool.acquire().await?;
    Ok(store::results::by_public_id(&mut conn, public_id).await?.map(Verified::from))
}

/// SHA-256 of a file somebody shows, piece by piece; the file is not kept.
///
/// # Errors
/// [`StoreRefusal::TooLarge`] beyond `limit` bytes, [`StoreRefusal::Interrupted`] when it does not arrive whole.
pub async fn digest_of<S, E>(pieces: S, limit: u64) -> Result<(Digest, u64), StoreRefusal>
where
    S: Stream<Item = Result<Bytes, E>>,
{
    let mut pieces = std::pin::pin!(pieces);
    let (mut hash, mut size) = (Sha256::new(), 0_u64);
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| StoreRefusal::Interrupted)?;
        size = size.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        if size > limit {
            return Err(StoreRefusal::TooLarge { limit });
        }
        hash.update(&piece);
    }
    Ok((Digest(hash.finalize().into()), size))
}
