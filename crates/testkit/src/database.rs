//! One database for one test.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use db::Context;
use db::keeper::{PORT, SUPERUSER};
use kernel::clock::SettableClock;
use kernel::code::NodeCode;
use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};

use crate::cluster;

/// Where every test's clock stands at first: Monday 9 June 2025, 09:00 in Hà Nội, a working day.
pub const START: &str = "2025-06-09T02:00:00Z";
/// Connections of one test; enough for its concurrent writers, few enough for many tests at once.
const CONNECTIONS: u32 = 12;

/// A migrated database that belongs to one test and vanishes with it.
#[derive(Debug)]
pub struct Database {
    /// The surroundings to give to use cases: node H49, seeded entropy.
    pub ctx: Context,
    /// The clock in `ctx`, to be moved by the test.
    pub clock: Arc<SettableClock>,
    /// Connections as `motcua_app`, the same as `ctx.pool`.
    pub pool: PgPool,
    /// Name of the database.
    pub name: String,
    server: PgConnectOptions,
}

impl Database {
    /// Makes the database.
    ///
    /// # Panics
    /// When there is no PostgreSQL on the machine or a migration fails: without a database the test has nothing to say.
    pub async fn create() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let server = cluster::server();
        let mut connection = server.connect().await.expect("the test cluster answers");
        let template = template(&mut connection, &server).await;
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        // A killed test whose process number comes round again may have left one.
        run(&mut connection, format!("drop database if exists {name} with (force)")).await;
        run(&mut connection, format!("create database {name} template {template} strategy file_copy")).await;
        connection.close().await.expect("a connection closes");
        let pool = db::pool::connect(server.clone().database(&name), CONNECTIONS).await.expect("the new database answers");
        let clock = Arc::new(SettableClock::at(START.parse::<DateTime<Utc>>().expect("START is an instant")));
        let node: NodeCode = "H49".parse().expect("H49 is a node");
        let ctx = Context::new(pool.clone(), node).with_clock(clock.clone()).with_entropy(crate::random(1));
        Self { ctx, clock, pool, name, server }
    }

    /// Waits until every transaction that runs at this moment has ended. Readers and sealer of the journal wait for all of them, and
    /// those of other tests are among them, because transaction numbers belong to the whole cluster.
    ///
    /// # Panics
    /// When a transaction is still open after a minute: the caller must not hold one itself.
    pub async fn settled(&self) {
        let ours = self.number("select pg_current_xact_id()::text::bigint").await;
        let oldest = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
        let patience = tokio::time::timeout(Duration::from_secs(60), async { while self.number(oldest).await < ours {} });
        patience.await.expect("no transaction stays open for a minute");
    }

    async fn number(&self, statement: &'static str) -> i64 {
        sqlx::query_scalar(statement).fetch_one(&self.pool).await.expect("the test database answers")
    }

    /// Address of this database for a program of its own (`DATABASE_URL`), which may migrate it.
    #[must_use]
    pub fn url(&self) -> String {
        let socket = self.server.get_socket().map(|socket| socket.display().to_string()).unwrap_or_default();
        format!("postgres:///{}?host={socket}&port={PORT}&user={SUPERUSER}", self.name)
    }

    /// How to reach this database as the superuser, to tamper with what nobody may touch.
    #[must_use]
    pub fn superuser(&self) -> PgConnectOptions {
        self.server.clone().database(&self.name)
    }
}

impl Drop for Database {
    /// Dropping may happen in any runtime, or in none: so a thread with its own does it. A failure leaves a database behind
    /// that `testcluster stop` removes; it must not hide what the test had to say.
    fn drop(&mut self) {
        let (server, statement) = (self.server.clone(), format!("drop database if exists {} with (force)", self.name));
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut connection = server.connect().await?;
                sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
                connection.close().await
            })
        });
        drop(dropped.join());
    }
}

/// The migrated template of this program's migrations, made by whoever comes first.
async fn template(connection: &mut PgConnection, server: &PgConnectOptions) -> String {
    let name = format!("template_{}", migrations_digest());
    run(connection, "select pg_advisory_lock(hashtext('testkit.template'))".to_owned()).await;
    let exists = sqlx::query_scalar!(r#"select exists (select from pg_database where datname = $1) as "exists!""#, name)
        .fetch_one(&mut *connection)
        .await
        .expect("the catalogue answers");
    if !exists {
        sweep(connection).await;
        run(connection, "drop database if exists template_unfinished with (force)".to_owned()).await;
        run(connection, "create database template_unfinished template template0 encoding 'UTF8'".to_owned()).await;
        db::migrate::migrate(&server.clone().database("template_unfinished")).await.expect("the migrations apply");
        run(connection, format!("alter database template_unfinished rename to {name}")).await;
    }
    run(connection, "select pg_advisory_unlock(hashtext('testkit.template'))".to_owned()).await;
    name
}

/// Removes what killed tests left behind, and templates that no checkout has made anew for a day. Called when the migrations change:
/// often enough, and never on the way of a single test.
async fn sweep(connection: &mut PgConnection) {
    // Not a checked query: the age of a template is for superusers to see, which the development database's user is not.
    let names: Vec<String> = sqlx::query_scalar(
        "select datname::text from pg_database
         where datname ~ '^test_[0-9]+_[0-9]+$'
            or datname ~ '^template_[0-9a-f]{16}$'
               and (pg_stat_file('base/' || oid || '/PG_VERSION', true)).modification < now() - interval '1 day'",
    )
    .fetch_all(&mut *connection)
    .await
    .expect("the catalogue answers");
    for name in names.into_iter().filter(|name| !belongs_to_a_living_test(name)) {
        // Another process may have been quicker, or may be copying it just now: then it is not ours to remove.
        let _kept = sqlx::raw_sql(AssertSqlSafe(format!("drop database if exists {name}"))).execute(&mut *connection).await;
    }
}

/// Whether `name` is `test_<process>_<number>` of a process that still runs.
fn belongs_to_a_living_test(name: &str) -> bool {
    let process = name.strip_prefix("test_").and_then(|rest| rest.split('_').next());
    process.is_some_and(|process| Path::new("/proc").join(process).exists())
}

fn migrations_digest() -> String {
    let mut digest = Sha256::new();
    for migration in db::migrate::migrations().iter() {
        digest.update(migration.version.to_be_bytes());
        digest.update(&migration.checksum);
    }
    hex::encode(digest.finalize()).chars().take(16).collect()
}

async fn run(connection: &mut PgConnection, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement.clone())).execute(connection).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_databases_of_dead_tests_are_swept() {
        let cases = [(format!("test_{}_0", std::process::id()), true), ("test_4294967295_0".into(), false), ("template_ab".into(), false)];
        for (name, expected) in cases {
            assert_eq!(belongs_to_a_living_test(&name), expected, "{name}");
        }
    }
}
