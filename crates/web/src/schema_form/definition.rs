//! A form as the pack writes it.

use jsonschema::Validator;
use serde::Deserialize;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::i18n::Language;

/// A text of the pack in the languages it has; Vietnamese is always there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English.
    #[serde(default)]
    pub en: String,
    /// Thai.
    #[serde(default)]
    pub th: String,
}

impl Text {
    /// The text in `language`, in Vietnamese where the pack has no other.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        let text = match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
            Language::Th => &self.th,
        };
        if text.is_empty() { &self.vi } else { text }
    }
}

/// How a field is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Line,
    /// Several lines.
    Paragraph,
    /// A date in three parts.
    Date,
    /// A whole number.
    Number,
    /// One of a few, as radios (up to five) or a list.
    Choice,
    /// Yes or no, as one box.
    Tick,
}

/// One of the choices of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Option {
    /// What is kept.
    pub value: String,
    /// What people read.
    pub label: Text,
}

/// When a field or section is asked for: when another field has one of these values.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Condition {
    /// The other field.
    pub field: String,
    /// Its values.
    pub is: Vec<String>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Key in the declaration.
    pub key: String,
    /// Label.
    pub label: Text,
    /// Help under the label.
    pub hint: Text,
    /// How it is asked for.
    pub kind: FieldKind,
    /// `format` of the schema: `date`, `personal-number`, `phone`, `email`, or nothing.
    pub format: String,
    /// Must it be filled, wherever it is asked for?
    pub required: bool,
    /// The choices.
    pub options: Vec<Option>,
    /// Autofill token of HTML.
    pub autocomplete: String,
    /// Which value of the person's profile fills it in: `name`, `personal_number`, `born`, `address`, `phone`, `email`.
    pub profile: String,
    /// When it is asked for.
    pub condition: std::option::Option<Condition>,
}

/// A part of the form with its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Title.
    pub title: Text,
    /// Keys of its fields, in order.
    pub fields: Vec<String>,
    /// When it is asked for.
    pub condition: std::option::Option<Condition>,
}

/// A form, checked and ready to use.
#[derive(Debug)]
pub struct Form {
    /// Key of the form, such as `general`.
    pub key: String,
    /// Version; a dossier keeps the one it was filled in.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// Codes of the procedures it is for; none for the general form.
    pub procedures: Vec<String>,
    /// Where the content of the form comes from.
    pub legal_basis: String,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// Fields in the order of the sections.
    pub fields: Vec<Field>,
    pub(super) validator: Validator,
}

/// What is wrong with a form of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FormError {
    /// The file is not JSON, or lacks something every form has.
    #[error("the form cannot be read: {0}")]
    Unreadable(String),
    /// The schema is not a schema.
    #[error("the schema of the form is wrong: {0}")]
    Schema(String),
    /// A section names a field that the schema does not have, or a field stands in no section or in two.
    #[error("the field {0} must stand in exactly one section and in the schema")]
    Field(String),
    /// A condition names a field or a value that is not there.
    #[error("the condition on {0} can never hold")]
    Condition(String),
}

#[derive(Deserialize)]
struct Written {
    #[serde(rename = "$id")]
    id: String,
    title: String,
    #[serde(rename = "x-title", default)]
    title_text: std::option::Option<Text>,
    #[serde(rename = "x-version")]
    version: u32,
    #[serde(rename = "x-procedures", default)]
    procedures: Vec<String>,
    #[serde(rename = "x-legal-basis", default)]
    legal_basis: String,
    #[serde(rename = "x-sections")]
    sections: Vec<WrittenSection>,
    properties: Map<String, Value>,
    #[serde(default)]
    required: Vec<String>,
}

#[derive(Deserialize)]
struct WrittenSection {
    title: Text,
    fields: Vec<String>,
    #[serde(default)]
    when: std::option::Option<Condition>,
}

