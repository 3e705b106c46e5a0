//! One field as an administrator edits it, and the schema it makes.

use std::fmt;
use std::str::FromStr;

use serde_json::{Map, Value, json};
use web::schema_form::is_key;

use super::error::FormRefusal;
use super::kind::KindOfField;
use super::sheet::text;

/// Where a field stands: in the form, or in the rows of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldKey {
    /// The group whose rows hold it.
    pub group: Option<String>,
    /// Its key.
    pub key: String,
}

impl FromStr for FieldKey {
    type Err = FormRefusal;

    /// `members.name` is a field in the rows of `members`.
    fn from_str(text: &str) -> Result<Self, FormRefusal> {
        let (group, key) = text.split_once('.').map_or((None, text), |(group, key)| (Some(group.to_owned()), key));
        if is_key(key) && group.as_deref().is_none_or(is_key) {
            Ok(Self { group, key: key.to_owned() })
        } else {
            Err(FormRefusal::NotFound)
        }
    }
}

impl fmt::Display for FieldKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.group {
            Some(group) => write!(formatter, "{group}.{}", self.key),
            None => formatter.write_str(&self.key),
        }
    }
}

/// A field as it is edited: every input of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldSheet {
    /// Kind.
    pub kind: KindOfField,
    /// Label in three languages.
    pub label: [String; 3],
    /// Hint.
    pub hint: [String; 3],
    /// Example.
    pub example: [String; 3],
    /// Help.
    pub help: [String; 3],
    /// Message when wrong.
    pub message: [String; 3],
    /// Unit.
    pub unit: [String; 3],
    /// Must it be filled?
    pub required: bool,
    /// The choices, one a line: `value | vi | en | th`.
    pub options: String,
    /// Least number, or least rows; as typed.
    pub least: String,
    /// Most: letters, number or rows; as typed.
    pub most: String,
    /// `past`, `future` or nothing.
    pub day: String,
    /// Word of the profile.
    pub person: String,
    /// Word under which the answer is offered again.
    pub known_as: String,
    /// An address without house and street?
    pub units_only: bool,
    /// When it is asked for: `field=value` each.
    pub when: Vec<String>,
}

impl Default for FieldSheet {
    fn default() -> Self {
        let none = || [String::new(), String::new(), String::new()];
        Self {
            kind: KindOfField::Line,
            label: none(),
            hint: none(),
            example: none(),
            help: none(),
            message: none(),
            unit: none(),
            required: true,
            options: String::new(),
            least: String::new(),
            most: String::new(),
            day: String::new(),
            person: String::new(),
            known_as: String::new(),
            units_only: false,
            when: Vec::new(),
        }
    }
}

/// Words of the schema that this page writes; all others of a field stay as they are.
const OWN_WORDS: [&str; 24] = [
    "type",
    "format",
    "const",
    "enum",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "x-kind",
    "x-lines",
    "x-options",
    "x-label",
    "x-hint",
    "x-example",
    "x-help",
    "x-message",
    "x-unit",
    "x-required",
    "x-day",
    "x-person",
    "x-known-as",
    "x-units-only",
];

impl FieldSheet {
    /// A field that is there, for editing.
    #[must_use]
    pub fn of(property: &Value) -> Self {
        let word = |name: &str| property.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let texts = |name: &str| three(property.get(name));
        let kind = KindOfField::of(property);
        let number = |names: [&str; 3]| {
            let found = names.into_iter().find_map(|name| property.get(name)).map(ToString::to_string);
            found.unwrap_or_default()
        };
        Self {
            kind,
            label: texts("x-label"),
            hint: texts("x-hint"),
            example: texts("x-example"),
            help: texts("x-help"),
            message: texts("x-message"),
            unit: texts("x-unit"),
            required: property.get("x-required") == Some(&Value::Bool(true)),
            options: options_as_lines(property),
            least: number(["minimum", "minItems", ""]),
            most: number(["maxLength", "maximum", "maxItems"]),
            day: word("x-day"),
            person: word("x-person"),
            known_as: word("x-known-as"),
            units_only: property.get("x-units-only") == Some(&Value::Bool(true)),
            when: condition_as_pairs(property.get("x-when")),
        }
    }

    /// The schema of the field. Words that this page does not know stay as they were in `before`.
    pub(super) fn property(&self, before: Option<&Value>) -> Result<Value, FormRefusal> {
        if self.label[0].is_empty() {
            return Err(FormRefusal::wrong("label.vi", "forms-label-missing", ""));
        }
        let mut written = before.and_then(Value::as_object).cloned().unwrap_or_default();
        written.retain(|word, _| !OWN_WORDS.contains(&word.as_str()) && word != "x-when");
        if let Value::Object(schema) = self.kind.schema() {
            written.extend(schema);
        }
        self.put_texts(&mut written);
        self.put_limits(&mut written)?;
        self.put_options(&mut written)?;
        if self.kind == KindOfField::Rows {
            let empty = json!({ "type": "object", "additionalProperties": false, "x-fields": ["name"], "properties": { "name": first_of_rows(&self.label) } });
            written.entry("items").or_insert(empty);
        } else {
            written.remove("items");
        }
        if let Some(when) = condition_of_pairs(&self.when)? {
            written.insert("x-when".to_owned(), when);
        }
        Ok(Value::Object(written))
    }

