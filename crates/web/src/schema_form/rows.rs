//! Rows of groups: which there are, and the buttons that add and remove them without any script.

use std::collections::BTreeMap;

use serde_json::Value;

use super::definition::{Condition, Field, FieldKind, Form};
use super::typed::Typed;

/// The name of a part of a field: `home` and `province` make `home.province`.
pub(super) fn part(key: &str, name: &str) -> String {
    format!("{key}.{name}")
}

/// What a button inside a form asks for, as its input `_form` says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormAction {
    /// One more row in this group.
    Add(String),
    /// This row of this group goes.
    Remove(String, usize),
    /// The section at this place speaks of the person who fills it in.
    Me(usize),
    /// Draw the form again: a province was chosen, or an old name typed.
    Again(String),
}

impl FormAction {
    /// Reads the value of a button: `add:members`, `remove:members:2`, `me:1`, `again:home`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (verb, rest) = text.split_once(':')?;
        match verb {
            "add" => Some(Self::Add(rest.to_owned())),
            "remove" => rest.rsplit_once(':').and_then(|(key, row)| Some(Self::Remove(key.to_owned(), row.parse().ok()?))),
            "me" => rest.parse().ok().map(Self::Me),
            "again" => Some(Self::Again(rest.to_owned())),
            _ => None,
        }
    }

    /// The place on the page where the person goes on.
    #[must_use]
    pub fn anchor(&self) -> String {
        match self {
            Self::Add(key) | Self::Remove(key, _) | Self::Again(key) => key.clone(),
            Self::Me(section) => format!("section-{section}"),
        }
    }
}

impl Field {
    /// Most rows of a group.
    pub(super) fn most_rows(&self) -> usize {
        self.group.as_ref().map_or(0, |group| group.most)
    }

    /// The fields of the first `count` rows, each with the key of its input; nothing for what is no group.
    pub(super) fn rows(&self, count: usize) -> Vec<Vec<Self>> {
        let Some(group) = &self.group else { return Vec::new() };
        let row = |number: usize| group.fields.iter().map(|field| field.in_row(&group.fields, &format!("{}.{number}", self.key))).collect();
        (0..count.min(group.most)).map(row).collect()
    }

    fn in_row(&self, beside: &[Self], row: &str) -> Self {
        let in_row = |condition: &Condition| {
            let is_beside = beside.iter().any(|field| field.key == condition.field);
            let field = if is_beside { part(row, &condition.field) } else { condition.field.clone() };
            Condition { field, is: condition.is.clone() }
        };
        Self { key: part(row, &self.key), condition: self.condition.as_ref().map(in_row), ..self.clone() }
    }

    /// The key inside the row: of `members.0.name`, `name`.
    pub(super) fn inner_key(&self) -> &str {
        self.key.rsplit('.').next().unwrap_or_default()
    }
}

impl Typed {
    /// How many rows of a group are shown: those that must be there, and those that were added.
    pub(super) fn row_count(&self, field: &Field) -> usize {
        let Some(group) = &field.group else { return 0 };
        let said = self.get(&part(&field.key, "rows")).parse().unwrap_or(0);
        group.least.max(said).min(group.most)
    }

    /// Numbers the filled rows of every group from 0, without gaps: a script may have taken rows out in the middle.
    pub(super) fn close_gaps(&mut self, form: &Form) {
        for field in form.fields.iter().filter(|field| field.kind == FieldKind::Group) {
            let mut rows = self.take_rows(field);
            rows.retain(|row| row.values().any(|value| !value.is_empty()));
            let said: usize = self.get(&part(&field.key, "rows")).parse().unwrap_or(0);
            self.put_rows(field, &rows, said);
        }
    }

    /// Does what a button asks for.
    pub fn act(&mut self, form: &Form, action: &FormAction) {
        match action {
            FormAction::Add(key) => self.change_rows(form, key, |rows| rows.push(BTreeMap::new())),
            FormAction::Remove(key, row) => self.change_rows(form, key, |rows| {
                if *row < rows.len() {
                    rows.remove(*row);
                }
            }),
            FormAction::Me(_) | FormAction::Again(_) => {}
        }
    }

    /// Puts what is known of a person into the fields of a section that ask for it. What was typed there before gives way: the person asked.
    pub fn fill_person(&mut self, form: &Form, section: usize, person: impl Fn(&str) -> Option<Value>) {
        let keys = form.sections.get(section).map(|section| section.fields.as_slice()).unwrap_or_default();
        for field in keys.iter().filter_map(|key| form.field(key)).filter(|field| !field.person.is_empty()) {
            if let Some(value) = person(&field.person) {
                self.0.retain(|name, _| *name != field.key && !name.starts_with(&format!("{}.", field.key)));
                for part in ["day", "month", "year"] {
                    self.0.remove(&format!("{}-{part}", field.key));
                }
                self.prefill(field, &value);
            }
        }
    }

    fn change_rows(&mut self, form: &Form, key: &str, change: impl FnOnce(&mut Vec<BTreeMap<String, String>>)) {
        let Some(field) = form.field(key).filter(|field| field.kind == FieldKind::Group) else { return };
        let count = self.row_count(field);
        let mut rows = self.take_rows(field);
        rows.resize(count.max(rows.len()), BTreeMap::new());
        change(&mut rows);
        let count = rows.len();
        self.put_rows(field, &rows, count);
    }

    /// Takes the rows of a group out: for each, what follows `group.N.` and its value.
    fn take_rows(&mut self, field: &Field) -> Vec<BTreeMap<String, String>> {
        let prefix = part(&field.key, "");
        let mut rows: BTreeMap<usize, BTreeMap<String, String>> = BTreeMap::new();
        self.0.retain(|name, value| {
            let row = name.strip_prefix(&prefix).and_then(|rest| rest.split_once('.'));
            let Some((number, inner)) = row.and_then(|(number, inner)| Some((number.parse().ok()?, inner))) else { return true };
            rows.entry(number).or_default().insert(inner.to_owned(), std::mem::take(value));
            false
        });
        rows.into_values().collect()
    }

    fn put_rows(&mut self, field: &Field, rows: &[BTreeMap<String, String>], count: usize) {
        let most = field.most_rows();
        for (number, row) in rows.iter().take(most).enumerate() {
            for (inner, value) in row {
                self.put(&format!("{}.{number}.{inner}", field.key), value.clone());
            }
        }
        match count.max(rows.len()).min(most) {
            0 => drop(self.0.remove(&part(&field.key, "rows"))),
            count => self.put(&part(&field.key, "rows"), count.to_string()),
        }
    }
}
