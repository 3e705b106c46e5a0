//! Short ways to write entries.

use db::Context;
use journal::{Entry, NewEntry};
use sqlx::{ConnectOptions, PgConnection};
use testkit::Database;
use uuid::Uuid;

/// A subject with a readable number.
pub(crate) fn subject(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// An entry `test.<what>` about `subject`.
pub(crate) fn entry(subject: Uuid, what: &str) -> NewEntry<'_> {
    NewEntry { office: None, actor: None, kind: what, subject_kind: "test", subject, data: serde_json::json!({"what": what}) }
}

/// Writes an entry in a transaction of its own.
pub(crate) async fn write(ctx: &Context, subject: Uuid, what: &str) -> Entry {
    let mut transaction = ctx.begin().await.unwrap();
    let entry = journal::append(&mut transaction, ctx, entry(subject, what)).await.unwrap();
    transaction.commit().await.unwrap();
    entry
}

/// A connection that may do anything, to do what nobody should.
pub(crate) async fn intruder(database: &Database) -> PgConnection {
    database.superuser().connect().await.unwrap()
}
