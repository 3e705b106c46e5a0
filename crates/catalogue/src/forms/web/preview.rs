//! `/quan-tri/bieu-mau/{id}/xem-thu`: the form as applicants see it, in each language and both widths.

use access::SignedIn;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use web::components::Tab;
use web::page::render;
use web::schema_form::{Form, ShownSection, Typed};
use web::{FieldErrors, Language, Page, PageError, Section, Side, Visitor};

use super::super::model::FormDesk;
use super::super::store;
use super::{ADDRESS, edits_forms};
use crate::store::forms;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// `vi`, `en`, `th`.
    tieng: String,
    /// `hep` for the width of a phone.
    rong: String,
    /// Present: with the messages of a form that was left empty.
    kiem: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/forms_preview.html")]
struct PreviewPage {
    page: Page,
    back: String,
    languages: Vec<Tab>,
    widths: Vec<Tab>,
    checks: Vec<Tab>,
    is_narrow: bool,
    title: String,
    legal: String,
    sections: Vec<ShownSection>,
    errors: FieldErrors,
}

/// Shows the draft, or the newest version when there is none.
pub(super) async fn get(
    State(desk): State<FormDesk>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    edits_forms(&actor)?;
    let mut connection = desk.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let json = match store::draft(&mut connection, &id).await.map_err(PageError::fault)? {
        Some(draft) => draft.json,
        None => forms::newest(&mut connection, &id).await.map_err(PageError::fault)?.ok_or(PageError::NotFound)?.json,
    };
    drop(connection);
    let form = Form::from_value(&json).map_err(PageError::fault)?.with_places(desk.places()).on(desk.today());
    render(&page(visitor, &id, &asked, &form))
}

fn page(visitor: Visitor, id: &str, asked: &Asked, form: &Form) -> PreviewPage {
    let language = Language::ALL.into_iter().find(|language| language.code() == asked.tieng).unwrap_or(visitor.language);
    // The frame speaks the language of the form, because the words inside fields are the frame's.
    let page =
        Page::titled(Visitor { language, ..visitor }, Side::Desk, Section::Administration, form.title.in_language(language).to_owned());
    let is_narrow = asked.rong == "hep";
    let address = |tieng: &str, narrow: bool, checked: bool| {
        let (rong, kiem) = (if narrow { "&rong=hep" } else { "" }, if checked { "&kiem=1" } else { "" });
        format!("{ADDRESS}/{id}/xem-thu?tieng={tieng}{rong}{kiem}")
    };
    let tab = |label: String, address: String, current: bool| Tab { label, address, count: None, current };
    let (code, checked) = (language.code(), asked.kiem.is_some());
    let named = |one: Language| web::t(one, "forms-in-this-language");
    let errors = if checked { form.check(&Typed::default(), language) } else { FieldErrors::none() };
    PreviewPage {
        back: format!("{ADDRESS}/{id}"),
        languages: Language::ALL.into_iter().map(|one| tab(named(one), address(one.code(), is_narrow, checked), one == language)).collect(),
        widths: [false, true]
            .map(|narrow| {
                tab(page.t(if narrow { "forms-narrow" } else { "forms-wide" }), address(code, narrow, checked), narrow == is_narrow)
            })
            .to_vec(),
        checks: [false, true]
            .map(|on| {
                tab(page.t(if on { "forms-with-messages" } else { "forms-without-messages" }), address(code, is_narrow, on), on == checked)
            })
            .to_vec(),
        is_narrow,
        title: form.title.in_language(language).to_owned(),
        legal: form.legal_words(language),
        sections: form.shown(&Typed::default(), &errors, language),
        errors,
        page,
    }
}
