//! What every use case receives: the database, the time, chance and the node it runs on.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use kernel::clock::{Clock, Entropy, OsEntropy, SystemClock};
use kernel::code::NodeCode;
use sqlx::{PgPool, Postgres, Transaction};

use crate::error::DbError;

/// The surroundings of a use case. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Context {
    /// Connections as `motcua_app`.
    pub pool: PgPool,
    /// The present instant.
    pub clock: Arc<dyn Clock>,
    /// Random bytes.
    pub entropy: Arc<dyn Entropy>,
    /// The node that acts.
    pub node: NodeCode,
}

impl Context {
    /// A context of the running program: the machine's clock and its random bytes.
    #[must_use]
    pub fn new(pool: PgPool, node: NodeCode) -> Self {
        Self { pool, clock: Arc::new(SystemClock), entropy: Arc::new(OsEntropy), node }
    }

    /// The same context under another clock, for simulations and tests.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// The same context on connections of its own; see [`crate::pool::apart`].
    #[must_use]
    pub fn apart(mut self, connections: u32) -> Self {
        self.pool = crate::pool::apart(&self.pool, connections);
        self
    }

    /// The same context with another source of random bytes.
    #[must_use]
    pub fn with_entropy(mut self, entropy: Arc<dyn Entropy>) -> Self {
        self.entropy = entropy;
        self
    }

    /// The present instant in UTC.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Opens a transaction. Dropped without `commit`, it leaves nothing behind.
    ///
    /// # Errors
    /// [`DbError::Sql`] when no connection is to be had.
    pub async fn begin(&self) -> Result<Transaction<'static, Postgres>, DbError> {
        Ok(self.pool.begin().await?)
    }
}
