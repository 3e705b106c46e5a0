//! The tables of the country pack.

use process::{Definition, outline, svg, table};

fn pack() -> Vec<(String, Definition)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/vn/processes");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let definition = table::compile_csv(std::fs::read(&path).unwrap()).unwrap_or_else(|errors| panic!("{name}: {errors:#?}"));
        found.push((name.clone(), definition.named(name.as_str(), 1, "Quy trình")));
    }
    found
}

#[test]
fn every_table_compiles_and_keeps_the_tasks_the_dossier_knows() {
    let pack = pack();
    assert!(pack.len() >= 5);
    for (name, definition) in pack {
        assert!(definition.task("decide").is_some(), "{name} has no decision");
        // What is settled at the counter has nothing to appraise and nobody to send it back to.
        let appraised = name != "immediate";
        assert_eq!((definition.task("appraise").is_some(), definition.may_return("decide", "appraise")), (appraised, appraised), "{name}");
    }
}

#[test]
fn steps_fit_into_the_legal_limit() {
    for (name, hours) in [("birth_1.001193", 8.0), ("residence_1.004222", 56.0)] {
        let (_, definition) = pack().into_iter().find(|(known, _)| known == name).unwrap();
        assert!(definition.table_hours() <= hours, "{name}: {}", definition.table_hours());
    }
    let (_, sample) = pack().into_iter().find(|(known, _)| known == "three_consultations").unwrap();
    // 2 days, the longest of three consultations (2 days), 1 day.
    assert!((sample.table_hours() - 40.0).abs() < 1e-9);
}

#[test]
fn every_drawing_is_also_a_table_and_is_safe_in_a_page() {
    for (name, definition) in pack() {
        let drawing = svg::draw(&definition, None);
        assert!(drawing.starts_with("<svg") && drawing.ends_with("</svg>") && drawing.contains("role=\"img\""), "{name}");
        assert!(!drawing.contains("style=") && !drawing.contains("<script"), "{name}");
        let rows = outline(&definition, None);
        assert_eq!(rows.iter().filter(|row| row.kind == "task").count(), definition.tasks().len(), "{name}");
        assert!(rows.iter().all(|row| !row.ways.is_empty()), "{name}");
    }
}

#[test]
fn texts_are_escaped() {
    let evil = "no,name,unit,role\n1,<script>alert('x')</script> & \u{1}co,specialist,processing_officer\n";
    let drawing = svg::draw(&table::compile_csv(evil).unwrap().named("x", 1, "\"><b>"), None);
    assert!(!drawing.contains("<script") && !drawing.contains("<b>") && !drawing.contains('\u{1}'));
}
