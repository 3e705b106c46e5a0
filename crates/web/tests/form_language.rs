//! The language of forms: addresses, rows, numbers, conditions, files, and what a button inside a form does.

#![expect(clippy::unwrap_used, reason = "a test stops where something it needs is missing")]

use std::sync::Arc;

use serde_json::{Value, json};
use web::schema_form::{Form, FormAction, FormError, Place, Places, ShownKind, Typed};
use web::{FieldErrors, Language};

const SAMPLE: &str = include_str!("../src/components/sample_form.json");

fn places() -> Arc<Places> {
    let place = |code: &str, province: &str, name: &str, former: &[&str]| Place {
        code: code.into(),
        province: province.into(),
        name: name.into(),
        name_en: String::new(),
        former: former.iter().map(|name| (*name).to_owned()).collect(),
    };
    Arc::new(Places::new(vec![
        place("22", "22", "Tỉnh Quảng Ninh", &[]),
        place("24", "24", "Tỉnh Bắc Ninh", &[]),
        place("06646", "22", "Phường Hồng Gai", &["Phường Bạch Đằng, Thành phố Hạ Long", "Phường Hồng Gai, Thành phố Hạ Long"]),
        place("06700", "22", "Xã Bạch Đằng", &["Xã Bạch Đằng, Thị xã Đông Triều"]),
        place("07200", "24", "Phường Võ Cường", &["Phường Võ Cường, Thành phố Bắc Ninh"]),
    ]))
}

fn form() -> Form {
    Form::read(SAMPLE).unwrap().with_places(places()).on("2026-11-25".parse().unwrap())
}

const FILLED: [(&str, &str); 8] = [
    ("person_name", "Vũ Thị Mẫu"),
    ("home.province", "22"),
    ("home.commune", "06646"),
    ("home.detail", "12 Lê Lợi"),
    ("married", "no"),
    ("spouse", "not asked for"),
    ("area", "120,5"),
    ("price", "50.000.000"),
];

fn typed(form: &Form, changes: &[(&str, &str)]) -> Typed {
    let kept = FILLED.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    Typed::from_inputs(form, kept.chain(changes.iter().copied()))
}

#[test]
fn every_kind_of_answer_becomes_its_value_and_comes_back() {
    let form = form();
    let changes =
        [("married", "yes"), ("children.0.name", "Vũ An"), ("children.0.own", "no"), ("children.0.note", "Bà"), ("children.rows", "2")];
    let typed = typed(&form, &changes);
    assert!(form.check(&typed, Language::Vi).of("spouse").is_empty());
    let declaration = typed.declaration(&form);
    assert_eq!(
        declaration,
        json!({ "person_name": "Vũ Thị Mẫu", "home": { "province": "22", "commune": "06646", "detail": "12 Lê Lợi" }, "married": true,
            "spouse": "not asked for", "area": 120.5, "price": 50_000_000, "children": [{ "name": "Vũ An", "own": false, "note": "Bà" }] })
    );
    assert_eq!(Typed::from_declaration(&form, &declaration).declaration(&form), declaration);
    assert_eq!(form.faults_of(&declaration), []);
    let words: Vec<(String, String)> =
        form.summary(&declaration, Language::Vi).into_iter().flat_map(|section| section.rows).map(|row| (row.label, row.value)).collect();
    let value = |label: &str| words.iter().find(|(found, _)| found == label).map(|(_, value)| value.as_str());
    assert_eq!(value("Nơi ở người được cấp"), Some("12 Lê Lợi, Phường Hồng Gai, Tỉnh Quảng Ninh"));
    assert_eq!(value("Diện tích"), Some("120,5\u{a0}m²"));
    assert_eq!(value("Đã có vợ, chồng?"), Some("Có"));
    assert_eq!(value("Con: mục 1: Họ tên con"), Some("Vũ An"));
    assert!(value("Vốn kinh doanh").unwrap().starts_with("50.000.000"));
}

