//! Who is competent in Quảng Ninh.

use organisation::{Competence, Level, Matter, api};

use crate::{day, loaded};

const COMMUNE: &[Level] = &[Level::Commune];
const PROVINCE: &[Level] = &[Level::Province];

fn answer(competence: &Competence<'_>) -> (String, String) {
    match competence {
        Competence::Offices { receive, solve, .. } => (receive.code.to_string(), solve.code.to_string()),
        Competence::Ministry { .. } => ("ministry".to_owned(), "ministry".to_owned()),
        Competence::Elsewhere { .. } => ("elsewhere".to_owned(), "elsewhere".to_owned()),
        Competence::Unknown => ("unknown".to_owned(), "unknown".to_owned()),
    }
}

#[tokio::test]
async fn well_known_procedures_go_where_people_expect() {
    let database = loaded().await;
    let directory = api::directory(&database.ctx, day("2026-11-25")).await.unwrap();
    // Phường Hồng Gai is H49.36: the sixth unit of the province by code.
    let commune = "06685";
    for (procedure, agency, field, executing, levels, receive, solve) in [
        ("1.001193", "G15", "Hộ tịch", "", COMMUNE, "H49.36.01", "H49.36.02"),
        ("1.000894", "G15", "Hộ tịch", "", COMMUNE, "H49.36.01", "H49.36.02"),
        ("1.004222", "G01", "Đăng ký, quản lý cư trú", "Công an Xã", COMMUNE, "H49.36.01", "H49.36.05"),
        ("2.000815", "G15", "Chứng thực", "", &[Level::Commune, Level::Other], "H49.36.01", "H49.36.02"),
        ("1.013225", "G17", "Hoạt động xây dựng", "", COMMUNE, "H49.36.01", "H49.36.03"),
        ("x", "G10", "Đất đai", "Văn phòng đăng ký đất đai", PROVINCE, "H49.01", "H49.06.01"),
        ("x", "G12", "Thuế", "", &[Level::Ministry, Level::Province, Level::Commune], "H49.36.01", "H49.20"),
        ("x", "G12", "Hải quan", "Chi cục Hải quan khu vực", COMMUNE, "H49.21", "H49.21"),
        ("x", "G19", "Hoạt động ngoại hối", "", &[Level::Ministry], "ministry", "ministry"),
        ("x", "G17", "Đăng kiểm", "Cơ sở đăng kiểm", &[Level::Other], "elsewhere", "elsewhere"),
        ("x", "G18", "Dược phẩm", "", PROVINCE, "H49.01", "H49.09"),
        ("x", "G99", "?", "", COMMUNE, "H49.36.01", "H49.36.02"),
    ] {
        let matter = Matter { procedure, agency, field, executing, levels };
        let found = answer(&api::competent_office(&directory, &matter, commune));
        assert_eq!(found, (receive.to_owned(), solve.to_owned()), "{matter:?}");
    }
}

#[tokio::test]
async fn nothing_is_guessed_for_another_day_or_place() {
    let database = loaded().await;
    let matter = Matter { procedure: "1.001193", agency: "G15", field: "Hộ tịch", executing: "", levels: COMMUNE };
    for (on, commune) in [("2025-06-30", "06685"), ("2026-11-25", "00004"), ("2026-11-25", "")] {
        let directory = api::directory(&database.ctx, day(on)).await.unwrap();
        assert_eq!(api::competent_office(&directory, &matter, commune), Competence::Unknown, "{commune} on {on}");
    }
}

#[tokio::test]
async fn every_agency_and_level_has_an_answer_in_every_commune() {
    let database = loaded().await;
    let directory = api::directory(&database.ctx, day("2026-11-25")).await.unwrap();
    let mut connection = database.pool.acquire().await.unwrap();
    let communes = api::units_under(&mut connection, Some("22"), day("2026-11-25"), ("", 100)).await.unwrap();
    assert_eq!(communes.len(), 54);
    for commune in &communes {
        for agency in ["G01", "G03", "G09", "G10", "G11", "G12", "G15", "G17", "G18", "G19", "", "D01"] {
            for level in Level::ALL {
                let matter = Matter { agency, levels: &[*level], ..Matter::default() };
                let found = api::competent_office(&directory, &matter, &commune.code);
                assert_ne!(found, Competence::Unknown, "{} {agency} {}", commune.full_name, level.code());
            }
        }
    }
}
