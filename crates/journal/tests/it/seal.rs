//! Checkpoints over what is committed, and verdicts about what somebody did to it.

use db::Context;
use journal::{Checkpoint, Fault, Finding, NodeKey, Verdict};
use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection};
use testkit::Database;
use uuid::Uuid;

use crate::support::{entry, intruder, subject, write};

/// A database with sealed entries, and the key they are sealed with.
struct Sealed {
    database: Database,
    key: NodeKey,
    checkpoint: Checkpoint,
    /// Identifiers in the order of reading.
    entries: Vec<Uuid>,
}

fn key(ctx: &Context) -> NodeKey {
    let folder = tempfile::tempdir().unwrap();
    NodeKey::load_or_create(&folder.path().join("journal.key"), &ctx.node, ctx.entropy.as_ref()).unwrap()
}

/// Seals `count` entries of ten subjects, in one batch.
async fn sealed(count: u128) -> Sealed {
    let database = Database::create().await;
    let ctx = &database.ctx;
    let mut transaction = ctx.begin().await.unwrap();
    let batch = (0..count).map(|number| entry(subject(number % 10), "test.made")).collect();
    let written = journal::append_all(&mut transaction, ctx, batch).await.unwrap();
    transaction.commit().await.unwrap();
    database.settled().await;
    let key = key(ctx);
    let checkpoint = journal::seal(ctx, &key).await.unwrap().unwrap();
    let entries = written.iter().map(|entry| entry.id.uuid()).collect();
    Sealed { database, key, checkpoint, entries }
}

impl Sealed {
    async fn verdict(&self) -> Verdict {
        journal::verify(&self.database.pool, &self.key.public()).await.unwrap()
    }

    /// What is found after `statement`, run by someone whom no trigger stops.
    async fn after(&self, statement: &str) -> Finding {
        let mut connection = intruder(&self.database).await;
        tamper(&mut connection, statement).await;
        match self.verdict().await {
            Verdict::Broken(finding) => finding,
            intact @ Verdict::Intact { .. } => panic!("{statement} went unnoticed: {intact:?}"),
        }
    }
}

async fn tamper(connection: &mut PgConnection, statement: &str) {
    sqlx::raw_sql("set session_replication_role = replica").execute(&mut *connection).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(connection).await.unwrap();
}

#[tokio::test]
async fn what_is_committed_is_sealed_once_and_found_intact() {
    let journal = sealed(600).await;
    let ctx = &journal.database.ctx;
    assert_eq!(journal.checkpoint.size, 600);
    assert_eq!(journal::seal(ctx, &journal.key).await.unwrap(), None);
    write(ctx, subject(1), "test.later").await;
    journal.database.settled().await;
    let Verdict::Intact { sealed, unsealed, root } = journal.verdict().await else { panic!("not intact") };
    assert_eq!((sealed, unsealed), (600, 1));
    assert_eq!(root.len(), 64);
    assert_eq!(journal::seal(ctx, &journal.key).await.unwrap().unwrap().size, 601);
    assert!(journal.verdict().await.is_intact());
    let mut connection = journal.database.pool.acquire().await.unwrap();
    let note = journal::sealer::newest_note(&mut connection).await.unwrap().unwrap();
    assert_eq!(journal.key.public().open(&note).unwrap().size, 601);
}

#[tokio::test]
async fn an_empty_journal_is_intact() {
    let database = Database::create().await;
    let key = key(&database.ctx);
    assert_eq!(journal::seal(&database.ctx, &key).await.unwrap(), None);
    let verdict = journal::verify(&database.pool, &key.public()).await.unwrap();
    assert!(matches!(verdict, Verdict::Intact { sealed: 0, unsealed: 0, .. }), "{verdict:?}");
}

#[tokio::test]
async fn the_sealer_waits_for_older_transactions() {
    let database = Database::create().await;
    let ctx = &database.ctx;
    let key = key(ctx);
    let mut late = ctx.begin().await.unwrap();
    journal::append(&mut late, ctx, entry(subject(1), "test.late")).await.unwrap();
    write(ctx, subject(2), "test.early").await;
    assert_eq!(journal::seal(ctx, &key).await.unwrap(), None);
    late.commit().await.unwrap();
    database.settled().await;
    assert_eq!(journal::seal(ctx, &key).await.unwrap().unwrap().size, 2);
    assert!(journal::verify(&database.pool, &key.public()).await.unwrap().is_intact());
}

