//! Checking a declaration against its form: what is missing, what has no right form, and at which field.

use chrono::NaiveDate;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::definition::{Field, FieldKind, Form, When};
use super::faults::Fault;
use super::typed::{ADDRESS_PARTS, Typed};
use crate::form::{FieldError, FieldErrors};
use crate::i18n::Language;

/// Longest rest of an address.
const LONGEST_DETAIL: usize = 300;

/// A personal number as the schema format `personal-number` wants it.
pub(super) fn is_personal_number(text: &str) -> bool {
    text.parse::<kernel::code::PersonalNumber>().is_ok()
}

/// A telephone number of Vietnam or abroad: eight to fifteen digits, spaces, dots and a leading plus allowed.
pub(super) fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let allowed =
        |(place, letter): (usize, char)| letter.is_ascii_digit() || matches!(letter, ' ' | '.' | '-') || (place == 0 && letter == '+');
    (8..=15).contains(&digits) && text.chars().enumerate().all(allowed)
}

/// An e-mail address, roughly: something, an at sign, a name with a dot.
pub(super) fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    let plain = |part: &str| !part.is_empty() && !part.chars().any(|letter| letter.is_whitespace() || letter.is_control());
    text.len() <= 254 && plain(name) && plain(domain) && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
}

impl Form {
    /// What is wrong with what was typed, in the order of the fields, one message a field.
    #[must_use]
    pub fn check(&self, typed: &Typed, language: Language) -> FieldErrors {
        let declaration = typed.declaration(self);
        let asked = typed.asked(self);
        let found = self.all_faults(&asked, &declaration);
        asked
            .iter()
            .filter_map(|field| {
                let (_, fault) = found.iter().find(|(key, _)| *key == field.key)?;
                let message = fault.message(field, value_at(&declaration, &field.key), language);
                Some(FieldError { field: field.key.clone(), message })
            })
            .collect()
    }

    /// What is wrong with a declaration that came through the API: the field and a stable code for each.
    #[must_use]
    pub fn faults_of(&self, declaration: &Value) -> Vec<(String, &'static str)> {
        let asked = Typed::from_declaration(self, declaration).asked(self);
        self.all_faults(&asked, declaration).into_iter().map(|(key, fault)| (key, fault.code())).collect()
    }

    fn all_faults(&self, asked: &[Field], declaration: &Value) -> Vec<(String, Fault)> {
        let mut found: Vec<(String, Fault)> = missing(asked, declaration).chain(self.of_schema(declaration)).collect();
        for field in asked {
            let Some(value) = value_at(declaration, &field.key) else { continue };
            found.extend(self.beyond_schema(field, value).map(|fault| (field.key.clone(), fault)));
        }
        // A group whose rows say what is wrong with them does not say it once more.
        let inside: Vec<String> = found.iter().filter_map(|(key, _)| key.split_once('.')).map(|(group, _)| group.to_owned()).collect();
        found.retain(|(key, _)| !inside.contains(key));
        found
    }

    fn of_schema<'a>(&'a self, declaration: &'a Value) -> impl Iterator<Item = (String, Fault)> + 'a {
        self.validator.iter_errors(declaration).filter_map(|error| {
            let key = error.instance_path().as_str().trim_start_matches('/').replace('/', ".");
            match error.kind() {
                ValidationErrorKind::Required { .. } => None,
                ValidationErrorKind::AdditionalProperties { unexpected } => {
                    let stray = unexpected.first()?;
                    Some((if key.is_empty() { stray.clone() } else { format!("{key}.{stray}") }, Fault::Unknown))
                }
                kind => Some((key, Fault::of(kind))),
            }
        })
    }

    /// What the schema cannot say: units that exist today, and days on the right side of today.
    fn beyond_schema(&self, field: &Field, value: &Value) -> Option<Fault> {
        match field.kind {
            FieldKind::Address => self.address_fault(field, value),
            FieldKind::Date => {
                let (day, today): (NaiveDate, NaiveDate) = (value.as_str()?.parse().ok()?, self.today?);
                match field.day? {
                    When::Past if day > today => Some(Fault::InFuture),
                    When::Future if day < today => Some(Fault::InPast),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn address_fault(&self, field: &Field, value: &Value) -> Option<Fault> {
        let Some(address) = value.as_object() else { return Some(Fault::Format) };
        let part = |name: &str| address.get(name).and_then(Value::as_str).unwrap_or_default();
        let is_known = address.iter().all(|(name, value)| ADDRESS_PARTS.contains(&name.as_str()) && value.is_string());
        let (province, commune, old) = (part("province"), part("commune"), part("old"));
        // A form that was given no units cannot tell which there are; it only asks that both be named.
        let exists = self.places.place(province).is_some() || self.places.provinces().next().is_none();
        let belongs = self.places.belongs(commune, province) || self.places.provinces().next().is_none();
        match () {
            () if !is_known || part("detail").chars().count() > LONGEST_DETAIL => Some(Fault::Format),
            () if commune.is_empty() && !old.is_empty() => {
                let may_be = self.places.once_called(old, province);
                Some(Fault::OldName(may_be.iter().map(|place| self.whole_name(place)).collect()))
            }
            () if province.is_empty() || !exists => Some(Fault::Province),
            () if commune.is_empty() || !belongs => Some(Fault::Commune),
            () if part("detail").is_empty() && field.required && !field.units_only => Some(Fault::Detail),
            () => None,
        }
    }

    fn whole_name(&self, place: &super::places::Place) -> String {
        let province = self.places.place(&place.province).map(|province| format!(", {}", province.name)).unwrap_or_default();
        format!("{}{province}", place.name)
    }
}

/// Fields that are asked for, must be filled and are not: conditions are the form's, so the schema alone cannot tell.
fn missing<'a>(asked: &'a [Field], declaration: &'a Value) -> impl Iterator<Item = (String, Fault)> + 'a {
    let must =
        |field: &&Field| (field.required && field.kind != FieldKind::File) || field.group.as_ref().is_some_and(|group| group.least > 0);
    asked.iter().filter(must).filter(|field| value_at(declaration, &field.key).is_none()).map(|field| (field.key.clone(), Fault::Missing))
}

/// The value of a field: of `members.0.name`, the name in the first row of the members.
pub(super) fn value_at<'a>(declaration: &'a Value, key: &str) -> Option<&'a Value> {
    key.split('.').try_fold(declaration, |value, name| match value {
        Value::Array(rows) => rows.get(name.parse::<usize>().ok()?),
        _ => value.get(name),
    })
}
