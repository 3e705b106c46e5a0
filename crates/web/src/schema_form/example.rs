//! A form filled from the examples it gives: for invented people, and to prove that a form can be filled at all.

use serde_json::{Map, Value};

use super::definition::{Field, FieldKind, Form, When};
use super::typed::Typed;

impl Form {
    /// A declaration made of the examples. `known` gives the value of a field where the caller has one: by its `x-person` word or, without one,
    /// by its key. The first choice is chosen, what may stay empty and has no example stays empty.
    #[must_use]
    pub fn example(&self, known: &dyn Fn(&Field) -> Option<Value>) -> Value {
        let answers = self.fields.iter().filter_map(|field| Some((field.key.clone(), field.example_value(known)?)));
        let all: Value = Value::Object(answers.collect());
        // What hangs on an answer that is not given is left out.
        let typed = Typed::from_declaration(self, &all);
        typed.declaration(self)
    }
}

impl Field {
    fn example_value(&self, known: &dyn Fn(&Self) -> Option<Value>) -> Option<Value> {
        if let Some(value) = known(self) {
            return Some(value);
        }
        let example = self.example.vi.as_str();
        match self.kind {
            FieldKind::File => None,
            FieldKind::Group => self.example_rows(known),
            _ if !self.required && self.condition.is_none() => None,
            FieldKind::Choice => self.options.first().map(|option| Value::from(option.value.as_str())),
            FieldKind::YesNo => Some(Value::Bool(false)),
            FieldKind::Tick => Some(Value::Bool(true)),
            FieldKind::Date => Some(Value::from(if self.day == Some(When::Future) { "2199-12-31" } else { "2001-09-02" })),
            FieldKind::Number | FieldKind::Money => Some(example.replace('.', "").parse::<i64>().unwrap_or(1).into()),
            FieldKind::Decimal => Some(example.replace(',', ".").parse::<f64>().unwrap_or(1.0).into()),
            FieldKind::Address => Some(serde_json::json!({ "province": "22", "commune": "06685", "detail": "12 Lê Thánh Tông" })),
            FieldKind::Line | FieldKind::Paragraph => Some(Value::from(match self.format.as_str() {
                "personal-number" => "022194000417",
                "phone" => "0912 345 678",
                "email" => "ten@vidu.vn",
                _ if example.is_empty() => "Nguyễn Thị Mẫu",
                _ => example,
            })),
        }
    }

    fn example_rows(&self, known: &dyn Fn(&Self) -> Option<Value>) -> Option<Value> {
        let group = self.group.as_ref().filter(|group| group.least > 0)?;
        let row = || -> Map<String, Value> {
            group.fields.iter().filter_map(|field| Some((field.key.clone(), field.example_value(known)?))).collect()
        };
        Some(Value::Array((0..group.least).map(|_| Value::Object(row())).collect()))
    }
}
