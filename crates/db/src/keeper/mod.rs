//! The private PostgreSQL: a cluster in the program's own data folder, run from the PostgreSQL binaries of the machine.
//!
//! It listens on a Unix socket only, stops with the program, is started again when it dies, and recovers after `kill -9` of
//! either. One program per data folder: a lock held for life sees to that.

pub mod binaries;
pub mod cluster;
mod error;
pub mod folder;
mod postmaster;
mod supervisor;
pub mod user;

use std::path::Path;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;

pub use binaries::Binaries;
pub use error::KeeperError;
pub use folder::DataFolder;

use crate::pool::{Role, acting_as};
use supervisor::Supervisor;

/// Name of the database inside the private cluster.
pub const DATABASE: &str = "motcua";
/// The cluster's first user, who owns everything that is not a table of ours.
pub const SUPERUSER: &str = "postgres";
/// Port in the name of the socket; nothing listens on a network.
pub const PORT: u16 = 5432;

/// How the private cluster is to be run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder of the PostgreSQL binaries; `None` looks in `PG_BIN`, `PATH` and `/usr/lib/postgresql`.
    pub binaries: Option<std::path::PathBuf>,
    /// Settings on top of the keeper's own, as `postgresql.conf` names them.
    pub settings: Vec<(String, String)>,
    /// How long a start, recovery included, may take.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { binaries: None, settings: Vec::new(), patience: Duration::from_secs(120) }
    }
}

/// A running private cluster. Dropping it stops PostgreSQL.
#[derive(Debug)]
pub struct Keeper {
    folder: DataFolder,
    socket: std::path::PathBuf,
    supervisor: Supervisor,
}

impl Keeper {
    /// Starts the cluster in `folder`, making it first if need be, and returns when it takes connections. Blocks: from an
    /// asynchronous program call it before the runtime starts or in a blocking task.
    ///
    /// # Errors
    /// [`KeeperError`], each a sentence for the person who starts the program.
    pub fn start(folder: &Path, options: &Options) -> Result<Self, KeeperError> {
        let binaries = Binaries::find(options.binaries.as_deref())?;
        let owner = user::server_user()?;
        let folder = DataFolder::open(folder, owner.as_ref())?;
        let socket = folder.socket_folder(owner.as_ref())?;
        let plan = postmaster::Plan {
            binaries,
            cluster: folder.cluster(),
            socket: socket.clone(),
            owner,
            settings: options.settings.clone(),
            patience: options.patience,
        };
        cluster::create(&plan.binaries, &plan.cluster, plan.owner.as_ref())?;
        let supervisor = Supervisor::start(plan)?;
        Ok(Self { folder, socket, supervisor })
    }

    /// How to connect to the program's database as `role`. The database exists after [`Keeper::create_database`].
    #[must_use]
    pub fn url(&self, role: Role) -> PgConnectOptions {
        acting_as(self.superuser().username(role.name()).database(DATABASE), role)
    }

    /// How to connect to the program's database as the cluster's first user, for [`crate::migrate::migrate`].
    #[must_use]
    pub fn administrator(&self) -> PgConnectOptions {
        self.superuser().database(DATABASE)
    }

    /// Makes the program's database if it is not there yet.
    ///
    /// # Errors
    /// [`crate::DbError::Sql`].
    pub async fn create_database(&self) -> Result<(), crate::DbError> {
        cluster::create_database(&self.superuser().database("postgres"), DATABASE).await
    }

    /// The data folder, with the places of files and keys.
    #[must_use]
    pub const fn folder(&self) -> &DataFolder {
        &self.folder
    }

    /// The folder of the socket.
    #[must_use]
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// Process number of the running postmaster; `None` while it is being started again.
    #[must_use]
    pub fn process(&self) -> Option<u32> {
        self.supervisor.process()
    }

    /// Stops PostgreSQL in good order: running transactions are rolled back, everything acknowledged is kept.
    ///
    /// # Errors
    /// [`KeeperError::Stop`] when it had to be killed.
    pub fn stop(mut self) -> Result<(), KeeperError> {
        self.supervisor.stop()
    }

    fn superuser(&self) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass().socket(&self.socket).port(PORT).username(SUPERUSER)
    }
}
