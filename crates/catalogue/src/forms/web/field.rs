//! `/quan-tri/bieu-mau/{id}/muc/{key}`: a field. `moi` is a new one: `?phan=2` in that section, `?nhom=members` in those rows.

use access::SignedIn;
use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::text::fold;
use serde::Deserialize;
use serde_json::Value;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor};

use super::super::error::FormRefusal;
use super::super::field::{FieldKey, FieldSheet};
use super::super::kind::KindOfField;
use super::super::model::{Draft, FormDesk};
use super::super::sheet::{Change, Sheet};
use super::super::usecases::change;
use super::inputs::Inputs;
use super::{ADDRESS, at_inputs, draft_of, edits_forms};

/// The word that stands for a field that is not there yet.
const NEW: &str = "moi";

/// Where a new field goes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    phan: Option<usize>,
    nhom: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/forms_field.html")]
struct FieldPage {
    page: Page,
    back: String,
    /// Where the page is sent to.
    address: String,
    revision: i32,
    is_new: bool,
    key: String,
    typed: FieldSheet,
    kinds: Vec<Choice>,
    days: Vec<Choice>,
    people: Vec<Choice>,
    conditions: Vec<Choice>,
    errors: FieldErrors,
}

impl FieldPage {
    fn new(visitor: Visitor, draft: &Draft, asked: &Asked, typed: FieldSheet, errors: FieldErrors) -> Self {
        let title = if asked.key.is_some() { "forms-field" } else { "forms-field-new" };
        let page = Page::desk(visitor, Section::Administration, title).with_errors(!errors.is_empty());
        let back = format!("{ADDRESS}/{}", draft.form);
        let own = asked.key.as_ref().map(|key| key.key.as_str()).unwrap_or_default();
        let group = asked.key.as_ref().map_or(asked.place.nhom.as_deref(), |key| key.group.as_deref());
        Self {
            address: format!("{back}/muc/{}", asked.tail()),
            is_new: asked.key.is_none(),
            key: asked.typed_key.clone(),
            kinds: kinds(&page, typed.kind, group.is_some()),
            days: words(&["", "past", "future"], &typed.day, |tail| page.t(&format!("forms-day-{tail}"))),
            people: words(&PEOPLE, &typed.person, |tail| page.t(&format!("forms-person-{tail}"))),
            conditions: condition_choices(&draft.json, group, own, &typed.when, &page),
            revision: asked.revision.unwrap_or(draft.revision),
            back,
            typed,
            errors,
            page,
        }
    }
}

/// Which field a request is about.
#[derive(Debug, Clone, Default)]
struct Asked {
    /// Nothing for a new one.
    key: Option<FieldKey>,
    place: Place,
    /// The key as typed for a new one.
    typed_key: String,
    /// The revision the page was drawn with, once it came back.
    revision: Option<i32>,
}

impl Asked {
    fn read(key: &str, place: Place) -> Result<Self, PageError> {
        let key = if key == NEW { None } else { Some(key.parse::<FieldKey>()?) };
        Ok(Self { key, place, ..Self::default() })
    }

    /// The end of the address.
    fn tail(&self) -> String {
        match (&self.key, &self.place.nhom, self.place.phan) {
            (Some(key), ..) => key.to_string(),
            (None, Some(group), _) => format!("{NEW}?nhom={group}"),
            (None, None, at) => format!("{NEW}?phan={}", at.unwrap_or(0)),
        }
    }

    /// The key to write: that of the field, the one that was typed, or one made of the label.
    fn to_write(&self, label: &str, sheet: &Sheet) -> Result<FieldKey, FormRefusal> {
        if let Some(key) = &self.key {
            return Ok(key.clone());
        }
        let group = self.place.nhom.clone();
        let name = if self.typed_key.is_empty() { key_of(label) } else { self.typed_key.clone() };
        let place = |key: String| FieldKey { group: group.clone(), key };
        let key = place(name.clone());
        if key.to_string().parse::<FieldKey>().is_err() {
            return Err(FormRefusal::wrong("key", "forms-key-wrong", name));
        }
        if sheet.property(&key).is_none() {
            return Ok(key);
        }
        if !self.typed_key.is_empty() {
            return Err(FormRefusal::wrong("key", "forms-key-taken", name));
        }
        let free = (2..1000).map(|number| place(format!("{name}_{number}"))).find(|key| sheet.property(key).is_none());
        free.ok_or_else(|| FormRefusal::wrong("key", "forms-key-taken", name))
    }
}

/// A key from a label: "Ngày sinh của mẹ" becomes `ngay_sinh_cua_me`.
fn key_of(label: &str) -> String {
    let folded = fold(label);
    let words = folded.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).take(6);
    let key: String = words.collect::<Vec<_>>().join("_").chars().take(50).collect();
    if key.starts_with(|letter: char| letter.is_ascii_lowercase()) { key } else { format!("muc_{key}").trim_end_matches('_').to_owned() }
}

/// Shows the field.
pub(super) async fn get(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path((id, key)): Path<(String, String)>,
    Query(place): Query<Place>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let (draft, asked) = (draft_of(&desk, &id).await?, Asked::read(&key, place)?);
    let typed = match &asked.key {
        Some(key) => FieldSheet::of(Sheet::of(draft.json.clone()).property(key).ok_or(PageError::NotFound)?),
        None => FieldSheet::default(),
    };
    render(&FieldPage::new(visitor, &draft, &asked, typed, FieldErrors::none()))
}

