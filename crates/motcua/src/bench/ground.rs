//! Where a scenario plays: a data folder with a lived province, and the program as a server on it.

use std::fs::{self, OpenOptions};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::client::Client;
use crate::config::Settings;
use crate::database::Database;
use crate::seed::{PASSWORD, Sample};

/// Dossiers that are lived in a new folder.
const LIVED: u64 = 400;
/// Citizens of a new folder.
const CITIZENS: u64 = 60;
/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A prepared data folder. One that was made for the occasion is removed at the end.
#[derive(Debug)]
pub(super) struct Ground {
    settings: Settings,
    made: bool,
}

impl Drop for Ground {
    fn drop(&mut self) {
        if self.made {
            let _ = fs::remove_dir_all(self.settings.data());
        }
    }
}

impl Ground {
    /// The folder of `--data`, else a new one; a province is lived in it if that was not done before.
    pub(super) fn prepare(settings: &Settings) -> anyhow::Result<Self> {
        let made = settings.data.is_none();
        let folder = settings.data.clone().unwrap_or_else(|| PathBuf::from(format!("/tmp/motcua-bench-{}", std::process::id())));
        let settings = Settings { data: Some(folder.clone()), database_url: None, pack: Some(settings.pack()?), ..settings.clone() };
        let ground = Self { made, settings };
        if !folder.join("demo-accounts.json").exists() {
            eprintln!("bench: living a province in {}", folder.display());
            let (dossiers, citizens) = (LIVED.to_string(), CITIZENS.to_string());
            let lived = ground.program(&["demo", "--fill-only", "--dossiers", &dossiers, "--citizens", &citizens])?.status()?;
            ensure!(lived.success(), "the province could not be lived in {}", folder.display());
        }
        Ok(ground)
    }

    /// Settings of this folder.
    pub(super) const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Its database, while no server runs on it.
    pub(super) fn database(&self) -> anyhow::Result<Database> {
        Database::open(&self.settings)
    }

    /// The login of the first account with `role`.
    pub(super) fn login(&self, role: &str) -> anyhow::Result<String> {
        let samples: Vec<Sample> = serde_json::from_slice(&fs::read(self.settings.data().join("demo-accounts.json"))?)?;
        let found = samples.into_iter().find(|sample| sample.role == role);
        found.map(|sample| sample.login).with_context(|| format!("the folder has no account with the role {role}"))
    }

    /// Starts the program as a server and waits until it is ready.
    pub(super) async fn serve(&self) -> anyhow::Result<Server> {
        self.serve_at(free_address()?).await
    }

    /// The same at an address that was used before.
    pub(super) async fn serve_at(&self, address: String) -> anyhow::Result<Server> {
        let begin = Instant::now();
        let log = OpenOptions::new().create(true).append(true).open(self.settings.data().join("bench.log"))?;
        let child = self.program(&["serve", "--listen", &address])?.stderr(log).spawn()?;
        let mut server = Server { child, address, started_in: Duration::ZERO };
        server.started_in = server.ready_since(begin).await?;
        Ok(server)
    }

    /// This program with other words, on this folder.
    fn program(&self, words: &[&str]) -> anyhow::Result<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(words).args(["--node", &self.settings.node]).env_remove("DATABASE_URL");
        command.arg("--data").arg(self.settings.data()).arg("--pack").arg(self.settings.pack()?);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        Ok(command)
    }
}

fn free_address() -> anyhow::Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

/// The program as a process of its own. Dropping it stops it.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    pub(super) address: String,
    /// From being started to being ready.
    pub(super) started_in: Duration,
}

impl Server {
    async fn ready_since(&mut self, begin: Instant) -> anyhow::Result<Duration> {
        while begin.elapsed() < PATIENCE {
            if let Ok(mut client) = Client::connect(&self.address).await
                && client.get("/health/ready").await.is_ok_and(|answer| answer.status.is_success())
            {
                return Ok(begin.elapsed());
            }
            ensure!(self.child.try_wait()?.is_none(), "the server stopped before it was ready");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        anyhow::bail!("the server was not ready after {} s", PATIENCE.as_secs())
    }

    /// Waits until the server can work again.
    pub(super) async fn ready(&mut self) -> anyhow::Result<Duration> {
        self.ready_since(Instant::now()).await
    }

    /// Ends the server without giving it a chance to do anything.
    pub(super) fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// A new connection.
    pub(super) async fn client(&self) -> anyhow::Result<Client> {
        Client::connect(&self.address).await
    }

    /// The header of a session of `login`.
    pub(super) async fn session(&self, login: &str) -> anyhow::Result<(axum::http::HeaderName, String)> {
        self.client().await?.session(login, PASSWORD).await
    }

    /// The header of a token of `login`.
    pub(super) async fn token(&self, login: &str) -> anyhow::Result<(axum::http::HeaderName, String)> {
        self.client().await?.token(login, PASSWORD).await
    }

    /// The most memory the server process ever had, in megabytes.
    pub(super) fn peak_rss_mb(&self) -> anyhow::Result<f64> {
        let status = fs::read_to_string(Path::new("/proc").join(self.child.id().to_string()).join("status"))?;
        let line =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("the system does not say how much memory was used")?;
        let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(super::report::rounded(kilobytes / 1024.0))
    }

    /// Stops the server in good order, its database included.
    pub(super) fn stop(mut self) -> anyhow::Result<()> {
        kill(Pid::from_raw(i32::try_from(self.child.id())?), Signal::SIGTERM)?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
