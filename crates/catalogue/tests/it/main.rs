//! The catalogue with a database.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot prepare its facts stops there: that is its report")]

mod forms;
mod pack;
mod pages;
mod rest;
mod routes;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use axum::response::Response;
use catalogue::search::Index;
use catalogue::thesaurus::Thesaurus;
use catalogue::{Catalogue, router};
use chrono::NaiveDate;
use kernel::calendar::Calendars;
use kernel::code::ProcedureCode;
use kernel::pack::Unwatched;
use testkit::Database;
use tower::ServiceExt;

/// The country pack of this checkout.
fn pack_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/vn")
}

/// A small pack that a test may change: the procedures of justice, all forms and processes.
fn small_pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let names = ["procedures/G15.jsonl", "procedures/G01.jsonl", "procedures/state.csv", "procedures/bindings.csv"];
    for name in names.map(str::to_owned).into_iter().chain(files("forms")).chain(files("processes")) {
        let target = folder.path().join(&name);
        fs::create_dir_all(target.parent().expect("below the folder")).expect("a folder");
        fs::copy(pack_folder().join(&name), target).expect("a file of the pack");
    }
    folder
}

fn files(below: &str) -> Vec<String> {
    let entries = fs::read_dir(pack_folder().join(below)).expect("a folder of the pack");
    entries.map(|entry| format!("{below}/{}", entry.expect("an entry").file_name().to_string_lossy())).collect()
}

/// Replaces the first `from` in a file by `to`.
fn replace(folder: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(folder.join(file)).expect("a file of the pack");
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(folder.join(file), text.replacen(from, to, 1)).expect("a file that can be written");
}

/// A database with the small pack in it.
async fn loaded() -> Database {
    let database = Database::create().await;
    catalogue::pack::load(&database.ctx, small_pack().path(), &Unwatched).await.expect("the pack loads");
    database
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn code(text: &str) -> ProcedureCode {
    text.parse().expect("a code")
}

/// The calendars of the pack.
fn calendars() -> Arc<Calendars> {
    let read = |name: &str| fs::read_to_string(pack_folder().join("calendars").join(name)).expect("a file of the pack");
    Arc::new(Calendars::from_csv(&read("holidays.csv"), &read("weeks.csv")).expect("calendars"))
}

/// A running catalogue with the small pack, searched without any thesaurus, on a Wednesday at 09:10.
async fn running() -> (Database, Catalogue) {
    let database = loaded().await;
    database.clock.set("2026-11-25T02:10:00Z".parse().expect("an instant"));
    let documents = catalogue::search::documents(&small_pack().path().join("procedures")).expect("procedures");
    let index = Index::build(documents, &Thesaurus::default());
    let catalogue = Catalogue::start(database.ctx.clone(), Arc::new(index), calendars(), day("2026-11-25")).await.expect("a catalogue");
    (database, catalogue)
}

async fn ask(catalogue: &Catalogue, address: &str, known: &str) -> Response {
    let request = Request::builder().uri(address).header(header::IF_NONE_MATCH, known).body(Body::empty()).expect("a request");
    router(catalogue.clone()).oneshot(request).await.expect("an answer")
}

async fn text(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    String::from_utf8(bytes.to_vec()).expect("text")
}
