//! Entries are numbered per subject, in the order of writing, and nobody changes them.

use std::time::Duration;

use sqlx::{AssertSqlSafe, ConnectOptions};
use testkit::Database;
use uuid::Uuid;

use crate::support::{entry, intruder, subject, write};

#[tokio::test]
async fn entries_of_a_subject_are_numbered_without_a_gap() {
    let database = Database::create().await;
    let ctx = &database.ctx;
    let first = write(ctx, subject(1), "test.made").await;
    let other = write(ctx, subject(2), "test.made").await;
    let second = write(ctx, subject(1), "test.changed").await;
    assert_eq!([first.subject_sequence, other.subject_sequence, second.subject_sequence], [1, 1, 2]);
    assert!(first.position < second.position);
    let mut connection = database.pool.acquire().await.unwrap();
    assert_eq!(journal::of_subject(&mut connection, subject(1)).await.unwrap(), vec![first, second]);
}

#[tokio::test]
async fn several_entries_keep_the_order_given() {
    let database = Database::create().await;
    let ctx = &database.ctx;
    write(ctx, subject(2), "test.before").await;
    let mut transaction = ctx.begin().await.unwrap();
    let batch = vec![entry(subject(2), "test.a"), entry(subject(1), "test.b"), entry(subject(2), "test.c")];
    let written = journal::append_all(&mut transaction, ctx, batch).await.unwrap();
    assert!(journal::append_all(&mut transaction, ctx, Vec::new()).await.unwrap().is_empty());
    transaction.commit().await.unwrap();
    let seen: Vec<_> = written.iter().map(|entry| (entry.kind.as_str(), entry.subject_sequence)).collect();
    assert_eq!(seen, [("test.a", 2), ("test.b", 1), ("test.c", 3)]);
    assert!(written.is_sorted_by_key(|entry| entry.position));
    let mut connection = database.pool.acquire().await.unwrap();
    let stored = journal::of_subject(&mut connection, subject(2)).await.unwrap();
    assert_eq!(stored[1..], [written[0].clone(), written[2].clone()]);
}

/// Writes the first entries of these subjects as a statement of another capability does.
async fn append_first(database: &Database, subjects: &[Uuid]) -> Result<i64, sqlx::Error> {
    let many = i32::try_from(subjects.len()).unwrap();
    sqlx::query_scalar(
        "select journal.append_first(array(select gen_random_uuid() from generate_series(1, $2)), array_fill(now(), array[$2]),
            array_fill(null::uuid, array[$2]), array_fill(null::uuid, array[$2]), array_fill('test.made'::text, array[$2]), 'test', $1,
            array_fill($3::text, array[$2]), 'H49', 1::smallint)",
    )
    .bind(subjects)
    .bind(many)
    .bind(r#"{"b":1, "a" :2}"#)
    .fetch_one(&database.pool)
    .await
}

