//! What was declared, in words.

use chrono::NaiveDate;
use serde_json::Value;

use super::definition::{Field, FieldKind, Form};
use super::show::yes_or_no;
use crate::format;
use crate::i18n::{Language, t_with};

/// What was declared, section by section, for reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Title of the section.
    pub title: String,
    /// Its filled fields.
    pub rows: Vec<SummaryRow>,
}

/// One filled field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRow {
    /// Key of the field, to link to it.
    pub key: String,
    /// Label.
    pub label: String,
    /// Value in words.
    pub value: String,
}

impl Form {
    /// What was declared, in words. Fields that were not filled are left out.
    #[must_use]
    pub fn summary(&self, declaration: &Value, language: Language) -> Vec<Summary> {
        let sections = self.sections.iter().map(|section| Summary {
            title: section.title.in_language(language).to_owned(),
            rows: self.fields_of(section).into_iter().flat_map(|field| self.summary_rows(field, declaration, language)).collect(),
        });
        sections.filter(|section| !section.rows.is_empty()).collect()
    }

    fn summary_rows(&self, field: &Field, declaration: &Value, language: Language) -> Vec<SummaryRow> {
        let Some(value) = declaration.get(&field.key) else { return Vec::new() };
        let label = field.label.in_language(language);
        let row = |field: &Field, label: String, value: &Value| SummaryRow {
            key: field.key.clone(),
            label,
            value: self.in_words(field, value, language),
        };
        let Some(rows) = value.as_array().filter(|_| field.kind == FieldKind::Group) else {
            return vec![row(field, label.to_owned(), value)];
        };
        let of_row = |(number, (fields, value)): (usize, (Vec<Field>, &Value))| {
            let title = t_with(language, "form-row", &[("label", label.into()), ("number", (number + 1).to_string().into())]);
            let filled =
                |inner: &Field| Some(row(inner, format!("{title}: {}", inner.label.in_language(language)), value.get(inner.inner_key())?));
            fields.iter().filter_map(filled).collect::<Vec<_>>()
        };
        field.rows(rows.len()).into_iter().zip(rows).enumerate().flat_map(of_row).collect()
    }

    fn in_words(&self, field: &Field, value: &Value, language: Language) -> String {
        match value {
            Value::Bool(yes) => yes_or_no(*yes, language),
            Value::Number(_) => number_in_words(field, value, language),
            Value::String(text) if field.kind == FieldKind::Date => {
                text.parse::<NaiveDate>().map_or_else(|_| text.clone(), |date| format::date(language, date))
            }
            Value::String(text) => {
                let option = field.options.iter().find(|option| option.value == *text);
                option.map_or_else(|| text.clone(), |option| option.label.in_language(language).to_owned())
            }
            Value::Object(_) if field.kind == FieldKind::Address => self.address_in_words(value, language),
            other => other.to_string(),
        }
    }

    /// "12 Lê Lợi, Phường Hồng Gai, Tỉnh Quảng Ninh (trước đây: Bạch Đằng)".
    fn address_in_words(&self, address: &Value, language: Language) -> String {
        let part = |name: &str| address.get(name).and_then(Value::as_str).unwrap_or_default();
        let unit = |code: &str| self.places.place(code).map_or_else(|| code.to_owned(), |place| place.name_in(language).to_owned());
        let parts = [part("detail").to_owned(), unit(part("commune")), unit(part("province"))];
        let whole = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        match part("old") {
            "" => whole,
            old => t_with(language, "form-address-once", &[("address", whole.into()), ("old", old.into())]),
        }
    }
}

fn number_in_words(field: &Field, value: &Value, language: Language) -> String {
    let number = value.as_i64().map_or_else(|| value.to_string(), |number| format::number(language, number));
    let number = if language == Language::Vi && value.as_i64().is_none() { number.replace('.', ",") } else { number };
    match (field.kind, value.as_i64()) {
        (FieldKind::Money, Some(dong)) => format::money(language, dong),
        _ if field.unit.is_empty() => number,
        _ => format!("{number}\u{a0}{}", field.unit.in_language(language)),
    }
}
