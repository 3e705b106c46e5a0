//! A write asked for with a key is done once, however often the request arrives (a lost answer, an impatient finger).

use db::DbError;
use kernel::id::{AccountId, DossierId};
use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use crate::error::{Refusal, UseCaseError};
use crate::services::Services;
use crate::store;

/// Longest key a client may send.
const LONGEST: usize = 200;

/// An idempotency key together with the request it stands for.
#[derive(Debug, Clone)]
pub struct Key {
    /// The client's key.
    key: String,
    /// What is asked for.
    operation: &'static str,
    /// SHA-256 of the request.
    request: [u8; 32],
}

impl Key {
    /// The key `key` for this `request` of `operation`.
    ///
    /// # Errors
    /// [`Refusal::Missing`] for an empty key, [`Refusal::TooLong`] beyond 200 characters.
    pub fn new(key: &str, operation: &'static str, request: &impl Serialize) -> Result<Self, UseCaseError> {
        let key = crate::error::required("idempotency_key", key, LONGEST)?;
        let request = serde_json::to_vec(request).map_err(|error| DbError::Sql(sqlx::Error::Encode(Box::new(error))))?;
        Ok(Self { key, operation, request: Sha256::digest(&request).into() })
    }

    /// The client's key alone.
    pub(crate) fn text(&self) -> &str {
        &self.key
    }

    /// The dossier an earlier request with this key made.
    pub(crate) async fn earlier(
        &self,
        services: &Services,
        conn: &mut PgConnection,
        account: AccountId,
    ) -> Result<Option<DossierId>, UseCaseError> {
        let Some(earlier) = store::idempotency::find(conn, &services.ctx.node, account, &self.key).await? else {
            return Ok(None);
        };
        if earlier.operation == self.operation && earlier.request == self.request {
            Ok(Some(earlier.dossier))
        } else {
            Err(Refusal::KeyReused.into())
        }
    }

    /// The key as it is kept with the dossier it makes.
    pub(super) fn kept(&self) -> store::beginnings::NewKey<'_> {
        store::beginnings::NewKey { key: &self.key, operation: self.operation, request: &self.request }
    }
}
