//! `motcua bench`: how fast this program is on this machine.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use crate::bench::{self, Extent, Report, Scenario};
use crate::config::Settings;
use crate::say::say;

/// Options of `motcua bench`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  motcua bench deadline\n  motcua bench inbox --dossiers 1000000 --json --data /tmp/bench")]
pub(crate) struct Options {
    /// What to measure
    scenario: Scenario,
    /// End with one line of JSON
    #[arg(long)]
    json: bool,
    /// Dossiers in the database of the inbox
    #[arg(long, default_value_t = 100_000)]
    dossiers: u64,
    /// How often to kill in the crash test
    #[arg(long, default_value_t = 100)]
    kills: u32,
    /// Seconds that each measurement lasts
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    seconds: u64,
}

/// Measures and says it.
pub(crate) fn run(options: &Options, settings: &Settings) -> anyhow::Result<ExitCode> {
    let extent = Extent { dossiers: options.dossiers, kills: options.kills, measured: Duration::from_secs(options.seconds) };
    let report = bench::run(options.scenario, settings, extent)?;
    say(&if options.json { serde_json::to_string(&report)? } else { words(&report) })?;
    Ok(ExitCode::SUCCESS)
}

fn words(report: &Report) -> String {
    let figures = [
        ("reference", report.reference),
        ("ratio", report.ratio),
        ("p50 ms", report.p50_ms),
        ("p95 ms", report.p95_ms),
        ("p99 ms", report.p99_ms),
        ("administrator's p95 ms", report.admin_p95_ms),
        ("peak memory MB", report.peak_rss_mb),
    ];
    let lines = figures.iter().filter_map(|(name, figure)| figure.map(|figure| format!("\n  {name}: {figure}")));
    format!("{}: {} {}{}", report.scenario, report.value, report.unit, lines.collect::<String>())
}
