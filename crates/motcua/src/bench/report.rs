//! What a scenario says at the end.

use serde::Serialize;

use super::load::Latencies;

/// The result of a scenario. What does not apply is `null`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Report {
    /// Name of the scenario.
    pub(crate) scenario: &'static str,
    /// What was measured.
    pub(crate) value: f64,
    /// Its unit.
    pub(crate) unit: &'static str,
    /// The limit or peer, in the same unit, measured in the same run.
    pub(crate) reference: Option<f64>,
    /// `value` divided by `reference`.
    pub(crate) ratio: Option<f64>,
    /// Half of the answers came within so many milliseconds.
    pub(crate) p50_ms: Option<f64>,
    /// 95 in 100 answers.
    pub(crate) p95_ms: Option<f64>,
    /// 99 in 100 answers.
    pub(crate) p99_ms: Option<f64>,
    /// 95 in 100 answers to the administrator, who may see everything.
    pub(crate) admin_p95_ms: Option<f64>,
    /// Most memory the server process ever had, in megabytes.
    pub(crate) peak_rss_mb: Option<f64>,
}

impl Report {
    /// A value beside its reference.
    pub(crate) fn new(scenario: &'static str, value: f64, unit: &'static str, reference: f64) -> Self {
        let ratio = (reference > 0.0).then(|| rounded(value / reference));
        Self { scenario, value: rounded(value), unit, reference: Some(rounded(reference)), ratio, ..Self::default() }
    }

    /// The same with the spread of answering times.
    pub(super) fn with_latencies(self, latencies: &Latencies) -> Self {
        let at = |hundredths| Some(rounded(latencies.percentile_ms(hundredths)));
        Self { p50_ms: at(50), p95_ms: at(95), p99_ms: at(99), ..self }
    }
}

/// Three figures after the point are more than any of this is exact to.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_apply_is_null() {
        let report = Report::new("serve", 1.5, "s", 0.5);
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!((json["ratio"].as_f64(), json["p95_ms"].is_null(), json["scenario"].as_str()), (Some(3.0), true, Some("serve")));
        assert_eq!(json.as_object().unwrap().len(), 10);
        assert_eq!(Report::new("x", 1.0, "s", 0.0).ratio, None);
    }
}
