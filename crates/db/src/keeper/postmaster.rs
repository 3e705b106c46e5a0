//! One run of the server process: started, ready, ended.

use std::fs::{self, OpenOptions};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use nix::sys::prctl::set_pdeathsig;
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, getppid};

use super::binaries::Binaries;
use super::error::KeeperError;
use super::user::{ServerUser, command};

/// How often the state of the server is looked at while waiting for it.
const GLANCE: Duration = Duration::from_millis(20);
/// How long a server left over from a killed program may take to go away.
const LEFTOVER_PATIENCE: Duration = Duration::from_secs(15);

/// Sized for a small machine: the program itself has its own memory. Durable, whatever the price.
const SETTINGS: &[(&str, &str)] = &[
    ("listen_addresses", ""),
    ("unix_socket_permissions", "0700"),
    ("fsync", "on"),
    ("full_page_writes", "on"),
    ("synchronous_commit", "on"),
    ("max_connections", "100"),
    ("shared_buffers", "512MB"),
    ("work_mem", "8MB"),
    ("maintenance_work_mem", "128MB"),
    ("effective_cache_size", "1GB"),
    ("max_wal_size", "2GB"),
    ("checkpoint_completion_target", "0.9"),
    ("random_page_cost", "1.1"),
    ("jit", "off"),
    ("log_timezone", "UTC"),
    ("timezone", "UTC"),
    ("log_min_duration_statement", "1s"),
    // Statements carry what people wrote; the log must not.
    ("log_parameter_max_length", "0"),
    ("log_parameter_max_length_on_error", "0"),
];

/// Everything needed to start the server, again and again.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) binaries: Binaries,
    pub(super) cluster: PathBuf,
    pub(super) socket: PathBuf,
    pub(super) owner: Option<ServerUser>,
    pub(super) settings: Vec<(String, String)>,
    pub(super) patience: Duration,
}

impl Plan {
    fn log(&self) -> PathBuf {
        self.cluster.join("server.log")
    }

    fn failed(&self, reason: impl Into<String>) -> KeeperError {
        KeeperError::Start { reason: reason.into(), log: self.log() }
    }

    /// Starts the server and returns when it takes connections. Must be called from a thread that lives as long as the server:
    /// the server is told to stop when that thread ends, so that it never outlives the program.
    pub(super) fn start(&self) -> Result<Child, KeeperError> {
        self.end_leftover()?;
        let deadline = Instant::now() + self.patience;
        let leftover_deadline = Instant::now() + LEFTOVER_PATIENCE;
        loop {
            let mut child = self.spawn()?;
            match self.wait_until_ready(&mut child, deadline)? {
                Readiness::Ready => return Ok(child),
                // Children of a killed server hold its shared memory for a moment.
                Readiness::Ended if Instant::now() < leftover_deadline => {
                    sleep(GLANCE * 10);
                    end_orphans(&self.cluster);
                }
                Readiness::Ended => return Err(self.failed("it ended at once")),
            }
        }
    }

