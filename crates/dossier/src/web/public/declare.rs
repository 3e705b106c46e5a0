//! Step 1, `/nop/{code}/{draft}`: who applies, and the form of the procedure. Every request that carries inputs saves them.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, SignedIn};
use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::Value;
use web::page::{render, render_with};
use web::schema_form::{FormAction, ShownSection};
use web::{FieldErrors, PageError, Visitor};

use super::super::shown::{applicant_of, declaration_of, new_window};
use super::apply::known;
use super::conflict::ConflictPage;
use super::refused;
use super::wizard::{Frame, Wizard, draft_line};
use super::written::Seen;
use crate::error::UseCaseError;
use crate::model::Applicant;
use crate::services::Services;
use crate::store::drafts::DraftContent;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Present when a later step found something missing.
    kiem: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "public_declare.html")]
pub(super) struct DeclarePage {
    pub(super) frame: Frame,
    pub(super) page: web::Page,
    pub(super) errors: FieldErrors,
    pub(super) who: Vec<ShownSection>,
    pub(super) sections: Vec<ShownSection>,
    pub(super) basis: String,
    pub(super) seen: Seen,
}

impl DeclarePage {
    pub(super) fn new(wizard: &Wizard, visitor: Visitor, errors: FieldErrors, window: String) -> Self {
        let language = visitor.language;
        let (who, typed) = wizard.typed();
        let frame = wizard.frame(visitor, 1);
        Self {
            page: frame.page.clone().with_errors(!errors.is_empty()),
            who: wizard.who.shown(&who, &errors, language),
            sections: wizard.form.shown(&typed, &errors, language),
            basis: wizard.form.legal_words(language),
            seen: Seen { revision: wizard.written().revision(), window },
            errors,
            frame,
        }
    }
}

/// Shows both forms with what was typed.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(address): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let wizard = Wizard::open(&services, &visitor, &actor, &address).await?;
    let errors = if asked.kiem.is_some() { wizard.check(visitor.language) } else { FieldErrors::none() };
    render(&DeclarePage::new(&wizard, visitor, errors, new_window(&*services.ctx.entropy)))
}

/// Saves, then goes on, or away when the person wants to go on later, or says what is wrong.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(address): Path<(String, String)>,
    Form(inputs): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let mut wizard = Wizard::open(&services, &visitor, &actor, &address).await?;
    let action = inputs.get("_form").and_then(|action| FormAction::parse(action));
    let later = inputs.get("_then").is_some_and(|then| then == "later");
    let seen = Seen::from_inputs(&inputs);
    if !wizard.written().accepts(&seen) {
        return render_with(StatusCode::CONFLICT, &ConflictPage::new(&wizard, visitor, inputs, seen.window));
    }
    save(&services, &actor, &mut wizard, inputs, &seen).await?;
    if let Some(action) = action {
        act(&services, &actor, &mut wizard, &action, &seen).await?;
        return Ok(Redirect::to(&format!("{}#{}", wizard.address(), action.anchor())).into_response());
    }
    if later {
        return Ok(Redirect::to("/ho-so?luu=1").into_response());
    }
    let errors = wizard.check(visitor.language);
    if errors.is_empty() {
        return Ok(Redirect::to(&format!("{}/giay-to", wizard.address())).into_response());
    }
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &DeclarePage::new(&wizard, visitor, errors, seen.window))
}

/// Saves what is being typed and answers with the line about the draft, as plain text for the script.
pub(super) async fn keep(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(address): Path<(String, String)>,
    Form(inputs): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let mut wizard = Wizard::open(&services, &visitor, &actor, &address).await?;
    let seen = Seen::from_inputs(&inputs);
    if !wizard.written().accepts(&seen) {
        return Ok(web::t(visitor.language, "dossier-public-draft-elsewhere").into_response());
    }
    save(&services, &actor, &mut wizard, inputs, &seen).await?;
    let page = wizard.frame(visitor, 1).page;
    Ok(draft_line(&page, wizard.draft.saved_at, wizard.draft.expires_at).into_response())
}

/// Does what a button inside one of the two forms asks for, and saves it.
async fn act(services: &Services, actor: &Actor, wizard: &mut Wizard, action: &FormAction, seen: &Seen) -> Result<(), PageError> {
    let person = match action {
        FormAction::Me(_) => declaration_of(&about_applicant(services, actor, wizard).await.map_err(refused::page)?),
        _ => Value::Null,
    };
    let mut written = wizard.written();
    written.change(&wizard.form, |typed| {
        typed.act(&wizard.form, action);
        if let FormAction::Me(section) = action {
            typed.fill_person(&wizard.form, *section, |what| person.get(what).cloned());
        }
    });
    written.change(&wizard.who, |typed| typed.act(&wizard.who, action));
    let content = DraftContent { declaration: written.written_by(seen).into_value(), ..wizard.draft.content.clone() };
    wizard.save(services, actor, content).await
}

/// Who fills the form in: what they typed about themselves in this application, and what their profile adds.
async fn about_applicant(services: &Services, actor: &Actor, wizard: &Wizard) -> Result<Applicant, UseCaseError> {
    let known = known(services, actor).await?;
    let typed = applicant_of(&wizard.who, &wizard.typed().0);
    let either = |typed: String, known: String| if typed.is_empty() { known } else { typed };
    Ok(Applicant {
        name: either(typed.name, known.name),
        personal_number: typed.personal_number.or(known.personal_number),
        phone: either(typed.phone, known.phone),
        email: either(typed.email, known.email),
        address: either(typed.address, known.address),
        ..typed
    })
}

async fn save(
    services: &Services,
    actor: &Actor,
    wizard: &mut Wizard,
    inputs: BTreeMap<String, String>,
    seen: &Seen,
) -> Result<(), PageError> {
    let written = wizard.written().taking(inputs, seen);
    let applicant = applicant_of(&wizard.who, &written.typed(&wizard.who));
    let content = DraftContent { applicant, declaration: written.into_value(), ..wizard.draft.content.clone() };
    wizard.save(services, actor, content).await
}
