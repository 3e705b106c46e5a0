//! Questions "as of" a day.

use access::OfficeTree;
use organisation::api::{self, OfficeFilter};
use organisation::{Office, OfficeKind, Operation, Share, UnitKind};

use crate::{day, loaded};

#[tokio::test]
async fn units_are_those_of_the_day() {
    let database = loaded().await;
    let mut connection = database.pool.acquire().await.unwrap();
    for (on, code, expected) in [
        ("2024-01-15", "02", Some("Tỉnh Hà Giang")),
        ("2025-07-01", "02", None),
        ("2024-12-31", "46", Some("Tỉnh Thừa Thiên Huế")),
        ("2025-01-01", "46", Some("Thành phố Huế")),
        ("2026-04-29", "75", Some("Tỉnh Đồng Nai")),
        ("2026-04-30", "75", Some("Thành phố Đồng Nai")),
        ("2026-11-25", "06685", Some("Phường Hồng Gai")),
        ("2023-04-09", "01", None),
    ] {
        let unit = api::unit(&mut connection, code, day(on)).await.unwrap();
        assert_eq!(unit.as_ref().map(|unit| unit.full_name.as_str()), expected, "{code} on {on}");
    }
}

#[tokio::test]
async fn a_province_has_its_units_page_by_page() {
    let database = loaded().await;
    let mut connection = database.pool.acquire().await.unwrap();
    let on = day("2026-11-25");
    let provinces = api::units_under(&mut connection, None, on, ("", 100)).await.unwrap();
    assert_eq!(provinces.len(), 34);
    let first = api::units_under(&mut connection, Some("22"), on, ("", 50)).await.unwrap();
    let rest = api::units_under(&mut connection, Some("22"), on, (&first.last().unwrap().code, 50)).await.unwrap();
    assert_eq!((first.len(), rest.len()), (50, 4));
    let zones: Vec<&str> =
        first.iter().chain(&rest).filter(|unit| unit.kind == UnitKind::SpecialZone).map(|unit| unit.name.as_str()).collect();
    assert_eq!(zones, ["Vân Đồn", "Cô Tô"]);
    let districts = api::units_under(&mut connection, Some("22"), day("2025-06-30"), ("", 50)).await.unwrap();
    assert_eq!(districts.len(), 13);
}

#[tokio::test]
async fn an_old_unit_leads_to_what_became_of_it() {
    let database = loaded().await;
    let mut connection = database.pool.acquire().await.unwrap();
    let of_province = api::unit_successors(&mut connection, "02").await.unwrap();
    assert_eq!(of_province.iter().map(|edge| edge.successor.as_str()).collect::<Vec<_>>(), ["08"]);
    // Two communes have no successor that is sure and fall back to the uncertain one.
    for code in ["01651", "02482"] {
        assert!(!api::unit_successors(&mut connection, code).await.unwrap().is_empty(), "{code}");
    }
    let parts = api::unit_successors(&mut connection, "00006").await.unwrap();
    assert!(parts.first().unwrap().is_default);
    assert_eq!(parts.first().unwrap().share, Share::Whole);
}

#[tokio::test]
async fn offices_are_listed_below_an_office_by_kind_and_by_unit() {
    let database = loaded().await;
    let mut connection = database.pool.acquire().await.unwrap();
    let on = day("2026-11-25");
    let under = |code: &str| Some(Office::id_of("H49", code));
    for (filter, expected) in [
        (OfficeFilter { under: under("H49.31"), ..OfficeFilter::default() }, 7),
        (OfficeFilter { under: under("H49.06"), ..OfficeFilter::default() }, 2),
        (OfficeFilter { kind: Some(OfficeKind::Centre), ..OfficeFilter::default() }, 55),
        (OfficeFilter { under: under("H49"), kind: Some(OfficeKind::Committee), ..OfficeFilter::default() }, 55),
        (OfficeFilter { unit: Some("06685".to_owned()), ..OfficeFilter::default() }, 7),
        (OfficeFilter { under: under("H50"), ..OfficeFilter::default() }, 0),
    ] {
        let offices = api::offices_under(&mut connection, "H49", on, filter.clone(), ("", 1000)).await.unwrap();
        assert_eq!(offices.len(), expected, "{filter:?}");
        assert!(offices.is_sorted_by(|left, right| left.code < right.code), "{filter:?}");
    }
}

#[tokio::test]
async fn the_tree_in_memory_says_the_same_as_the_database() {
    let database = loaded().await;
    let mut connection = database.pool.acquire().await.unwrap();
    let on = day("2026-11-25");
    let directory = api::directory(&database.ctx, on).await.unwrap();
    for code in ["H49", "H49.31", "H49.31.05", "H49.06"] {
        let root = Office::id_of("H49", code);
        let filter = OfficeFilter { under: Some(root), ..OfficeFilter::default() };
        let mut listed: Vec<_> =
            api::offices_under(&mut connection, "H49", on, filter, ("", 1000)).await.unwrap().into_iter().map(|office| office.id).collect();
        let mut subtree = directory.subtree(root);
        listed.sort_unstable();
        subtree.sort_unstable();
        assert_eq!(subtree, listed, "{code}");
    }
    assert_eq!(directory.office_of("06685", "police").unwrap().name, "Công an phường Hồng Gai");
    assert_eq!(directory.centre_of(Office::id_of("H49", "H49.31.05")).unwrap().code.as_str(), "H49.31.01");
    assert_eq!(directory.centre_of(Office::id_of("H49", "H49.06.01")).unwrap().code.as_str(), "H49.01");
}

#[tokio::test]
async fn an_office_has_a_history() {
    let database = loaded().await;
    let mut connection = database.pool.acquire().await.unwrap();
    let id = Office::id_of("H49", "H49.85");
    assert!(api::office(&mut connection, "H49", id, day("2025-02-28")).await.unwrap().is_some());
    assert!(api::office(&mut connection, "H49", id, day("2025-03-01")).await.unwrap().is_none());
    let (versions, edges) = api::history(&mut connection, "H49", id).await.unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!(
        edges.iter().map(|edge| (edge.successor, edge.operation)).collect::<Vec<_>>(),
        [(Office::id_of("H49", "H49.06"), Operation::Merge)]
    );
    let ministry = api::agency(&mut connection, "G24").await.unwrap().unwrap();
    assert_eq!((ministry.successor.as_deref(), ministry.validity.holds(day("2025-03-01"))), (Some("G12"), false));
}
