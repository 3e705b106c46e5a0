//! Why the private cluster does not run, each a sentence that says what to do.

use std::path::{Path, PathBuf};

/// A failure of the private PostgreSQL.
#[derive(Debug, thiserror::Error)]
pub enum KeeperError {
    /// There are no server binaries.
    #[error("PostgreSQL {oldest} or newer is not on this machine: install it (Debian, Ubuntu: apt-get install postgresql), or name its folder in PG_BIN, or set DATABASE_URL", oldest = super::binaries::OLDEST)]
    NoBinaries,
    /// `PG_BIN`, or the configured folder, has no usable server.
    #[error("{} holds no PostgreSQL {oldest} or newer (initdb and postgres are needed)", .0.display(), oldest = super::binaries::OLDEST)]
    NoBinariesIn(PathBuf),
    /// We are root and there is nobody to run PostgreSQL as.
    #[error("PostgreSQL does not run as root and this machine has neither a user \"postgres\" nor \"nobody\": make one of them")]
    NoServerUser,
    /// Another program works in the folder.
    #[error("{} is in use by another motcua (process {process}): stop that one, or choose another folder with --data", .folder.display())]
    InUse {
        /// The data folder.
        folder: PathBuf,
        /// Who holds it, as far as the lock file tells.
        process: String,
    },
    /// A PostgreSQL we did not start holds the cluster and does not go away.
    #[error("a PostgreSQL that this program did not start (process {process}) works in {}: stop it first", .cluster.display())]
    ForeignServer {
        /// The cluster's folder.
        cluster: PathBuf,
        /// The process that holds it.
        process: i32,
    },
    /// A folder on the way to the cluster is closed to the user PostgreSQL runs as.
    #[error("{}: the user \"{user}\", as whom PostgreSQL runs, cannot get there: choose another folder with --data", .folder.display())]
    Unreachable {
        /// The folder that cannot be entered.
        folder: PathBuf,
        /// The user.
        user: String,
    },
    /// The cluster was made by another major version.
    #[error("{} was made by PostgreSQL {made_by}, this machine has {found}: install version {made_by}", .cluster.display())]
    OtherVersion {
        /// The cluster's folder.
        cluster: PathBuf,
        /// Version that made it.
        made_by: String,
        /// Version found now.
        found: u32,
    },
    /// `initdb` failed.
    #[error("initdb failed: {0}")]
    Create(String),
    /// The server ended or was not ready in time.
    #[error("PostgreSQL did not start: {reason}; its log is {}", .log.display())]
    Start {
        /// What was seen.
        reason: String,
        /// Where the server wrote more.
        log: PathBuf,
    },
    /// The server had to be killed.
    #[error("PostgreSQL did not stop in time and was killed; it will recover at the next start")]
    Stop,
    /// A file or folder could not be used.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl KeeperError {
    /// Names the path an operation of the system failed on.
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}
