//! The inbox of a node that has been busy for years: its first page for an officer with narrow rights and for the administrator.

use anyhow::Context as _;
use axum::http::HeaderName;

use super::client::Client;
use super::ground::{Ground, Server};
use super::load::{Latencies, Turn, measure};
use super::{CLIENTS, Extent, Report, reference};
use crate::config::{Address, Settings};
use crate::database::Database;
use crate::node::Node;
use crate::runtime;

/// Dossiers copied in one transaction.
const COPIED_AT_ONCE: u64 = 50_000;

/// Somebody who opens the inbox again and again.
struct Reader(Client);

impl Turn for Reader {
    async fn once(&mut self, _number: u64) -> anyhow::Result<()> {
        self.0.get("/ban/hop-viec").await?.good().map(|_| ())
    }
}

/// The officer's p95 against that of an answer without work; the administrator's beside it.
pub(super) fn run(settings: &Settings, extent: Extent) -> anyhow::Result<Report> {
    let ground = Ground::prepare(settings)?;
    runtime()?.block_on(async {
        fill(&ground, extent.dossiers).await?;
        let server = ground.serve().await?;
        let bare = reference::answers(&server, extent.measured).await?;
        let narrow = read(&server, server.session(&ground.login("processing_officer")?).await?, extent).await?;
        let wide = read(&server, server.session(&ground.login("administrator")?).await?, extent).await?;
        let peak = server.peak_rss_mb()?;
        tokio::task::block_in_place(|| server.stop())?;
        let report = Report::new("inbox", narrow.percentile_ms(95), "ms (p95)", bare.percentile_ms(95));
        let admin_p95_ms = Some(super::report::rounded(wide.percentile_ms(95)));
        Ok(Report { peak_rss_mb: Some(peak), admin_p95_ms, ..report.with_latencies(&narrow) })
    })
}

async fn read(server: &Server, session: (HeaderName, String), extent: Extent) -> anyhow::Result<Latencies> {
    let mut readers = Vec::new();
    for _ in 0..CLIENTS {
        readers.push(Reader(server.client().await?.known_as(session.clone())));
    }
    measure(readers, extent.measured).await
}

/// Copies lived dossiers, each with open work, until there are `wanted`; spreads them over every office that solves something.
async fn fill(ground: &Ground, wanted: u64) -> anyhow::Result<()> {
    let database = tokio::task::block_in_place(|| ground.database())?;
    let filled = copy(ground, &database, wanted).await;
    tokio::task::block_in_place(|| database.stop())?;
    filled
}

async fn copy(ground: &Ground, database: &Database, wanted: u64) -> anyhow::Result<()> {
    let pool = database.prepare(4).await?;
    let there: i64 = sqlx::query_scalar("select count(*) from dossier.dossier").fetch_one(&pool).await?;
    let (mut there, before) = (u64::try_from(there)?, there);
    while there < wanted {
        let batch = COPIED_AT_ONCE.min(wanted - there);
        sqlx::query(include_str!("copy_dossiers.sql"))
            .bind(i64::try_from(there)?)
            .bind(i64::try_from(there + batch - 1)?)
            .execute(&pool)
            .await?;
        there += batch;
        eprint!("\rbench: {there} of {wanted} dossiers");
    }
    if before < i64::try_from(there)? {
        eprintln!();
        settle(ground, database).await.context("after copying")?;
    }
    pool.close().await;
    Ok(())
}

/// Adds up the counters and lets PostgreSQL learn what it has, as happens in a node that grew slowly.
async fn settle(ground: &Ground, database: &Database) -> anyhow::Result<()> {
    let address = Address { listen: "127.0.0.1:0".parse()?, site: None, behind_proxy: false, outward: crate::config::Outward::default() };
    let node = Node::start(database.context(ground.settings(), 4).await?, ground.settings(), &address, true).await?;
    node.fold_counters().await?;
    let mut owner = <sqlx::PgConnection as sqlx::Connection>::connect_with(database.administrator()).await?;
    sqlx::raw_sql("vacuum analyze").execute(&mut owner).await?;
    Ok(())
}
