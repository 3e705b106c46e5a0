//! The database of a node: its own private one, or one that was named.

use std::str::FromStr;

use anyhow::Context as _;
use db::keeper::{Keeper, Options};
use db::{Context, Role};
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;

use crate::config::Settings;

/// A database that answers, and the private server behind it when there is one. Dropping it stops that server.
#[derive(Debug)]
pub(crate) struct Database {
    keeper: Option<Keeper>,
    administrator: PgConnectOptions,
    app: PgConnectOptions,
}

impl Database {
    /// Starts the private database or takes the one that was named. Blocks while a server starts; call it outside the runtime.
    pub(crate) fn open(settings: &Settings) -> anyhow::Result<Self> {
        if let Some(url) = &settings.database_url {
            let named = PgConnectOptions::from_str(url).context("--database-url: not an address such as postgres://user@host/database")?;
            return Ok(Self { keeper: None, administrator: named.clone(), app: named });
        }
        let keeper = Keeper::start(&settings.data(), &Options::default())?;
        Ok(Self { administrator: keeper.administrator(), app: keeper.url(Role::App), keeper: Some(keeper) })
    }

    /// Brings the tables up to this program's version, then opens up to `connections` connections as the running program.
    pub(crate) async fn prepare(&self, connections: u32) -> anyhow::Result<PgPool> {
        if let Some(keeper) = &self.keeper {
            keeper.create_database().await?;
        }
        db::migrate::migrate(&self.administrator).await.with_context(|| match &self.keeper {
            Some(_) => "cannot bring the tables up to date".to_owned(),
            None => format!(
                "cannot use the database named by --database-url or DATABASE_URL (server {}, port {}, user {}): check the address, that the \
                 server runs and lets this user in",
                self.administrator.get_host(),
                self.administrator.get_port(),
                self.administrator.get_username()
            ),
        })?;
        Ok(db::pool::connect(self.app.clone(), connections).await?)
    }

    /// The surroundings of the use cases, on a prepared database.
    pub(crate) async fn context(&self, settings: &Settings, connections: u32) -> anyhow::Result<Context> {
        let ctx = Context::new(self.prepare(connections).await?, settings.node()?);
        // Before the first entry: a month that has begun in the default partition stays there.
        let now = ctx.now();
        journal::ensure_partitions(&mut *ctx.pool.acquire().await?, now, now).await?;
        Ok(ctx)
    }

    /// How to connect as the owner of everything.
    pub(crate) const fn administrator(&self) -> &PgConnectOptions {
        &self.administrator
    }

    /// How to connect as the running program, with settings of one's own.
    pub(crate) const fn app(&self) -> &PgConnectOptions {
        &self.app
    }

    /// Stops the private server in good order.
    pub(crate) fn stop(self) -> anyhow::Result<()> {
        Ok(self.keeper.map_or(Ok(()), Keeper::stop)?)
    }
}
