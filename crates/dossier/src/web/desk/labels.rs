//! `/ban/nhan`: the labels of an office. `/ban/ho-so/{id}/nhan`: those of one dossier.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, Official};
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::{DossierId, LabelId};
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor};

use super::shared::{failed, status};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Label, LabelColour};
use crate::services::Services;
use crate::usecases::label::{self, Labelling};

/// A label with the colours it can have.
struct Row {
    label: Label,
    error: String,
    colours: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "desk_labels.html")]
struct LabelsPage {
    page: Page,
    errors: FieldErrors,
    typed: String,
    colours: Vec<Choice>,
    rows: Vec<Row>,
}

/// Shows the labels of the actor's offices.
pub(super) async fn get(State(services): State<Arc<Services>>, visitor: Visitor, Official(actor): Official) -> Result<Response, PageError> {
    let nothing = (String::new(), LabelColour::default());
    render(&load(&services, visitor, &actor, nothing, FieldErrors::none()).await.map_err(failed)?)
}

async fn load(
    services: &Services,
    visitor: Visitor,
    actor: &Actor,
    (typed, colour): (String, LabelColour),
    errors: FieldErrors,
) -> Result<LabelsPage, UseCaseError> {
    let page = Page::desk(visitor, Section::Inbox, "dossier-label-title").with_errors(!errors.is_empty());
    let known = label::labels(services, actor).await?;
    let row =
        |label: Label| Row { colours: colours(&page, label.colour), error: errors.of(&format!("name-{}", label.id)).to_owned(), label };
    let rows = known.into_iter().map(row).collect();
    Ok(LabelsPage { colours: colours(&page, colour), page, errors, typed, rows })
}

fn colours(page: &Page, chosen: LabelColour) -> Vec<Choice> {
    let one =
        |colour: LabelColour| Choice::new(colour.code(), page.t(&format!("dossier-label-colour-{}", colour.code())), colour == chosen);
    LabelColour::ALL.into_iter().map(one).collect()
}

/// Makes, changes or throws away a label.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let text = |name: &str| sent.get(name).map_or("", String::as_str);
    let id: Option<LabelId> = text("id").parse().ok();
    let colour = LabelColour::from_code(text("colour")).unwrap_or_default();
    let done = match (text("_action"), id) {
        ("throw", Some(id)) => label::throw_away(&services, &actor, id).await,
        (_, id) => label::keep(&services, &actor, id, text("name"), colour).await.map(|_| ()),
    };
    match done {
        Ok(()) => Ok(Redirect::to("/ban/nhan").into_response()),
        Err(UseCaseError::Refused(Refusal::NotFound)) => Err(PageError::NotFound),
        Err(UseCaseError::Refused(refusal)) => {
            let mut errors = FieldErrors::none();
            errors.add(id.map_or_else(|| "name".to_owned(), |id| format!("name-{id}")), refusal.words(visitor.language));
            let typed = if id.is_none() { (text("name").to_owned(), colour) } else { Default::default() };
            let page = load(&services, visitor, &actor, typed, errors).await.map_err(failed)?;
            render_with(status(&refusal), &page)
        }
        Err(failure) => Err(failed(failure)),
    }
}

/// Puts a label on one dossier or takes it off. What is so already stays so.
pub(super) async fn mark(
    State(services): State<Arc<Services>>,
    Official(actor): Official,
    Path(id): Path<String>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let dossier: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let text = |name: &str| sent.get(name).map_or("", String::as_str);
    let back = Redirect::to(&format!("/ban/ho-so/{dossier}#labels")).into_response();
    let Ok(label) = text("label").parse() else { return Ok(back) };
    let what = if text("_action") == "unlabel" { Labelling::Take } else { Labelling::Put };
    match label::mark(&services, &actor, dossier, label, what).await {
        Ok(()) | Err(UseCaseError::Refused(Refusal::NothingChanged)) => Ok(back),
        Err(error) => Err(failed(error)),
    }
}

/// The labels on one dossier, and those that may still be put on it.
pub(super) async fn of_dossier(services: &Services, actor: &Actor, dossier: DossierId) -> Result<(Vec<Label>, Vec<Choice>), UseCaseError> {
    let known = label::labels(services, actor).await?;
    let on = label::labels_on(services, actor, &[dossier]).await?;
    let (on, off): (Vec<Label>, Vec<Label>) = known.into_iter().partition(|label| on.contains(&(dossier, label.id)));
    Ok((on, off.into_iter().map(|label| Choice::new(label.id.to_string(), label.name, false)).collect()))
}
