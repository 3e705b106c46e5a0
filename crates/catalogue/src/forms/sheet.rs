//! Changing a form: its JSON, and what may be done to it. Pure; whether the form still works afterwards is the reader's to say.

use serde_json::{Map, Value, json};

use super::error::FormRefusal;
use super::field::{FieldKey, FieldSheet};

/// A text in three languages as JSON; empty languages are left out, but Vietnamese is always there.
pub(super) fn text(languages: &[String; 3]) -> Value {
    json!({ "vi": languages[0], "en": languages[1], "th": languages[2] })
}

/// What is done to a form in one step.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A field goes one place up; from the top of a section into the one before.
    FieldUp(FieldKey),
    /// A field goes one place down.
    FieldDown(FieldKey),
    /// The same field once more, below.
    FieldCopy(FieldKey),
    /// A field goes.
    FieldRemove(FieldKey),
    /// A field is written: `after` of it in this section, or new in the rows of a group.
    FieldWrite(FieldKey, Box<FieldSheet>, Option<usize>),
    /// A section goes one place up.
    SectionUp(usize),
    /// A section goes one place down.
    SectionDown(usize),
    /// A section goes with its fields.
    SectionRemove(usize),
    /// A section is written; at the end when there is none at this place.
    SectionWrite(usize, Value),
    /// The head is written: these words and their values.
    Head(Map<String, Value>),
    /// Everything is replaced by a file.
    Import(Box<Value>),
}

impl Change {
    /// The end of the message key that says what was done.
    pub(super) const fn what(&self) -> &'static str {
        match self {
            Self::FieldUp(_) | Self::FieldDown(_) => "field-moved",
            Self::FieldCopy(_) => "field-copied",
            Self::FieldRemove(_) => "field-removed",
            Self::FieldWrite(..) => "field-written",
            Self::SectionUp(_) | Self::SectionDown(_) => "section-moved",
            Self::SectionRemove(_) => "section-removed",
            Self::SectionWrite(..) => "section-written",
            Self::Head(_) => "head-written",
            Self::Import(_) => "imported",
        }
    }
}

/// A form as JSON, open for changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet(Value);

