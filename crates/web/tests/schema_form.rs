//! The forms of the country pack: each can be read, filled, checked and shown.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where something it needs is missing")]

use serde_json::json;
use web::schema_form::{Form, ShownKind, Typed};
use web::{FieldErrors, Language};

fn form(key: &str) -> Form {
    let path = format!("{}/../../data/vn/forms/{key}.json", env!("CARGO_MANIFEST_DIR"));
    Form::read(&std::fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

const BIRTH: [(&str, &str); 20] = [
    ("child_name", "  Vũ Minh Anh "),
    ("child_born-day", "2"),
    ("child_born-month", "9"),
    ("child_born-year", "2026"),
    ("child_sex", "female"),
    ("child_birth_place", "Bệnh viện Sản Nhi Quảng Ninh"),
    ("child_birth_commune", "Phường Hồng Gai, Quảng Ninh"),
    ("child_ethnicity", "Kinh"),
    ("child_nationality", "VN"),
    ("child_home", "Quảng Ninh"),
    ("mother_name", "Vũ Thị Mẫu"),
    ("mother_born-day", ""),
    ("mother_number", "022194000417"),
    ("father_known", "no"),
    ("relation", "mother"),
    ("relation_other", "ignored"),
    ("copies", "2"),
    ("promise", "yes"),
    ("mother_nationality", ""),
    ("injected", "<script>"),
];

fn with(name: &str, value: &str) -> Vec<(String, String)> {
    let mut inputs: Vec<(String, String)> = BIRTH.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    inputs.retain(|(known, _)| known != name);
    inputs.push((name.to_owned(), value.to_owned()));
    inputs
}

fn typed(form: &Form, inputs: &[(String, String)]) -> Typed {
    Typed::from_inputs(form, inputs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

#[test]
fn every_form_of_the_pack_is_sound() {
    let keys = every_form();
    assert!(keys.len() >= 22, "{keys:?}");
    for key in &keys {
        let form = form(key);
        assert_eq!(form.key, *key);
        assert!(!form.legal_basis.is_empty());
        for section in &form.sections {
            whole(&section.title, key);
        }
        let within = form.fields.iter().flat_map(|field| field.group.iter().flat_map(|group| &group.fields).chain([field]));
        for field in within {
            let place = format!("{key}.{}", field.key);
            whole(&field.label, &place);
            field.options.iter().for_each(|option| whole(&option.label, &place));
            [&field.hint, &field.help, &field.message, &field.unit, &field.example]
                .into_iter()
                .filter(|text| !text.is_empty())
                .for_each(|text| whole(text, &place));
        }
    }
}

/// A text stands in all three languages.
fn whole(text: &web::schema_form::Text, place: &str) {
    assert!(!text.vi.is_empty() && !text.en.is_empty() && !text.th.is_empty(), "{place} is not translated: {text:?}");
}

fn every_form() -> Vec<String> {
    let folder = format!("{}/../../data/vn/forms", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut keys: Vec<String> = files.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    keys.sort();
    keys
}

#[test]
fn forms_of_the_law_say_which_they_are_and_can_be_filled_from_their_examples() {
    for key in every_form().into_iter().filter(|key| key != "applicant" && key != "general") {
        let form = form(&key);
        assert!(!form.legal_form.number.is_empty() && !form.legal_form.annex.is_empty(), "{key}");
        let asked = form.fields.iter().map(|field| field.group.as_ref().map_or(1, |group| group.fields.len())).sum::<usize>();
        assert!(asked >= 9, "{key} asks little: {asked}");
        let declaration = form.example(&|_| None);
        assert!(form.faults_of(&declaration).is_empty(), "{key}: {:?} in {declaration}", form.faults_of(&declaration));
        for language in Language::ALL {
            assert!(!form.summary(&declaration, language).is_empty(), "{key}");
            let unfilled = form.check(&Typed::default(), language);
            assert!(!unfilled.is_empty() && unfilled.list().iter().all(|error| !error.message.contains("form-")), "{key}: {unfilled:?}");
        }
    }
}

#[test]
fn a_filled_form_becomes_a_declaration() {
    let form = form("birth");
    let typed = Typed::from_inputs(&form, BIRTH);
    assert!(form.check(&typed, Language::Vi).is_empty(), "{:?}", form.check(&typed, Language::Vi));
    let declaration = typed.declaration(&form);
    assert_eq!(declaration["child_name"], json!("Vũ Minh Anh"));
    assert_eq!(declaration["child_born"], json!("2026-09-02"));
    assert_eq!(declaration["copies"], json!(2));
    assert_eq!(declaration["promise"], json!(true));
    assert!(declaration.get("relation_other").is_none(), "a field that is not asked for is not declared");
    assert!(declaration.get("injected").is_none());
    let again = Typed::from_declaration(&form, &declaration);
    assert_eq!(again.declaration(&form), declaration);
}

#[test]
fn each_mistake_is_said_at_its_field() {
    let form = form("birth");
    let cases = [
        ("child_name", "", "child_name", "Nhập mục “Họ, chữ đệm, tên của em bé”"),
        (
            "child_born-day",
            "31",
            "child_born",
            "“31/9/2026” không phải là một ngày có thật; nhập theo thứ tự ngày, tháng, năm, ví dụ 02 09 1994",
        ),
        ("child_sex", "none", "child_sex", "Chọn lại mục “Giới tính” trong danh sách"),
        ("child_sex", "", "child_sex", "Chọn một câu trả lời cho mục “Giới tính”"),
        ("mother_number", "02219400", "mother_number", "Số định danh phải đủ 12 chữ số; bạn mới nhập 8"),
        ("father_known", "yes", "father_name", "Nhập mục “Họ và tên cha”"),
        ("relation", "other", "", ""),
        ("copies", "nhiều", "copies", "Mục “Số bản sao trích lục cần thêm” là một số; bạn đã nhập “nhiều”"),
        ("copies", "99", "copies", "Mục “Số bản sao trích lục cần thêm” không được quá 20; bạn đã nhập 99"),
        (
            "promise",
            "",
            "promise",
            "Đánh dấu vào ô “Tôi cam đoan nội dung khai trên đúng sự thật và được sự thỏa thuận nhất trí của các bên liên quan” để tiếp tục",
        ),
    ];
    for (name, value, field, message) in cases {
        let errors = form.check(&typed(&form, &with(name, value)), Language::Vi);
        if field.is_empty() {
            assert!(errors.is_empty(), "{name}={value}: {errors:?}");
        } else {
            assert_eq!(errors.of(field), message, "{name}={value}");
            assert_eq!(errors.count(), 1, "{name}={value}: {errors:?}");
        }
    }
}

#[test]
fn what_was_typed_comes_back_with_the_errors() {
    let form = form("birth");
    let typed = typed(&form, &with("child_born-month", "13"));
    let errors = form.check(&typed, Language::Vi);
    let shown = form.shown(&typed, &errors, Language::Vi);
    let date = shown.iter().flat_map(|section| &section.fields).find(|field| field.name == "child_born").unwrap();
    let ShownKind::Date(date) = &date.kind else { panic!("a date is drawn as a date") };
    assert_eq!((date.day.as_str(), date.month.as_str(), date.year.as_str(), date.faulty.as_str()), ("2", "13", "2026", "month"));
}

#[test]
fn a_declaration_reads_in_words() {
    let form = form("birth");
    let declaration = Typed::from_inputs(&form, BIRTH).declaration(&form);
    let rows: Vec<_> = form.summary(&declaration, Language::En).into_iter().flat_map(|section| section.rows).collect();
    let value = |key: &str| rows.iter().find(|row| row.key == key).map(|row| row.value.as_str());
    assert_eq!(value("child_sex"), Some("Female"));
    assert_eq!(value("child_born"), Some("2 September 2026"));
    assert_eq!(value("father_name"), None);
}

#[test]
fn a_declaration_from_the_api_is_checked_the_same_way() {
    let form = form("birth");
    let declaration = json!({ "child_name": "Vũ Minh Anh", "child_born": "2026-13-01", "stray": 1 });
    let faults = form.faults_of(&declaration);
    assert!(faults.contains(&("child_born".to_owned(), "wrong_form")), "{faults:?}");
    assert!(faults.contains(&("stray".to_owned(), "unknown_field")), "{faults:?}");
    assert!(faults.contains(&("mother_name".to_owned(), "missing")), "{faults:?}");
}

#[test]
fn nothing_typed_shows_no_errors_but_does_not_pass() {
    let form = form("general");
    let nothing = Typed::default();
    assert!(nothing.is_empty());
    assert!(!form.check(&nothing, Language::Th).is_empty());
    assert!(
        form.shown(&nothing, &FieldErrors::none(), Language::Th)
            .iter()
            .all(|section| section.fields.iter().all(|field| field.error.is_empty()))
    );
}

#[test]
fn a_question_that_depends_on_another_says_when_it_is_asked() {
    let form = form("residence");
    let shown = form.shown(&Typed::default(), &FieldErrors::none(), Language::Vi);
    let field = |name: &str| shown.iter().flat_map(|section| &section.fields).find(|field| field.name == name).unwrap();
    assert_eq!(field("head_name").depends_on, "is_head=other");
    assert_eq!(field("head_name").condition, "Chỉ trả lời khi mục “Ai là chủ hộ ở nơi mới?” là “Người khác”");
    assert_eq!(field("head_number").condition, "", "neighbours with the same condition say it once");
    assert_eq!(field("case").depends_on, "");
    let owner = shown.iter().find(|section| section.depends_on == "case=rent,other").unwrap();
    assert!(owner.condition.ends_with("là “Thuê, mượn, ở nhờ” hoặc “Trường hợp khác”"), "{}", owner.condition);
}

#[test]
fn what_is_not_asked_for_is_neither_required_nor_declared() {
    let form = form("residence");
    let answered = |head: &str| Typed::from_inputs(&form, [("is_head", head), ("head_name", "Trần Quốc Bảo"), ("case", "spouse")]);
    let missing = |typed: &Typed, key: &str| !form.check(typed, Language::Vi).of(key).is_empty();
    assert!(missing(&answered("other"), "head_number") && !missing(&answered("self"), "head_number"));
    assert_eq!(answered("other").declaration(&form)["head_name"], json!("Trần Quốc Bảo"));
    assert_eq!(answered("self").declaration(&form).get("head_name"), None);
}