#[tokio::test]
async fn two_sealers_at_once_seal_everything_once() {
    let database = Database::create().await;
    let ctx = &database.ctx;
    let key = key(ctx);
    for number in 0..20 {
        write(ctx, subject(number), "test.made").await;
    }
    database.settled().await;
    let (one, other) = tokio::join!(journal::seal(ctx, &key), journal::seal(ctx, &key));
    let sizes: Vec<u64> = [one.unwrap(), other.unwrap()].into_iter().flatten().map(|checkpoint| checkpoint.size).collect();
    assert_eq!(sizes, [20], "the other one finds nothing left, or the lock taken");
    assert!(journal::verify(&database.pool, &key.public()).await.unwrap().is_intact());
}

#[tokio::test]
async fn the_first_entry_altered_is_named() {
    let columns = [
        "kind = 'test.other'",
        "data = '{}'",
        "actor = gen_random_uuid()",
        "at = at + interval '1 second'",
        "subject_sequence = subject_sequence + 1",
        "transaction = '9000000000'",
        "sequence = 0",
    ];
    for column in columns {
        let journal = sealed(20).await;
        let statement = format!("update journal.entry set {column} where id in ('{}', '{}')", journal.entries[7], journal.entries[12]);
        let finding = journal.after(&statement).await;
        assert_eq!(finding.fault, Fault::Altered, "{column}");
        let named = finding.entry.unwrap().uuid();
        assert!(named == journal.entries[7] || column == "sequence = 0", "{column}: {finding:?}");
    }
}

#[tokio::test]
async fn the_first_entry_removed_is_named() {
    for number in [0, 7, 299] {
        let journal = sealed(300).await;
        let gone = journal.entries[number];
        let finding = journal.after(&format!("delete from journal.entry where id = '{gone}'")).await;
        assert_eq!((finding.fault, finding.entry.unwrap().uuid()), (Fault::Removed, gone));
        assert_eq!(finding.from, number as u64);
    }
}

#[tokio::test]
async fn an_entry_inserted_among_sealed_ones_is_named() {
    let journal = sealed(20).await;
    let statement = format!(
        "insert into journal.entry select '00000000-0000-0000-0000-000000000001', transaction, 0, at, node, office, actor, 'test.false',
         subject_kind, subject, 99, data, schema_version from journal.entry where id = '{}'",
        journal.entries[3]
    );
    let finding = journal.after(&statement).await;
    assert_eq!((finding.fault, finding.entry.unwrap().uuid()), (Fault::Inserted, Uuid::from_u128(1)));
}

#[tokio::test]
async fn two_entries_that_changed_places_are_noticed_at_the_first() {
    let journal = sealed(20).await;
    let (first, second) = (journal.entries[4], journal.entries[9]);
    let statement = format!(
        "update journal.entry e set sequence = o.sequence from journal.entry o
         where (e.id, o.id) in (('{first}', '{second}'), ('{second}', '{first}'))"
    );
    let finding = journal.after(&statement).await;
    assert_eq!((finding.fault, finding.entry.unwrap().uuid(), finding.from), (Fault::Altered, first, 4));
}

#[tokio::test]
async fn touching_the_seal_alone_is_noticed_too() {
    let cases = [
        ("update journal.leaf l set hash = o.hash from journal.leaf o where l.position = 5 and o.position = 6", Fault::Altered),
        ("update journal.subtree set hash = decode(repeat('00', 32), 'hex')", Fault::Resealed),
        ("delete from journal.subtree", Fault::Resealed),
        ("delete from journal.checkpoint", Fault::CheckpointMissing),
        ("update journal.checkpoint set root = decode(repeat('00', 32), 'hex')", Fault::CheckpointForged),
        ("update journal.checkpoint set size = size - 1", Fault::CheckpointForged),
        ("update journal.checkpoint set size = size + 1", Fault::CheckpointForged),
    ];
    for (statement, fault) in cases {
        let journal = sealed(300).await;
        assert_eq!(journal.after(statement).await.fault, fault, "{statement}");
    }
}

