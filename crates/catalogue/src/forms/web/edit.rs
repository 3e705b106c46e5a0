//! `/quan-tri/bieu-mau/{id}`: the form with its sections and fields in order, and a button for everything that can be done to them.

use access::{Actor, SignedIn};
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::Value;
use web::page::{render, render_with};
use web::{FieldErrors, Page, PageError, Section, Side, Visitor};

use super::super::error::FormRefusal;
use super::super::field::{FieldKey, condition_as_pairs};
use super::super::kind::KindOfField;
use super::super::model::{Draft, FormDesk, Step, Version};
use super::super::sheet::{Change, Sheet, fields_of};
use super::super::store;
use super::super::usecases::{begin, change, discard, redo, undo};
use super::field::condition_choices;
use super::inputs::Inputs;
use super::{ADDRESS, at_inputs, edits_forms};
use crate::store::forms;

/// A field in the words of the page.
pub(super) struct FieldLine {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) kind: String,
    pub(super) required: bool,
    /// `case=rent`; empty when it is always asked for.
    pub(super) when: String,
    /// The fields of a row.
    pub(super) rows: Vec<FieldLine>,
    pub(super) is_group: bool,
}

/// A section in the words of the page.
pub(super) struct SectionLine {
    pub(super) at: usize,
    pub(super) title: String,
    pub(super) when: String,
    pub(super) fields: Vec<FieldLine>,
}

/// A step in the words of the page.
struct StepLine {
    words: String,
    who: String,
    at: String,
    is_now: bool,
    is_undone: bool,
}

/// A version in the words of the page.
struct VersionLine {
    number: i32,
    span: String,
    basis: String,
    by_administrator: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/forms_edit.html")]
struct EditPage {
    page: Page,
    address: String,
    legal: String,
    draft: Option<Draft>,
    sections: Vec<SectionLine>,
    steps: Vec<StepLine>,
    versions: Vec<VersionLine>,
    procedures: Vec<String>,
    errors: FieldErrors,
}

impl EditPage {
    fn may_undo(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.step > 0)
    }

    fn may_redo(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.step < draft.last_step)
    }

    fn revision(&self) -> i32 {
        self.draft.as_ref().map_or(0, |draft| draft.revision)
    }
}

/// Shows the draft, or the version in force with the way to a draft.
pub(super) async fn get(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    render(&edit_page(&desk, visitor, &id, FieldErrors::none()).await?)
}

async fn edit_page(desk: &FormDesk, visitor: Visitor, id: &str, errors: FieldErrors) -> Result<EditPage, PageError> {
    let mut connection = desk.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let draft = store::draft(&mut connection, id).await.map_err(PageError::fault)?;
    let versions = store::versions(&mut connection, id).await.map_err(PageError::fault)?;
    let steps = if draft.is_some() { store::steps(&mut connection, id).await.map_err(PageError::fault)? } else { Vec::new() };
    let people: Vec<_> = steps.iter().map(|step| step.by).collect();
    let names = access::api::names(&mut connection, &people).await.map_err(PageError::fault)?;
    let json = match &draft {
        Some(draft) => draft.json.clone(),
        None => forms::newest(&mut connection, id).await.map_err(PageError::fault)?.ok_or(PageError::NotFound)?.json,
    };
    let (sheet, language) = (Sheet::of(json), visitor.language);
    let word = |pointer: &str| sheet.json().pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let title = [word(&format!("/x-title/{}", language.code())), word("/title")].into_iter().find(|title| !title.is_empty());
    let page = Page::titled(visitor, Side::Desk, Section::Administration, title.unwrap_or_else(|| id.to_owned()));
    let step_now = draft.as_ref().map_or(0, |draft| draft.step);
    let codes = sheet.json().get("x-procedures").and_then(Value::as_array);
    Ok(EditPage {
        address: format!("{ADDRESS}/{id}"),
        legal: [word("/x-legal-form/number"), word("/x-legal-form/annex")]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        sections: sections(&sheet, &page),
        steps: steps.iter().map(|step| step_line(step, &names, step_now, &page)).collect(),
        versions: versions.iter().map(|version| version_line(version, &page)).collect(),
        procedures: codes.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
        draft,
        page: page.with_errors(!errors.is_empty()),
        errors,
    })
}

fn sections(sheet: &Sheet, page: &Page) -> Vec<SectionLine> {
    let section = |(at, section): (usize, &Value)| SectionLine {
        at,
        title: in_language(section.get("title"), page),
        when: when_in_words(sheet, None, section.get("when"), page),
        fields: fields_of(section).iter().filter_map(Value::as_str).filter_map(|key| field_line(sheet, None, key, page)).collect(),
    };
    sheet.sections().iter().enumerate().map(section).collect()
}

