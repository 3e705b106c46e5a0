//! Offices that end and begin by an act.

use kernel::pack::Unwatched;
use organisation::usecases::reorganise::{Reorganisation, reorganise};
use organisation::{Office, Operation, ReorganisationRefusal, ReorganiseError, api};

use crate::{day, loaded, pack_folder};

fn command(operation: Operation, ending: &[&str], heirs: &[&str], beginning: Vec<Office>) -> Reorganisation {
    let ids = |codes: &[&str]| codes.iter().map(|code| Office::id_of("H49", code)).collect();
    Reorganisation {
        operation,
        legal_basis: "12/NQ-HĐND".to_owned(),
        effective_on: day("2027-01-01"),
        ending: ids(ending),
        heirs: ids(heirs),
        beginning,
        actor: None,
    }
}

#[tokio::test]
async fn two_departments_become_a_new_one() {
    let database = loaded().await;
    let before = api::directory(&database.ctx, day("2026-12-31")).await.unwrap();
    let like = before.office_by_code("H49.13").unwrap();
    let new = Office { code: "H49.93".parse().unwrap(), name: "Sở Đối ngoại, Dân tộc và Tôn giáo".to_owned(), ..like.clone() };
    let heirs = reorganise(&database.ctx, command(Operation::Consolidate, &["H49.13", "H49.14"], &[], vec![new])).await.unwrap();
    assert_eq!(heirs, [Office::id_of("H49", "H49.93")]);

    let after = api::directory(&database.ctx, day("2027-01-01")).await.unwrap();
    assert!(after.office_by_code("H49.13").is_none());
    assert_eq!(after.office_by_code("H49.93").unwrap().legal_basis, "12/NQ-HĐND");
    let mut connection = database.pool.acquire().await.unwrap();
    let (_, edges) = api::history(&mut connection, "H49", Office::id_of("H49", "H49.93")).await.unwrap();
    assert_eq!(edges.len(), 2);
    let entries = journal::of_subject(&mut connection, Office::id_of("H49", "H49.14").uuid()).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.kind.as_str()).collect::<Vec<_>>(), ["organisation.reorganised"]);
}

#[tokio::test]
async fn a_renamed_office_keeps_its_identifier_and_survives_the_next_pack() {
    let database = loaded().await;
    let before = api::directory(&database.ctx, day("2026-12-31")).await.unwrap();
    let renamed = Office {
        name: "Sở Khoa học, Công nghệ và Chuyển đổi số".to_owned(), ..before.office_by_code("H49.11").unwrap().clone()
    };
    reorganise(&database.ctx, command(Operation::Rename, &["H49.11"], &[], vec![renamed])).await.unwrap();
    sqlx::query!("delete from organisation.pack").execute(&database.pool).await.unwrap();
    organisation::pack::load(&database.ctx, &pack_folder(), &Unwatched).await.unwrap();
    for (on, expected) in
        [("2026-12-31", "Sở Khoa học và Công nghệ tỉnh Quảng Ninh"), ("2027-01-01", "Sở Khoa học, Công nghệ và Chuyển đổi số")]
    {
        let directory = api::directory(&database.ctx, day(on)).await.unwrap();
        assert_eq!(directory.office(Office::id_of("H49", "H49.11")).unwrap().name, expected, "{on}");
    }
}

#[tokio::test]
async fn a_refused_reorganisation_changes_nothing() {
    let database = loaded().await;
    let before = api::directory(&database.ctx, day("2027-01-01")).await.unwrap();
    let taken = before.office_by_code("H49.16").unwrap().clone();
    for (command, expected) in [
        (command(Operation::Merge, &["H49.85"], &["H49.06"], vec![]), ReorganisationRefusal::NotInForce),
        (command(Operation::Merge, &["H49.14"], &["H49.77.99"], vec![]), ReorganisationRefusal::NotInForce),
        (command(Operation::Consolidate, &["H49.13", "H49.14"], &[], vec![taken]), ReorganisationRefusal::CodeTaken),
        (command(Operation::Split, &["H49.14"], &["H49.06"], vec![]), ReorganisationRefusal::WrongNumbers),
    ] {
        let error = reorganise(&database.ctx, command).await.unwrap_err();
        assert!(matches!(&error, ReorganiseError::Refused(refusal) if *refusal == expected), "{error}");
    }
    assert_eq!(api::directory(&database.ctx, day("2027-01-01")).await.unwrap().offices(), before.offices());
}