#[tokio::test]
async fn an_entry_and_its_leaf_removed_together_leave_a_gap() {
    let journal = sealed(600).await;
    let both = format!("delete from journal.entry where id = '{0}'; delete from journal.leaf where entry = '{0}'", journal.entries[300]);
    let finding = journal.after(&both).await;
    assert_eq!((finding.fault, finding.entry, finding.from), (Fault::Removed, None, 300));
    let closed = "update journal.leaf set position = position + 10000 where position > 300;
                  update journal.leaf set position = position - 10001 where position > 10000";
    let finding = journal.after(closed).await;
    // The subtree of leaves 256 to 511 no longer fits: the search ends in it.
    assert_eq!(
        (finding.fault, finding.entry.unwrap().uuid(), finding.from, finding.until),
        (Fault::Resealed, journal.entries[256], 256, 512)
    );
}

#[tokio::test]
async fn a_gap_closed_in_the_newest_part_is_removed_since_the_last_checkpoint() {
    let journal = sealed(20).await;
    for _ in 0..10 {
        write(&journal.database.ctx, subject(1), "test.later").await;
    }
    journal.database.settled().await;
    journal::seal(&journal.database.ctx, &journal.key).await.unwrap().unwrap();
    write(&journal.database.ctx, subject(1), "test.unsealed").await;
    let closed = "delete from journal.entry where id = (select entry from journal.leaf where position = 24);
                  delete from journal.leaf where position = 24;
                  update journal.leaf set position = position + 10000 where position > 24;
                  update journal.leaf set position = position - 10001 where position > 10000";
    let finding = journal.after(closed).await;
    assert_eq!((finding.fault, finding.entry, finding.from, finding.until), (Fault::Removed, None, 20, 30));
}

#[tokio::test]
async fn a_removed_leaf_names_its_entry() {
    for number in [5, 19] {
        let journal = sealed(20).await;
        let finding = journal.after(&format!("delete from journal.leaf where position = {number}")).await;
        assert_eq!((finding.fault, finding.entry.unwrap().uuid()), (Fault::SealRemoved, journal.entries[number]));
    }
}

#[tokio::test]
async fn a_checkpoint_of_another_key_is_a_forgery() {
    let journal = sealed(20).await;
    let other =
        NodeKey::load_or_create(&tempfile::tempdir().unwrap().path().join("key"), &journal.database.ctx.node, testkit::random(99).as_ref())
            .unwrap();
    let note = other.sign(journal.checkpoint.size, &journal.checkpoint.root);
    let finding = journal.after(&format!("update journal.checkpoint set note = '{note}'")).await;
    assert_eq!(finding.fault, Fault::CheckpointForged);
}

#[tokio::test]
async fn a_kept_checkpoint_betrays_a_history_that_was_written_anew() {
    let journal = sealed(20).await;
    let kept = journal.key.sign(journal.checkpoint.size, &journal.checkpoint.root);
    let mut connection = journal.database.superuser().connect().await.unwrap();
    let anew = format!(
        "delete from journal.entry where id = '{}'; delete from journal.leaf; delete from journal.subtree; delete from journal.checkpoint",
        journal.entries[2]
    );
    tamper(&mut connection, &anew).await;
    journal.database.settled().await;
    journal::seal(&journal.database.ctx, &journal.key).await.unwrap().unwrap();
    assert!(journal.verdict().await.is_intact(), "nothing inside the database tells");
    let public = journal.key.public();
    let against = async || journal::verify_with(&journal.database.pool, &public, &[kept.as_str()], |_| ()).await.unwrap();
    let Verdict::Broken(finding) = against().await else { panic!("unnoticed") };
    assert_eq!((finding.fault, finding.from, finding.until), (Fault::Removed, 19, 20));
    write(&journal.database.ctx, subject(1), "test.filler").await;
    journal.database.settled().await;
    journal::seal(&journal.database.ctx, &journal.key).await.unwrap().unwrap();
    let Verdict::Broken(finding) = against().await else { panic!("unnoticed") };
    assert_eq!(finding.fault, Fault::Resealed);
}

#[tokio::test]
async fn many_pages_report_their_progress() {
    let journal = sealed(9000).await;
    let mut seen = Vec::new();
    let verdict =
        journal::verify_with(&journal.database.pool, &journal.key.public(), &[], |checked| seen.push(checked.done)).await.unwrap();
    assert!(matches!(verdict, Verdict::Intact { sealed: 9000, .. }), "{verdict:?}");
    assert_eq!(seen, [4096, 8192, 9000]);
    let last = journal.entries[8999];
    let finding = journal.after(&format!("delete from journal.entry where id = '{last}'")).await;
    assert_eq!((finding.fault, finding.entry.unwrap().uuid()), (Fault::Removed, last));
}
