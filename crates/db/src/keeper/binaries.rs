//! Finding the PostgreSQL server on this machine.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::KeeperError;

/// Oldest major version that works.
pub const OLDEST: u32 = 15;
/// Where Debian and its relatives keep the server, one folder per major version.
const DISTRIBUTION_FOLDER: &str = "/usr/lib/postgresql";

/// A folder with a PostgreSQL server that is new enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    folder: PathBuf,
    /// Major version.
    pub major: u32,
}

impl Binaries {
    /// Looks in `configured` or, without it, in `PG_BIN`; else in `PATH` and `/usr/lib/postgresql/*/bin`, where the newest wins.
    ///
    /// # Errors
    /// [`KeeperError::NoBinaries`], or [`KeeperError::NoBinariesIn`] when a named folder has none.
    pub fn find(configured: Option<&Path>) -> Result<Self, KeeperError> {
        let named = configured.map(Path::to_owned).or_else(|| env::var_os("PG_BIN").map(PathBuf::from));
        if let Some(folder) = named {
            return Self::in_folder(&folder).ok_or(KeeperError::NoBinariesIn(folder));
        }
        let path = env::var_os("PATH").unwrap_or_default();
        Self::newest(&path, Path::new(DISTRIBUTION_FOLDER)).ok_or(KeeperError::NoBinaries)
    }

    /// The newest server in the folders of `path` and in `distribution/*/bin`.
    fn newest(path: &OsStr, distribution: &Path) -> Option<Self> {
        let packaged = fs::read_dir(distribution).into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
        env::split_paths(path).chain(packaged).filter_map(|folder| Self::in_folder(&folder)).max_by_key(|found| found.major)
    }

    fn in_folder(folder: &Path) -> Option<Self> {
        if !folder.join("initdb").is_file() {
            return None;
        }
        let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let major = major_version(&String::from_utf8_lossy(&output.stdout))?;
        (major >= OLDEST).then(|| Self { folder: folder.to_owned(), major })
    }

    /// The program `name` of this server.
    #[must_use]
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The major version in `postgres (PostgreSQL) 15.18 (Debian …)`.
fn major_version(text: &str) -> Option<u32> {
    let version = text.split_whitespace().nth(2)?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_major_version_is_the_number_before_the_point() {
        let cases = [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", Some(15)),
            ("postgres (PostgreSQL) 18beta1", Some(18)),
            ("postgres (PostgreSQL) devel", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(major_version(text), expected, "{text}");
        }
    }

    /// A folder that looks like a server of `version`.
    fn server(folder: &Path, version: &str) {
        fs::create_dir_all(folder).unwrap();
        for name in ["initdb", "postgres"] {
            let file = folder.join(name);
            fs::write(&file, format!("#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }

    #[test]
    fn the_newest_server_wins_and_old_ones_do_not_count() {
        let machine = tempfile::tempdir().unwrap();
        let found = |path: &str| Binaries::newest(machine.path().join(path).as_os_str(), &machine.path().join("packaged")).map(|b| b.major);
        assert_eq!(found("none"), None);
        server(&machine.path().join("packaged/14/bin"), "14.9");
        assert_eq!(found("none"), None);
        server(&machine.path().join("packaged/15/bin"), "15.1");
        server(&machine.path().join("packaged/16/bin"), "16.2");
        assert_eq!(found("none"), Some(16));
        server(&machine.path().join("path"), "17.0");
        assert_eq!(found("path"), Some(17));
    }

    #[test]
    fn a_named_folder_without_a_server_is_one_sentence() {
        let empty = tempfile::tempdir().unwrap();
        let error = Binaries::find(Some(empty.path())).unwrap_err();
        assert!(error.to_string().contains("holds no PostgreSQL 15 or newer"), "{error}");
        assert!(KeeperError::NoBinaries.to_string().contains("apt-get install postgresql"));
    }
}
