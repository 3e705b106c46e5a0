//! Reading a form of the pack.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};
use thiserror::Error;

use super::definition::{Condition, Field, FieldKind, Form, Group, LegalForm, Option, Section, Text, When};
use super::places::Places;

/// Most rows of a group that states no maximum.
const MOST_ROWS: usize = 50;

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
    /// The key of a field is not a short word of small letters, digits and underscores.
    #[error("the key {0} must be a word of small letters, digits and underscores, beginning with a letter")]
    Key(String),
    /// A group has no fields, or asks for more rows than it allows, or a row holds what only the form can.
    #[error("the rows of {0} cannot be filled in")]
    Rows(String),
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
    #[serde(rename = "x-legal-form", default)]
    legal_form: LegalForm,
    #[serde(rename = "x-sections")]
    sections: Vec<WrittenSection>,
    properties: Map<String, Value>,
    #[serde(default)]
    required: Vec<String>,
}

#[derive(Deserialize)]
struct WrittenSection {
    title: Text,
    #[serde(default)]
    help: Text,
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
    #[serde(rename = "x-example", default)]
    example: Text,
    #[serde(rename = "x-help", default)]
    help: Text,
    #[serde(rename = "x-message", default)]
    message: Text,
    #[serde(rename = "x-unit", default)]
    unit: Text,
    #[serde(rename = "x-kind", default)]
    drawn: std::option::Option<Drawn>,
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
    #[serde(rename = "x-person", default)]
    person: String,
    #[serde(rename = "x-known-as", default)]
    known_as: String,
    #[serde(rename = "x-units-only", default)]
    units_only: bool,
    #[serde(rename = "x-day", default)]
    day: std::option::Option<When>,
    #[serde(rename = "x-required", default)]
    required: bool,
    #[serde(rename = "x-when", default)]
    when: std::option::Option<Condition>,
    #[serde(default)]
    items: std::option::Option<WrittenRow>,
    #[serde(rename = "minItems", default)]
    least: usize,
    #[serde(rename = "maxItems", default)]
    most: std::option::Option<usize>,
}

/// What the type of the schema alone does not say about how a field is asked for.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Drawn {
    Address,
    Money,
    YesNo,
    File,
}

#[derive(Deserialize)]
struct WrittenRow {
    #[serde(rename = "x-fields")]
    fields: Vec<String>,
    properties: Map<String, Value>,
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
        Self::from_value(&schema)
    }

    /// Reads a form that is already JSON.
    ///
    /// # Errors
    /// See [`FormError`].
    pub fn from_value(schema: &Value) -> Result<Self, FormError> {
        let written = Written::deserialize(schema).map_err(|error| FormError::Unreadable(error.to_string()))?;
        let validator = jsonschema::draft202012::options()
            .with_format("personal-number", super::check::is_personal_number)
            .with_format("phone", super::check::is_phone)
            .with_format("email", super::check::is_email)
            .should_validate_formats(true)
            .build(schema)
            .map_err(|error| FormError::Schema(error.to_string()))?;
        let mut form = Self {
            key: written.id,
            version: written.version,
            title: written.title_text.unwrap_or(Text { vi: written.title, ..Text::default() }),
            procedures: written.procedures,
            legal_basis: written.legal_basis,
            legal_form: written.legal_form,
            sections: written.sections.into_iter().map(Section::from).collect(),
            fields: Vec::new(),
            validator,
            places: Arc::new(Places::default()),
            today: None,
        };
        form.fields = form.read_fields(&written.properties, &written.required)?;
        form.check_conditions()?;
        Ok(form)
    }

    fn read_fields(&self, properties: &Map<String, Value>, required: &[String]) -> Result<Vec<Field>, FormError> {
        let keys: Vec<&String> = self.sections.iter().flat_map(|section| &section.fields).collect();
        if let Some(stray) = properties.keys().find(|key| keys.iter().filter(|named| **named == *key).count() != 1) {
            return Err(FormError::Field(stray.clone()));
        }
        keys.into_iter().map(|key| read_field(key, properties, required.contains(key))).collect()
    }

    fn check_conditions(&self) -> Result<(), FormError> {
        let sections = self.sections.iter().filter_map(|section| section.condition.as_ref());
        let all = sections.chain(self.fields.iter().filter_map(|field| field.condition.as_ref())).map(|condition| (condition, &[][..]));
        let in_rows = self.fields.iter().filter_map(|field| field.group.as_ref()).flat_map(|group| {
            group.fields.iter().filter_map(|field| field.condition.as_ref()).map(|condition| (condition, group.fields.as_slice()))
        });
        for (condition, row) in all.chain(in_rows) {
            let known = row.iter().find(|field| field.key == condition.field).or_else(|| self.field(&condition.field));
            if !known.is_some_and(|known| known.may_be(&condition.is)) {
                return Err(FormError::Condition(condition.field.clone()));
            }
        }
        Ok(())
    }
}

