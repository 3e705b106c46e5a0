//! Checking and loading the pack, and what the versions say afterwards.

use std::fs;
use std::sync::Mutex;

use catalogue::api;
use catalogue::pack::{Changes, Loaded, PackError, check, load};
use kernel::limit::{Limit, LimitUnit};
use kernel::pack::{Progress, Unwatched};
use sqlx::PgPool;
use testkit::Database;

use crate::{code, day, loaded, pack_folder, replace, small_pack};

#[test]
fn the_pack_of_vietnam_is_sound() {
    assert_eq!(check(&pack_folder()), []);
}

#[test]
fn every_kind_of_damage_is_named_with_file_and_row() {
    let (justice, bindings, birth) = ("procedures/G15.jsonl", "procedures/bindings.csv", "processes/birth_1.001193.csv");
    for (file, from, to, expected) in [
        (justice, r#""name":"#, r#""nam":"#, "procedures/G15.jsonl:1: not a procedure: unknown field `nam`"),
        (justice, r#""levels":["#, r#""levels":["moon","#, "procedures/G15.jsonl:1: not a procedure: unknown variant `moon`"),
        (justice, r#""amount":0"#, r#""amount":-1"#, "procedures/G15.jsonl:1 [channels.fees.amount]: must not be negative"),
        (justice, r#""currency":"VND""#, r#""currency":"DM""#, "[channels.fees.currency]: an amount has the currency VND or USD"),
        (justice, r#""agency_code":"G15""#, r#""agency_code":"G01""#, "[agency_code]: procedures of G01 stand in procedures/G01.jsonl"),
        (justice, r#"{"code":"1.000080""#, r#"{"code":"1.001193""#, "[code]: 1.001193 stands already in procedures/G15.jsonl:1"),
        (justice, r#"{"code":"1.000080""#, r#"{"code":"9.999999""#, "must stand before the line above"),
        (justice, r#""unit":"same_day""#, r#""unit":"week""#, "unknown variant `week`"),
        (bindings, "1.001193,", "1.999999,", "procedures/bindings.csv:5 [code]: no procedure 1.999999"),
        (bindings, "birth,", "burial,", "procedures/bindings.csv:5 [form]: no form burial"),
        (bindings, "*,general,general\n", "", "procedures/bindings.csv [code]: no row *"),
        ("procedures/state.csv", "2016-01-01", "2016-13-01", "procedures/state.csv:2: not a row of this table"),
        ("forms/birth.json", r#""type": "object""#, r#""type": "objekt""#, "forms/birth.json: the schema of the form is wrong"),
        ("forms/birth.json", r#""$id": "birth""#, r#""$id": "death""#, "forms/birth.json [$id]: must be the name of the file: birth"),
        (birth, "processing_officer", "wizard", "processes/birth_1.001193.csv:4 [role]"),
    ] {
        let folder = small_pack();
        replace(folder.path(), file, from, to);
        let findings: Vec<String> = check(folder.path()).iter().map(ToString::to_string).collect();
        assert!(findings.iter().any(|found| found.contains(expected)), "{expected}\nnot among {findings:#?}");
    }
}

#[test]
fn a_folder_without_a_pack_is_a_finding_for_each_part() {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<String> = check(folder.path()).into_iter().map(|found| found.file).collect();
    for part in ["procedures", "procedures/state.csv", "procedures/bindings.csv", "forms", "processes"] {
        assert!(files.iter().any(|file| file == part), "{part} not among {files:?}");
    }
}

async fn rows(pool: &PgPool) -> [i64; 5] {
    let counts = sqlx::query!(
        r#"select (select count(*) from catalogue.procedure) as "procedures!",
                  (select count(*) from catalogue.form) as "forms!",
                  (select count(*) from catalogue.process) as "processes!",
                  (select count(*) from catalogue.binding) as "bindings!",
                  (select count(*) from journal.entry where kind = 'catalogue.pack_loaded') as "entries!""#
    )
    .fetch_one(pool)
    .await
    .unwrap();
    [counts.procedures, counts.forms, counts.processes, counts.bindings, counts.entries]
}

#[derive(Default)]
struct Heard(Mutex<Vec<(u64, u64)>>);

impl Progress for Heard {
    fn report(&self, _stage: &str, done: u64, total: u64) {
        self.0.lock().unwrap().push((done, total));
    }
}

#[tokio::test]
async fn the_whole_pack_loads_and_loading_twice_gives_the_same() {
    let database = Database::create().await;
    let heard = Heard::default();
    let first = load(&database.ctx, &pack_folder(), &heard).await.unwrap();
    let Loaded::Written(changes) = first else { panic!("{first:?}") };
    assert_eq!((changes.added.len(), changes.changed.len(), changes.ended.len()), (2_849, 0, 0));
    assert_eq!(heard.0.into_inner().unwrap().last(), Some(&(2_849, 2_849)));
    let before = rows(&database.pool).await;
    assert_eq!(before, [2_849, 22, 6, 25, 1]);
    assert_eq!(load(&database.ctx, &pack_folder(), &Unwatched).await.unwrap(), Loaded::Unchanged);
    assert_eq!(rows(&database.pool).await, before);
}

#[tokio::test]
async fn the_everyday_facts_of_the_key_procedures_are_right() {
    let database = loaded().await;
    let mut connection = database.pool.acquire().await.unwrap();
    let same_day = Limit::whole(0, LimitUnit::SameDay);
    let seven_days = Limit::whole(7, LimitUnit::WorkingDay);
    for (procedure, name, limit, form, process, result) in [
        ("1.001193", "Thủ tục đăng ký khai sinh", same_day, "birth", "birth_1.001193", "Giấy khai sinh"),
        ("1.000894", "Thủ tục đăng ký kết hôn", same_day, "marriage", "marriage_1.000894", "Giấy chứng nhận kết hôn"),
        (
            "1.004222",
            "Đăng ký thường trú",
            seven_days,
            "residence",
            "residence_1.004222",
            "Cập nhật thông tin trong Cơ sở dữ liệu quốc gia về dân cư",
        ),
    ] {
        let on = day("2026-11-25");
        let found = api::procedure(&mut connection, &code(procedure), on).await.unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.promise().map(|(limit, _)| limit)), (name, Some(limit)), "{procedure}");
        assert_eq!(found.results.first().map(|result| result.name.as_str()), Some(result), "{procedure}");
        assert!(found.is_online() && !found.documents.is_empty() && !found.legal_bases.is_empty(), "{procedure}");
        assert_eq!(api::form_of(&mut connection, &code(procedure), on).await.unwrap().unwrap().id, form);
        assert_eq!(api::process_of(&mut connection, &code(procedure), on).await.unwrap().unwrap().id, process);
    }
    let other = api::binding(&mut connection, &code("2.000815"), day("2026-11-25")).await.unwrap().unwrap();
    assert_eq!((other.form.as_str(), other.process.as_str()), ("general", "immediate"));
}

#[tokio::test]
async fn a_changed_procedure_gets_a_version_and_the_old_one_holds_for_its_days() {
    let database = loaded().await;
    let folder = small_pack();
    replace(folder.path(), "procedures/G15.jsonl", r#""name":"Thủ tục đăng ký kết hôn""#, r#""name":"Đăng ký kết hôn""#);
    let again = load(&database.ctx, folder.path(), &Unwatched).await.unwrap();
    assert_eq!(again, Loaded::Written(Changes { changed: vec!["1.000894".to_owned()], ..Changes::default() }));
    let mut connection = database.pool.acquire().await.unwrap();
    // The clock of the tests stands on 9 June 2025.
    for (on, version, name) in
        [("2025-06-08", 1, "Thủ tục đăng ký kết hôn"), ("2025-06-09", 2, "Đăng ký kết hôn"), ("2026-11-25", 2, "Đăng ký kết hôn")]
    {
        let found = api::procedure(&mut connection, &code("1.000894"), day(on)).await.unwrap().unwrap();
        assert_eq!((found.version, found.name.as_str()), (version, name), "{on}");
    }
    let first = api::procedure_version(&mut connection, &code("1.000894"), 1).await.unwrap().unwrap();
    assert_eq!((first.valid_from, first.valid_to), (day("2016-01-01"), Some(day("2025-06-09"))));
    assert_eq!(api::procedure(&mut connection, &code("1.000894"), day("2015-12-31")).await.unwrap(), None);
}

#[tokio::test]
async fn a_procedure_that_leaves_the_pack_ends_and_may_come_back() {
    let database = loaded().await;
    let folder = small_pack();
    let text = fs::read_to_string(folder.path().join("procedures/G15.jsonl")).unwrap();
    let without: Vec<&str> = text.lines().filter(|line| !line.starts_with(r#"{"code":"1.001669""#)).collect();
    fs::write(folder.path().join("procedures/G15.jsonl"), without.join("\n")).unwrap();
    let gone = load(&database.ctx, folder.path(), &Unwatched).await.unwrap();
    assert_eq!(gone, Loaded::Written(Changes { ended: vec!["1.001669".to_owned()], ..Changes::default() }));
    let mut connection = database.pool.acquire().await.unwrap();
    assert_eq!(api::procedure(&mut connection, &code("1.001669"), day("2025-06-09")).await.unwrap(), None);
    let back = load(&database.ctx, small_pack().path(), &Unwatched).await.unwrap();
    assert_eq!(back, Loaded::Written(Changes { added: vec!["1.001669".to_owned()], ..Changes::default() }));
    let found = api::procedure(&mut connection, &code("1.001669"), day("2025-06-09")).await.unwrap().unwrap();
    assert_eq!(found.version, 2);
}

#[tokio::test]
async fn forms_and_processes_carry_their_version() {
    let database = loaded().await;
    let folder = small_pack();
    replace(folder.path(), "forms/birth.json", r#""title": "Tờ khai đăng ký khai sinh""#, r#""title": "Tờ khai khai sinh""#);
    replace(folder.path(), "processes/birth_1.001193.csv", "2 giờ", "3 giờ");
    replace(folder.path(), "procedures/bindings.csv", "marriage,marriage_1.000894", "general,marriage_1.000894");
    load(&database.ctx, folder.path(), &Unwatched).await.unwrap();
    let mut connection = database.pool.acquire().await.unwrap();
    let form = api::form(&mut connection, "birth").await.unwrap().unwrap();
    assert_eq!((form.version, form.json["x-version"].as_i64(), form.json["title"].as_str()), (2, Some(2), Some("Tờ khai khai sinh")));
    let process = api::process(&mut connection, "birth_1.001193").await.unwrap().unwrap();
    assert_eq!((process.version, process.definition.version()), (2, 2));
    let old = api::process_version(&mut connection, "birth_1.001193", 1).await.unwrap().unwrap();
    assert!(
        old.source.contains("2 giờ") && old.definition.version() == 1 && old.definition.table_hours() < process.definition.table_hours()
    );
    assert_eq!(api::form_version(&mut connection, "birth", 1).await.unwrap().unwrap().json["title"], "Tờ khai đăng ký khai sinh");
    for (on, form) in [("2025-06-08", "marriage"), ("2025-06-09", "general")] {
        assert_eq!(api::binding(&mut connection, &code("1.000894"), day(on)).await.unwrap().unwrap().form, form, "{on}");
    }
}

#[tokio::test]
async fn an_unsound_pack_writes_nothing_and_names_the_row() {
    let database = Database::create().await;
    let folder = small_pack();
    replace(folder.path(), "procedures/bindings.csv", "birth,", "burial,");
    let error = load(&database.ctx, folder.path(), &Unwatched).await.unwrap_err();
    let PackError::Unsound { findings } = error else { panic!("{error}") };
    assert_eq!(findings.first().map(ToString::to_string).as_deref(), Some("procedures/bindings.csv:5 [form]: no form burial"));
    assert_eq!(rows(&database.pool).await, [0, 0, 0, 0, 0]);
}
