//! The data folder: `postgres` (the cluster), `files`, `keys` and `lock`.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use nix::fcntl::{Flock, FlockArg};
use nix::unistd::Uid;

use super::error::KeeperError;
use super::user::{ServerUser, command};

/// Longest path of a Unix socket that Linux takes, in bytes.
const LONGEST_SOCKET_PATH: usize = 107;

/// A data folder that belongs to this program for as long as the value lives.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    /// Released by the system however the program ends.
    _lock: Flock<File>,
}

/// Where data goes when nobody says otherwise: `/var/lib/motcua` for root, `~/.local/share/motcua` for anybody else.
#[must_use]
pub fn default_folder() -> PathBuf {
    if Uid::effective().is_root() {
        return PathBuf::from("/var/lib/motcua");
    }
    let home = std::env::var_os("HOME").map_or_else(|| PathBuf::from("."), PathBuf::from);
    std::env::var_os("XDG_DATA_HOME").map_or_else(|| home.join(".local/share"), PathBuf::from).join("motcua")
}

impl DataFolder {
    /// Makes what is missing and takes the lock.
    ///
    /// # Errors
    /// [`KeeperError::InUse`], [`KeeperError::Unreachable`] or [`KeeperError::Io`].
    pub fn open(path: &Path, owner: Option<&ServerUser>) -> Result<Self, KeeperError> {
        make_private(path)?;
        let path = path.canonicalize().map_err(KeeperError::io(path))?;
        let lock = take_lock(&path)?;
        for name in ["files", "keys", "postgres"] {
            make_private(&path.join(name))?;
        }
        if let Some(owner) = owner {
            // PostgreSQL only has to pass through; what lies beside its folder stays closed to it.
            fs::set_permissions(&path, fs::Permissions::from_mode(0o711)).map_err(KeeperError::io(&path))?;
            owner.own(&path.join("postgres"))?;
            check_reachable(&path.join("postgres"), owner)?;
        }
        Ok(Self { path, _lock: lock })
    }

    /// Where the PostgreSQL cluster is.
    #[must_use]
    pub fn cluster(&self) -> PathBuf {
        self.path.join("postgres")
    }

    /// Where uploaded and made files are.
    #[must_use]
    pub fn files(&self) -> PathBuf {
        self.path.join("files")
    }

    /// Where the node's keys are.
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.path.join("keys")
    }

    /// Where the socket is put: in the cluster's own closed folder, or, when that path is too long for a socket, in a closed
    /// folder among the temporary files.
    ///
    /// # Errors
    /// [`KeeperError::Io`].
    pub fn socket_folder(&self, owner: Option<&ServerUser>) -> Result<PathBuf, KeeperError> {
        let cluster = self.cluster();
        if fits_a_socket(&cluster) {
            return Ok(cluster);
        }
        // Named after the folder's inode, so that every start of the same folder finds the same place.
        let inode = fs::metadata(&cluster).map_err(KeeperError::io(&cluster))?;
        let folder = PathBuf::from(format!("/tmp/motcua-{:x}-{:x}", inode.dev(), inode.ino()));
        make_private(&folder)?;
        // Whoever made the folder before us could put a socket of their own in it.
        let made_by = fs::symlink_metadata(&folder).map_err(KeeperError::io(&folder))?;
        if !made_by.is_dir() || ![Uid::effective().as_raw(), inode.uid()].contains(&made_by.uid()) {
            let source = std::io::Error::other("this name belongs to another user");
            return Err(KeeperError::Io { path: folder, source });
        }
        if let Some(owner) = owner {
            owner.own(&folder)?;
        }
        Ok(folder)
    }
}

fn fits_a_socket(folder: &Path) -> bool {
    // The server also makes a lock file with a longer name, but only the socket's own path is limited.
    folder.join(format!(".s.PGSQL.{}", super::PORT)).as_os_str().len() <= LONGEST_SOCKET_PATH
}

fn make_private(folder: &Path) -> Result<(), KeeperError> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(KeeperError::io(folder))
}

fn take_lock(folder: &Path) -> Result<Flock<File>, KeeperError> {
    let path = folder.join("lock");
    let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
    let mut file = open.map_err(KeeperError::io(&path))?;
    let mut holder = String::new();
    file.read_to_string(&mut holder).map_err(KeeperError::io(&path))?;
    let mut lock = Flock::lock(file, FlockArg::LockExclusiveNonblock).map_err(|(_, errno)| match errno {
        nix::errno::Errno::EWOULDBLOCK => KeeperError::InUse { folder: folder.to_owned(), process: holder.trim().to_owned() },
        other => KeeperError::Io { path: path.clone(), source: other.into() },
    })?;
    write_holder(&mut lock).map_err(KeeperError::io(&path))?;
    Ok(lock)
}

/// The process number is only for the message that a second program shows; the lock itself is what counts.
fn write_holder(file: &mut File) -> std::io::Result<()> {
    use std::io::Seek;
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

/// Every folder on the way must let the server's user through; a checkout under `/root` does not.
fn check_reachable(folder: &Path, owner: &ServerUser) -> Result<(), KeeperError> {
    let status = command(Path::new("/bin/ls"), Some(owner))
        .arg("-A")
        .arg(folder)
        .current_dir("/")
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .map_err(KeeperError::io(folder))?;
    if status.success() {
        return Ok(());
    }
    Err(KeeperError::Unreachable { folder: folder.to_owned(), user: owner.name.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_belongs_to_one_holder_at_a_time() {
        let place = tempfile::tempdir().unwrap();
        let first = DataFolder::open(place.path(), None).unwrap();
        let refused = DataFolder::open(place.path(), None).unwrap_err().to_string();
        assert!(refused.contains(&format!("in use by another motcua (process {})", std::process::id())), "{refused}");
        drop(first);
        let again = DataFolder::open(place.path(), None).unwrap();
        for folder in [again.cluster(), again.files(), again.keys()] {
            assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }

    #[test]
    fn a_path_too_long_for_a_socket_gets_a_short_one() {
        let place = tempfile::tempdir().unwrap();
        let short = DataFolder::open(&place.path().join("short"), None).unwrap();
        assert_eq!(short.socket_folder(None).unwrap(), short.cluster());
        let long = DataFolder::open(&place.path().join("x".repeat(120)), None).unwrap();
        let socket = long.socket_folder(None).unwrap();
        assert!(fits_a_socket(&socket), "{}", socket.display());
        assert_eq!(long.socket_folder(None).unwrap(), socket, "the same folder finds the same socket");
        fs::remove_dir(socket).unwrap();
    }
}
