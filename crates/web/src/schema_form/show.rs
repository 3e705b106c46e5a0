//! What templates need to draw a form, and to show what was declared.

use chrono::NaiveDate;
use serde_json::Value;

use super::definition::{Condition, Field, FieldKind, Form, Section};
use super::typed::Typed;
use crate::form::{Choice, FieldErrors, TypedDate};
use crate::format;
use crate::i18n::{Language, t, t_with};

/// A section with the fields it shows now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownSection {
    /// Title.
    pub title: String,
    /// When the section is asked for, as [`ShownField::depends_on`].
    pub depends_on: String,
    /// The same in words, as [`ShownField::condition`].
    pub condition: String,
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
    /// Width of the input: `full`, `short` or `number`.
    pub width: &'static str,
    /// Field and values on which it depends, for the script that hides it: `purpose=marriage,other`. Empty when it is always asked for.
    pub depends_on: String,
    /// The same in words, for people without the script. Empty when it is always asked for.
    pub condition: String,
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
                depends_on: section.condition.as_ref().map(Condition::for_script).unwrap_or_default(),
                condition: self.condition_in_words(section.condition.as_ref(), language),
                fields: self.shown_fields(section, typed, errors, language),
            })
            .collect()
    }

    fn shown_fields(&self, section: &Section, typed: &Typed, errors: &FieldErrors, language: Language) -> Vec<ShownField> {
        let fields: Vec<&Field> = section.fields.iter().filter_map(|key| self.field(key)).collect();
        let mut shown: Vec<ShownField> = fields.iter().map(|field| field.shown(self, typed, errors, language)).collect();
        // Neighbours with the same condition say it once; a line beside them shows that they belong together.
        for (position, pair) in fields.windows(2).enumerate() {
            if let ([before, field], Some(later)) = (pair, shown.get_mut(position + 1))
                && before.condition == field.condition
            {
                later.condition.clear();
            }
        }
        shown
    }

    /// "Chỉ trả lời khi “Bạn là ai?” là “Tổ chức”"; empty without a condition.
    fn condition_in_words(&self, condition: Option<&Condition>, language: Language) -> String {
        let Some((condition, field)) = condition.and_then(|condition| Some((condition, self.field(&condition.field)?))) else {
            return String::new();
        };
        let label = ("label", field.label.in_language(language).into());
        if field.kind == FieldKind::Tick {
            return t_with(language, "form-when-ticked", &[label]);
        }
        let chosen = field.options.iter().filter(|option| condition.is.contains(&option.value));
        let values: Vec<String> =
            chosen.map(|option| t_with(language, "form-quoted", &[("text", option.label.in_language(language).into())])).collect();
        t_with(language, "form-when", &[label, ("values", values.join(&t(language, "form-or")).into())])
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

impl Condition {
    fn for_script(&self) -> String {
        format!("{}={}", self.field, self.is.join(","))
    }
}

impl Field {
    fn shown(&self, form: &Form, typed: &Typed, errors: &FieldErrors, language: Language) -> ShownField {
        ShownField {
            name: self.key.clone(),
            label: self.label.in_language(language).to_owned(),
            hint: self.hint.in_language(language).to_owned(),
            error: errors.of(&self.key).to_owned(),
            kind: self.drawn(typed, !errors.of(&self.key).is_empty(), language),
            optional: !self.required && self.kind != FieldKind::Tick,
            autocomplete: self.autocomplete.clone(),
            width: self.width(),
            depends_on: self.condition.as_ref().map(Condition::for_script).unwrap_or_default(),
            condition: form.condition_in_words(self.condition.as_ref(), language),
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

    fn width(&self) -> &'static str {
        match (self.format.as_str(), self.kind) {
            (_, FieldKind::Number) => "number",
            ("personal-number" | "phone", _) => "short",
            _ => "full",
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
        let choices =
            self.options.iter().map(|option| Choice::new(option.value.clone(), option.label.in_language(language), option.value == value));
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