/// Saves it as a step.
pub(super) async fn post(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path((id, key)): Path<(String, String)>,
    Query(place): Query<Place>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let (draft, inputs) = (draft_of(&desk, &id).await?, Inputs::of(sent));
    let asked = Asked { typed_key: inputs.text("key"), revision: Some(inputs.revision()), ..Asked::read(&key, place)? };
    let typed = sheet_of(&inputs);
    let saved = match asked.to_write(&typed.label[0], &Sheet::of(draft.json.clone())) {
        Ok(key) => {
            let written = Change::FieldWrite(key.clone(), Box::new(typed.clone()), asked.place.phan);
            change(&desk, &actor, &id, inputs.revision(), written).await.map(|()| key)
        }
        Err(refusal) => Err(refusal),
    };
    match saved {
        Ok(key) => Ok(Redirect::to(&format!("{ADDRESS}/{id}#field-{key}")).into_response()),
        Err(refusal) => {
            let errors = at_inputs(refusal, "label.vi", visitor.language)?;
            render_with(StatusCode::UNPROCESSABLE_ENTITY, &FieldPage::new(visitor, &draft, &asked, typed, errors))
        }
    }
}

fn sheet_of(inputs: &Inputs) -> FieldSheet {
    FieldSheet {
        kind: KindOfField::parse(&inputs.text("kind")).unwrap_or(KindOfField::Line),
        label: inputs.three("label"),
        hint: inputs.three("hint"),
        example: inputs.three("example"),
        help: inputs.three("help"),
        message: inputs.three("message"),
        unit: inputs.three("unit"),
        required: inputs.has("required"),
        options: inputs.text("options"),
        least: inputs.text("least"),
        most: inputs.text("most"),
        day: inputs.text("day"),
        person: inputs.text("person"),
        known_as: inputs.text("known_as"),
        units_only: inputs.has("units_only"),
        when: inputs.all("when"),
    }
}

/// The kinds to choose from; rows hold neither rows nor files.
fn kinds(page: &Page, chosen: KindOfField, in_rows: bool) -> Vec<Choice> {
    let fits = |kind: &KindOfField| !in_rows || !matches!(kind, KindOfField::Rows | KindOfField::File);
    let choice = |kind: KindOfField| Choice::new(kind.code(), page.t(&format!("forms-kind-{}", kind.code())), kind == chosen);
    KindOfField::ALL.into_iter().filter(fits).map(choice).collect()
}

/// What of a person a field may be filled from; the first is nothing.
const PEOPLE: [&str; 8] = ["", "name", "personal_number", "born", "sex", "address", "phone", "email"];

/// Choices with their words; `word` gives those for the end of a message key.
fn words(values: &[&str], chosen: &str, word: impl Fn(&str) -> String) -> Vec<Choice> {
    let label = |value: &str| word(&if value.is_empty() { "none".to_owned() } else { value.replace('_', "-") });
    values.iter().map(|value| Choice::new(*value, label(value), *value == chosen)).collect()
}

/// Every answer on which something may hang: `case=rent`, "Bạn thuộc trường hợp nào? – Thuê, mượn". `own` is the field itself.
pub(super) fn condition_choices(json: &Value, group: Option<&str>, own: &str, chosen: &[String], page: &Page) -> Vec<Choice> {
    let of_form = json.get("properties").and_then(Value::as_object);
    let of_rows = group.and_then(|group| json.pointer(&format!("/properties/{group}/items/properties"))).and_then(Value::as_object);
    let all = of_rows.into_iter().chain(of_form).flatten().filter(|(key, _)| *key != own);
    all.flat_map(|(key, property)| answers(key, property, page))
        .map(|(value, label)| {
            let is_chosen = chosen.contains(&value);
            Choice::new(value, label, is_chosen)
        })
        .collect()
}

fn answers(key: &str, property: &Value, page: &Page) -> Vec<(String, String)> {
    let in_language = |text: Option<&Value>| {
        let language = |code: &str| text.and_then(|text| text.get(code)).and_then(Value::as_str).filter(|text| !text.is_empty());
        language(page.language().code()).or_else(|| language("vi")).unwrap_or_default().to_owned()
    };
    let label = in_language(property.get("x-label"));
    let answer = |value: &str, words: String| (format!("{key}={value}"), format!("{label} – {words}"));
    match KindOfField::of(property) {
        KindOfField::YesNo => vec![answer("yes", page.t("form-yes")), answer("no", page.t("form-no"))],
        KindOfField::Tick => vec![answer("yes", page.t("form-yes"))],
        KindOfField::Choice => {
            let options = property.get("x-options").and_then(Value::as_array);
            let option =
                |option: &Value| answer(option.get("value").and_then(Value::as_str).unwrap_or_default(), in_language(option.get("label")));
            options.into_iter().flatten().map(option).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_from_labels() {
        for (label, key) in [("Ngày sinh của mẹ", "ngay_sinh_cua_me"), ("1. Họ tên", "muc_1_ho_ten"), ("???", "muc"), ("Đường", "duong")]
        {
            assert_eq!(key_of(label), key);
        }
    }
}
