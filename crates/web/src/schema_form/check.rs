//! Checking a declaration against its schema, and saying what is wrong in words that help.

use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::definition::{Field, FieldKind, Form};
use super::typed::Typed;
use crate::form::{FieldError, FieldErrors};
use crate::i18n::{Language, Value as Argument, t_with};

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
        let found: Vec<(String, Fault)> = self.missing(typed, &declaration).chain(self.faults(&declaration)).collect();
        self.fields
            .iter()
            .filter_map(|field| {
                let (_, fault) = found.iter().find(|(key, _)| *key == field.key)?;
                Some(FieldError { field: field.key.clone(), message: fault.message(field, &declaration, language) })
            })
            .collect()
    }

    /// What is wrong with a declaration that came through the API: the field and a stable code for each.
    #[must_use]
    pub fn faults_of(&self, declaration: &Value) -> Vec<(String, &'static str)> {
        let typed = Typed::from_declaration(self, declaration);
        self.missing(&typed, declaration).chain(self.faults(declaration)).map(|(key, fault)| (key, fault.code())).collect()
    }

    /// Fields that are asked for, must be filled and are not: conditions are the form's, so the schema alone cannot tell.
    fn missing<'a>(&'a self, typed: &'a Typed, declaration: &'a Value) -> impl Iterator<Item = (String, Fault)> + 'a {
        self.fields
            .iter()
            .filter(|field| field.required && typed.asks(self, field) && declaration.get(&field.key).is_none())
            .map(|field| (field.key.clone(), Fault::Missing))
    }

    fn faults<'a>(&'a self, declaration: &'a Value) -> impl Iterator<Item = (String, Fault)> + 'a {
        self.validator.iter_errors(declaration).filter_map(|error| {
            let key = error.instance_path().as_str().trim_start_matches('/').split('/').next().unwrap_or_default().to_owned();
            let fault = Fault::of(error.kind());
            match error.kind() {
                ValidationErrorKind::Required { .. } => None,
                ValidationErrorKind::AdditionalProperties { unexpected } => Some((unexpected.first()?.clone(), Fault::Unknown)),
                _ => Some((key, fault)),
            }
        })
    }
}

/// What can be wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    Missing,
    TooLong(u64),
    TooShort(u64),
    TooSmall(String),
    TooLarge(String),
    Format,
    Choice,
    Unknown,
}

impl Fault {
    fn of(kind: &ValidationErrorKind) -> Self {
        match kind {
            ValidationErrorKind::MaxLength { limit } => Self::TooLong(*limit),
            ValidationErrorKind::MinLength { limit } => Self::TooShort(*limit),
            ValidationErrorKind::Minimum { limit } => Self::TooSmall(limit.to_string()),
            ValidationErrorKind::Maximum { limit } => Self::TooLarge(limit.to_string()),
            ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => Self::Choice,
            _ => Self::Format,
        }
    }

    const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong(_) => "too_long",
            Self::TooShort(_) => "too_short",
            Self::TooSmall(_) => "too_small",
            Self::TooLarge(_) => "too_large",
            Self::Format => "wrong_form",
            Self::Choice => "unknown_choice",
            Self::Unknown => "unknown_field",
        }
    }

    /// The message at the field: what to do, and what was found.
    fn message(&self, field: &Field, declaration: &Value, language: Language) -> String {
        let found =
            declaration.get(&field.key).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).unwrap_or_default();
        let label = field.label.in_language(language).to_owned();
        let (key, limit) = match self {
            Self::Missing => (missing_key(field.kind), String::new()),
            Self::TooLong(limit) => ("form-error-too-long", limit.to_string()),
            Self::TooShort(limit) => ("form-error-too-short", limit.to_string()),
            Self::TooSmall(limit) => ("form-error-too-small", limit.clone()),
            Self::TooLarge(limit) => ("form-error-too-large", limit.clone()),
            Self::Choice => ("form-error-choice", String::new()),
            Self::Unknown => ("form-error-unknown", String::new()),
            Self::Format => (format_key(field), String::new()),
        };
        let count = i64::try_from(found.chars().filter(char::is_ascii_digit).count()).unwrap_or(0);
        let length = i64::try_from(found.chars().count()).unwrap_or(0);
        let arguments = [
            ("label", Argument::from(label)),
            ("found", Argument::from(found)),
            ("limit", Argument::from(limit)),
            ("digits", Argument::from(count)),
            ("length", Argument::from(length)),
        ];
        t_with(language, key, &arguments)
    }
}

const fn missing_key(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Choice => "form-error-choose",
        FieldKind::Tick => "form-error-tick",
        FieldKind::Date => "form-error-date-missing",
        _ => "form-error-missing",
    }
}

fn format_key(field: &Field) -> &'static str {
    match (field.format.as_str(), field.kind) {
        ("personal-number", _) => "form-error-personal-number",
        ("phone", _) => "form-error-phone",
        ("email", _) => "form-error-email",
        (_, FieldKind::Date) => "form-error-date",
        (_, FieldKind::Number) => "form-error-number",
        _ => "form-error-format",
    }
}
