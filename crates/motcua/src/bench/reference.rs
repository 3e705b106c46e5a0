//! What the scenarios are compared with: the database and the web server doing almost nothing.

use std::time::Duration;

use anyhow::Context as _;
use sqlx::{Connection as _, PgConnection};

use super::CLIENTS;
use super::client::Client;
use super::ground::{Ground, Server};
use super::load::{Latencies, Turn, measure};

/// One durable row after another.
struct Insert(PgConnection);

impl Turn for Insert {
    async fn once(&mut self, number: u64) -> anyhow::Result<()> {
        let number = i64::try_from(number)?;
        sqlx::query("insert into bench_row (number, words) values ($1, 'H49.32.01-261124-0001')").bind(number).execute(&mut self.0).await?;
        Ok(())
    }
}

/// Durable one-row inserts per second, each in a transaction of its own, on the database of `ground`.
pub(super) async fn inserts(ground: &Ground, measured: Duration) -> anyhow::Result<Latencies> {
    let database = tokio::task::block_in_place(|| ground.database())?;
    database.prepare(1).await?;
    let mut owner = PgConnection::connect_with(database.administrator()).await?;
    sqlx::raw_sql("drop table if exists bench_row; create table bench_row (number bigint not null, words text not null)")
        .execute(&mut owner)
        .await?;
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        clients.push(Insert(PgConnection::connect_with(database.administrator()).await?));
    }
    let latencies = measure(clients, measured).await?;
    sqlx::raw_sql("drop table bench_row").execute(&mut owner).await?;
    owner.close().await?;
    tokio::task::block_in_place(|| database.stop())?;
    Ok(latencies)
}

/// Reads a row by its primary key.
struct Select(PgConnection, Vec<String>);

impl Turn for Select {
    async fn once(&mut self, number: u64) -> anyhow::Result<()> {
        let place = usize::try_from(number)? % self.1.len().max(1);
        let code = self.1.get(place).context("no codes")?;
        sqlx::query("select state from dossier.dossier where node = 'H49' and code = $1").bind(code).fetch_one(&mut self.0).await?;
        Ok(())
    }
}

/// Bare reads of the same rows by 16 connections; also gives the codes that there are.
pub(super) async fn selects(ground: &Ground, measured: Duration) -> anyhow::Result<(Latencies, Vec<String>)> {
    let database = tokio::task::block_in_place(|| ground.database())?;
    let pool = database.prepare(2).await?;
    let codes: Vec<String> =
        sqlx::query_scalar("select code from dossier.dossier where code is not null limit 1000").fetch_all(&pool).await?;
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        clients.push(Select(PgConnection::connect_with(database.administrator()).await?, codes.clone()));
    }
    let latencies = measure(clients, measured).await?;
    pool.close().await;
    tokio::task::block_in_place(|| database.stop())?;
    Ok((latencies, codes))
}

/// Asks whether the program lives.
struct Ask(Client);

impl Turn for Ask {
    async fn once(&mut self, _number: u64) -> anyhow::Result<()> {
        self.0.get("/health/live").await?.good().map(|_| ())
    }
}

/// Answers that need no database, by as many clients.
pub(super) async fn answers(server: &Server, measured: Duration) -> anyhow::Result<Latencies> {
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        clients.push(Ask(server.client().await?));
    }
    measure(clients, measured).await
}
