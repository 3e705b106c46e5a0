//! First start, second start, refusals.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use nix::unistd::chown;
use sqlx::{ConnectOptions, Connection};

use crate::program::{Program, nobody, refused};

#[tokio::test]
async fn a_new_folder_becomes_a_migrated_cluster_behind_a_closed_door() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path());
    let mut connection = program.options().connect().await.unwrap();
    let settings: Vec<String> = sqlx::query_scalar(
        "select current_setting(name) from unnest(array['data_checksums', 'fsync', 'listen_addresses', 'server_encoding']) name",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert_eq!(settings, ["on", "on", "", "UTF8"]);
    let mode = fs::metadata(folder.path().join("postgres")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    let owner: String = sqlx::query_scalar("select nspowner::regrole::text from pg_namespace where nspname = 'journal'")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(owner, "motcua_owner");
    connection.close().await.unwrap();
    program.stop();
    assert!(!folder.path().join("postgres/postmaster.pid").exists(), "stopped in good order");
}

#[test]
fn a_second_start_on_the_same_folder_says_so_and_exits() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path());
    let (code, said) = refused(folder.path(), &[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("is in use by another motcua (process "), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    program.stop();
    Program::start(folder.path()).stop();
}

#[test]
fn missing_server_binaries_are_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = refused(folder.path(), &[("PG_BIN", "/nowhere")]);
    assert_eq!(code, Some(1));
    assert_eq!(said.trim(), "/nowhere holds no PostgreSQL 15 or newer (initdb and postgres are needed)");
}

#[test]
fn another_major_version_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    Program::start(folder.path()).stop();
    fs::write(folder.path().join("postgres/PG_VERSION"), "9\n").unwrap();
    let (code, said) = refused(folder.path(), &[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("was made by PostgreSQL 9"), "{said}");
}

#[test]
fn an_interrupted_initdb_is_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("postgres")).unwrap();
    fs::write(folder.path().join("postgres/PG_VERSION"), "15\n").unwrap();
    Program::start(folder.path()).stop();
}

#[tokio::test]
async fn a_very_long_path_works_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let program = Program::start(&folder.path().join("d".repeat(110)));
    program.options().connect().await.unwrap().close().await.unwrap();
    program.stop();
}

#[tokio::test]
async fn an_ordinary_user_runs_it_as_themselves() {
    let folder = tempfile::tempdir().unwrap();
    if let Some(nobody) = nobody() {
        chown(folder.path(), Some(nobody.uid), Some(nobody.gid)).unwrap();
    }
    let program = Program::start_as_ordinary_user(folder.path());
    program.options().connect().await.unwrap().close().await.unwrap();
    program.stop();
}
