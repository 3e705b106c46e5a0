//! What the program tells about itself: a log on the error stream, and how many requests took how long.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

/// Upper ends of the classes of answer times, in seconds.
const CLASSES: [f64; 10] = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Starts the log; `RUST_LOG` says what goes into it. Personal data never does: what is logged are routes, codes of errors and numbers.
pub(crate) fn start_log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,motcua=info,sqlx::postgres::notice=error"));
    // A second start in one process, as in tests, keeps the first log.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// Starts counting.
pub(crate) fn start_figures() -> anyhow::Result<PrometheusHandle> {
    let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Full("motcua_http_seconds".to_owned()), &CLASSES)?;
    Ok(builder.install_recorder()?)
}

/// Counts a request by its route, never by its address: addresses hold identifiers.
pub(crate) async fn count(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let method = request.method().as_str().to_owned();
    let start = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::histogram!("motcua_http_seconds", "route" => route, "method" => method, "status" => status).record(start.elapsed());
    response
}
