//! What the node does by itself while it runs. Every job can be stopped at any moment and goes on where it was.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::node::Node;

/// How often counter changes are added up. Figures add what still waits, so they are never older than the question.
const FOLD_EVERY: Duration = Duration::from_secs(5);
/// How often new journal entries are put under a signed checkpoint.
const SEAL_EVERY: Duration = Duration::from_secs(30);
/// How often results get their file, when the request that decided could not make it.
const FILES_EVERY: Duration = Duration::from_secs(7);
/// How often silence is looked for: offices that were asked and did not answer, limits that passed where the law says what that means.
const SILENCE_EVERY: Duration = Duration::from_secs(60);
/// How often people are told what happened.
const TELL_EVERY: Duration = Duration::from_secs(1);
/// How often notices go out.
const SEND_EVERY: Duration = Duration::from_secs(2);
/// How often the day's housekeeping is looked at.
const TIDY_EVERY: Duration = Duration::from_secs(600);

/// After this time every job has begun.
const LATEST_START: Duration = Duration::from_secs(20);

/// Starts the jobs. They end with the runtime.
pub(crate) fn start(node: &Arc<Node>) {
    every(FOLD_EVERY, node, "fold_counters", |node| async move { node.fold_counters().await });
    every(SEAL_EVERY, node, "seal_journal", |node| async move { node.seal_journal().await });
    every(FILES_EVERY, node, "make_result_files", |node| async move { node.make_result_files().await });
    every(SILENCE_EVERY, node, "note_silence", |node| async move { node.note_silence().await });
    every(TELL_EVERY, node, "tell_people", |node| async move { node.tell_people().await });
    every(SEND_EVERY, node, "send_notices", |node| async move { node.send_notices().await });
    every(TIDY_EVERY, node, "tidy", |node| async move { node.tidy().await });
}

fn every<Job, Done>(period: Duration, node: &Arc<Node>, name: &'static str, job: Job)
where
    Job: Fn(Arc<Node>) -> Done + Send + 'static,
    Done: Future<Output = anyhow::Result<()>> + Send,
{
    let node = Arc::clone(node);
    tokio::spawn(async move {
        // Not at once: a start has enough to do with the first requests, and jobs that begin together need their memory together.
        let mut tick = interval_at(Instant::now() + period.min(LATEST_START), period);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tick.tick().await;
            if let Err(error) = job(Arc::clone(&node)).await {
                // The database may be restarting; the next round tries again.
                tracing::warn!(job = name, "{error:#}");
                metrics::counter!("motcua_job_failures", "job" => name).increment(1);
            }
        }
    });
}