    #[expect(unsafe_code, reason = "asking the system to stop the server with us is possible only between fork and exec")]
    fn spawn(&self) -> Result<Child, KeeperError> {
        let log_path = self.log();
        let log = OpenOptions::new().create(true).append(true).open(&log_path).map_err(KeeperError::io(&log_path))?;
        let program = self.binaries.program("postgres");
        let mut server = command(&program, self.owner.as_ref());
        server.arg("-D").arg(&self.cluster).arg("-k").arg(&self.socket).arg("-p").arg(super::PORT.to_string());
        let own = SETTINGS.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        for (name, value) in own.chain(self.settings.iter().cloned()) {
            server.arg("-c").arg(format!("{name}={value}"));
        }
        // A group of its own: Ctrl-C in the terminal reaches the program first, which then stops the server in order.
        server.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).process_group(0);
        let parent = Pid::this();
        // SAFETY: both calls are plain system calls, allowed between fork and exec; nothing is allocated or locked.
        unsafe {
            server.pre_exec(move || {
                set_pdeathsig(Signal::SIGINT)?;
                // The program may have died before the request was in place.
                if getppid() == parent { Ok(()) } else { Err(nix::errno::Errno::ESRCH.into()) }
            });
        }
        server.spawn().map_err(KeeperError::io(&program))
    }

    fn wait_until_ready(&self, child: &mut Child, deadline: Instant) -> Result<Readiness, KeeperError> {
        loop {
            if child.try_wait().map_err(KeeperError::io(&self.cluster))?.is_some() {
                return Ok(Readiness::Ended);
            }
            // Not "some server answers": the file must be our child's, and it must say that it is ready.
            if PidFile::read(&self.cluster).is_some_and(|file| file.ready && u32::try_from(file.process) == Ok(child.id())) {
                return Ok(Readiness::Ready);
            }
            if Instant::now() >= deadline {
                stop(child, self.patience.min(LEFTOVER_PATIENCE))?;
                return Err(self.failed(format!("it was not ready after {} s", self.patience.as_secs())));
            }
            sleep(GLANCE);
        }
    }

    /// A program killed with `kill -9` takes its server along, but that takes a moment. We hold the folder's lock, so a server
    /// that still works here is nobody's.
    fn end_leftover(&self) -> Result<(), KeeperError> {
        let begun = Instant::now();
        while let Some(process) = self.leftover() {
            let waited = begun.elapsed();
            if waited > LEFTOVER_PATIENCE {
                return Err(KeeperError::ForeignServer { cluster: self.cluster.clone(), process });
            }
            // First in good order, later at once. It may be gone by now: then there is nothing left to do.
            let signal = if waited < LEFTOVER_PATIENCE / 2 { Signal::SIGINT } else { Signal::SIGQUIT };
            let _gone = kill(Pid::from_raw(process), signal);
            sleep(GLANCE * 5);
        }
        Ok(())
    }

    /// The server that works in our cluster, if one does. A number that now belongs to another program does not count.
    fn leftover(&self) -> Option<i32> {
        let file = PidFile::read(&self.cluster)?;
        let folder = fs::read_link(format!("/proc/{}/cwd", file.process)).ok()?;
        (folder == self.cluster).then_some(file.process)
    }
}

/// Ends what a killed server has left behind and nobody leads any more. Most such processes end by themselves; one that was about to finish a
/// recovery tries for a minute to reach its leader, and holds the memory that long. Nothing durable is lost: the next start recovers again.
fn end_orphans(cluster: &Path) {
    for process in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let number = process.file_name().to_str().and_then(|name| name.parse().ok());
        let works_here = fs::read_link(process.path().join("cwd")).is_ok_and(|folder| folder == cluster);
        let is_server = fs::read_to_string(process.path().join("comm")).is_ok_and(|name| name.trim() == "postgres");
        if let (Some(number), true, true) = (number, works_here, is_server) {
            let _gone = kill(Pid::from_raw(number), Signal::SIGKILL);
        }
    }
}

enum Readiness {
    Ready,
    Ended,
}

/// What `postmaster.pid` tells.
struct PidFile {
    process: i32,
    ready: bool,
}

impl PidFile {
    fn read(cluster: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(cluster.join("postmaster.pid")).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let process = text.lines().next()?.trim().parse().ok()?;
        let ready = text.lines().nth(7).is_some_and(|line| line.trim() == "ready");
        Some(Self { process, ready })
    }
}

/// Ends the server in good order, and after `patience` at once.
pub(super) fn stop(child: &mut Child, patience: Duration) -> Result<(), KeeperError> {
    let seen = |source| KeeperError::Io { path: PathBuf::from("postgres"), source };
    let deadline = Instant::now() + patience;
    signal(child, Signal::SIGINT);
    while child.try_wait().map_err(seen)?.is_none() {
        if Instant::now() >= deadline {
            signal(child, Signal::SIGQUIT);
            child.wait().map_err(seen)?;
            return Err(KeeperError::Stop);
        }
        sleep(GLANCE);
    }
    Ok(())
}

/// The child is not yet waited for, so its number is still its own.
fn signal(child: &Child, signal: Signal) {
    if let Ok(process) = i32::try_from(child.id()) {
        let _gone = kill(Pid::from_raw(process), signal);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_line_eight_says_ready() {
        let file = |state: &str| format!("4711\n/data\n1700000000\n5432\n/data\n\n  123 456\n{state}\n");
        let cases =
            [(file("ready   "), Some((4711, true))), (file("starting"), Some((4711, false))), ("4711\n".into(), Some((4711, false)))];
        for (text, expected) in cases {
            assert_eq!(PidFile::parse(&text).map(|found| (found.process, found.ready)), expected, "{text}");
        }
        assert!(PidFile::parse("").is_none());
        assert!(PidFile::parse("ready").is_none());
    }
}
