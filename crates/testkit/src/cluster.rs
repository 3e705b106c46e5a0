//! The PostgreSQL that all tests of a checkout share: started by the first, left running, stopped by `testcluster stop`.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use db::keeper::user::{ServerUser, command, server_user};
use db::keeper::{Binaries, PORT, SUPERUSER, cluster};
use nix::fcntl::{Flock, FlockArg};
use sqlx::postgres::PgConnectOptions;

/// Names the folder of another cluster's socket, to use that one instead.
pub const VARIABLE: &str = "MOTCUA_TEST_CLUSTER";

/// A test database is thrown away: it need not survive a crash, and every test wants a few connections.
const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_connections=300",
    "shared_buffers=128MB",
    "max_wal_size=2GB",
    "jit=off",
    "autovacuum_naptime=5min",
    "timezone=UTC",
    "log_timezone=UTC",
];

/// How to reach the shared cluster as its superuser, started if it does not run yet.
///
/// # Panics
/// When it cannot be started: no test that needs it can go on.
#[must_use]
pub fn server() -> PgConnectOptions {
    let socket = std::env::var_os(VARIABLE).map_or_else(|| start(&folder()), PathBuf::from);
    PgConnectOptions::new_without_pgpass().socket(socket).port(PORT).username(SUPERUSER).database("postgres")
}

/// Where the shared cluster lives: among the temporary files, because the server's user must be able to get there.
#[must_use]
pub fn folder() -> PathBuf {
    let user = nix::unistd::Uid::effective();
    std::env::temp_dir().join(format!("motcua-testcluster-{user}"))
}

/// Makes and starts the cluster in `folder` unless it runs already, and returns the folder of its socket.
///
/// # Panics
/// When that fails.
#[must_use]
pub fn start(folder: &Path) -> PathBuf {
    let owner = server_user().expect("a user to run PostgreSQL as");
    let cluster = folder.join("postgres");
    fs::DirBuilder::new().recursive(true).mode(0o711).create(folder).expect("a folder for the test cluster");
    fs::set_permissions(folder, fs::Permissions::from_mode(0o711)).expect("the folder of the test cluster is ours");
    let _alone = lock(folder);
    if is_running(&cluster) {
        return cluster;
    }
    let binaries = Binaries::find(None).expect("PostgreSQL is installed");
    if run(&binaries, &cluster, owner.as_ref()).is_err() {
        // Without fsync a machine that went down may leave ruins, and another version of PostgreSQL cannot read what is there.
        // Nothing of value was in it.
        fs::remove_dir_all(&cluster).expect("the remains of the test cluster can be removed");
        run(&binaries, &cluster, owner.as_ref()).expect("a new test cluster starts");
    }
    cluster
}

fn run(binaries: &Binaries, cluster: &Path, owner: Option<&ServerUser>) -> Result<(), String> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(cluster).map_err(|error| error.to_string())?;
    if let Some(owner) = owner {
        owner.own(cluster).map_err(|error| error.to_string())?;
    }
    cluster::create(binaries, cluster, owner).map_err(|error| error.to_string())?;
    let mut control = command(&binaries.program("pg_ctl"), owner);
    let settings = SETTINGS.iter().map(|setting| format!("-c '{setting}'")).collect::<Vec<_>>().join(" ");
    control.args(["start", "--wait", "--silent", "--timeout", "60", "--log"]).arg(cluster.join("server.log"));
    control.arg("--pgdata").arg(cluster).arg("--options").arg(format!("{settings} -k {} -p {PORT}", cluster.display()));
    succeed(control)
}

/// Stops the cluster in `folder` and removes it with everything in it.
///
/// # Panics
/// When that fails.
pub fn stop(folder: &Path) {
    if !folder.exists() {
        return;
    }
    let alone = lock(folder);
    let cluster = folder.join("postgres");
    if is_running(&cluster) {
        let binaries = Binaries::find(None).expect("PostgreSQL is installed");
        let mut control = command(&binaries.program("pg_ctl"), server_user().expect("a user to run PostgreSQL as").as_ref());
        control.args(["stop", "--wait", "--silent", "--mode", "immediate", "--pgdata"]).arg(&cluster);
        succeed(control).expect("the test cluster stops");
    }
    fs::remove_dir_all(folder).expect("the test cluster can be removed");
    drop(alone);
}

/// Waits for its turn: of many test processes that begin at once, one starts the server.
fn lock(folder: &Path) -> Flock<File> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock")).expect("a lock file");
    Flock::lock(file, FlockArg::LockExclusive).map_err(|(_, error)| error).expect("the lock is granted in turn")
}

fn is_running(cluster: &Path) -> bool {
    let process = fs::read_to_string(cluster.join("postmaster.pid")).ok().and_then(|text| Some(text.lines().next()?.trim().to_owned()));
    process.is_some_and(|process| fs::read_link(format!("/proc/{process}/cwd")).is_ok_and(|folder| folder == cluster))
}

/// The server must not hold the test's output open, or whoever reads it would wait for ever; and it must not end with it.
fn succeed(mut control: Command) -> Result<(), String> {
    control.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    match control.status() {
        Ok(status) if status.success() => Ok(()),
        outcome => Err(format!("{control:?} failed ({outcome:?}): see server.log beside the data")),
    }
}
