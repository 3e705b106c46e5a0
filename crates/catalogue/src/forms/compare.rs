//! What a draft changes against the version it was begun from.

use serde_json::{Map, Value};

use super::sheet::fields_of;

/// How something differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Added,
    Removed,
    Changed,
}

impl How {
    /// The end of its message key.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) how: How,
    /// Label of the field, title of the section, or the word of the head.
    pub(super) name: String,
    /// What of it, as the word of the schema: `x-label/vi`; empty when it is all of it.
    pub(super) word: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// Longest value that is shown.
const SHOWN: usize = 240;
/// Words of the head that are compared.
const HEAD: [&str; 5] = ["x-title", "x-legal-form", "x-legal-basis", "x-source", "x-procedures"];

/// Everything in which two forms differ: the head, the sections, the fields.
pub(super) fn compare(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    for word in HEAD {
        leaves(word, word, (before.get(word), after.get(word)), &mut found);
    }
    compare_sections(before, after, &mut found);
    let (old, new) = (fields(before), fields(after));
    for (key, property) in &old {
        match new.iter().find(|(other, _)| other == key) {
            Some((_, now)) => compare_field(property, now, &mut found),
            None => found.push(whole(How::Removed, &label(property))),
        }
    }
    for (key, property) in &new {
        if old.iter().all(|(other, _)| other != key) {
            found.push(whole(How::Added, &label(property)));
        }
    }
    found
}

fn whole(how: How, name: &str) -> Difference {
    Difference { how, name: name.to_owned(), word: String::new(), before: String::new(), after: String::new() }
}

fn compare_sections(before: &Value, after: &Value, found: &mut Vec<Difference>) {
    let sections = |form: &Value| form.get("x-sections").and_then(Value::as_array).cloned().unwrap_or_default();
    let (old, new) = (sections(before), sections(after));
    for at in 0..old.len().max(new.len()) {
        let title = |section: Option<&Value>| {
            section.and_then(|section| section.pointer("/title/vi")).and_then(Value::as_str).unwrap_or("–").to_owned()
        };
        let name = title(new.get(at).or_else(|| old.get(at)));
        for word in ["title", "help", "when"] {
            let of = |sections: &'_ [Value]| sections.get(at).and_then(|section| section.get(word)).cloned();
            leaves(&name, word, (of(&old).as_ref(), of(&new).as_ref()), found);
        }
        let order = |section: Option<&Value>| {
            let keys = section.map(fields_of).unwrap_or_default().iter().filter_map(Value::as_str);
            keys.collect::<Vec<_>>().join(", ")
        };
        let (before, after) = (order(old.get(at)), order(new.get(at)));
        if before != after {
            found.push(Difference { how: How::Changed, name, word: "fields".to_owned(), before: cut(&before), after: cut(&after) });
        }
    }
}

fn compare_field(before: &Value, after: &Value, found: &mut Vec<Difference>) {
    if before == after {
        return;
    }
    let (Some(old), Some(new)) = (before.as_object(), after.as_object()) else { return };
    let words: Map<String, Value> = old.iter().chain(new).map(|(word, value)| (word.clone(), value.clone())).collect();
    for word in words.keys().filter(|word| *word != "enum") {
        leaves(&label(after), word, (old.get(word), new.get(word)), found);
    }
}

/// Every leaf in which two values differ, under the path of its words.
fn leaves(name: &str, word: &str, (before, after): (Option<&Value>, Option<&Value>), found: &mut Vec<Difference>) {
    if before == after {
        return;
    }
    if let (Some(Value::Object(_)) | None, Some(Value::Object(_)) | None) = (before, after) {
        let keys = [before, after].into_iter().flatten().filter_map(Value::as_object).flat_map(Map::keys);
        let mut keys: Vec<&String> = keys.collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let inner = |value: Option<&'_ Value>| value.and_then(|value| value.get(key)).cloned();
            leaves(name, &format!("{word}/{key}"), (inner(before).as_ref(), inner(after).as_ref()), found);
        }
        return;
    }
    let shown = |value: Option<&Value>| {
        cut(&value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).unwrap_or_default())
    };
    let (before, after) = (shown(before), shown(after));
    if before != after {
        found.push(Difference { how: How::Changed, name: name.to_owned(), word: word.to_owned(), before, after });
    }
}

/// The fields of a form with their keys.
fn fields(form: &Value) -> Vec<(String, Value)> {
    let properties = form.get("properties").and_then(Value::as_object);
    properties.into_iter().flatten().map(|(key, property)| (key.clone(), property.clone())).collect()
}

fn label(property: &Value) -> String {
    property.pointer("/x-label/vi").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn cut(text: &str) -> String {
    if text.chars().count() <= SHOWN { text.to_owned() } else { text.chars().take(SHOWN).chain(['…']).collect() }
}
