//! As whom PostgreSQL runs: it refuses to run as root.

use nix::unistd::{Gid, Uid, User, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use super::error::KeeperError;

/// The user that owns the cluster when we are root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerUser {
    /// Name, for messages.
    pub name: String,
    uid: Uid,
    gid: Gid,
}

/// `None` when we are an ordinary user and PostgreSQL runs as ourselves; `postgres`, else `nobody`, when we are root.
///
/// # Errors
/// [`KeeperError::NoServerUser`].
pub fn server_user() -> Result<Option<ServerUser>, KeeperError> {
    if !Uid::effective().is_root() {
        return Ok(None);
    }
    let found = ["postgres", "nobody"].into_iter().find_map(|name| User::from_name(name).ok().flatten());
    let user = found.filter(|user| !user.uid.is_root()).ok_or(KeeperError::NoServerUser)?;
    Ok(Some(ServerUser { name: user.name, uid: user.uid, gid: user.gid }))
}

impl ServerUser {
    /// Gives `path` to this user.
    ///
    /// # Errors
    /// [`KeeperError::Io`].
    pub fn own(&self, path: &Path) -> Result<(), KeeperError> {
        chown(path, Some(self.uid), Some(self.gid)).map_err(std::io::Error::from).map_err(KeeperError::io(path))
    }
}

/// A command that will run as `user`, or as ourselves.
#[must_use]
pub fn command(program: &Path, user: Option<&ServerUser>) -> Command {
    let mut command = Command::new(program);
    if let Some(user) = user {
        command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
    }
    command
}