#[tokio::test]
async fn the_first_entries_of_several_subjects_are_written_at_once_or_not_at_all() {
    let database = Database::create().await;
    assert_eq!(append_first(&database, &[subject(1), subject(2)]).await.unwrap(), 2);
    let refused = append_first(&database, &[subject(3), subject(2)]).await;
    assert!(refused.is_err(), "a subject that has entries is no new one");
    let mut connection = database.pool.acquire().await.unwrap();
    assert!(journal::of_subject(&mut connection, subject(3)).await.unwrap().is_empty());
    let next = write(&database.ctx, subject(1), "test.changed").await;
    let stored = journal::of_subject(&mut connection, subject(1)).await.unwrap();
    assert_eq!((stored.len(), stored[0].subject_sequence, &stored[1]), (2, 1, &next));
    assert!(stored[0].position < next.position);
    let kept: String = sqlx::query_scalar("select data::text from journal.entry where subject = $1 and subject_sequence = 1")
        .bind(subject(1))
        .fetch_one(&mut *connection)
        .await
        .unwrap();
    assert_eq!(kept, r#"{"b":1, "a" :2}"#, "kept as it was written");
}

#[tokio::test]
async fn a_rolled_back_entry_leaves_neither_row_nor_number() {
    let database = Database::create().await;
    let ctx = &database.ctx;
    let mut transaction = ctx.begin().await.unwrap();
    journal::append(&mut transaction, ctx, entry(subject(1), "test.lost")).await.unwrap();
    transaction.rollback().await.unwrap();
    assert_eq!(write(ctx, subject(1), "test.kept").await.subject_sequence, 1);
}

/// A transaction may get its number early and write its entry late. The position must follow the writing all the same.
#[tokio::test]
async fn an_older_transaction_that_writes_later_stands_later() {
    let database = Database::create().await;
    let ctx = &database.ctx;
    let mut old = ctx.begin().await.unwrap();
    journal::append(&mut old, ctx, entry(subject(9), "test.number_taken")).await.unwrap();
    let first = write(ctx, subject(1), "test.first").await;
    let second = journal::append(&mut old, ctx, entry(subject(1), "test.second")).await.unwrap();
    old.commit().await.unwrap();
    assert!(first.position < second.position, "{:?} {:?}", first.position, second.position);
    assert_eq!((first.subject_sequence, second.subject_sequence), (1, 2));
}

#[tokio::test]
async fn neither_program_nor_owner_changes_the_past() {
    let database = Database::create().await;
    write(&database.ctx, subject(1), "test.made").await;
    let attempts = [
        "update journal.entry set kind = 'test.other'",
        "delete from journal.entry",
        "truncate journal.entry",
        "update journal.entry_default set kind = 'test.other'",
        "delete from journal.entry_default",
        "truncate journal.entry_default",
    ];
    let mut owner = db::pool::acting_as(database.superuser(), db::Role::Owner).connect().await.unwrap();
    let mut program = database.pool.acquire().await.unwrap();
    for statement in attempts {
        for connection in [&mut owner, &mut *program] {
            let refused = sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await.unwrap_err();
            assert!(db::DbError::from(refused).is_not_privileged(), "{statement}");
        }
    }
    for statement in ["drop table journal.entry", "alter table journal.entry disable trigger all"] {
        let refused = sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *program).await.unwrap_err();
        assert!(db::DbError::from(refused).is_not_privileged(), "{statement}");
    }
}

#[tokio::test]
async fn months_get_their_partitions_once() {
    let database = Database::create().await;
    let ctx = &database.ctx;
    write(ctx, subject(1), "test.early").await;
    let mut connection = database.pool.acquire().await.unwrap();
    let now = ctx.now();
    let year = now + chrono::Duration::days(365);
    // Thirteen months and the one after, but the first already has a row in the default partition and stays there.
    assert_eq!(journal::ensure_partitions(&mut connection, now, year).await.unwrap(), 13);
    assert_eq!(journal::ensure_partitions(&mut connection, now, year).await.unwrap(), 0);
    database.clock.advance(chrono::Duration::days(40));
    let later = write(ctx, subject(1), "test.later").await;
    let partition: String = sqlx::query_scalar("select tableoid::regclass::text from journal.entry where id = $1")
        .bind(later.id.uuid())
        .fetch_one(&mut *connection)
        .await
        .unwrap();
    assert_eq!(partition, "journal.entry_2025_07");
    let mut owner = intruder(&database).await;
    let refused = sqlx::raw_sql("truncate journal.entry_2025_07").execute(&mut owner).await.unwrap_err();
    assert!(refused.to_string().contains("append-only"), "{refused}");
}

#[tokio::test]
async fn writers_of_one_subject_wait_for_each_other() {
    let database = Database::create().await;
    let writers = (0..8).map(|_| {
        let ctx = database.ctx.clone();
        tokio::spawn(async move {
            for _ in 0..10 {
                write(&ctx, subject(1), "test.counted").await;
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        tokio::time::timeout(Duration::from_secs(60), writer).await.unwrap().unwrap();
    }
    let mut connection = database.pool.acquire().await.unwrap();
    let history = journal::of_subject(&mut connection, subject(1)).await.unwrap();
    let numbers: Vec<_> = history.iter().map(|entry| entry.subject_sequence).collect();
    assert_eq!(numbers, (1..=80).collect::<Vec<_>>());
    assert!(history.is_sorted_by_key(|entry| entry.position));
}
