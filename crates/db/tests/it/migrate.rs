//! Roles that are missing, and who may make them.

use db::keeper::{Keeper, Options};
use sqlx::{ConnectOptions, Connection};

#[tokio::test]
async fn a_login_without_rights_is_told_what_to_ask_for_and_migrating_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let keeper = tokio::task::spawn_blocking(move || Keeper::start(&path, &Options::default())).await.unwrap().unwrap();
    keeper.create_database().await.unwrap();
    let mut administrator = keeper.administrator().connect().await.unwrap();
    sqlx::raw_sql("create role guest login; create role builder login createrole").execute(&mut administrator).await.unwrap();
    let attempt = async |user: &str| db::migrate::migrate(&keeper.administrator().username(user)).await;

    let refused = attempt("guest").await.unwrap_err().to_string();
    assert!(refused.contains("ask an administrator to run: create role motcua_owner login; grant motcua_owner to \"guest\""), "{refused}");
    let refused = attempt("builder").await.unwrap_err().to_string();
    assert!(refused.contains("ask an administrator to run: grant create on database motcua to motcua_owner"), "{refused}");
    sqlx::raw_sql("alter database motcua owner to builder").execute(&mut administrator).await.unwrap();
    attempt("builder").await.unwrap();
    attempt("builder").await.unwrap();
    let refused = attempt("guest").await.unwrap_err().to_string();
    assert!(refused.contains("grant motcua_owner to \"guest\""), "{refused}");

    administrator.close().await.unwrap();
    tokio::task::spawn_blocking(|| keeper.stop()).await.unwrap().unwrap();
}
