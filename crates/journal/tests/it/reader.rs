//! Readers see every entry once, in order, and one bad entry holds up its own subject only.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use db::Context;
use journal::{Entry, Reader, ReaderError, reader};
use sqlx::PgConnection;
use testkit::Database;
use uuid::Uuid;

use crate::support::{entry, subject, write};

/// Remembers what it was handed and refuses `test.bad` while told to. Its work in the database is an entry of its own.
#[derive(Default)]
struct Notes {
    seen: Mutex<Vec<(Uuid, String)>>,
    forgiving: AtomicBool,
}

impl Reader for Notes {
    fn name(&self) -> &'static str {
        "notes"
    }

    async fn handle(&self, connection: &mut PgConnection, entry: &Entry) -> Result<(), ReaderError> {
        // What a failed attempt writes must vanish with it.
        sqlx::query("insert into journal.cursor (reader, moved_at) values ($1, $2)")
            .bind(format!("note of {}", entry.id))
            .bind(entry.at)
            .execute(connection)
            .await?;
        if entry.kind == "test.bad" && !self.forgiving.load(Ordering::SeqCst) {
            return Err(ReaderError::Refused("too bad".into()));
        }
        self.seen.lock().unwrap().push((entry.subject, entry.kind.clone()));
        Ok(())
    }
}

impl Notes {
    /// Kinds handed over and digested, which a batch that was undone does not count among.
    fn kinds(&self) -> Vec<String> {
        self.seen.lock().unwrap().drain(..).map(|(_, kind)| kind).collect()
    }
}

async fn stored_notes(database: &Database) -> i64 {
    sqlx::query_scalar("select count(*) from journal.cursor where reader like 'note of %'").fetch_one(&database.pool).await.unwrap()
}

#[tokio::test]
async fn transactions_that_commit_out_of_order_are_all_read_in_order() {
    let database = Database::create().await;
    let (ctx, notes) = (&database.ctx, Notes::default());
    let mut slow = ctx.begin().await.unwrap();
    journal::append(&mut slow, ctx, entry(subject(1), "test.slow")).await.unwrap();
    let mut slower = ctx.begin().await.unwrap();
    journal::append(&mut slower, ctx, entry(subject(2), "test.slower")).await.unwrap();
    write(ctx, subject(3), "test.fast").await;

    assert_eq!(reader::run_to_end(ctx, &notes).await.unwrap().read, 0, "committed, but an older one still runs");
    slower.commit().await.unwrap();
    assert_eq!(reader::run_to_end(ctx, &notes).await.unwrap().read, 0);
    slow.commit().await.unwrap();
    database.settled().await;
    assert_eq!(reader::run_to_end(ctx, &notes).await.unwrap().read, 3);
    assert_eq!(notes.kinds(), ["test.slow", "test.slower", "test.fast"]);
    assert_eq!(reader::run_to_end(ctx, &notes).await.unwrap().read, 0);
}

#[tokio::test]
async fn nothing_is_skipped_or_seen_twice_while_many_write() {
    const WRITERS: u128 = 8;
    const EACH: usize = 25;
    let database = Database::create().await;
    let notes = Notes::default();
    let writers: Vec<_> = (0..WRITERS).map(|number| tokio::spawn(write_some(database.ctx.clone(), number, EACH))).collect();
    let mut read = 0;
    while read < EACH * WRITERS as usize {
        read += reader::run_once(&database.ctx, &notes, 7).await.unwrap().read;
    }
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(reader::run_to_end(&database.ctx, &notes).await.unwrap().read, 0);
    assert_eq!(read, EACH * WRITERS as usize);
    assert_eq!(stored_notes(&database).await, i64::try_from(read).unwrap());
    let seen = notes.seen.lock().unwrap().clone();
    for number in 0..3 {
        let mut connection = database.pool.acquire().await.unwrap();
        let history = journal::of_subject(&mut connection, subject(number)).await.unwrap();
        let expected: Vec<_> = history.into_iter().map(|entry| entry.kind).collect();
        let order: Vec<_> = seen.iter().filter(|(about, _)| *about == subject(number)).map(|(_, kind)| kind.clone()).collect();
        assert_eq!(order, expected, "subject {number}");
    }
}

/// Writes with pauses inside the transactions; some are given up.
async fn write_some(ctx: Context, number: u128, count: usize) {
    let mut written = 0;
    for round in 0.. {
        let mut transaction = ctx.begin().await.unwrap();
        let kind = format!("test.w{number}r{round}");
        journal::append(&mut transaction, &ctx, entry(subject((number + round) % 3), &kind)).await.unwrap();
        sqlx::query("select pg_sleep(0.001)").execute(&mut *transaction).await.unwrap();
        if round % 5 == 4 {
            transaction.rollback().await.unwrap();
            continue;
        }
        transaction.commit().await.unwrap();
        written += 1;
        if written == count {
            return;
        }
    }
}

#[tokio::test]
async fn a_bad_entry_is_parked_with_its_followers_and_digested_later_in_order() {
    let database = Database::create().await;
    let (ctx, notes) = (&database.ctx, Notes::default());
    write(ctx, subject(1), "test.good").await;
    let bad = write(ctx, subject(1), "test.bad").await;
    let behind = write(ctx, subject(1), "test.behind").await;
    write(ctx, subject(2), "test.other").await;
    database.settled().await;
    let progress = reader::run_to_end(ctx, &notes).await.unwrap();
    assert_eq!((progress.read, progress.parked), (4, 2));
    write(ctx, subject(1), "test.late").await;
    database.settled().await;
    assert_eq!(reader::run_to_end(ctx, &notes).await.unwrap().parked, 1);
    assert_eq!(stored_notes(&database).await, 2, "a failed attempt leaves nothing");

    let mut connection = database.pool.acquire().await.unwrap();
    let parked = reader::parked(&mut connection, 10).await.unwrap();
    let waiting: Vec<_> = parked.iter().map(|parked| (parked.entry, parked.reason.as_deref(), parked.attempts)).collect();
    assert_eq!(waiting[..2], [(bad.id, Some("too bad"), 1), (behind.id, None, 0)]);
    assert_eq!(waiting.len(), 3);

    let progress = reader::retry(ctx, &notes).await.unwrap();
    assert_eq!((progress.read, progress.parked), (0, 3));
    assert_eq!(reader::parked(&mut connection, 1).await.unwrap()[0].attempts, 2);
    notes.kinds();
    notes.forgiving.store(true, Ordering::SeqCst);
    let progress = reader::retry(ctx, &notes).await.unwrap();
    assert_eq!((progress.read, progress.parked), (3, 0));
    assert_eq!(notes.kinds(), ["test.bad", "test.behind", "test.late"]);
    assert_eq!(stored_notes(&database).await, 5);
}

#[tokio::test]
async fn one_process_at_a_time_runs_a_reader() {
    let database = Database::create().await;
    let (ctx, notes) = (&database.ctx, Notes::default());
    write(ctx, subject(1), "test.made").await;
    let mut other = ctx.begin().await.unwrap();
    sqlx::query("select pg_advisory_xact_lock(hashtext('journal.cursor'), hashtext('notes'))").execute(&mut *other).await.unwrap();
    let progress = reader::run_once(ctx, &notes, 10).await.unwrap();
    assert!(progress.busy && progress.read == 0);
    other.rollback().await.unwrap();
    database.settled().await;
    assert_eq!(reader::run_once(ctx, &notes, 10).await.unwrap().read, 1);
}