    fn put_texts(&self, written: &mut Map<String, Value>) {
        let unit = if self.kind.is_number() { &self.unit } else { &FieldSheet::default().unit };
        for (word, texts) in [
            ("x-label", &self.label),
            ("x-hint", &self.hint),
            ("x-example", &self.example),
            ("x-help", &self.help),
            ("x-message", &self.message),
            ("x-unit", unit),
        ] {
            if texts.iter().any(|text| !text.is_empty()) {
                written.insert(word.to_owned(), text(texts));
            }
        }
        for (word, value) in [("x-person", &self.person), ("x-known-as", &self.known_as)] {
            if !value.is_empty() {
                written.insert(word.to_owned(), value.as_str().into());
            }
        }
        if self.kind == KindOfField::Date && matches!(self.day.as_str(), "past" | "future") {
            written.insert("x-day".to_owned(), self.day.as_str().into());
        }
        if self.kind == KindOfField::Address && self.units_only {
            written.insert("x-units-only".to_owned(), true.into());
        }
        if self.required && !matches!(self.kind, KindOfField::Rows | KindOfField::Tick) {
            written.insert("x-required".to_owned(), true.into());
            if self.kind.is_text() {
                written.insert("minLength".to_owned(), 1.into());
            }
        }
    }

    fn put_limits(&self, written: &mut Map<String, Value>) -> Result<(), FormRefusal> {
        let (least, most) = (limit("least", &self.least)?, limit("most", &self.most)?);
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            return Err(FormRefusal::wrong("most", "forms-most-less", ""));
        }
        let mut put = |word: &str, value: Option<i64>| {
            if let Some(value) = value {
                written.insert(word.to_owned(), value.into());
            }
        };
        match self.kind {
            kind if kind.is_text() => {
                put("maxLength", Some(most.filter(|most| *most > 0).unwrap_or(if kind == KindOfField::Paragraph { 2000 } else { 200 })))
            }
            kind if kind.is_number() => {
                put("minimum", least);
                put("maximum", most);
            }
            KindOfField::Rows => {
                put("minItems", Some(least.unwrap_or(0).clamp(0, 50)));
                put("maxItems", Some(most.unwrap_or(20).clamp(1, 50)));
            }
            _ => {}
        }
        Ok(())
    }

    fn put_options(&self, written: &mut Map<String, Value>) -> Result<(), FormRefusal> {
        if self.kind != KindOfField::Choice {
            return Ok(());
        }
        let options = read_options(&self.options)?;
        written.insert("enum".to_owned(), options.iter().map(|(value, _)| Value::from(value.as_str())).collect());
        let all = options.iter().map(|(value, label)| json!({ "value": value, "label": text(label) }));
        written.insert("x-options".to_owned(), all.collect());
        Ok(())
    }
}

/// The first field of new rows, so that they can be filled at once.
fn first_of_rows(label: &[String; 3]) -> Value {
    json!({ "type": "string", "maxLength": 200, "minLength": 1, "x-required": true, "x-label": text(label) })
}

/// A text in three languages, for editing.
pub(super) fn three(value: Option<&Value>) -> [String; 3] {
    let language = |name: &str| value.and_then(|value| value.get(name)).and_then(Value::as_str).unwrap_or_default().to_owned();
    [language("vi"), language("en"), language("th")]
}

fn limit(field: &'static str, typed: &str) -> Result<Option<i64>, FormRefusal> {
    if typed.is_empty() {
        return Ok(None);
    }
    let number = typed.replace(['.', ' '], "").parse::<i64>();
    number.map(Some).map_err(|_| FormRefusal::wrong(field, "forms-limit-wrong", typed))
}

fn options_as_lines(property: &Value) -> String {
    let options = property.get("x-options").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let line = |option: &Value| {
        let [vi, en, th] = three(option.get("label"));
        format!("{} | {vi} | {en} | {th}", option.get("value").and_then(Value::as_str).unwrap_or_default())
    };
    options.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The choices of lines `value | vi | en | th`. At least two, each with a value of its own.
fn read_options(lines: &str) -> Result<Vec<(String, [String; 3])>, FormRefusal> {
    let mut options: Vec<(String, [String; 3])> = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut parts = line.split('|').map(|part| part.trim().to_owned());
        let (value, vi) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let is_good = !value.is_empty() && !vi.is_empty() && value.len() <= 60 && !value.contains([',', '=', '"', '<']);
        if !is_good || options.iter().any(|(known, _)| *known == value) {
            return Err(FormRefusal::wrong("options", "forms-options-wrong", line));
        }
        options.push((value, [vi, parts.next().unwrap_or_default(), parts.next().unwrap_or_default()]));
    }
    if options.len() < 2 { Err(FormRefusal::wrong("options", "forms-options-few", "")) } else { Ok(options) }
}

/// `{ "field": "case", "is": ["a", "b"] }` as `case=a`, `case=b`.
pub(super) fn condition_as_pairs(when: Option<&Value>) -> Vec<String> {
    let Some(field) = when.and_then(|when| when.get("field")).and_then(Value::as_str) else { return Vec::new() };
    let values = when.and_then(|when| when.get("is")).and_then(Value::as_array);
    values.into_iter().flatten().filter_map(Value::as_str).map(|value| format!("{field}={value}")).collect()
}

/// The condition that `case=a`, `case=b` make; all must be about one field.
pub(super) fn condition_of_pairs(pairs: &[String]) -> Result<Option<Value>, FormRefusal> {
    let mut pairs = pairs.iter().filter_map(|pair| pair.split_once('='));
    let Some((field, first)) = pairs.next() else { return Ok(None) };
    let mut values = vec![first];
    for (other, value) in pairs {
        if other != field {
            return Err(FormRefusal::wrong("when", "forms-when-several", ""));
        }
        values.push(value);
    }
    Ok(Some(json!({ "field": field, "is": values })))
}
