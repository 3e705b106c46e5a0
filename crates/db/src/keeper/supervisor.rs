//! The thread that owns the server process: starts it, starts it again when it dies, stops it.

use std::path::PathBuf;
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::error::KeeperError;
use super::postmaster::{Plan, stop};

/// How soon a death is noticed.
const GLANCE: Duration = Duration::from_millis(50);
/// Pause after a start that failed, before the next try.
const PAUSE: Duration = Duration::from_secs(1);
/// How long a stop in good order may take.
const STOP_PATIENCE: Duration = Duration::from_secs(60);

/// Handle of the supervising thread.
#[derive(Debug)]
pub(super) struct Supervisor {
    /// Dropped to ask for the end.
    wish: Option<Sender<()>>,
    thread: Option<JoinHandle<Result<(), KeeperError>>>,
    process: Arc<AtomicU32>,
}

impl Supervisor {
    /// Starts the thread, and in it the server; returns when the server is ready.
    pub(super) fn start(plan: Plan) -> Result<Self, KeeperError> {
        let (wish, wishes) = channel();
        let (report, reports) = channel();
        let process = Arc::new(AtomicU32::new(0));
        let shown = Arc::clone(&process);
        let thread = std::thread::Builder::new()
            .name("postgresql".into())
            .spawn(move || supervise(&plan, &shown, &report, &wishes))
            .map_err(|source| KeeperError::Io { path: PathBuf::from("thread"), source })?;
        let ready = reports.recv().is_ok();
        let mut supervisor = Self { wish: Some(wish), thread: Some(thread), process };
        if ready { Ok(supervisor) } else { supervisor.stop().map(|()| supervisor) }
    }

    /// The running server's process, unless it is being started again.
    pub(super) fn process(&self) -> Option<u32> {
        Some(self.process.load(Ordering::SeqCst)).filter(|process| *process != 0)
    }

    /// Stops the server and waits for it. A second call does nothing.
    pub(super) fn stop(&mut self) -> Result<(), KeeperError> {
        drop(self.wish.take());
        let Some(thread) = self.thread.take() else { return Ok(()) };
        thread.join().unwrap_or(Err(KeeperError::Stop))
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            tracing::warn!(%error, "the private PostgreSQL did not stop in good order");
        }
    }
}

/// The body of the thread. A failure of the first start ends it; later failures are tried again for as long as the program
/// lives, because a running program has nothing better to do than to wait for its database.
fn supervise(plan: &Plan, process: &AtomicU32, report: &Sender<()>, wishes: &Receiver<()>) -> Result<(), KeeperError> {
    let mut child = plan.start()?;
    process.store(child.id(), Ordering::SeqCst);
    tracing::info!(process = child.id(), cluster = %plan.cluster.display(), "the private PostgreSQL is ready");
    // Nobody listens any more only when the program is ending: the wait below sees that too.
    let _unheard = report.send(());
    loop {
        if asked_to_stop(wishes, GLANCE) {
            process.store(0, Ordering::SeqCst);
            return stop(&mut child, STOP_PATIENCE);
        }
        if let Some(status) = ended(&mut child) {
            process.store(0, Ordering::SeqCst);
            tracing::error!(%status, "the private PostgreSQL died and is started again");
            let Some(next) = start_again(plan, wishes) else { return Ok(()) };
            child = next;
            process.store(child.id(), Ordering::SeqCst);
        }
    }
}

/// `None` when the program wants to end instead.
fn start_again(plan: &Plan, wishes: &Receiver<()>) -> Option<Child> {
    loop {
        match plan.start() {
            Ok(child) => {
                tracing::info!(process = child.id(), "the private PostgreSQL is back");
                return Some(child);
            }
            Err(error) => tracing::error!(%error, "the private PostgreSQL cannot be started again"),
        }
        if asked_to_stop(wishes, PAUSE) {
            return None;
        }
    }
}

fn asked_to_stop(wishes: &Receiver<()>, wait: Duration) -> bool {
    !matches!(wishes.recv_timeout(wait), Err(RecvTimeoutError::Timeout))
}

fn ended(child: &mut Child) -> Option<String> {
    match child.try_wait() {
        Ok(status) => status.map(|status| status.to_string()),
        Err(error) => Some(error.to_string()),
    }
}
