//! Complete receipts at counters: applicant, declaration, papers, code, due date, process, journal; durable before it is answered.

use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use super::client::Client;
use super::ground::{Ground, Server};
use super::load::{Turn, measure};
use super::{CLIENTS, Extent, Report, reference};
use crate::config::Settings;
use crate::runtime;

/// Makes the idempotency keys of different runs on one folder different.
static RUN: AtomicU64 = AtomicU64::new(0);

/// An officer at a counter.
struct Counter {
    client: Client,
    office: String,
    place: u64,
}

impl Turn for Counter {
    async fn once(&mut self, number: u64) -> anyhow::Result<()> {
        let key = format!("bench-{}-{}-{number}", RUN.load(Ordering::Relaxed), self.place);
        let sheet = sheet(&self.office, self.place * 1_000_000 + number);
        let answer = self.client.post("/api/v1/receipts", &[("idempotency-key", &key)], &sheet).await?.good()?;
        ensure!(answer.status == 201, "the receipt {key} was not new: {}", answer.status);
        Ok(())
    }
}

/// A birth registration as it is handed in at a counter.
pub(super) fn sheet(office: &str, number: u64) -> Value {
    json!({
        "procedure": "1.001193",
        "office": office,
        "channel": "counter",
        "applicant": { "name": format!("Vũ Thị Mẫu {number}"), "personal_number": format!("0221940{:05}", number % 100_000), "phone": "0912000111",
                       "address": "12 Lê Thánh Tông" },
        "declaration": { "child_name": format!("Vũ Minh An {number}"), "child_sex": "female", "child_born": "2026-11-20" },
        "papers": [{ "name": "Giấy chứng sinh" }, { "name": "Giấy tờ tùy thân của người yêu cầu" }],
    })
}

/// Receipts per second against bare durable inserts per second.
pub(super) fn run(settings: &Settings, extent: Extent) -> anyhow::Result<Report> {
    let ground = Ground::prepare(settings)?;
    RUN.store(u64::from(std::process::id()), Ordering::Relaxed);
    runtime()?.block_on(async {
        let before = reference::inserts(&ground, extent.measured).await?.per_second();
        let server = ground.serve().await?;
        let latencies = measure(counters(&server).await?, extent.measured).await?;
        let peak = server.peak_rss_mb()?;
        tokio::task::block_in_place(|| server.stop())?;
        // Twice, for the machine may have been slower or faster meanwhile.
        let after = reference::inserts(&ground, extent.measured).await?.per_second();
        let report = Report::new("receive", latencies.per_second(), "receipts/s", f64::midpoint(before, after));
        Ok(Report { peak_rss_mb: Some(peak), ..report.with_latencies(&latencies) })
    })
}

/// An intake officer of a different one-stop shop per client.
async fn counters(server: &Server) -> anyhow::Result<Vec<Counter>> {
    let found = server.client().await?.get("/api/v1/offices?kind=centre&limit=100").await?.good()?.json()?;
    let codes =
        found.get("items").and_then(Value::as_array).context("a list of offices")?.iter().filter_map(|office| office.get("code")?.as_str());
    let mut counters = Vec::new();
    for (place, office) in (0..).zip(codes.filter(|code| code.ends_with(".01")).take(CLIENTS)) {
        let token = server.token(&format!("{}.tiep-nhan", office.to_lowercase())).await?;
        counters.push(Counter { client: server.client().await?.known_as(token), office: office.to_owned(), place });
    }
    ensure!(counters.len() == CLIENTS, "only {} one-stop shops were found", counters.len());
    Ok(counters)
}