fn read_field(key: &str, properties: &Map<String, Value>, required: bool) -> Result<Field, FormError> {
    if !is_key(key) {
        return Err(FormError::Key(key.to_owned()));
    }
    let written = properties.get(key).ok_or_else(|| FormError::Field(key.to_owned()))?;
    let written = WrittenField::deserialize(written).map_err(|error| FormError::Unreadable(format!("{key}: {error}")))?;
    let group = if written.kind == "array" { Some(read_group(key, &written)?) } else { None };
    Ok(Field { group, ..Field::new(key, written, required) })
}

/// May this be the key of a field? Keys become names of inputs, in which a full stop parts the rows of groups.
#[must_use]
pub fn is_key(key: &str) -> bool {
    let mut letters = key.chars();
    key.len() <= 60
        && letters.next().is_some_and(|first| first.is_ascii_lowercase())
        && letters.all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

fn read_group(key: &str, written: &WrittenField) -> Result<Group, FormError> {
    let wrong = || FormError::Rows(key.to_owned());
    let row = written.items.as_ref().ok_or_else(wrong)?;
    let most = written.most.unwrap_or(MOST_ROWS).min(MOST_ROWS);
    if row.properties.len() != row.fields.len() || row.fields.is_empty() || most == 0 || written.least > most {
        return Err(wrong());
    }
    let fields: Vec<Field> = row.fields.iter().map(|key| read_field(key, &row.properties, false)).collect::<Result<_, _>>()?;
    let fits = |field: &Field| !matches!(field.kind, FieldKind::Group | FieldKind::File);
    if fields.iter().all(fits) { Ok(Group { least: written.least, most, fields }) } else { Err(wrong()) }
}

impl From<WrittenSection> for Section {
    fn from(written: WrittenSection) -> Self {
        Self { title: written.title, help: written.help, fields: written.fields, condition: written.when }
    }
}

impl WrittenField {
    fn field_kind(&self) -> FieldKind {
        match (self.drawn, self.kind.as_str()) {
            (Some(Drawn::Address), _) => FieldKind::Address,
            (Some(Drawn::Money), _) => FieldKind::Money,
            (Some(Drawn::YesNo), _) => FieldKind::YesNo,
            (Some(Drawn::File), _) => FieldKind::File,
            (None, "array") => FieldKind::Group,
            (None, _) if !self.options.is_empty() => FieldKind::Choice,
            (None, _) if self.format == "date" => FieldKind::Date,
            (None, "boolean") => FieldKind::Tick,
            (None, "integer") => FieldKind::Number,
            (None, "number") => FieldKind::Decimal,
            (None, _) if self.lines.is_some() => FieldKind::Paragraph,
            (None, _) => FieldKind::Line,
        }
    }
}

impl Field {
    fn new(key: &str, written: WrittenField, required: bool) -> Self {
        Self {
            key: key.to_owned(),
            kind: written.field_kind(),
            label: written.label,
            hint: written.hint,
            example: written.example,
            help: written.help,
            message: written.message,
            unit: written.unit,
            format: written.format,
            required: required || written.required,
            options: written.options.into_iter().map(|option| Option { value: option.value, label: option.label }).collect(),
            autocomplete: if written.autocomplete.is_empty() { "off".to_owned() } else { written.autocomplete },
            profile: written.profile,
            person: written.person,
            known_as: written.known_as,
            units_only: written.units_only,
            day: written.day,
            condition: written.when,
            group: None,
        }
    }

    /// Can the field ever have one of each of these values?
    fn may_be(&self, values: &[String]) -> bool {
        let possible = |value: &String| match self.kind {
            FieldKind::Tick => value == "yes",
            FieldKind::YesNo => value == "yes" || value == "no",
            _ => self.options.iter().any(|option| option.value == *value),
        };
        !values.is_empty() && values.iter().all(possible)
    }
}
