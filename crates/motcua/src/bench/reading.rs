//! What anybody may ask: how far a dossier is, and which procedure it takes.

use std::fs;

use anyhow::{Context as _, ensure};
use web::language_switch::escape;

use super::client::Client;
use super::ground::{Ground, Server};
use super::load::{Latencies, Turn, measure};
use super::{CLIENTS, Extent, Report, reference};
use crate::config::Settings;
use crate::runtime;

/// Words of everyday life, the way they are typed: with and without marks, with slips, with codes.
const QUERIES: [&str; 12] = [
    "đăng ký khai sinh",
    "dang ki ket hon",
    "xác nhận độc thân",
    "so do",
    "GPLX",
    "đổi cccd",
    "thuong tru",
    "1.001193",
    "trợ cấp người khuyết tật",
    "giấy phép xây dựng nhà",
    "birth certificate",
    "chứng thực bản sao",
];

/// Somebody who asks for one address after the other.
struct Reader {
    client: Client,
    addresses: Vec<String>,
    place: usize,
}

impl Turn for Reader {
    async fn once(&mut self, number: u64) -> anyhow::Result<()> {
        let place = (usize::try_from(number)? + self.place) % self.addresses.len();
        let address = self.addresses.get(place).context("no addresses")?;
        let answer = self.client.get(address).await?.good()?;
        ensure!(!answer.body.is_empty(), "{address} gave nothing");
        Ok(())
    }
}

/// Sixteen clients that read these addresses.
async fn read(server: &Server, addresses: Vec<String>, extent: Extent) -> anyhow::Result<Latencies> {
    ensure!(!addresses.is_empty(), "there is nothing to read");
    let mut readers = Vec::new();
    for place in 0..CLIENTS {
        readers.push(Reader { client: server.client().await?, addresses: addresses.clone(), place: place * 7 });
    }
    measure(readers, extent.measured).await
}

/// The public look-up by code; its p99 against that of a bare read of the same rows.
pub(super) fn track(settings: &Settings, extent: Extent) -> anyhow::Result<Report> {
    let ground = Ground::prepare(settings)?;
    runtime()?.block_on(async {
        let (bare, codes) = reference::selects(&ground, extent.measured).await?;
        let server = ground.serve().await?;
        let latencies = read(&server, codes.iter().map(|code| format!("/api/v1/tracking/{code}")).collect(), extent).await?;
        let peak = server.peak_rss_mb()?;
        tokio::task::block_in_place(|| server.stop())?;
        let report = Report::new("track", latencies.percentile_ms(99), "ms (p99)", bare.percentile_ms(99));
        Ok(Report { peak_rss_mb: Some(peak), ..report.with_latencies(&latencies) })
    })
}

/// Finding procedures; its p95 against that of an answer without work.
pub(super) fn search(settings: &Settings, extent: Extent) -> anyhow::Result<Report> {
    let ground = Ground::prepare(settings)?;
    runtime()?.block_on(async {
        let server = ground.serve().await?;
        let bare = reference::answers(&server, extent.measured).await?;
        let queries = QUERIES.iter().map(|query| (*query).to_owned()).chain(names(ground.settings())?);
        let addresses = queries.map(|query| format!("/api/v1/procedures?q={}", escape(&query))).collect();
        let latencies = read(&server, addresses, extent).await?;
        let peak = server.peak_rss_mb()?;
        tokio::task::block_in_place(|| server.stop())?;
        let report = Report::new("search", latencies.percentile_ms(95), "ms (p95)", bare.percentile_ms(95));
        Ok(Report { peak_rss_mb: Some(peak), ..report.with_latencies(&latencies) })
    })
}

/// Names of real procedures without their marks, so that no two queries in a row are the same.
fn names(settings: &Settings) -> anyhow::Result<Vec<String>> {
    let text = fs::read_to_string(settings.pack()?.join("procedures/G15.jsonl"))?;
    let mut names = Vec::new();
    for line in text.lines().take(60) {
        let procedure: serde_json::Value = serde_json::from_str(line)?;
        let name = procedure.get("name").and_then(serde_json::Value::as_str).context("a procedure without a name")?;
        names.push(kernel::text::fold(name).split_whitespace().take(6).collect::<Vec<_>>().join(" "));
    }
    Ok(names)
}
