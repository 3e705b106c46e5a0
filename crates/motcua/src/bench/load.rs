//! Clients that ask again and again, and how long they waited.

use std::time::{Duration, Instant};

use futures::future::try_join_all;

/// How long clients ask before it counts.
const WARMING: Duration = Duration::from_secs(2);

/// Something a client does over and over.
pub(super) trait Turn: Send + 'static {
    /// Does it once; `number` counts up per client. An error ends the measurement: figures over errors mean nothing.
    fn once(&mut self, number: u64) -> impl Future<Output = anyhow::Result<()>> + Send;
}

/// Answering times, sorted.
#[derive(Debug, Clone, Default)]
pub(super) struct Latencies {
    sorted: Vec<Duration>,
    span: Duration,
}

impl Latencies {
    fn new(mut times: Vec<Duration>, span: Duration) -> Self {
        times.sort_unstable();
        Self { sorted: times, span }
    }

    /// The time within which `hundredths` in 100 answers came, in milliseconds.
    pub(super) fn percentile_ms(&self, hundredths: usize) -> f64 {
        let place = (self.sorted.len() * hundredths).div_ceil(100).max(1) - 1;
        self.sorted.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    /// Answers per second.
    pub(super) fn per_second(&self) -> f64 {
        f64::from(u32::try_from(self.sorted.len()).unwrap_or(u32::MAX)) / self.span.as_secs_f64().max(f64::EPSILON)
    }
}

/// Lets every client take turns for `measured`, after warming up.
pub(super) async fn measure<T: Turn>(clients: Vec<T>, measured: Duration) -> anyhow::Result<Latencies> {
    let begin = Instant::now() + WARMING;
    let end = begin + measured;
    let working = clients.into_iter().map(|client| async move { tokio::spawn(take_turns(client, begin, end)).await? });
    let times = try_join_all(working).await?;
    Ok(Latencies::new(times.concat(), measured))
}

async fn take_turns<T: Turn>(mut client: T, begin: Instant, end: Instant) -> anyhow::Result<Vec<Duration>> {
    let mut times = Vec::new();
    for number in 0.. {
        let asked = Instant::now();
        if asked >= end {
            break;
        }
        client.once(number).await?;
        // What began while warming up or ended after the end is not counted.
        if asked >= begin && asked + asked.elapsed() <= end {
            times.push(asked.elapsed());
        }
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let latencies = Latencies::new((1..=200).rev().map(Duration::from_millis).collect(), Duration::from_secs(2));
        let at: Vec<f64> = [50, 95, 99, 100].map(|hundredths| latencies.percentile_ms(hundredths)).to_vec();
        assert_eq!(at, [100.0, 190.0, 198.0, 200.0]);
        assert!((latencies.per_second() - 100.0).abs() < 1e-9);
        assert!(Latencies::default().percentile_ms(95).abs() < f64::EPSILON);
    }
}
