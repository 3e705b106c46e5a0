//! The program `keeper` in a process of its own, which can be killed.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use db::keeper::{DATABASE, PORT, SUPERUSER};
use sqlx::postgres::PgConnectOptions;

/// A data folder's program, running and ready.
pub(crate) struct Program {
    child: Child,
    /// Process number of its PostgreSQL.
    pub(crate) postmaster: i32,
    socket: PathBuf,
}

impl Program {
    /// Starts the program in `folder` and waits until it says that it is ready.
    pub(crate) fn start(folder: &Path) -> Self {
        Self::of(command(folder))
    }

    /// Like [`Program::start`], as the user `nobody` when we are root.
    pub(crate) fn start_as_ordinary_user(folder: &Path) -> Self {
        let mut command = command(folder);
        if let Some(nobody) = nobody() {
            command.uid(nobody.uid.as_raw()).gid(nobody.gid.as_raw());
        }
        Self::of(command)
    }

    fn of(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let Some((postmaster, socket)) = line.trim().split_once(' ') else {
            let mut said = String::new();
            child.stderr.unwrap().read_to_string(&mut said).unwrap();
            panic!("the keeper did not start: {said}");
        };
        Self { postmaster: postmaster.parse().unwrap(), socket: PathBuf::from(socket), child }
    }

    /// How to reach its database as the superuser.
    pub(crate) fn options(&self) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass().socket(&self.socket).port(PORT).username(SUPERUSER).database(DATABASE)
    }

    /// `kill -9`.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Closes its standard input and waits for the end.
    pub(crate) fn stop(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
    }
}

/// Runs the program to its end and returns what it said.
pub(crate) fn refused(folder: &Path, environment: &[(&str, &str)]) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = command(folder).envs(environment.iter().copied()).output().unwrap();
    (status.code(), String::from_utf8(stderr).unwrap())
}

/// The user `nobody`, when we are root and can become it.
pub(crate) fn nobody() -> Option<nix::unistd::User> {
    if !nix::unistd::Uid::effective().is_root() {
        return None;
    }
    nix::unistd::User::from_name("nobody").unwrap()
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_keeper"));
    command.arg(folder).current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}
