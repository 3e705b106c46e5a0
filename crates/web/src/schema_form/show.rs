//! What templates need to draw a form, and to show what was declared.

use chrono::NaiveDate;
use serde_json::Value;

use super::definition::{Field, FieldKind, Form};
use super::typed::Typed;
use crate::form::{Choice, FieldErrors, TypedDate};
use crate::format;
use crate::i18n::{Language, t};

/// A section with the fields it shows now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownSection {
    /// Title.
    pub title: String,
    /// Fields.
    pub fields: Vec<ShownField>,
}

/// A field, ready for the macros of `fields.html`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownField {
    /// Name of the input.
    pub name: String,
    /// Label.
    pub label: String,
    /// Help.
    pub hint: String,
    /// Message when it is wrong; empty otherwise.
    pub error: String,
    /// How it is drawn.
    pub kind: ShownKind,
    /// May it stay empty?
    pub optional: bool,
    /// Autofill token.
    pub autocomplete: String,
    /// Field and values on which it depends, for the script that hides it: `purpose=marriage,other`. Empty when it is always shown.
    pub depends_on: String,
}

/// How a field is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownKind {
    /// One line: the value and the input mode.
    Line(String, &'static str),
    /// Several lines.
    Paragraph(String),
    /// Three parts.
    Date(TypedDate),
    /// Radios.
    Radios(Vec<Choice>),
    /// A list.
    Select(Vec<Choice>),
    /// A box.
    Tick(bool),
}

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
    /// The form as it is shown now. Fields whose condition does not hold are shown too, marked with it: without scripts a person must be able
    /// to fill them after choosing, and checking ignores what is not asked for.
    #[must_use]
    pub fn shown(&self, typed: &Typed, errors: &FieldErrors, language: Language) -> Vec<ShownSection> {
        self.sections
            .iter()
            .map(|section| ShownSection {
                title: section.title.in_language(language).to_owned(),
                fields: section
                    .fields
                    .iter()
                    .filter_map(|key| self.field(key))
                    .map(|field| field.shown(self, typed, errors, language))
                    .collect(),
            })
            .collect()
    }

    /// What was declared, in words. Fields that were not filled are left out.
    #[must_use]
    pub fn summary(&self, declaration: &Value, language: Language) -> Vec<Summary> {
        let row = |field: &Field| {
            let value = field.in_words(declaration.get(&field.key)?, language);
            Some(SummaryRow { key: field.key.clone(), label: field.label.in_language(language).to_owned(), value })
        };
        let sections = self.sections.iter().map(|section| Summary {
            title: section.title.in_language(language).to_owned(),
            rows: section.fields.iter().filter_map(|key| self.field(key)).filter_map(row).collect(),
        });
        sections.filter(|section| !section.rows.is_empty()).collect()
    }
}

impl Field {
    fn shown(&self, form: &Form, typed: &Typed, errors: &FieldErrors, language: Language) -> ShownField {
        let section = form.sections.iter().find(|section| section.fields.contains(&self.key));
        let condition = self.condition.as_ref().or_else(|| section.and_then(|section| section.condition.as_ref()));
        ShownField {
            name: self.key.clone(),
            label: self.label.in_language(language).to_owned(),
            hint: self.hint.in_language(language).to_owned(),
            error: errors.of(&self.key).to_owned(),
            kind: self.drawn(typed, !errors.of(&self.key).is_empty(), language),
            optional: !self.required && self.kind != FieldKind::Tick,
            autocomplete: self.autocomplete.clone(),
            depends_on: condition.map(|condition| format!("{}={}", condition.field, condition.is.join(","))).unwrap_or_default(),
        }
    }

    fn drawn(&self, typed: &Typed, faulty: bool, language: Language) -> ShownKind {
        let value = typed.get(&self.key);
        match self.kind {
            FieldKind::Line => ShownKind::Line(value.to_owned(), self.input_mode()),
            FieldKind::Number => ShownKind::Line(value.to_owned(), "numeric"),
            FieldKind::Paragraph => ShownKind::Paragraph(value.to_owned()),
            FieldKind::Tick => ShownKind::Tick(value == "yes"),
            FieldKind::Date => ShownKind::Date(marked(typed.date(&self.key), faulty)),
            FieldKind::Choice => self.choices(value, language),
        }
    }

    fn input_mode(&self) -> &'static str {
        match self.format.as_str() {
            "personal-number" => "numeric",
            "phone" => "tel",
            "email" => "email",
            _ => "",
        }
    }

    fn choices(&self, value: &str, language: Language) -> ShownKind {
        let choices = self.options.iter().map(|option| Choice::new(option.value.clone(), option.label.in_language(language), option.value == value));
        if self.options.len() <= 5 {
            ShownKind::Radios(choices.collect())
        } else {
            let none = Choice::new("", t(language, "form-choose"), value.is_empty());
            ShownKind::Select(std::iter::once(none).chain(choices).collect())
        }
    }

    fn in_words(&self, value: &Value, language: Language) -> String {
        match value {
            Value::Bool(true) => t(language, "form-yes"),
            Value::Bool(false) => t(language, "form-no"),
            Value::Number(number) => number.as_i64().map_or_else(|| number.to_string(), |number| format::number(language, number)),
            Value::String(text) if self.kind == FieldKind::Date => {
                text.parse::<NaiveDate>().map_or_else(|_| text.clone(), |date| format::date(language, date))
            }
            Value::String(text) => {
                let option = self.options.iter().find(|option| option.value == *text);
                option.map_or_else(|| text.clone(), |option| option.label.in_language(language).to_owned())
            }
            other => other.to_string(),
        }
    }
}

/// Which parts of a wrong date are at fault: those that cannot be; all of them when only together they are wrong.
fn marked(mut date: TypedDate, faulty: bool) -> TypedDate {
    if !faulty {
        return date;
    }
    let outside = |text: &str, from: u32, to: u32| !text.parse::<u32>().is_ok_and(|number| (from..=to).contains(&number));
    let parts = [("day", outside(&date.day, 1, 31)), ("month", outside(&date.month, 1, 12)), ("year", outside(&date.year, 1800, 2200))];
    let wrong: Vec<&str> = parts.iter().filter(|(_, wrong)| *wrong).map(|(part, _)| *part).collect();
    date.faulty = if wrong.is_empty() { "day month year".to_owned() } else { wrong.join(" ") };
    date
}
