//! `/ban/mau-van-ban`: the texts an office writes with.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, Official};
use askama::Template;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::TextId;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor, t, t_with};

use super::shared::{failed, status};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Dossier, KeptText, TextKind};
use crate::services::Services;
use crate::usecases::keep_text::{self, KeepText};

/// A text with the form that changes it.
struct Row {
    text: KeptText,
    kind: String,
    kinds: Vec<Choice>,
    /// What is wrong with the change that was sent.
    error: String,
}

#[derive(Template)]
#[template(path = "desk_texts.html")]
struct TextsPage {
    page: Page,
    errors: FieldErrors,
    kinds: Vec<Choice>,
    typed_title: String,
    typed_body: String,
    rows: Vec<Row>,
}

/// Shows the texts of the actor's offices.
pub(super) async fn get(State(services): State<Arc<Services>>, visitor: Visitor, Official(actor): Official) -> Result<Response, PageError> {
    render(&load(&services, visitor, &actor, &BTreeMap::new(), FieldErrors::none()).await.map_err(failed)?)
}

async fn load(
    services: &Services,
    visitor: Visitor,
    actor: &Actor,
    sent: &BTreeMap<String, String>,
    errors: FieldErrors,
) -> Result<TextsPage, UseCaseError> {
    let page = Page::desk(visitor, Section::Inbox, "dossier-text-title").with_errors(!errors.is_empty());
    let typed = |name: &str| sent.get(name).cloned().unwrap_or_default();
    let known = keep_text::texts(services, actor).await?;
    let row = |mut text: KeptText| {
        let error = errors.of(&format!("body-{}", text.id)).to_owned();
        if typed("id") == text.id.to_string() {
            (text.title, text.body) = (typed("title"), typed("body"));
        }
        Row { kind: page.t(&format!("dossier-text-kind-{}", text.kind.code())), kinds: kinds(&page, text.kind.code()), error, text }
    };
    let rows = known.into_iter().map(row).collect();
    let new = typed("id").is_empty();
    let kept = |name: &str| if new { typed(name) } else { String::new() };
    Ok(TextsPage { kinds: kinds(&page, &kept("kind")), typed_title: kept("title"), typed_body: kept("body"), rows, errors, page })
}

fn kinds(page: &Page, chosen: &str) -> Vec<Choice> {
    let one = |kind: TextKind| Choice::new(kind.code(), page.t(&format!("dossier-text-kind-{}", kind.code())), kind.code() == chosen);
    TextKind::ALL.into_iter().map(one).collect()
}

/// Makes, changes or throws away a text.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let text = |name: &str| sent.get(name).cloned().unwrap_or_default();
    let id: Option<TextId> = text("id").parse().ok();
    let kind = TextKind::from_code(&text("kind")).unwrap_or(TextKind::Reason);
    let done = match (text("_action").as_str(), id) {
        ("throw", Some(id)) => keep_text::throw_away(&services, &actor, id).await,
        (_, id) => keep_text::keep(&services, &actor, KeepText { id, kind, title: text("title"), body: text("body") }).await.map(|_| ()),
    };
    match done {
        Ok(()) => Ok(Redirect::to("/ban/mau-van-ban").into_response()),
        Err(UseCaseError::Refused(Refusal::NotFound)) => Err(PageError::NotFound),
        Err(UseCaseError::Refused(refusal)) => {
            let errors = at_field(&visitor, id, &refusal);
            let page = load(&services, visitor, &actor, &sent, errors).await.map_err(failed)?;
            render_with(status(&refusal), &page)
        }
        Err(failure) => Err(failed(failure)),
    }
}

fn at_field(visitor: &Visitor, id: Option<TextId>, refusal: &Refusal) -> FieldErrors {
    let field = refusal.field().unwrap_or("title");
    let label = t(visitor.language, if field == "body" { "dossier-text-body" } else { "dossier-text-name" });
    let words = refusal.words(visitor.language);
    let mut errors = FieldErrors::none();
    let words = t_with(visitor.language, "dossier-work-at", &[("field", label.into()), ("words", words.into())]);
    errors.add(id.map_or_else(|| field.to_owned(), |id| format!("body-{id}")), words);
    errors
}

/// A text as the page of a dossier offers it: filled, with the fields it goes into.
pub(super) struct Offered {
    pub(super) id: TextId,
    pub(super) title: String,
    pub(super) words: String,
    /// Beginning of the names of its fields, for the script.
    pub(super) fields: &'static str,
}

/// The fields a kind of text goes into.
pub(super) const fn fields(kind: TextKind) -> &'static str {
    match kind {
        TextKind::Reason => "decide- refuse-reason wrong-reason back-",
        TextKind::Supplement => "ask-reason-1",
        TextKind::Apology => "extend-reason",
        TextKind::Note => "note-note",
    }
}

/// The texts an officer can put into the forms of this dossier, filled with what is known of it.
pub(super) async fn offered(
    services: &Services,
    page: &Page,
    actor: &Actor,
    dossier: &Dossier,
    applicant: &str,
) -> Result<Vec<Offered>, UseCaseError> {
    let due = dossier.due().map(|due| page.moment(due)).unwrap_or_default();
    let code = dossier.code.as_ref().map(ToString::to_string).unwrap_or_default();
    let values = [("applicant", applicant), ("code", &code), ("procedure", &dossier.opening.procedure_name), ("due", &due)];
    let one = |text: KeptText| Offered { id: text.id, words: text.filled(&values), fields: fields(text.kind), title: text.title };
    Ok(keep_text::texts(services, actor).await?.into_iter().map(one).collect())
}

/// The fields of the page that hold the text `chosen`, for those who came by its link.
pub(super) fn put(offered: &[Offered], chosen: &str, names: &[String]) -> BTreeMap<String, String> {
    let Some(text) = offered.iter().find(|text| text.id.to_string() == chosen) else { return BTreeMap::new() };
    let takes =
        |name: &&String| text.fields.split(' ').any(|field| name.starts_with(field) && (name.ends_with("reason") || !field.ends_with('-')));
    names.iter().filter(takes).map(|name| (name.clone(), text.words.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_into_the_fields_of_its_kind() {
        let id = "0193a5e0-0000-7000-8000-000000000001";
        let text = |kind| Offered {
            id: id.parse().unwrap_or(TextId::from(uuid::Uuid::nil())),
            title: String::new(),
            words: "x".to_owned(),
            fields: fields(kind),
        };
        let names = ["decide-7-reason", "decide-7-outcome", "refuse-reason", "ask-reason-1", "ask-reason-2", "extend-reason", "note-note"];
        let names: Vec<String> = names.map(str::to_owned).to_vec();
        for (kind, expected) in [
            (TextKind::Reason, vec!["decide-7-reason", "refuse-reason"]),
            (TextKind::Supplement, vec!["ask-reason-1"]),
            (TextKind::Apology, vec!["extend-reason"]),
            (TextKind::Note, vec!["note-note"]),
        ] {
            assert_eq!(put(&[text(kind)], id, &names).into_keys().collect::<Vec<_>>(), expected);
        }
        assert!(put(&[text(TextKind::Note)], "", &names).is_empty());
    }
}
