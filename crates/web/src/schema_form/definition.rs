//! A form as the program uses it: sections, fields and their texts.

use std::sync::Arc;

use chrono::NaiveDate;
use jsonschema::Validator;
use serde::{Deserialize, Serialize};

use super::places::Places;
use crate::i18n::{Language, t_with};

/// A text of the pack in the languages it has; Vietnamese is always there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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

    /// Is there no text at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.vi.is_empty() && self.en.is_empty() && self.th.is_empty()
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
    /// A number with a fraction.
    Decimal,
    /// An amount in whole đồng.
    Money,
    /// One of a few, as radios (up to five) or a list.
    Choice,
    /// Yes or no, as two radios.
    YesNo,
    /// One box that is ticked or not.
    Tick,
    /// Province, commune and the rest of an address; the units are those of today.
    Address,
    /// A file, uploaded in the step of the papers under the name of the field.
    File,
    /// Rows of fields that repeat.
    Group,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The other field.
    pub field: String,
    /// Its values.
    pub is: Vec<String>,
}

/// On which side of today a date must lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// Today or before.
    Past,
    /// Today or later.
    Future,
}

/// How often the rows of a group repeat, and what stands in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Least rows; that many are always shown.
    pub least: usize,
    /// Most rows.
    pub most: usize,
    /// The fields of a row, in order. Their keys are those inside the row.
    pub fields: Vec<Field>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Key in the declaration. In a row of a group it is the whole name of the input: `members.0.name`.
    pub key: String,
    /// Label.
    pub label: Text,
    /// Help under the label.
    pub hint: Text,
    /// What a good answer looks like.
    pub example: Text,
    /// More help, folded away.
    pub help: Text,
    /// What is said instead of the general message when the value has no right form.
    pub message: Text,
    /// Unit after a number.
    pub unit: Text,
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
    /// Which value of the profile fills it in once the person says that the section speaks of them.
    pub person: String,
    /// The word under which the answer is offered again in later forms, such as `ethnicity`; empty when it is not.
    pub known_as: String,
    /// Does an address end with the commune, without house and street?
    pub units_only: bool,
    /// On which side of today a date must lie.
    pub day: std::option::Option<When>,
    /// When it is asked for.
    pub condition: std::option::Option<Condition>,
    /// The rows of a group.
    pub group: std::option::Option<Group>,
}

/// A part of the form with its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Title.
    pub title: Text,
    /// What the section is about, for those who fill it in.
    pub help: Text,
    /// Keys of its fields, in order.
    pub fields: Vec<String>,
    /// When it is asked for.
    pub condition: std::option::Option<Condition>,
}

/// Which form of the law this is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct LegalForm {
    /// Its number: "CT01".
    pub number: String,
    /// Where it stands: "Phụ lục ban hành kèm theo Thông tư …".
    pub annex: String,
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
    /// Which form of the law it is.
    pub legal_form: LegalForm,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// Fields in the order of the sections.
    pub fields: Vec<Field>,
    pub(super) validator: Validator,
    pub(super) places: Arc<Places>,
    pub(super) today: std::option::Option<NaiveDate>,
}

impl Form {
    /// The same form with the administrative units its addresses choose from.
    #[must_use]
    pub fn with_places(mut self, places: Arc<Places>) -> Self {
        self.places = places;
        self
    }

    /// The same form on a day in office time, against which dates are checked.
    #[must_use]
    pub fn on(mut self, today: NaiveDate) -> Self {
        self.today = Some(today);
        self
    }

    /// "Theo mẫu CT01 – …, Thông tư …": which form of the law this is, or what it follows.
    #[must_use]
    pub fn legal_words(&self, language: Language) -> String {
        if self.legal_form.number.is_empty() {
            return self.legal_basis.clone();
        }
        let annex = if self.legal_form.annex.is_empty() { &self.legal_basis } else { &self.legal_form.annex };
        t_with(language, "form-legal", &[("number", self.legal_form.number.clone().into()), ("annex", annex.clone().into())])
    }

    /// The field with this key.
    #[must_use]
    pub fn field(&self, key: &str) -> std::option::Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The section a field stands in.
    pub(super) fn section_of(&self, key: &str) -> std::option::Option<&Section> {
        let first = key.split('.').next().unwrap_or_default();
        self.sections.iter().find(|section| section.fields.iter().any(|field| field == first))
    }
}