#[derive(Deserialize)]
struct WrittenField {
    #[serde(rename = "x-label")]
    label: Text,
    #[serde(rename = "x-hint", default)]
    hint: Text,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    format: String,
    #[serde(rename = "x-lines", default)]
    lines: std::option::Option<u32>,
    #[serde(rename = "x-options", default)]
    options: Vec<WrittenOption>,
    #[serde(rename = "x-autocomplete", default)]
    autocomplete: String,
    #[serde(rename = "x-profile", default)]
    profile: String,
    #[serde(rename = "x-required", default)]
    required: bool,
    #[serde(rename = "x-when", default)]
    when: std::option::Option<Condition>,
}

#[derive(Deserialize)]
struct WrittenOption {
    value: String,
    label: Text,
}

impl Form {
    /// Reads a form of the pack.
    ///
    /// # Errors
    /// See [`FormError`]; the caller names the file.
    pub fn read(json: &str) -> Result<Self, FormError> {
        let schema: Value = serde_json::from_str(json).map_err(|error| FormError::Unreadable(error.to_string()))?;
        let written = Written::deserialize(&schema).map_err(|error| FormError::Unreadable(error.to_string()))?;
        let validator = jsonschema::draft202012::options()
            .with_format("personal-number", super::check::is_personal_number)
            .with_format("phone", super::check::is_phone)
            .with_format("email", super::check::is_email)
            .should_validate_formats(true)
            .build(&schema)
            .map_err(|error| FormError::Schema(error.to_string()))?;
        let mut form = Self {
            key: written.id,
            version: written.version,
            title: written.title_text.unwrap_or(Text { vi: written.title, ..Text::default() }),
            procedures: written.procedures,
            legal_basis: written.legal_basis,
            sections: written.sections.into_iter().map(Section::from).collect(),
            fields: Vec::new(),
            validator,
        };
        form.fields = form.read_fields(&written.properties, &written.required)?;
        form.check_conditions()?;
        Ok(form)
    }

    /// The field with this key.
    #[must_use]
    pub fn field(&self, key: &str) -> std::option::Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    fn read_fields(&self, properties: &Map<String, Value>, required: &[String]) -> Result<Vec<Field>, FormError> {
        let keys: Vec<&String> = self.sections.iter().flat_map(|section| &section.fields).collect();
        if let Some(stray) = properties.keys().find(|key| keys.iter().filter(|named| **named == *key).count() != 1) {
            return Err(FormError::Field(stray.clone()));
        }
        keys.into_iter()
            .map(|key| {
                let written = properties.get(key).ok_or_else(|| FormError::Field(key.clone()))?;
                let written = WrittenField::deserialize(written).map_err(|error| FormError::Unreadable(format!("{key}: {error}")))?;
                Ok(Field::new(key, written, required.contains(key)))
            })
            .collect()
    }

    fn check_conditions(&self) -> Result<(), FormError> {
        let conditions = self.sections.iter().filter_map(|section| section.condition.as_ref());
        for condition in conditions.chain(self.fields.iter().filter_map(|field| field.condition.as_ref())) {
            let known = self.field(&condition.field).ok_or_else(|| FormError::Condition(condition.field.clone()))?;
            let possible = |value: &String| known.kind == FieldKind::Tick || known.options.iter().any(|option| option.value == *value);
            if condition.is.is_empty() || !condition.is.iter().all(possible) {
                return Err(FormError::Condition(condition.field.clone()));
            }
        }
        Ok(())
    }
}

impl From<WrittenSection> for Section {
    fn from(written: WrittenSection) -> Self {
        Self { title: written.title, fields: written.fields, condition: written.when }
    }
}

impl Field {
    fn new(key: &str, written: WrittenField, required: bool) -> Self {
        let kind = match written.kind.as_str() {
            _ if !written.options.is_empty() => FieldKind::Choice,
            _ if written.format == "date" => FieldKind::Date,
            "boolean" => FieldKind::Tick,
            "integer" => FieldKind::Number,
            _ if written.lines.is_some() => FieldKind::Paragraph,
            _ => FieldKind::Line,
        };
        Self {
            key: key.to_owned(),
            label: written.label,
            hint: written.hint,
            kind,
            format: written.format,
            required: required || written.required,
            options: written.options.into_iter().map(|option| Option { value: option.value, label: option.label }).collect(),
            autocomplete: if written.autocomplete.is_empty() { "off".to_owned() } else { written.autocomplete },
            profile: written.profile,
            condition: written.when,
        }
    }
}
