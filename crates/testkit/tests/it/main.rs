//! The databases of tests: apart from each other, gone afterwards, open to other programs.

#![expect(clippy::unwrap_used, reason = "a test that cannot prepare its facts stops there: that is its report")]

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use testkit::Database;

async fn exists(connection: &mut PgConnection, name: &str) -> bool {
    sqlx::query_scalar("select exists (select from pg_database where datname = $1)").bind(name).fetch_one(connection).await.unwrap()
}

#[tokio::test]
async fn every_test_has_a_migrated_database_of_its_own_that_vanishes() {
    let (one, other) = tokio::join!(Database::create(), Database::create());
    let now = one.ctx.now();
    sqlx::query("insert into platform.node (code, name, created_at) values ('H49', 'Quảng Ninh', $1)")
        .bind(now)
        .execute(&one.pool)
        .await
        .unwrap();
    let nodes = async |database: &Database| -> i64 {
        sqlx::query_scalar("select count(*) from platform.node").fetch_one(&database.pool).await.unwrap()
    };
    assert_eq!((nodes(&one).await, nodes(&other).await), (1, 0));

    let mut server = testkit::cluster::server().connect().await.unwrap();
    let name = one.name.clone();
    assert!(exists(&mut server, &name).await);
    drop(one);
    assert!(!exists(&mut server, &name).await);
    server.close().await.unwrap();
}

#[tokio::test]
async fn another_program_reaches_it_by_its_address() {
    let database = Database::create().await;
    let options: PgConnectOptions = database.url().parse().unwrap();
    db::migrate::migrate(&options).await.unwrap();
    let mut connection = options.connect().await.unwrap();
    let name: String = sqlx::query_scalar("select current_database()::text").fetch_one(&mut connection).await.unwrap();
    assert_eq!(name, database.name);
    connection.close().await.unwrap();
}

#[tokio::test]
async fn settled_waits_for_a_transaction_that_runs() {
    let database = Database::create().await;
    let mut running = database.ctx.begin().await.unwrap();
    sqlx::query("select pg_current_xact_id()").execute(&mut *running).await.unwrap();
    let waiting = tokio::time::timeout(std::time::Duration::from_millis(100), database.settled()).await;
    assert!(waiting.is_err(), "it still runs");
    running.rollback().await.unwrap();
    database.settled().await;
}
