//! Making a cluster and a database in it.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use super::SUPERUSER;
use super::binaries::Binaries;
use super::error::KeeperError;
use super::user::{ServerUser, command};
use crate::error::DbError;

/// Makes a cluster in the empty folder `cluster`: UTF-8, code-point order, data checksums. Does nothing when a whole one of
/// the same version is there; clears the remains of an `initdb` that was interrupted.
///
/// # Errors
/// [`KeeperError::OtherVersion`], [`KeeperError::Create`] or [`KeeperError::Io`].
pub fn create(binaries: &Binaries, cluster: &Path, owner: Option<&ServerUser>) -> Result<(), KeeperError> {
    let finished = cluster.join("motcua.created");
    if finished.exists() {
        return check_version(binaries, cluster);
    }
    clear(cluster)?;
    initdb(binaries, cluster, owner)?;
    fs::write(&finished, "").map_err(KeeperError::io(&finished))
}

fn initdb(binaries: &Binaries, cluster: &Path, owner: Option<&ServerUser>) -> Result<(), KeeperError> {
    let program = binaries.program("initdb");
    let output = command(&program, owner)
        .arg("--pgdata")
        .arg(cluster)
        .args(["--username", SUPERUSER, "--encoding", "UTF8", "--locale", "C.UTF-8", "--data-checksums"])
        // The folder is closed to everybody else: who can reach the socket is the owner or root already.
        .args(["--auth-local", "trust", "--auth-host", "reject"])
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .map_err(KeeperError::io(&program))?;
    if output.status.success() {
        return Ok(());
    }
    Err(KeeperError::Create(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

fn check_version(binaries: &Binaries, cluster: &Path) -> Result<(), KeeperError> {
    let file = cluster.join("PG_VERSION");
    let made_by = fs::read_to_string(&file).map_err(KeeperError::io(&file))?.trim().to_owned();
    if made_by == binaries.major.to_string() {
        return Ok(());
    }
    Err(KeeperError::OtherVersion { cluster: cluster.to_owned(), made_by, found: binaries.major })
}

/// Without the mark of a finished `initdb` no server ever ran here, so nothing of value is lost; a folder that does hold a
/// server's data is refused.
fn clear(cluster: &Path) -> Result<(), KeeperError> {
    if cluster.join("postmaster.pid").exists() {
        return Err(KeeperError::Create(format!("{} already holds somebody else's cluster", cluster.display())));
    }
    for entry in fs::read_dir(cluster).map_err(KeeperError::io(cluster))?.flatten() {
        let path = entry.path();
        let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed.map_err(KeeperError::io(&path))?;
    }
    Ok(())
}

/// Makes `database`, a plain lower-case name, on the server of `options` if it is not there yet.
///
/// # Errors
/// [`DbError::Sql`].
pub async fn create_database(options: &PgConnectOptions, database: &str) -> Result<(), DbError> {
    let mut connection = options.clone().connect().await?;
    let exists = sqlx::query_scalar!(r#"select exists (select from pg_database where datname = $1) as "exists!""#, database)
        .fetch_one(&mut connection)
        .await?;
    if !exists {
        sqlx::raw_sql(AssertSqlSafe(format!("create database {database} template template0 encoding 'UTF8'")))
            .execute(&mut connection)
            .await?;
    }
    connection.close().await?;
    Ok(())
}
