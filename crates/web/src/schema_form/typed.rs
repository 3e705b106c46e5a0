//! What was typed, kept exactly as it was typed, and the declaration that it makes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

use super::definition::{Condition, Field, FieldKind, Form};
use super::rows::part;
use crate::form::TypedDate;

/// Parts of an address: the units of today, the rest, and the name of the commune as it once was, for those who know only that.
pub(super) const ADDRESS_PARTS: [&str; 4] = ["province", "commune", "detail", "old"];

/// How many conditions may hang on each other; a circle in a form ends there.
const DEPTH: usize = 8;

/// The inputs of a form by their names, as the browser sent them. A date has three: `key-day`, `key-month`, `key-year`; an address four:
/// `key.province`, `key.commune`, `key.detail`, `key.old`; a row of a group `group.0.key`, and `group.rows` says how many rows there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(pub(super) BTreeMap<String, String>);

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
        typed.close_gaps(form);
        typed.settle_addresses(form);
        typed
    }

    /// What a declaration would look like typed, to show it again in the form.
    #[must_use]
    pub fn from_declaration(form: &Form, declaration: &Value) -> Self {
        let mut typed = Self::default();
        for field in &form.fields {
            if let Some(value) = declaration.get(&field.key) {
                typed.put_value(field, value);
            }
        }
        typed
    }

    fn put_value(&mut self, field: &Field, value: &Value) {
        match (value, field.kind) {
            // A whole address in one text, as profiles keep it: all of it is the rest, the units are chosen anew.
            (Value::String(text), FieldKind::Address) => self.put(&part(&field.key, "detail"), text.clone()),
            (Value::String(text), FieldKind::Date) => self.put_date(&field.key, text),
            (Value::String(text), _) => self.put(&field.key, text.clone()),
            (Value::Number(number), FieldKind::Decimal) => self.put(&field.key, number.to_string().replace('.', ",")),
            (Value::Number(number), _) => self.put(&field.key, number.to_string()),
            (Value::Bool(yes), FieldKind::YesNo) => self.put(&field.key, if *yes { "yes" } else { "no" }.to_owned()),
            (Value::Bool(true), _) => self.put(&field.key, "yes".to_owned()),
            (Value::Object(address), FieldKind::Address) => {
                for name in ADDRESS_PARTS {
                    if let Some(text) = address.get(name).and_then(Value::as_str) {
                        self.put(&part(&field.key, name), text.to_owned());
                    }
                }
            }
            (Value::Array(rows), FieldKind::Group) => {
                self.put(&part(&field.key, "rows"), rows.len().min(field.most_rows()).to_string());
                for (row, value) in field.rows(rows.len()).iter().zip(rows) {
                    for inner in row {
                        if let Some(value) = value.get(inner.inner_key()) {
                            self.put_value(inner, value);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// Fills an input that is still empty, such as from the person's profile. Says whether it did.
    pub fn prefill(&mut self, field: &Field, value: &Value) -> bool {
        let is_empty = match field.kind {
            FieldKind::Date => self.date(&field.key) == TypedDate::default(),
            FieldKind::Address => ADDRESS_PARTS.iter().all(|name| self.get(&part(&field.key, name)).is_empty()),
            FieldKind::Group | FieldKind::File => false,
            _ => self.get(&field.key).is_empty(),
        };
        let before = self.0.clone();
        if is_empty {
            self.put_value(field, value);
        }
        before != self.0
    }

    /// All inputs by name.
    #[must_use]
    pub const fn inputs(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// The fields for files that are asked for, given the rest of what was typed.
    #[must_use]
    pub fn files_asked<'a>(&self, form: &'a Form) -> Vec<&'a Field> {
        form.fields.iter().filter(|field| field.kind == FieldKind::File && self.asks(form, field)).collect()
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
        self.0.iter().all(|(name, value)| value.is_empty() || name.ends_with(".rows"))
    }

    /// Does `condition` hold for what was typed?
    #[must_use]
    pub fn holds(&self, condition: &Condition) -> bool {
        condition.is.iter().any(|value| value == self.get(&condition.field))
    }

    /// Is the field asked for, given the rest of what was typed? What hangs on an answer that is itself not asked for is not either.
    #[must_use]
    pub fn asks(&self, form: &Form, field: &Field) -> bool {
        self.asks_within(form, field, DEPTH)
    }

    fn asks_within(&self, form: &Form, field: &Field, depth: usize) -> bool {
        let section = form.section_of(&field.key);
        let conditions = [field.condition.as_ref(), section.and_then(|section| section.condition.as_ref())];
        conditions.into_iter().flatten().all(|condition| {
            let other = form.field(&condition.field).filter(|other| other.key != field.key);
            self.holds(condition) && (depth == 0 || other.is_none_or(|other| self.asks_within(form, other, depth - 1)))
        })
    }

    /// Every field that is asked for, the fields of rows in place of their group, each with the key of its input.
    pub(super) fn asked(&self, form: &Form) -> Vec<Field> {
        let mut asked = Vec::new();
        for field in form.fields.iter().filter(|field| self.asks(form, field)) {
            let rows = field.rows(self.row_count(field));
            asked.extend(rows.into_iter().flatten().filter(|inner| inner.condition.as_ref().is_none_or(|condition| self.holds(condition))));
            asked.push(field.clone());
        }
        asked
    }

    /// The declaration: typed values of every field that is asked for and was filled. What has no right form stays as it was typed, so that
    /// checking it says so.
    #[must_use]
    pub fn declaration(&self, form: &Form) -> Value {
        let asked = form.fields.iter().filter(|field| self.asks(form, field));
        Value::Object(asked.filter_map(|field| Some((field.key.clone(), self.value(field)?))).collect())
    }

    fn value(&self, field: &Field) -> Option<Value> {
        let text = self.get(&field.key);
        match field.kind {
            FieldKind::Date => self.date_value(&field.key),
            FieldKind::Address => self.address_value(&field.key),
            FieldKind::Group => self.rows_value(field),
            FieldKind::Tick => (text == "yes").then_some(Value::Bool(true)),
            FieldKind::File => None,
            _ if text.is_empty() => None,
            FieldKind::YesNo => Some(if text == "yes" || text == "no" { Value::Bool(text == "yes") } else { text.into() }),
            FieldKind::Number | FieldKind::Money => Some(whole(text).map_or_else(|| text.into(), Value::from)),
            FieldKind::Decimal => Some(decimal(text).map_or_else(|| text.into(), Value::Number)),
            FieldKind::Line | FieldKind::Paragraph | FieldKind::Choice => Some(text.into()),
        }
    }

    fn rows_value(&self, field: &Field) -> Option<Value> {
        let row = |row: Vec<Field>| -> Map<String, Value> {
            let asked = row.iter().filter(|inner| inner.condition.as_ref().is_none_or(|condition| self.holds(condition)));
            asked.filter_map(|inner| Some((inner.inner_key().to_owned(), self.value(inner)?))).collect()
        };
        let rows: Vec<Map<String, Value>> = field.rows(self.row_count(field)).into_iter().map(row).collect();
        // Empty rows at the end are rows nobody needed; one that must be there is missed by the check.
        let kept = rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
        (kept > 0).then(|| Value::Array(rows.into_iter().take(kept).map(Value::Object).collect()))
    }

    fn address_value(&self, key: &str) -> Option<Value> {
        let filled = |name: &str| {
            let text = self.get(&part(key, name));
            (!text.is_empty()).then(|| (name.to_owned(), Value::from(text)))
        };
        let parts: Map<String, Value> = ADDRESS_PARTS.into_iter().filter_map(filled).collect();
        (!parts.is_empty()).then_some(Value::Object(parts))
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

    pub(super) fn put(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), value);
    }

    fn put_date(&mut self, key: &str, iso: &str) {
        if let Ok(date) = iso.parse::<NaiveDate>() {
            self.put(&format!("{key}-day"), date.format("%d").to_string());
            self.put(&format!("{key}-month"), date.format("%m").to_string());
            self.put(&format!("{key}-year"), date.format("%Y").to_string());
        }
    }

    /// An old name that means one commune of today chooses it; a commune of another province than the chosen one is not chosen.
    fn settle_addresses(&mut self, form: &Form) {
        let within = form.fields.iter().flat_map(|field| field.rows(self.row_count(field)).into_iter().flatten().chain([field.clone()]));
        let addresses: Vec<String> = within.filter(|field| field.kind == FieldKind::Address).map(|field| field.key).collect();
        for key in addresses {
            let (province, commune) = (self.get(&part(&key, "province")).to_owned(), self.get(&part(&key, "commune")).to_owned());
            let is_stale = !commune.is_empty() && form.places.place(&commune).is_some_and(|place| place.province != province);
            if is_stale && !province.is_empty() {
                self.put(&part(&key, "commune"), String::new());
            }
            let old = self.get(&part(&key, "old")).to_owned();
            if old.is_empty() || !(commune.is_empty() || is_stale) {
                continue;
            }
            if let [only] = form.places.once_called(&old, &province).as_slice() {
                self.put(&part(&key, "province"), only.province.clone());
                self.put(&part(&key, "commune"), only.code.clone());
            }
        }
    }
}

impl Field {
    /// Is `name` an input of this field?
    fn has_input(&self, name: &str) -> bool {
        match self.kind {
            FieldKind::Date => name.strip_prefix(self.key.as_str()).is_some_and(|part| matches!(part, "-day" | "-month" | "-year")),
            FieldKind::Address => self.after_key(name).is_some_and(|part| ADDRESS_PARTS.contains(&part)),
            FieldKind::Group => self.after_key(name).is_some_and(|rest| rest == "rows" || self.has_row_input(rest)),
            FieldKind::File => false,
            _ => name == self.key,
        }
    }

    fn after_key<'a>(&self, name: &'a str) -> Option<&'a str> {
        name.strip_prefix(self.key.as_str())?.strip_prefix('.')
    }

    /// `0.name`: an input of a row.
    fn has_row_input(&self, rest: &str) -> bool {
        let Some((row, inner)) = rest.split_once('.') else { return false };
        let is_number = row.len() <= 4 && row.parse::<u16>().is_ok_and(|number| number.to_string() == row);
        is_number && self.group.iter().flat_map(|group| &group.fields).any(|field| field.has_input(inner))
    }
}

/// A whole number, with or without marks between its thousands: "1.500.000", "1 500 000".
fn whole(text: &str) -> Option<i64> {
    let digits = text.replace(['.', ',', ' ', '\u{a0}', '\u{202f}'], "");
    let has_groups = digits.len() != text.len();
    let mut groups = text.split(['.', ',', ' ', '\u{a0}', '\u{202f}']);
    let is_grouped = groups.next().is_some_and(|first| (1..=3).contains(&first.trim_start_matches('-').len()))
        && groups.all(|group| group.len() == 3 && group.chars().all(|digit| digit.is_ascii_digit()));
    if has_groups && !is_grouped { None } else { digits.parse().ok() }
}

/// A number with a fraction after a comma or a point; thousands may be parted by the other mark: "1.234,5", "120.5".
fn decimal(text: &str) -> Option<Number> {
    let text = text.replace([' ', '\u{a0}', '\u{202f}'], "");
    let plain = if text.contains(',') { text.replace('.', "").replace(',', ".") } else { text };
    let is_plain = plain.len() <= 20 && plain.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-'));
    if !is_plain {
        return None;
    }
    plain.parse::<i64>().map(Number::from).ok().or_else(|| plain.parse::<f64>().ok().and_then(Number::from_f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("1500000", Some(1_500_000)),
            ("1.500.000", Some(1_500_000)),
            ("1 500 000", Some(1_500_000)),
            ("-3", Some(-3)),
            ("1.5", None),
            ("15.00", None),
            ("", None),
            ("nhiều", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(whole(text), expected, "{text}");
        }
        for (text, expected) in
            [("120,5", Some(120.5)), ("120.5", Some(120.5)), ("1.234,5", Some(1234.5)), ("80", Some(80.0)), ("1e9", None), ("a", None)]
        {
            assert_eq!(decimal(text).and_then(|number| number.as_f64()), expected, "{text}");
        }
    }
}