#[test]
fn each_mistake_is_said_where_it_was_made() {
    let form = form();
    assert!(form.check(&typed(&form, &[]), Language::Vi).is_empty(), "{:?}", form.check(&typed(&form, &[]), Language::Vi));
    let long = "a".repeat(301);
    for (changes, field, part_of_message) in [
        (vec![("home.commune", "07200")], "home", "Chọn xã, phường thuộc tỉnh đã chọn"),
        (vec![("home.province", "")], "home", "Chọn tỉnh, thành phố"),
        (vec![("home.province", "99"), ("home.commune", "99999")], "home", "Chọn tỉnh, thành phố"),
        (vec![("home.detail", "")], "home", "Nhập số nhà"),
        (vec![("home.detail", long.as_str())], "home", "Chọn lại địa chỉ"),
        (vec![("home.commune", ""), ("home.old", "Bạch Đằng")], "home", "Phường Hồng Gai, Tỉnh Quảng Ninh hoặc Xã Bạch Đằng"),
        (vec![("home.commune", ""), ("home.old", "Atlantis")], "home", "Chưa tìm thấy"),
        (vec![("home.province", ""), ("home.commune", ""), ("home.detail", "")], "home", "Chọn tỉnh, xã"),
        (vec![("area", "rộng")], "area", "Nhập diện tích như trên giấy chứng nhận"),
        (vec![("price", "50.00")], "price", "số tiền nguyên đồng"),
        (vec![("price", "-5")], "price", "phải từ 0 trở lên"),
        (vec![("married", "perhaps")], "married", "Chọn một câu trả lời"),
        (vec![("person_born-day", "1"), ("person_born-month", "1"), ("person_born-year", "2027")], "person_born", "không thể sau hôm nay"),
        (vec![("married", "yes"), ("spouse", "x"), ("children.rows", "1"), ("children.0.born-day", "5")], "children.0.name", "Nhập mục"),
        (vec![("married", "yes"), ("spouse", "x"), ("children.0.name", "A"), ("children.0.own", "no")], "children.0.note", "Nhập mục"),
    ] {
        let errors = form.check(&typed(&form, &changes), Language::Vi);
        assert!(errors.of(field).contains(part_of_message), "{changes:?}: {errors:?}");
    }
}

#[test]
fn an_old_name_that_means_one_commune_chooses_it() {
    let form = form();
    let typed = typed(&form, &[("home.province", ""), ("home.commune", ""), ("home.old", "phường Bạch Đằng, Hạ Long")]);
    assert_eq!(typed.declaration(&form)["home"]["commune"], json!("06646"));
    assert!(form.check(&typed, Language::Vi).is_empty());
    let shown = form.shown(&typed, &FieldErrors::none(), Language::Vi);
    let ShownKind::Address(address) = &shown[0].fields[2].kind else { panic!("an address is drawn as one") };
    assert!(address.communes.iter().any(|choice| choice.chosen && choice.value == "06646"));
    assert!(address.former.starts_with("Phường Hồng Gai gồm Phường Bạch Đằng, Phường Hồng Gai"), "{}", address.former);
    let elsewhere = Typed::from_inputs(&form, [("home.province", "24"), ("home.commune", "06646")]);
    assert_eq!(elsewhere.get("home.commune"), "", "a commune of another province is not chosen any more");
}

#[test]
fn rows_come_and_go_without_a_script() {
    let form = form();
    let count = |typed: &Typed| match &form.shown(typed, &FieldErrors::none(), Language::En)[2].fields[0].kind {
        ShownKind::Group(group) => (group.rows.len(), group.may_add),
        other => panic!("{other:?}"),
    };
    let act = |typed: &mut Typed, action: &str| typed.act(&form, &FormAction::parse(action).unwrap());
    let mut typed = Typed::default();
    assert_eq!(count(&typed), (0, true));
    for _ in 0..5 {
        act(&mut typed, "add:children");
    }
    assert_eq!(count(&typed), (3, false), "no more than the form allows");
    let inputs =
        [("children.rows", "3"), ("children.0.name", "A"), ("children.2.name", "C"), ("children.7.name", "D"), ("children.x.name", "?")];
    let mut typed = Typed::from_inputs(&form, inputs);
    assert_eq!((typed.get("children.1.name"), typed.get("children.2.name"), typed.get("children.x.name")), ("C", "D", ""));
    act(&mut typed, "remove:children:1");
    assert_eq!((typed.get("children.0.name"), typed.get("children.1.name"), count(&typed).0), ("A", "D", 2));
    for hostile in ["remove:children:99", "add:nothing", "remove:person_name:0"] {
        act(&mut typed, hostile);
        assert_eq!(count(&typed).0, 2, "{hostile}");
    }
    assert!(FormAction::parse("drop").is_none() && FormAction::parse("remove:children:x").is_none());
}