fn field_line(sheet: &Sheet, group: Option<&str>, key: &str, page: &Page) -> Option<FieldLine> {
    let place = FieldKey { group: group.map(str::to_owned), key: key.to_owned() };
    let property = sheet.property(&place)?;
    let kind = KindOfField::of(property);
    let inner = property.pointer("/items/x-fields").and_then(Value::as_array);
    Some(FieldLine {
        label: in_language(property.get("x-label"), page),
        kind: page.t(&format!("forms-kind-{}", kind.code())),
        required: property.get("x-required") == Some(&Value::Bool(true)),
        when: when_in_words(sheet, group, property.get("x-when"), page),
        rows: inner.into_iter().flatten().filter_map(Value::as_str).filter_map(|inner| field_line(sheet, Some(key), inner, page)).collect(),
        is_group: kind == KindOfField::Rows,
        key: place.to_string(),
    })
}

/// "Bạn có giấy nào? – Giấy báo tử hoặc …"; empty without a condition.
fn when_in_words(sheet: &Sheet, group: Option<&str>, when: Option<&Value>, page: &Page) -> String {
    let pairs = condition_as_pairs(when);
    if pairs.is_empty() {
        return String::new();
    }
    let choices = condition_choices(sheet.json(), group, "", &pairs, page);
    choices.into_iter().filter(|choice| choice.chosen).map(|choice| choice.label).collect::<Vec<_>>().join(&page.t("form-or"))
}

/// A text of the form in the language of the page, else in Vietnamese.
fn in_language(text: Option<&Value>, page: &Page) -> String {
    let language = |code: &str| text.and_then(|text| text.get(code)).and_then(Value::as_str).filter(|text| !text.is_empty());
    language(page.language().code()).or_else(|| language("vi")).unwrap_or("–").to_owned()
}

fn step_line(step: &Step, names: &std::collections::BTreeMap<kernel::id::AccountId, String>, now: i32, page: &Page) -> StepLine {
    StepLine {
        words: page.t1(&format!("forms-step-{}", step.what), "name", step.subject.clone()),
        who: names.get(&step.by).cloned().unwrap_or_default(),
        at: page.short_moment(step.at),
        is_now: step.number == now,
        is_undone: step.number > now,
    }
}

fn version_line(version: &Version, page: &Page) -> VersionLine {
    let from = page.date(version.valid_from);
    let span = match version.valid_to {
        Some(to) => page.t2("forms-span", "from", from, "to", page.date(to)),
        None => page.t1("forms-since", "from", from),
    };
    VersionLine { number: version.number, span, basis: version.legal_basis.clone(), by_administrator: version.by_administrator }
}

/// Does what a button says, and shows the form again.
pub(super) async fn post(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let inputs = Inputs::of(sent);
    match act(&desk, &actor, &id, &inputs.text("_form"), inputs.revision()).await {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(refusal) => {
            let errors = at_inputs(refusal, "noi-dung-to-khai", visitor.language)?;
            render_with(StatusCode::CONFLICT, &edit_page(&desk, visitor, &id, errors).await?)
        }
    }
}

/// Where the person goes on after what the button asked for was done.
async fn act(desk: &FormDesk, actor: &Actor, id: &str, action: &str, revision: i32) -> Result<String, FormRefusal> {
    let here = format!("{ADDRESS}/{id}");
    match action {
        "begin" => begin(desk, actor, id, None).await.map(|()| here),
        "discard" => discard(desk, actor, id).await.map(|()| format!("{ADDRESS}?xong=bo")),
        "undo" => undo(desk, actor, id, revision).await.map(|()| here),
        "redo" => redo(desk, actor, id, revision).await.map(|()| here),
        action => {
            let (made, place) = read_action(action)?;
            change(desk, actor, id, revision, made).await.map(|()| format!("{here}#{place}"))
        }
    }
}

/// `up:field:members.name`, `remove:section:2`: the change, and the place on the page where it shows.
fn read_action(action: &str) -> Result<(Change, String), FormRefusal> {
    let mut parts = action.splitn(3, ':');
    let (Some(verb), Some(thing), Some(name)) = (parts.next(), parts.next(), parts.next()) else { return Err(FormRefusal::NotFound) };
    let at = || name.parse::<usize>().map_err(|_| FormRefusal::NotFound);
    let change = match (verb, thing) {
        ("up", "field") => Change::FieldUp(name.parse()?),
        ("down", "field") => Change::FieldDown(name.parse()?),
        ("copy", "field") => Change::FieldCopy(name.parse()?),
        ("remove", "field") => Change::FieldRemove(name.parse()?),
        ("up", "section") => Change::SectionUp(at()?),
        ("down", "section") => Change::SectionDown(at()?),
        ("remove", "section") => Change::SectionRemove(at()?),
        _ => return Err(FormRefusal::NotFound),
    };
    let place = if verb == "remove" { "noi-dung-to-khai".to_owned() } else { format!("{thing}-{name}") };
    Ok((change, place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_say_what_they_do() {
        assert!(
            matches!(read_action("up:field:members.name"), Ok((Change::FieldUp(key), place)) if key.group.as_deref() == Some("members") && place == "field-members.name")
        );
        assert!(matches!(read_action("remove:section:2"), Ok((Change::SectionRemove(2), _))));
        for wrong in ["", "up", "up:field:", "up:field:A B", "up:section:x", "explode:field:a", "up:field:a.b.c"] {
            assert!(read_action(wrong).is_err(), "{wrong}");
        }
    }
}
