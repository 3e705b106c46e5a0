//! From the command to the first answer, on a folder that has been used before.

use std::time::Instant;

use super::Report;
use super::ground::Ground;
use crate::config::Settings;
use crate::runtime;

/// Starts measured; the middle one counts.
const STARTS: usize = 5;

/// Seconds until a server is ready, against starting and stopping PostgreSQL alone.
pub(super) fn run(settings: &Settings) -> anyhow::Result<Report> {
    let ground = Ground::prepare(settings)?;
    let (mut whole, mut alone, mut peak) = (Vec::new(), Vec::new(), 0.0_f64);
    for _ in 0..STARTS {
        let begin = Instant::now();
        let database = ground.database()?;
        alone.push(begin.elapsed().as_secs_f64());
        database.stop()?;
        let server = runtime()?.block_on(ground.serve())?;
        whole.push(server.started_in.as_secs_f64());
        peak = peak.max(server.peak_rss_mb()?);
        server.stop()?;
    }
    Ok(Report { peak_rss_mb: Some(peak), ..Report::new("serve", middle(whole), "s", middle(alone)) })
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
