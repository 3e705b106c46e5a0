//! The electronic form on the page of all parts: one field of every kind, with rows, a mistake and a value that is known.

use std::sync::Arc;

use crate::form::FieldErrors;
use crate::i18n::{Language, t};
use crate::schema_form::{Form, FormError, Place, Places, ShownSection, Typed};

const SAMPLE: &str = include_str!("sample_form.json");

const ANSWERS: [(&str, &str); 9] = [
    ("person_name", "Vũ Thị Mẫu"),
    ("home.province", "22"),
    ("home.commune", "06646"),
    ("married", "yes"),
    ("spouse", "Trần Văn Thử"),
    ("area", "rộng"),
    ("price", "50.000.000"),
    ("children.rows", "1"),
    ("children.0.name", "Trần Vũ An"),
];

/// The sample, filled in and checked.
///
/// # Errors
/// [`FormError`] when the sample is no form.
pub(super) fn sections(language: Language) -> Result<Vec<ShownSection>, FormError> {
    let form = Form::read(SAMPLE)?.with_places(Arc::new(places()));
    let typed = Typed::from_inputs(&form, ANSWERS);
    let wrong: FieldErrors = form.check(&typed, language).list().iter().filter(|error| error.field == "area").cloned().collect();
    let mut sections = form.shown(&typed, &wrong, language);
    if let Some(field) = sections.iter_mut().flat_map(|section| &mut section.fields).find(|field| field.name == "person_name") {
        field.source = t(language, "web-components-known-source");
        field.source_address = "/thanh-phan".to_owned();
    }
    Ok(sections)
}

fn places() -> Places {
    let place = |code: &str, name: &str, name_en: &str, former: &[&str]| Place {
        code: code.to_owned(),
        province: "22".to_owned(),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        former: former.iter().map(|name| (*name).to_owned()).collect(),
    };
    Places::new(vec![
        place("22", "Tỉnh Quảng Ninh", "Quang Ninh Province", &[]),
        place("06646", "Phường Hồng Gai", "Hong Gai Ward", &["Phường Bạch Đằng", "Phường Hồng Gai", "Phường Trần Hưng Đạo"]),
    ])
}
