//! Whether the program lives, whether it can work, and how much it does: for machines that watch it.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::PrometheusHandle;
use serde::Serialize;
use sqlx::PgPool;

/// How long the database may take to answer before the program counts as not ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the probes look at.
#[derive(Clone)]
pub(crate) struct Watched {
    pub(crate) pool: PgPool,
    pub(crate) figures: PrometheusHandle,
}

/// The answer of a probe.
#[derive(Debug, Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
}

const fn health(status: &'static str) -> Json<Health> {
    Json(Health { status, version: env!("CARGO_PKG_VERSION") })
}

/// `GET /health/live`: the program runs. Says nothing about the database: a restart would not mend it.
pub(crate) async fn live() -> Response {
    health("live").into_response()
}

/// `GET /health/ready`: the program can take requests, the database answers.
pub(crate) async fn ready(State(watched): State<Watched>) -> Response {
    let asked = tokio::time::timeout(PATIENCE, sqlx::query("select 1").execute(&watched.pool)).await;
    match asked {
        Ok(Ok(_)) => health("ready").into_response(),
        _ => (StatusCode::SERVICE_UNAVAILABLE, health("database does not answer")).into_response(),
    }
}

/// `GET /metrics`: counters in the text format of Prometheus.
pub(crate) async fn metrics(State(watched): State<Watched>) -> Response {
    metrics::gauge!("motcua_database_connections").set(f64::from(watched.pool.size()));
    let content_type = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (content_type, watched.figures.render()).into_response()
}
