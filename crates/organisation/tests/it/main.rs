//! Use cases of organisation with a database.

mod api;
mod competence;
mod list_offices;
mod pack;
mod reorganise;

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