#[test]
fn a_section_about_oneself_is_filled_from_the_profile() {
    let form = form();
    let mut typed = Typed::from_inputs(&form, [("person_name", "somebody else"), ("area", "1")]);
    let profile = json!({ "name": "Vũ Thị Mẫu", "born": "1994-09-02" });
    typed.fill_person(&form, 0, |what| profile.get(what).cloned());
    typed.fill_person(&form, 9, |_| Some(Value::from("nobody")));
    assert_eq!((typed.get("person_name"), typed.date("person_born").year.as_str(), typed.get("area")), ("Vũ Thị Mẫu", "1994", "1"));
}

#[test]
fn a_declaration_of_the_api_is_held_to_the_same_rules() {
    let form = form();
    let faults = form.faults_of(&json!({
        "person_name": 7, "home": { "province": "22", "commune": "07200", "street": "x" }, "married": true, "spouse": "x",
        "children": [{ "stray": 1 }, {}, {}, {}], "price": 1.5
    }));
    for expected in [
        ("person_name", "wrong_form"),
        ("home", "wrong_form"),
        ("children.0.stray", "unknown_field"),
        ("children.0.name", "missing"),
        ("children.2.name", "missing"),
        ("price", "wrong_form"),
    ] {
        assert!(faults.contains(&(expected.0.to_owned(), expected.1)), "{expected:?} in {faults:?}");
    }
    for odd in [json!([]), json!("x"), json!({ "children": "x", "home": [] }), json!({ "children": [[]] }), Value::Null] {
        assert!(!form.faults_of(&odd).is_empty(), "{odd}");
    }
}

#[test]
fn files_are_asked_for_where_their_condition_holds() {
    let form = form();
    let typed = typed(&form, &[]);
    assert_eq!(typed.files_asked(&form).iter().map(|field| field.key.as_str()).collect::<Vec<_>>(), ["scan"]);
    assert!(typed.declaration(&form).get("scan").is_none(), "a file is a paper, not an answer");
}

#[test]
fn forms_that_cannot_work_are_refused() {
    let changed = |pointer: &str, value: Value| {
        let mut json: Value = serde_json::from_str(SAMPLE).unwrap();
        *json.pointer_mut(pointer).unwrap() = value;
        Form::from_value(&json).err()
    };
    assert_eq!(changed("/x-version", json!(2)), None);
    assert!(matches!(changed("/x-sections/2/when/is", json!(["maybe"])), Some(FormError::Condition(field)) if field == "married"));
    assert!(matches!(changed("/properties/children/maxItems", json!(0)), Some(FormError::Rows(_))));
    assert!(matches!(changed("/properties/children/items/x-fields", json!(["name", "born", "own", "gone"])), Some(FormError::Field(_))));
    assert!(matches!(changed("/x-sections/1/fields", json!(["area", "price"])), Some(FormError::Field(field)) if field == "scan"));
    assert!(matches!(changed("/properties/area/type", json!(7)), Some(FormError::Unreadable(_) | FormError::Schema(_))));
    let mut dotted = serde_json::from_str::<Value>(SAMPLE).unwrap().to_string();
    dotted = dotted.replace("\"area\"", "\"a.rea\"");
    assert!(matches!(Form::read(&dotted), Err(FormError::Key(_))));
}
