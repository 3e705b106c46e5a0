//! Filled forms, as invented people would fill them.

use chrono::{Days, NaiveDate};
use dossier::model::{Applicant, Sex};
use organisation::Area;
use serde_json::{Value, json};
use web::schema_form::{Field, FieldKind, Form};

use super::chance::Chance;
use super::people::{Born, Names, address, personal_number};

/// The form of `procedure`, filled by `applicant` on `day`.
pub(super) fn fill(
    names: &Names,
    chance: &Chance,
    (form, definition): (&str, Option<&Form>),
    applicant: &Applicant,
    (day, area, unit): (NaiveDate, &Area, &str),
) -> Value {
    let commune = area.full_name.as_str();
    match form {
        "birth" => birth(names, chance, applicant, day, commune),
        "marriage" => marriage(names, chance, applicant, day, commune),
        "general" => general(chance),
        _ => definition.map_or_else(|| general(chance), |form| by_example(chance, form, applicant, (&area.province, unit))),
    }
}

fn birth(names: &Names, chance: &Chance, applicant: &Applicant, day: NaiveDate, commune: &str) -> Value {
    let born = day - Days::new(chance.between(3, 50));
    let is_father = applicant.sex == Some(Sex::Male);
    let father_name = if is_father { applicant.name.clone() } else { names.name(chance, Sex::Male, None) };
    let mother_name = if is_father { names.name(chance, Sex::Female, None) } else { applicant.name.clone() };
    let sex = if chance.percent(51) { Sex::Male } else { Sex::Female };
    json!({
        "child_name": names.name(chance, sex, father_name.split(' ').next()),
        "child_born": born, "child_sex": sex.code(),
        "child_birth_place": "Bệnh viện Sản Nhi Quảng Ninh", "child_birth_commune": commune,
        "child_ethnicity": "Kinh", "child_nationality": "VN", "child_home": format!("{commune}, tỉnh Quảng Ninh"),
        "mother_name": mother_name, "mother_ethnicity": "Kinh", "mother_nationality": "VN", "mother_address": applicant.address,
        "father_known": "yes", "father_name": father_name, "father_ethnicity": "Kinh", "father_nationality": "VN",
        "father_address": applicant.address,
        "relation": if is_father { "father" } else { "mother" }, "copies": chance.between(1, 4), "promise": true
    })
}

fn marriage(names: &Names, chance: &Chance, applicant: &Applicant, day: NaiveDate, commune: &str) -> Value {
    let groom = applicant.sex == Some(Sex::Male);
    let born_on = day - Days::new(chance.between(21 * 365, 34 * 365));
    let other = if groom { Sex::Female } else { Sex::Male };
    let (other_name, other_number) = (names.name(chance, other, None), personal_number(chance, Born { sex: other, on: born_on }));
    let own_number = applicant.personal_number.clone().unwrap_or_default();
    let own_born = applicant.born.unwrap_or(born_on);
    let own = (applicant.name.clone(), own_number, own_born, applicant.address.clone());
    let partner = (other_name, other_number, born_on, address(chance, commune));
    let (wife, husband) = if groom { (partner, own) } else { (own, partner) };
    json!({
        "wife_name": wife.0, "wife_number": wife.1, "wife_born": wife.2, "wife_address": wife.3,
        "wife_ethnicity": "Kinh", "wife_nationality": "VN", "wife_before": "first",
        "husband_name": husband.0, "husband_number": husband.1, "husband_born": husband.2, "husband_address": husband.3,
        "husband_ethnicity": "Kinh", "husband_nationality": "VN", "husband_before": "first",
        "copies": chance.between(1, 3), "promise": true
    })
}

/// Filled from the examples of the form, about the applicant where it asks for a person, with addresses in their commune.
fn by_example(chance: &Chance, form: &Form, applicant: &Applicant, (province, unit): (&str, &str)) -> Value {
    let person = serde_json::to_value(applicant).unwrap_or_default();
    let about = |field: &Field| match field.kind {
        FieldKind::Address => Some(json!({ "province": province, "commune": unit, "detail": street(chance) })),
        FieldKind::Choice => chance.pick(&field.options).map(|option| Value::from(option.value.as_str())),
        _ if field.person.is_empty() => None,
        _ => person.get(&field.person).filter(|value| value.as_str().is_some_and(|text| !text.is_empty())).cloned(),
    };
    form.example(&about)
}

/// House and street of an invented address.
fn street(chance: &Chance) -> String {
    let streets = ["Lê Thánh Tông", "Trần Phú", "Nguyễn Văn Cừ", "Lê Lợi", "Trần Hưng Đạo"];
    format!("{} {}", chance.between(1, 220), chance.pick(&streets).copied().unwrap_or("Lê Lợi"))
}

fn general(chance: &Chance) -> Value {
    let request = chance.pick(&[
        "Đề nghị cấp theo quy định để bổ túc hồ sơ xin việc",
        "Xin cấp để làm thủ tục vay vốn ngân hàng",
        "Đề nghị giải quyết theo hồ sơ kèm theo",
        "Xin xác nhận để nhập học cho con",
    ]);
    json!({ "request": request, "for_whom": "self" })
}
