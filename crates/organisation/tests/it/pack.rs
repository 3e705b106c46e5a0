//! Loading the pack.

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use kernel::pack::{Progress, Unwatched};
use organisation::pack::{Loaded, PackError, load};
use sqlx::PgPool;
use testkit::Database;

use crate::{day, loaded, pack_folder};

async fn rows(pool: &PgPool) -> Vec<i64> {
    let counts = sqlx::query!(
        r#"select (select count(*) from organisation.unit) as "units!",
                  (select count(*) from organisation.unit_successor) as "successors!",
                  (select count(*) from organisation.office) as "offices!",
                  (select count(*) from journal.entry where kind = 'organisation.pack_loaded') as "entries!""#
    )
    .fetch_one(pool)
    .await
    .unwrap();
    vec![counts.units, counts.successors, counts.offices, counts.entries]
}

#[tokio::test]
async fn loading_twice_gives_the_same() {
    let database = Database::create().await;
    let first = load(&database.ctx, &pack_folder(), &Unwatched).await.unwrap();
    let before = rows(&database.pool).await;
    let second = load(&database.ctx, &pack_folder(), &Unwatched).await.unwrap();
    assert!(matches!(first, Loaded::Written(written) if written > 26_000), "{first:?}");
    assert_eq!(second, Loaded::Unchanged);
    assert_eq!(rows(&database.pool).await, before);
    assert_eq!(before, [15_333, 10_631, 429, 1]);
}

/// A copy of the pack that a test may change.
fn copy_of_pack(target: &Path) {
    for folder in ["units", "organisation", "provinces/H49"] {
        fs::create_dir_all(target.join(folder)).unwrap();
        for file in fs::read_dir(pack_folder().join(folder)).unwrap().map(Result::unwrap) {
            fs::copy(file.path(), target.join(folder).join(file.file_name())).unwrap();
        }
    }
}

fn replace(folder: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(folder.join(file), text.replacen(from, to, 1)).unwrap();
}

#[tokio::test]
async fn a_changed_pack_replaces_what_was_there_and_keeps_identifiers() {
    let database = loaded().await;
    let before = organisation::api::directory(&database.ctx, day("2026-11-25")).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    copy_of_pack(folder.path());
    replace(folder.path(), "provinces/H49/offices.csv", "Sở Tư pháp tỉnh Quảng Ninh", "Sở Tư pháp Quảng Ninh");
    let again = load(&database.ctx, folder.path(), &Unwatched).await.unwrap();
    assert!(matches!(again, Loaded::Written(_)), "{again:?}");
    let after = organisation::api::directory(&database.ctx, day("2026-11-25")).await.unwrap();
    assert_eq!(after.all_ids(), before.all_ids());
    assert_eq!(after.office_by_code("H49.03").unwrap().name, "Sở Tư pháp Quảng Ninh");
}

#[tokio::test]
async fn an_unsound_pack_writes_nothing_and_names_the_row() {
    let database = Database::create().await;
    let folder = tempfile::tempdir().unwrap();
    copy_of_pack(folder.path());
    replace(folder.path(), "provinces/H49/offices.csv", ",department,justice,", ",ministry,justice,");
    let error = load(&database.ctx, folder.path(), &Unwatched).await.unwrap_err();
    let PackError::Unsound { findings } = error else { panic!("{error}") };
    let first = findings.first().map(ToString::to_string).unwrap();
    assert!(first.starts_with("provinces/H49/offices.csv:5 [kind]: not a kind of office: ministry"), "{first}");
    assert_eq!(rows(&database.pool).await, [0, 0, 0, 0]);
}

#[tokio::test]
async fn a_missing_file_is_named() {
    let database = Database::create().await;
    let error = load(&database.ctx, Path::new("/nonexistent"), &Unwatched).await.unwrap_err();
    assert_eq!(error.to_string(), "units/units_2023.csv cannot be read");
}

#[derive(Default)]
struct Heard(Mutex<Vec<(String, u64, u64)>>);

impl Progress for Heard {
    fn report(&self, stage: &str, done: u64, total: u64) {
        self.0.lock().unwrap().push((stage.to_owned(), done, total));
    }
}

#[tokio::test]
async fn progress_is_reported_up_to_the_end_of_each_stage() {
    let database = Database::create().await;
    let heard = Heard::default();
    load(&database.ctx, &pack_folder(), &heard).await.unwrap();
    let reports = heard.0.into_inner().unwrap();
    for (stage, total) in [("organisation.unit", 15_333), ("organisation.unit_successor", 10_631), ("organisation.office", 429)] {
        let last = reports.iter().rfind(|report| report.0 == stage).unwrap();
        assert_eq!((last.1, last.2), (total, total), "{stage}");
    }
}
