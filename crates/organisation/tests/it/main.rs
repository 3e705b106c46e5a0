//! Use cases of organisation with a database.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot prepare its facts stops there: that is its report")]

mod api;
mod calendars;
mod competence;
mod list_offices;
mod pack;
mod reorganise;
mod routes;

use std::path::PathBuf;

use chrono::NaiveDate;
use kernel::pack::Unwatched;
use testkit::Database;

/// The country pack of this checkout.
fn pack_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/vn")
}

/// A database with the pack in it.
async fn loaded() -> Database {
    let database = Database::create().await;
    organisation::pack::load(&database.ctx, &pack_folder(), &Unwatched).await.expect("the pack loads");
    database
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}
