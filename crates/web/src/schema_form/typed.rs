//! What was typed, kept exactly as it was typed, and the declaration that it makes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::definition::{Condition, Field, FieldKind, Form};
use crate::form::TypedDate;

/// The inputs of a form by their names, as the browser sent them. A date has three: `key-day`, `key-month`, `key-year`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// Takes from `inputs` what belongs to `form`, in NFC and without spaces around it. Everything else is left out.
    pub fn from_inputs<'a>(form: &Form, inputs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in inputs {
            if form.fields.iter().any(|field| field.has_input(name)) {
                let value: String = value.trim().chars().take(20_000).collect();
                typed.0.insert(name.to_owned(), kernel::text::nfc(&value));
            }
        }
        typed
    }

    /// What a declaration would look like typed, to show it again in the form.
    #[must_use]
    pub fn from_declaration(form: &Form, declaration: &Value) -> Self {
        let mut typed = Self::default();
        for field in &form.fields {
            match declaration.get(&field.key) {
                Some(Value::String(text)) if field.kind == FieldKind::Date => typed.put_date(&field.key, text),
                Some(Value::String(text)) => typed.put(&field.key, text.clone()),
                Some(Value::Number(number)) => typed.put(&field.key, number.to_string()),
                Some(Value::Bool(true)) => typed.put(&field.key, "yes".to_owned()),
                _ => {}
            }
        }
        typed
    }

    /// Fills an input that is still empty, such as from the person's profile.
    pub fn prefill(&mut self, field: &Field, value: &str) {
        if field.kind == FieldKind::Date {
            if self.date(&field.key) == TypedDate::default() {
                self.put_date(&field.key, value);
            }
        } else if self.get(&field.key).is_empty() {
            self.put(&field.key, value.to_owned());
        }
    }

    /// What stands in the input `name`; empty when nothing does.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The three parts of a date as typed.
    #[must_use]
    pub fn date(&self, key: &str) -> TypedDate {
        let part = |name: &str| self.get(&format!("{key}-{name}")).to_owned();
        TypedDate { day: part("day"), month: part("month"), year: part("year"), faulty: String::new() }
    }

    /// Was nothing typed at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }

    /// Does `condition` hold for what was typed?
    #[must_use]
    pub fn holds(&self, condition: &Condition) -> bool {
        condition.is.iter().any(|value| value == self.get(&condition.field))
    }

    /// Is the field asked for, given the rest of what was typed?
    #[must_use]
    pub fn asks(&self, form: &Form, field: &Field) -> bool {
        let section = form.sections.iter().find(|section| section.fields.contains(&field.key));
        let conditions = [field.condition.as_ref(), section.and_then(|section| section.condition.as_ref())];
        conditions.into_iter().flatten().all(|condition| self.holds(condition))
    }

    /// The declaration: typed values of every field that is asked for and was filled. What has no right form stays as it was typed, so that
    /// checking it says so.
    #[must_use]
    pub fn declaration(&self, form: &Form) -> Value {
        let mut declaration = Map::new();
        for field in form.fields.iter().filter(|field| self.asks(form, field)) {
            if let Some(value) = self.value(field) {
                declaration.insert(field.key.clone(), value);
            }
        }
        Value::Object(declaration)
    }

    fn value(&self, field: &Field) -> Option<Value> {
        let text = self.get(&field.key);
        match field.kind {
            FieldKind::Date => self.date_value(&field.key),
            FieldKind::Tick => (text == "yes").then_some(Value::Bool(true)),
            _ if text.is_empty() => None,
            FieldKind::Number => Some(text.replace(['.', ' ', '\u{a0}'], "").parse::<i64>().map_or_else(|_| text.into(), Value::from)),
            FieldKind::Line | FieldKind::Paragraph | FieldKind::Choice => Some(text.into()),
        }
    }

    fn date_value(&self, key: &str) -> Option<Value> {
        let typed = self.date(key);
        if typed == TypedDate::default() {
            return None;
        }
        let number = |text: &str| text.parse::<u32>().ok();
        let date = number(&typed.year)
            .and_then(|year| i32::try_from(year).ok())
            .filter(|year| (1800..=2200).contains(year))
            .and_then(|year| NaiveDate::from_ymd_opt(year, number(&typed.month)?, number(&typed.day)?));
        Some(date.map_or_else(|| format!("{}/{}/{}", typed.day, typed.month, typed.year), |date| date.to_string()).into())
    }

    fn put(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), value);
    }

    fn put_date(&mut self, key: &str, iso: &str) {
        if let Ok(date) = iso.parse::<NaiveDate>() {
            self.put(&format!("{key}-day"), date.format("%d").to_string());
            self.put(&format!("{key}-month"), date.format("%m").to_string());
            self.put(&format!("{key}-year"), date.format("%Y").to_string());
        }
    }
}

impl Field {
    /// Is `name` an input of this field?
    fn has_input(&self, name: &str) -> bool {
        match self.kind {
            FieldKind::Date => name.strip_prefix(self.key.as_str()).is_some_and(|part| matches!(part, "-day" | "-month" | "-year")),
            _ => name == self.key,
        }
    }
}
