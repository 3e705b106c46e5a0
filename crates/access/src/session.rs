//! Sessions in PostgreSQL, on the clock of the node. Only somebody who is signed in has one: anonymous visitors leave no row.
//!
//! The cookie holds 128 random bits; the table holds their SHA-256. A session ends 12 hours after signing in, or after 4 hours without a
//! request, or when it is revoked, which takes effect with the next request.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use db::{Context, DbError};
use kernel::id::AccountId;
use serde_json::Value;
use time::OffsetDateTime;
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, SessionManagerLayer, SessionStore};

use crate::node::Settings;
use crate::secret::digest;
use crate::store::sessions;

/// Longest time between signing in and having to do so again.
const LONGEST: Duration = Duration::hours(12);
/// Longest time without a request.
const IDLE: Duration = Duration::hours(4);
/// A request marks the session as seen unless another did so within this time.
const TOUCH_EVERY: Duration = Duration::minutes(1);
/// Name of the cookie.
pub const COOKIE: &str = "phien";
/// Key of the account in the session's data.
pub(crate) const ACCOUNT: &str = "account";
/// Key of browser and system in the session's data.
pub(crate) const AGENT: &str = "agent";

/// Sessions last seen before this instant are over.
pub(crate) fn seen_after(now: DateTime<Utc>) -> DateTime<Utc> {
    now - IDLE
}

/// Sessions last seen before this instant are marked as seen again.
pub(crate) fn stale_before(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TOUCH_EVERY
}

/// What is stored of a cookie.
pub(crate) fn id_hash(id: Id) -> [u8; 32] {
    digest(&id.to_string())
}

/// The store behind `tower-sessions`.
#[derive(Debug, Clone)]
pub struct PostgresSessions {
    ctx: Context,
}

impl PostgresSessions {
    /// A store on the pool and the clock of the node.
    #[must_use]
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }
}

/// The layer that reads and writes the session cookie: `HttpOnly`, `SameSite=Lax` (a sign-in at another site's door must find it again),
/// `Secure` when the node is reached over HTTPS, gone when the browser closes.
#[must_use]
pub fn layer(ctx: Context, settings: Settings) -> SessionManagerLayer<PostgresSessions> {
    SessionManagerLayer::new(PostgresSessions::new(ctx))
        .with_name(COOKIE)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(settings.secure)
        .with_expiry(Expiry::OnSessionEnd)
}

fn backend(error: impl Into<DbError>) -> Error {
    Error::Backend(error.into().to_string())
}

fn encode(data: &HashMap<String, Value>) -> Result<Value> {
    serde_json::to_value(data).map_err(|error| Error::Encode(error.to_string()))
}

fn account_of(data: &HashMap<String, Value>) -> Result<AccountId> {
    let account = data.get(ACCOUNT).and_then(Value::as_str).and_then(|text| text.parse().ok());
    account.ok_or_else(|| Error::Encode("a session belongs to an account".to_owned()))
}

#[async_trait]
impl SessionStore for PostgresSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let (account, data, now) = (account_of(&record.data)?, encode(&record.data)?, self.ctx.now());
        let mut conn = self.ctx.pool.acquire().await.map_err(backend)?;
        while !sessions::insert(&mut conn, &id_hash(record.id), account, &data, now, now + LONGEST).await.map_err(backend)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let mut conn = self.ctx.pool.acquire().await.map_err(backend)?;
        sessions::update(&mut conn, &id_hash(record.id), &encode(&record.data)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = self.ctx.now();
        let mut conn = self.ctx.pool.acquire().await.map_err(backend)?;
        let Some(stored) = sessions::load(&mut conn, &id_hash(*id), now, seen_after(now)).await.map_err(backend)? else {
            return Ok(None);
        };
        let data = serde_json::from_value(stored.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date =
            OffsetDateTime::from_unix_timestamp(stored.expires_at.timestamp()).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut conn = self.ctx.pool.acquire().await.map_err(backend)?;
        sessions::delete(&mut conn, &id_hash(*id)).await.map_err(backend)
    }
}
