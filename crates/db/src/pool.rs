//! Connections: as whom, how many, and how broken ones are noticed.

use std::time::Duration;

use sqlx::Connection;
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::error::DbError;

/// As whom a connection acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `motcua_owner`: owns every table, runs migrations and nothing else.
    Owner,
    /// `motcua_app`: the running program. Cannot alter tables or touch the past of the journal.
    App,
}

impl Role {
    /// The name of the role in PostgreSQL.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "motcua_owner",
            Self::App => "motcua_app",
        }
    }
}

/// After this idle time a connection is tried before it is used. Busy connections are not: the extra round trip would cost
/// more than the rare failure it avoids.
const TRUSTED_IDLE_TIME: Duration = Duration::from_secs(1);

/// The same server, acting as `role` from the first statement on, whatever user the address names.
#[must_use]
pub fn acting_as(options: PgConnectOptions, role: Role) -> PgConnectOptions {
    options.application_name("motcua").options([
        ("role", role.name()),
        ("timezone", "UTC"),
        // A forgotten transaction would hold back every reader of the journal.
        ("idle_in_transaction_session_timeout", "60s"),
    ])
}

/// Opens a pool of up to `size` connections as `motcua_app`.
///
/// # Errors
/// [`DbError::Sql`] when the server cannot be reached.
pub async fn connect(options: PgConnectOptions, size: u32) -> Result<PgPool, DbError> {
    Ok(self::options(size).connect_with(acting_as(options, Role::App)).await?)
}

/// `size` connections like those of `pool`, apart from them: for work that is done in rounds, see [`crate::Together`]. The server processes
/// behind few connections keep their caches and plans warm, where a large pool would pass the rounds through all of its own.
#[must_use]
pub fn apart(pool: &PgPool, size: u32) -> PgPool {
    let connect = (*pool.connect_options()).clone();
    // Rounds differ in their number of rows alone: making a plan for each would take longer than carrying it out.
    options(size).connect_lazy_with(connect.options([("plan_cache_mode", "force_generic_plan")]))
}

fn options(size: u32) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(size).acquire_timeout(Duration::from_secs(20)).test_before_acquire(false).before_acquire(
        |connection, usage| Box::pin(async move { Ok(usage.idle_for < TRUSTED_IDLE_TIME || connection.ping().await.is_ok()) }),
    )
}
