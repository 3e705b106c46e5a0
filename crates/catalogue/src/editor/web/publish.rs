//! `/quan-tri/thu-tuc/{code}/ban-hanh` and `/bai-bo`: a day and an act.

use ::web::form::TypedDate;
use ::web::page::{render, render_with};
use ::web::{FieldErrors, Page, PageError, Section, Sent, Visitor};
use access::SignedIn;
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::code::ProcedureCode;

use super::{ADDRESS, edits};
use crate::editor::{EditRefusal, Editor, Publication, differences, rules, store, usecases};
use crate::store::procedures;

/// Whether the page publishes or withdraws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Publish,
    Withdraw,
}

impl Act {
    const fn word(self) -> &'static str {
        match self {
            Self::Publish => "ban-hanh",
            Self::Withdraw => "bai-bo",
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/editor_publish.html")]
struct PublishPage {
    page: Page,
    act: Act,
    code: String,
    name: String,
    address: String,
    changes: i64,
    missing: Vec<String>,
    date: TypedDate,
    document: String,
    errors: FieldErrors,
}

impl PublishPage {
    fn publishes(&self) -> bool {
        self.act == Act::Publish
    }
}

/// The form that publishes.
pub(super) async fn get(
    state: State<Editor>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<ProcedureCode>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let date = TypedDate::of(state.0.today());
    render(&page(&state.0, visitor, (Act::Publish, &code), (date, String::new()), FieldErrors::none()).await?)
}

/// The form that withdraws.
pub(super) async fn get_withdrawal(
    state: State<Editor>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<ProcedureCode>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let date = TypedDate::of(state.0.today());
    render(&page(&state.0, visitor, (Act::Withdraw, &code), (date, String::new()), FieldErrors::none()).await?)
}

/// Publishes.
pub(super) async fn post(
    State(editor): State<Editor>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<ProcedureCode>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let sent = Sent::new(pairs);
    let Some(command) = command(&sent) else { return refused(&editor, visitor, (Act::Publish, &code), &sent, None).await };
    match usecases::publish(&editor, &actor, &code, &command).await {
        Ok(_) => Ok(Redirect::to(&format!("{ADDRESS}/{code}?xong=ban-hanh")).into_response()),
        Err(refusal) => refused(&editor, visitor, (Act::Publish, &code), &sent, Some(refusal)).await,
    }
}

/// Withdraws.
pub(super) async fn post_withdrawal(
    State(editor): State<Editor>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<ProcedureCode>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let sent = Sent::new(pairs);
    let Some(command) = command(&sent) else { return refused(&editor, visitor, (Act::Withdraw, &code), &sent, None).await };
    match usecases::withdraw(&editor, &actor, &code, &command).await {
        Ok(()) => Ok(Redirect::to(&format!("{ADDRESS}/{code}?xong=bai-bo")).into_response()),
        Err(refusal) => refused(&editor, visitor, (Act::Withdraw, &code), &sent, Some(refusal)).await,
    }
}

/// What was asked for; nothing when no day can be read.
fn command(sent: &Sent) -> Option<Publication> {
    Some(Publication { on: sent.date("on").read()?, act: sent.text("act").to_owned() })
}

/// The form again with what was typed; without a refusal the day is at fault.
async fn refused(
    editor: &Editor,
    visitor: Visitor,
    act: (Act, &ProcedureCode),
    sent: &Sent,
    refusal: Option<EditRefusal>,
) -> Result<Response, PageError> {
    let language = visitor.language;
    let (field, key) = match &refusal {
        None => ("on", "editor-day-wrong"),
        Some(EditRefusal::Day { .. } | EditRefusal::Scheduled { .. }) => {
            ("on", refusal.as_ref().map_or("editor-day-wrong", EditRefusal::key))
        }
        Some(EditRefusal::NoAct) => ("act", "editor-act-missing"),
        Some(EditRefusal::Incomplete(_)) => ("thieu", "editor-incomplete"),
        Some(_) => return Err(refusal.map_or(PageError::NotFound, Into::into)),
    };
    let mut errors = FieldErrors::none();
    errors.add(field, ::web::t(language, key));
    let date = if field == "on" { sent.date("on").marked() } else { sent.date("on") };
    let shown = page(editor, visitor, act, (date, sent.text("act").to_owned()), errors).await?;
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

async fn page(
    editor: &Editor,
    visitor: Visitor,
    (act, code): (Act, &ProcedureCode),
    (date, document): (TypedDate, String),
    errors: FieldErrors,
) -> Result<PublishPage, PageError> {
    let mut connection = editor.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let standing = procedures::find(&mut connection, code.as_str(), editor.today()).await.map_err(PageError::fault)?;
    let draft = match act {
        Act::Publish => store::draft(&mut connection, code.as_str()).await.map_err(PageError::fault)?.map(|draft| draft.procedure),
        Act::Withdraw => standing.clone(),
    };
    let shown = draft.ok_or(PageError::NotFound)?;
    let title = if act == Act::Publish { "editor-publish" } else { "editor-withdraw" };
    let page = Page::desk(visitor, Section::Administration, title).with_errors(!errors.is_empty());
    let missing = if act == Act::Publish { rules::missing(&shown) } else { Vec::new() };
    Ok(PublishPage {
        changes: i64::try_from(differences(standing.as_ref(), &shown, page.language()).len()).unwrap_or(i64::MAX),
        missing: missing.into_iter().map(|key| page.t(key)).collect(),
        address: format!("{ADDRESS}/{code}"),
        code: code.to_string(),
        name: shown.name,
        act,
        date,
        document,
        errors,
        page,
    })
}