impl Sheet {
    /// A new form with a title and one empty section.
    #[must_use]
    pub fn new(id: &str, title: &[String; 3]) -> Self {
        Self(json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": id, "title": title[0], "x-title": text(title), "x-version": 1,
            "x-procedures": [], "x-legal-basis": "", "x-legal-form": { "number": "", "annex": "" }, "type": "object",
            "additionalProperties": false, "x-sections": [{ "title": text(title), "fields": [] }], "properties": {}
        }))
    }

    /// A form that is there.
    #[must_use]
    pub const fn of(json: Value) -> Self {
        Self(json)
    }

    /// The JSON.
    #[must_use]
    pub const fn json(&self) -> &Value {
        &self.0
    }

    /// The sections, in order.
    #[must_use]
    pub fn sections(&self) -> &[Value] {
        self.0.get("x-sections").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a field is made of.
    #[must_use]
    pub fn property(&self, key: &FieldKey) -> Option<&Value> {
        let properties = self.0.get("properties")?;
        match &key.group {
            None => properties.get(&key.key),
            Some(group) => properties.get(group)?.get("items")?.get("properties")?.get(&key.key),
        }
    }

    /// The name of what a change is about, for the history: a label, a title, or nothing.
    #[must_use]
    pub fn subject(&self, change: &Change) -> String {
        let label = |key: &FieldKey| {
            self.property(key).and_then(|property| property.pointer("/x-label/vi")).and_then(Value::as_str).unwrap_or(&key.key).to_owned()
        };
        let title = |at: &usize| self.sections().get(*at).and_then(|section| section.pointer("/title/vi")).and_then(Value::as_str);
        match change {
            Change::FieldUp(key) | Change::FieldDown(key) | Change::FieldCopy(key) | Change::FieldRemove(key) => label(key),
            Change::FieldWrite(_, sheet, _) => sheet.label[0].clone(),
            Change::SectionUp(at) | Change::SectionDown(at) | Change::SectionRemove(at) => title(at).unwrap_or_default().to_owned(),
            Change::SectionWrite(_, section) => section.pointer("/title/vi").and_then(Value::as_str).unwrap_or_default().to_owned(),
            Change::Head(_) | Change::Import(_) => String::new(),
        }
    }

    /// Does one change.
    ///
    /// # Errors
    /// [`FormRefusal::NotFound`] when what it is about is not there, [`FormRefusal::Wrong`] when it cannot be done.
    pub fn apply(&mut self, change: Change) -> Result<(), FormRefusal> {
        match change {
            Change::FieldUp(key) => self.move_field(&key, Direction::Up),
            Change::FieldDown(key) => self.move_field(&key, Direction::Down),
            Change::FieldCopy(key) => self.copy_field(&key),
            Change::FieldRemove(key) => self.remove_field(&key),
            Change::FieldWrite(key, sheet, section) => self.write_field(&key, &sheet, section),
            Change::SectionUp(at) => self.swap_sections(at.checked_sub(1), Some(at)),
            Change::SectionDown(at) => self.swap_sections(Some(at), at.checked_add(1)),
            Change::SectionRemove(at) => self.remove_section(at),
            Change::SectionWrite(at, section) => self.write_section(at, section),
            Change::Head(words) => self.root().map(|root| root.extend(words)),
            Change::Import(json) => {
                self.0 = *json;
                Ok(())
            }
        }
    }

    fn root(&mut self) -> Result<&mut Map<String, Value>, FormRefusal> {
        self.0.as_object_mut().ok_or(FormRefusal::NotFound)
    }

    fn sections_mut(&mut self) -> Result<&mut Vec<Value>, FormRefusal> {
        self.0.get_mut("x-sections").and_then(Value::as_array_mut).ok_or(FormRefusal::NotFound)
    }

    /// The order of fields in which a key stands.
    fn order_of(&mut self, key: &FieldKey) -> Result<&mut Vec<Value>, FormRefusal> {
        if let Some(group) = &key.group {
            let order = self.0.pointer_mut(&format!("/properties/{group}/items/x-fields"));
            return order.and_then(Value::as_array_mut).ok_or(FormRefusal::NotFound);
        }
        let holds = |order: &Value| order.as_array().is_some_and(|order| order.iter().any(|one| one.as_str() == Some(&key.key)));
        let orders = self.sections_mut()?.iter_mut().filter_map(|section| section.get_mut("fields"));
        orders.into_iter().find(|order| holds(order)).and_then(Value::as_array_mut).ok_or(FormRefusal::NotFound)
    }

    fn properties_of(&mut self, key: &FieldKey) -> Result<&mut Map<String, Value>, FormRefusal> {
        let pointer = key.group.as_ref().map_or_else(|| "/properties".to_owned(), |group| format!("/properties/{group}/items/properties"));
        self.0.pointer_mut(&pointer).and_then(Value::as_object_mut).ok_or(FormRefusal::NotFound)
    }

    fn move_field(&mut self, key: &FieldKey, direction: Direction) -> Result<(), FormRefusal> {
        let order = self.order_of(key)?;
        let at = place_of(order, &key.key)?;
        let other = match direction {
            Direction::Up => at.checked_sub(1),
            Direction::Down => at.checked_add(1).filter(|next| *next < order.len()),
        };
        match other {
            Some(other) => order.swap(at, other),
            None if key.group.is_none() => self.change_section(key, direction)?,
            None => {}
        }
        Ok(())
    }

    /// Past the edge of its section a field goes into the next one; at the edge of the form it stays.
    fn change_section(&mut self, key: &FieldKey, direction: Direction) -> Result<(), FormRefusal> {
        let sections = self.sections_mut()?;
        let holds = |section: &Value| fields_of(section).iter().any(|one| one.as_str() == Some(&key.key));
        let from = sections.iter().position(holds).ok_or(FormRefusal::NotFound)?;
        let to = match direction {
            Direction::Up => from.checked_sub(1),
            Direction::Down => Some(from + 1).filter(|next| *next < sections.len()),
        };
        let Some(to) = to else { return Ok(()) };
        if let Some(order) = sections.get_mut(from).and_then(|section| section.get_mut("fields")).and_then(Value::as_array_mut) {
            order.retain(|one| one.as_str() != Some(&key.key));
        }
        if let Some(order) = sections.get_mut(to).and_then(|section| section.get_mut("fields")).and_then(Value::as_array_mut) {
            let place = if direction == Direction::Up { order.len() } else { 0 };
            order.insert(place, key.key.clone().into());
        }
        Ok(())
    }

    fn copy_field(&mut self, key: &FieldKey) -> Result<(), FormRefusal> {
        let property = self.property(key).cloned().ok_or(FormRefusal::NotFound)?;
        let properties = self.properties_of(key)?;
        let new = (2..1000).map(|number| format!("{}_{number}", key.key)).find(|new| !properties.contains_key(new));
        let new = new.ok_or_else(|| FormRefusal::wrong("key", "forms-key-taken", &key.key))?;
        properties.insert(new.clone(), property);
        let order = self.order_of(key)?;
        let at = place_of(order, &key.key)?;
        order.insert(at + 1, new.into());
        Ok(())
    }

    fn remove_field(&mut self, key: &FieldKey) -> Result<(), FormRefusal> {
        if let Some(hanging) = self.hangs_on(key) {
            return Err(FormRefusal::wrong("do", "forms-removed-needed", hanging));
        }
        let order = self.order_of(key)?;
        let at = place_of(order, &key.key)?;
        order.remove(at);
        self.properties_of(key)?.remove(&key.key);
        Ok(())
    }

    /// What is only asked for when this field has some value: its label or title.
    fn hangs_on(&self, key: &FieldKey) -> Option<String> {
        let names = |condition: Option<&Value>| condition.and_then(|when| when.get("field")).and_then(Value::as_str) == Some(&key.key);
        let label = |value: &Value, word: &str| value.pointer(word).and_then(Value::as_str).unwrap_or_default().to_owned();
        let sections = self.sections().iter().filter(|section| names(section.get("when"))).map(|section| label(section, "/title/vi"));
        let all = self.0.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(_, property)| property);
        let inner = |property: &'_ Value| -> Vec<Value> {
            let rows = property.pointer("/items/properties").and_then(Value::as_object);
            rows.into_iter().flatten().map(|(_, property)| property.clone()).chain([property.clone()]).collect()
        };
        let fields = all.flat_map(inner).filter(|property| names(property.get("x-when"))).map(|property| label(&property, "/x-label/vi"));
        sections.chain(fields).next()
    }

    fn write_field(&mut self, key: &FieldKey, sheet: &FieldSheet, section: Option<usize>) -> Result<(), FormRefusal> {
        let before = self.property(key).cloned();
        let property = sheet.property(before.as_ref())?;
        if before.is_none() {
            match (&key.group, section) {
                (Some(_), _) => self.order_of(key)?.push(key.key.clone().into()),
                (None, Some(at)) => {
                    let section = self.sections_mut()?.get_mut(at).ok_or(FormRefusal::NotFound)?;
                    let order = section.get_mut("fields").and_then(Value::as_array_mut).ok_or(FormRefusal::NotFound)?;
                    order.push(key.key.clone().into());
                }
                (None, None) => return Err(FormRefusal::NotFound),
            }
        }
        self.properties_of(key)?.insert(key.key.clone(), property);
        Ok(())
    }

    fn swap_sections(&mut self, first: Option<usize>, second: Option<usize>) -> Result<(), FormRefusal> {
        let sections = self.sections_mut()?;
        if let (Some(first), Some(second)) = (first, second)
            && first.max(second) < sections.len()
        {
            sections.swap(first, second);
        }
        Ok(())
    }

    fn remove_section(&mut self, at: usize) -> Result<(), FormRefusal> {
        let keys: Vec<String> = self
            .sections()
            .get(at)
            .ok_or(FormRefusal::NotFound)
            .map(|section| fields_of(section).iter().filter_map(Value::as_str).map(str::to_owned).collect())?;
        // From the last to the first: a field may be needed by one that stands below it.
        for key in keys.into_iter().rev() {
            self.remove_field(&FieldKey { group: None, key })?;
        }
        self.sections_mut()?.remove(at);
        Ok(())
    }

    fn write_section(&mut self, at: usize, section: Value) -> Result<(), FormRefusal> {
        let sections = self.sections_mut()?;
        let fields = sections.get(at).and_then(|there| there.get("fields")).cloned().unwrap_or_else(|| json!([]));
        let mut section = section;
        if let Some(parts) = section.as_object_mut() {
            parts.insert("fields".to_owned(), fields);
        }
        match sections.get_mut(at) {
            Some(there) => *there = section,
            None => sections.push(section),
        }
        Ok(())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

fn place_of(order: &[Value], key: &str) -> Result<usize, FormRefusal> {
    order.iter().position(|one| one.as_str() == Some(key)).ok_or(FormRefusal::NotFound)
}

/// The keys of the fields of a section.
pub(super) fn fields_of(section: &Value) -> &[Value] {
    section.get("fields").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
