//! `kill -9` of either process loses nothing that was acknowledged.

use db::keeper::{Keeper, Options};
use db::{Role, pool};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool};

use crate::program::Program;

#[tokio::test]
async fn killing_the_program_stops_its_server_and_keeps_what_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path());
    let mut connection = program.options().connect().await.unwrap();
    sqlx::raw_sql("create table kept (number integer)").execute(&mut connection).await.unwrap();
    sqlx::raw_sql("insert into kept values (1)").execute(&mut connection).await.unwrap();
    program.kill();
    // The server closes its connections because the program is gone, without anybody asking.
    while connection.ping().await.is_ok() {}
    let program = Program::start(folder.path());
    assert_eq!(count(&mut program.options().connect().await.unwrap()).await, 1);
    program.stop();
}

#[tokio::test]
async fn killing_both_at_once_recovers() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path());
    let mut connection = program.options().connect().await.unwrap();
    sqlx::raw_sql("create table kept (number integer); insert into kept values (1)").execute(&mut connection).await.unwrap();
    kill(Pid::from_raw(program.postmaster), Signal::SIGKILL).unwrap();
    program.kill();
    let program = Program::start(folder.path());
    assert_eq!(count(&mut program.options().connect().await.unwrap()).await, 1);
    program.stop();
}

#[tokio::test]
async fn what_a_killed_server_left_hanging_does_not_keep_the_next_one_out() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path());
    let mut connection = program.options().connect().await.unwrap();
    let hanging: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut connection).await.unwrap();
    kill(Pid::from_raw(hanging), Signal::SIGSTOP).unwrap();
    kill(Pid::from_raw(program.postmaster), Signal::SIGKILL).unwrap();
    program.kill();
    let program = Program::start(folder.path());
    program.options().connect().await.unwrap().ping().await.unwrap();
    program.stop();
}

#[tokio::test]
async fn a_killed_server_comes_back_and_the_pool_finds_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let keeper = tokio::task::spawn_blocking(move || Keeper::start(&path, &Options::default())).await.unwrap().unwrap();
    keeper.create_database().await.unwrap();
    db::migrate::migrate(&keeper.administrator()).await.unwrap();
    let connections = pool::connect(keeper.url(Role::App), 4).await.unwrap();
    assert_eq!(user(&connections).await.unwrap(), "motcua_app");
    for signal in [Signal::SIGKILL, Signal::SIGQUIT] {
        let before = keeper.process().unwrap();
        kill(Pid::from_raw(i32::try_from(before).unwrap()), signal).unwrap();
        while keeper.process() == Some(before) {
            tokio::task::yield_now().await;
        }
        while user(&connections).await.is_err() {}
        assert_ne!(keeper.process(), Some(before));
    }
    connections.close().await;
    tokio::task::spawn_blocking(|| keeper.stop()).await.unwrap().unwrap();
}

async fn user(connections: &PgPool) -> Result<String, sqlx::Error> {
    sqlx::query_scalar("select current_user::text").fetch_one(connections).await
}

async fn count(connection: &mut PgConnection) -> i64 {
    sqlx::query_scalar("select count(*) from kept").fetch_one(connection).await.unwrap()
}
