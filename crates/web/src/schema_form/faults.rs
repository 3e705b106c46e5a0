//! What can be wrong with one field, as a stable code and in words that help.

use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::definition::{Field, FieldKind};
use crate::i18n::{Language, Value as Argument, t, t_with};

/// What can be wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    Missing,
    TooLong(u64),
    TooShort(u64),
    TooSmall(String),
    TooLarge(String),
    Format,
    Choice,
    Unknown,
    TooFewRows(u64),
    TooManyRows(u64),
    InFuture,
    InPast,
    Province,
    Commune,
    Detail,
    /// The old name of a commune means none of today's or, by their names, several.
    OldName(Vec<String>),
}

impl Fault {
    pub(super) fn of(kind: &ValidationErrorKind) -> Self {
        match kind {
            ValidationErrorKind::MaxLength { limit } => Self::TooLong(*limit),
            ValidationErrorKind::MinLength { limit } => Self::TooShort(*limit),
            ValidationErrorKind::Minimum { limit } => Self::TooSmall(limit.to_string()),
            ValidationErrorKind::Maximum { limit } => Self::TooLarge(limit.to_string()),
            ValidationErrorKind::MinItems { limit } => Self::TooFewRows(*limit),
            ValidationErrorKind::MaxItems { limit } => Self::TooManyRows(*limit),
            ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => Self::Choice,
            _ => Self::Format,
        }
    }

    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong(_) => "too_long",
            Self::TooShort(_) => "too_short",
            Self::TooSmall(_) => "too_small",
            Self::TooLarge(_) => "too_large",
            Self::Format => "wrong_form",
            Self::Choice => "unknown_choice",
            Self::Unknown => "unknown_field",
            Self::TooFewRows(_) => "too_few_rows",
            Self::TooManyRows(_) => "too_many_rows",
            Self::InFuture => "in_future",
            Self::InPast => "in_past",
            Self::Province => "unknown_province",
            Self::Commune => "unknown_commune",
            Self::Detail => "missing_detail",
            Self::OldName(_) => "unclear_old_name",
        }
    }

    /// The message at the field: what to do, and what was found.
    pub(super) fn message(&self, field: &Field, found: Option<&Value>, language: Language) -> String {
        if !field.message.is_empty() && !matches!(self, Self::Missing) {
            return field.message.in_language(language).to_owned();
        }
        let found = found.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).unwrap_or_default();
        let (key, limit) = self.key_and_limit(field, language);
        let count = i64::try_from(found.chars().filter(char::is_ascii_digit).count()).unwrap_or(0);
        let length = i64::try_from(found.chars().count()).unwrap_or(0);
        let arguments = [
            ("label", Argument::from(field.label.in_language(language).to_owned())),
            ("found", Argument::from(found)),
            ("limit", Argument::from(limit)),
            ("digits", Argument::from(count)),
            ("length", Argument::from(length)),
        ];
        t_with(language, key, &arguments)
    }

    fn key_and_limit(&self, field: &Field, language: Language) -> (&'static str, String) {
        match self {
            Self::Missing => {
                (missing_key(field.kind), field.group.as_ref().map(|group| group.least.max(1).to_string()).unwrap_or_default())
            }
            Self::TooLong(limit) => ("form-error-too-long", limit.to_string()),
            Self::TooShort(limit) => ("form-error-too-short", limit.to_string()),
            Self::TooSmall(limit) => ("form-error-too-small", limit.clone()),
            Self::TooLarge(limit) => ("form-error-too-large", limit.clone()),
            Self::TooFewRows(limit) => ("form-error-rows-missing", limit.to_string()),
            Self::TooManyRows(limit) => ("form-error-rows-many", limit.to_string()),
            Self::Choice => ("form-error-choice", String::new()),
            Self::Unknown => ("form-error-unknown", String::new()),
            Self::InFuture => ("form-error-in-future", String::new()),
            Self::InPast => ("form-error-in-past", String::new()),
            Self::Province => ("form-error-province", String::new()),
            Self::Commune => ("form-error-commune", String::new()),
            Self::Detail => ("form-error-detail", String::new()),
            Self::OldName(names) if names.is_empty() => ("form-error-old-unknown", String::new()),
            Self::OldName(names) => ("form-error-old-several", names.join(&t(language, "form-or"))),
            Self::Format => (format_key(field), String::new()),
        }
    }
}

const fn missing_key(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Choice | FieldKind::YesNo => "form-error-choose",
        FieldKind::Tick => "form-error-tick",
        FieldKind::Date => "form-error-date-missing",
        FieldKind::Address => "form-error-address-missing",
        FieldKind::Group => "form-error-rows-missing",
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
        (_, FieldKind::Decimal) => "form-error-decimal",
        (_, FieldKind::Money) => "form-error-money",
        (_, FieldKind::YesNo) => "form-error-choose",
        (_, FieldKind::Address) => "form-error-address",
        _ => "form-error-format",
    }
}
